// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/mtuconclusion.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

bool isSilent(const SizedProbe& probe)
{
    return probe.end == SizedProbe::End::Silent;
}

bool isSilentUp(const SizedProbe& probe)
{
    return isSilent(probe) && !probe.seen.upPassed;
}

bool isSilentDown(const SizedProbe& probe)
{
    return isSilent(probe) && probe.seen.upPassed;
}

bool isAnswered(const SizedProbe& probe)
{
    return probe.end == SizedProbe::End::Answered;
}

bool isClamped(const SizedProbe& probe)
{
    return probe.seen.mss.has_value();
}

bool grows(const SizedProbe& probe)
{
    return probe.seen.acknowledged.has_value();
}

/// What failed below a size that passed was lost, and says nothing of a direction.
QString directionOf(const QList<SizedProbe>& probes, int passed)
{
    const auto tells = [passed](const SizedProbe& probe) {
        return !isClamped(probe) || probe.packet > passed;
    };
    const bool up = std::any_of(probes.begin(), probes.end(),
                                [&](const SizedProbe& probe) { return tells(probe) && isSilentUp(probe); });
    const bool down = std::any_of(probes.begin(), probes.end(), [&](const SizedProbe& probe) {
        return tells(probe) && isSilentDown(probe);
    });
    return up && down ? u"both"_s : up ? u"up"_s : u"down"_s;
}

int passedIn(const SizedProbe& probe, bool upAlone)
{
    if (grows(probe)) return upAlone ? *probe.seen.acknowledged : 0;
    return probe.fullSize && isAnswered(probe) ? probe.packet : 0;
}

int failedIn(const SizedProbe& probe)
{
    const bool wasSeen = grows(probe) ? isSilentUp(probe) : isSilent(probe);
    return probe.fullSize && wasSeen ? probe.packet : 0;
}

bool isSmallHello(const SizedProbe& probe)
{
    return !probe.fullSize && !isClamped(probe);
}

/// Of a hello in silence at least so many large packets are known to be lost. On the way up the kernel counts
/// what it sent again, which may be the hello's short end once. On the way down the server sends its flight
/// again at least once in the time that it is given.
int largeLostIn(const SizedProbe& probe)
{
    if (!isSilent(probe)) return 0;
    return isSilentUp(probe) ? std::max(1, probe.data.lost) : 2;
}

void count(const SizedProbe& probe, PacketTally* tally)
{
    tally->sent += probe.data.sent;
    tally->lost += probe.data.lost + (isSilentUp(probe) ? 1 : 0); // The last one, too.
}

/// How often did this size fail?
int failuresAt(const QList<SizedProbe>& probes, int size)
{
    return static_cast<int>(std::count_if(
        probes.begin(), probes.end(), [size](const SizedProbe& probe) { return failedIn(probe) == size; }));
}

/// The smallest size above `passed` that failed at least so often; 0: none did.
int smallestFailed(const QList<SizedProbe>& probes, int passed, int times)
{
    int smallest = 0;
    for (const SizedProbe& probe : probes) {
        const int failed = failedIn(probe);
        const bool isSmaller = smallest == 0 || failed < smallest;
        if (failed > passed && isSmaller && failuresAt(probes, failed) >= times) smallest = failed;
    }
    return smallest;
}

} // namespace

bool isContradicted(const QList<SizedProbe>& probes)
{
    const bool up = isSilentUp(probes.constFirst());
    return std::any_of(probes.begin() + 1, probes.end(), [up](const SizedProbe& probe) {
        return !isClamped(probe) && !grows(probe) && !isSilent(probe) && (probe.fullSize || !up);
    });
}

bool isUpAlone(const QList<SizedProbe>& probes)
{
    return std::any_of(probes.begin(), probes.end(), isSilentUp) &&
           std::none_of(probes.begin(), probes.end(), isSilentDown);
}

SizeRange rangeOf(const QList<SizedProbe>& probes)
{
    SizeRange range;
    const bool upAlone = isUpAlone(probes);
    for (const SizedProbe& probe : probes)
        range.passed = std::max(range.passed, passedIn(probe, upAlone));
    range.failed = smallestFailed(probes, range.passed, 1);
    return range;
}

SizeLoss lossIn(const QList<SizedProbe>& probes, const PacketTally& handshakes)
{
    SizeLoss loss{0, handshakes};
    const bool anyPassed = rangeOf(probes).passed > 0;
    for (const SizedProbe& probe : probes) {
        const bool isSmall = isSmallHello(probe) || (anyPassed && probe.control);
        const bool isLarge = probe.fullSize && !grows(probe) && (!isClamped(probe) || !anyPassed);
        if (isSmall) count(probe, &loss.small);
        if (isLarge) loss.largeLost += largeLostIn(probe);
    }
    return loss;
}

bool losesSmall(const QList<SizedProbe>& probes, const PacketTally& handshakes)
{
    return handshakes.lost > 0 || std::any_of(probes.begin(), probes.end(), [](const SizedProbe& probe) {
               const bool isSmall = isSmallHello(probe) || (probe.control && isAnswered(probe));
               return isSmall && (probe.data.lost > 0 || isSilentUp(probe));
           });
}

MtuConclusion concludeMtu(const QList<SizedProbe>& probes, const PacketTally& handshakes)
{
    MtuConclusion conclusion;
    if (probes.isEmpty()) return conclusion;
    conclusion.loss = lossIn(probes, handshakes);
    const SizedProbe& first = probes.constFirst();
    if (!isSilent(first) || isContradicted(probes)) {
        conclusion.blackHole = false;
        if (first.seen.upPassed) conclusion.largestThatPassed = first.packet;
        return conclusion;
    }
    const bool twice = std::count_if(probes.begin(), probes.end(), [](const SizedProbe& probe) {
                           return !isClamped(probe) && !grows(probe) && isSilent(probe);
                       }) >= 2;
    const SizeRange range = rangeOf(probes);
    if (!twice || range.passed == 0 || range.failed == 0 || !isMoreThanLoss(conclusion.loss))
        return conclusion;
    const int surely = losesSmall(probes, handshakes) ? 2 : 1;
    conclusion.blackHole = true;
    conclusion.direction = directionOf(probes, range.passed);
    conclusion.largestThatPassed = range.passed;
    if (const int failed = smallestFailed(probes, range.passed, surely); failed > 0)
        conclusion.smallestThatFailed = failed;
    return conclusion;
}

} // namespace pathlight
