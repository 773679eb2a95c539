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

/// The same question as the first probe's, or one whose answer is as large, was answered: it was chance.
bool isContradicted(const QList<SizedProbe>& probes)
{
    const bool up = isSilentUp(probes.constFirst());
    return std::any_of(probes.begin() + 1, probes.end(), [up](const SizedProbe& probe) {
        return !isClamped(probe) && !isSilent(probe) && (probe.fullSize || !up);
    });
}

QString directionOf(const QList<SizedProbe>& probes)
{
    const bool up = std::any_of(probes.begin(), probes.end(), isSilentUp);
    const bool down = std::any_of(probes.begin(), probes.end(), isSilentDown);
    return up && down ? u"both"_s : up ? u"up"_s : u"down"_s;
}

void measure(const QList<SizedProbe>& probes, MtuConclusion* conclusion)
{
    for (const SizedProbe& probe : probes) {
        if (!probe.fullSize) continue;
        if (isAnswered(probe)) {
            conclusion->largestThatPassed = std::max(conclusion->largestThatPassed.value_or(0), probe.packet);
        } else if (isSilent(probe)) {
            const int known = conclusion->smallestThatFailed.value_or(probe.packet);
            conclusion->smallestThatFailed = std::min(known, probe.packet);
        }
    }
}

} // namespace

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
                           return !isClamped(probe) && isSilent(probe);
                       }) >= 2;
    MtuConclusion found;
    measure(probes, &found);
    if (!twice || !found.largestThatPassed) return conclusion;
    // Larger ones passed where smaller ones failed: that is loss, and says nothing about sizes.
    if (*found.largestThatPassed >= *found.smallestThatFailed) return conclusion;
    found.blackHole = true;
    found.direction = directionOf(probes);
    return found;
}

} // namespace pathlight
