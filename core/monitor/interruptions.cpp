// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/interruptions.h"

#include <algorithm>

namespace pathlight {

namespace {

using std::chrono::milliseconds;

/// More than can be under way beside each other; older ones lie before anything that is still open.
constexpr qsizetype mostRemembered = 64;

bool isLate(const ProbeTime& probe)
{
    return probe.succeeded && probe.sentAgain.value_or(0) > 0 && probe.took() >= Interruptions::lateFrom;
}

void remember(QList<ProbeTime>* list, const ProbeTime& probe)
{
    list->append(probe);
    if (list->size() > mostRemembered) list->removeFirst();
}

bool sentEarlier(const ProbeTime& one, const ProbeTime& other)
{
    return one.at < other.at;
}

} // namespace

std::optional<milliseconds> Interruptions::firstAnswer() const
{
    std::optional<milliseconds> first;
    for (const ProbeTime& each : m_late)
        first = std::min(first.value_or(each.ended), each.ended);
    return first;
}

std::optional<Interruption> Interruptions::take(const ProbeTime& probe,
                                                std::optional<milliseconds> oldestUnderWay)
{
    if (probe.sentAgain.value_or(0) > 0) ++m_probesSentAgain;
    std::optional<Interruption> told;
    if (probe.at >= m_notBefore) {
        const bool late = isLate(probe);
        // One that was sent after the end belongs to what comes next.
        if (late && !m_late.isEmpty() && probe.at >= *firstAnswer()) told = close();
        if (late)
            remember(&m_late, probe);
        else if (probe.succeeded)
            remember(&m_prompt, probe);
        else if (probe.timedOut)
            remember(&m_timedOut, probe);
    }
    const bool isWhole = !m_late.isEmpty() && (!oldestUnderWay || *oldestUnderWay >= *firstAnswer());
    if (isWhole && !told) told = close();
    return told;
}

std::optional<Interruption> Interruptions::close()
{
    const std::optional<Interruption> found = judge();
    m_late.clear();
    m_timedOut.clear();
    if (!found) return found;
    ++m_count;
    m_total += found->lasted();
    m_kept.append(*found);
    if (m_kept.size() > mostKept) m_kept.removeFirst();
    return found;
}

/// What the late probes that were gathered tell; null: no interruption.
std::optional<Interruption> Interruptions::judge() const
{
    const ProbeTime& first = *std::min_element(m_late.cbegin(), m_late.cend(), sentEarlier);
    Interruption found;
    found.began = first.at;
    found.wallBegan = first.wall;
    found.ended = *firstAnswer();
    for (const ProbeTime& each : m_prompt) {
        if (each.at >= found.began) found.ended = std::min(found.ended, each.ended);
    }
    int sentAgain = 0;
    for (const ProbeTime& each : m_late) {
        if (each.at >= found.ended) continue;
        ++found.late;
        found.worst = std::max(found.worst, each.took());
        sentAgain += *each.sentAgain;
    }
    addTimedOut(&found);
    found.wallEnded = found.wallBegan + found.lasted();
    const bool isOne =
        found.late >= leastLate && sentAgain >= leastSentAgain && found.lasted() >= leastLength;
    return isOne ? std::optional(found) : std::nullopt;
}

/// Those that timed out and were still waited for when the first late one was sent met the same silence.
void Interruptions::addTimedOut(Interruption* found) const
{
    for (auto each = m_timedOut.crbegin(); each != m_timedOut.crend(); ++each) {
        const bool isBeside = each->at < found->ended && each->ended >= found->began;
        const bool somePassed = std::any_of(m_prompt.cbegin(), m_prompt.cend(), [&](const ProbeTime& other) {
            return other.at >= each->at && other.at < found->began;
        });
        if (!isBeside || somePassed) continue;
        ++found->lost;
        if (each->at >= found->began) continue;
        found->began = each->at;
        found->wallBegan = each->wall;
    }
}

void Interruptions::forget(milliseconds until)
{
    m_notBefore = std::max(m_notBefore, until);
    const auto isBefore = [until](const ProbeTime& each) { return each.at < until; };
    if (std::any_of(m_late.cbegin(), m_late.cend(), isBefore)) m_late.clear();
    m_timedOut.removeIf(isBefore);
}

} // namespace pathlight
