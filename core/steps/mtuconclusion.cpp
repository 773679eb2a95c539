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

/// The same question as the first probe's, or one whose answer is as large, was answered: it was chance.
bool isContradicted(const QList<SizedProbe>& probes)
{
    const bool up = isSilentUp(probes.constFirst());
    return std::any_of(probes.begin() + 1, probes.end(), [up](const SizedProbe& probe) {
        return !isClamped(probe) && !grows(probe) && !isSilent(probe) && (probe.fullSize || !up);
    });
}

QString directionOf(const QList<SizedProbe>& probes)
{
    const bool up = std::any_of(probes.begin(), probes.end(), isSilentUp);
    const bool down = std::any_of(probes.begin(), probes.end(), isSilentDown);
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

} // namespace

bool isUpAlone(const QList<SizedProbe>& probes)
{
    return std::any_of(probes.begin(), probes.end(), isSilentUp) &&
           std::none_of(probes.begin(), probes.end(), isSilentDown);
}

SizeRange rangeOf(const QList<SizedProbe>& probes)
{
    SizeRange range;
    const bool upAlone = isUpAlone(probes);
    for (const SizedProbe& probe : probes) {
        range.passed = std::max(range.passed, passedIn(probe, upAlone));
        const int failed = failedIn(probe);
        if (failed > 0 && (range.failed == 0 || failed < range.failed)) range.failed = failed;
    }
    return range;
}

MtuConclusion concludeMtu(const QList<SizedProbe>& probes)
{
    MtuConclusion conclusion;
    if (probes.isEmpty()) return conclusion;
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
    if (!twice || range.passed == 0) return conclusion;
    // Larger ones passed where smaller ones failed: that is loss, and says nothing about sizes.
    if (range.passed >= range.failed) return conclusion;
    return {true, directionOf(probes), range.passed, range.failed};
}

} // namespace pathlight
