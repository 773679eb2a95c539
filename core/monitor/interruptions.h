// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <chrono>
#include <optional>

namespace pathlight {

/// A stretch of time in which packets vanished, and that was over before requests were given up: TCP sent
/// them again, and they came late. No outage, for most requests succeeded.
struct Interruption
{
    std::chrono::milliseconds began{0}; ///< on the timeline: the first request that came late was sent
    std::chrono::milliseconds ended{0}; ///< the first of them was answered
    std::chrono::milliseconds wallBegan{0};
    std::chrono::milliseconds wallEnded{0};
    int late = 0;                       ///< requests that came late but came
    int lost = 0;                       ///< requests that timed out beside them and began no outage
    std::chrono::milliseconds worst{0}; ///< the longest that one of them took

    [[nodiscard]] std::chrono::milliseconds lasted() const { return ended - began; }
};

/// A probe that ended, as far as an interruption is concerned.
struct ProbeTime
{
    std::chrono::milliseconds at{0};    ///< on the timeline, when it was sent
    std::chrono::milliseconds ended{0}; ///< when it was answered or given up
    std::chrono::milliseconds wall{0};  ///< UTC, when it was sent
    bool succeeded = false;
    bool timedOut = false;
    std::optional<int> sentAgain; ///< segments that the kernel sent again; null: nobody counted

    [[nodiscard]] std::chrono::milliseconds took() const { return ended - at; }
};

/// Finds interruptions among probes. A probe came late when it took at least a second (no TCP sends a SYN
/// again sooner, RFC 6298 section 2) and the kernel counted segments that were sent again. An interruption
/// begins when the first of some late probes was sent and ends when the first of them was answered, or one
/// that was sent after them and came promptly. It is told when
/// - at least two late probes were sent before its end,
/// - it lasted at least 1.5 s, and
/// - at least five segments had to be sent again: fewer are lost now and then where one in ten is.
/// It is told once nothing is under way any more that was sent before its end. An outage takes its place.
///
/// Knows no clock: every call is told the time. Its memory is bounded.
class Interruptions
{
public:
    static constexpr qsizetype mostKept = 100;
    static constexpr std::chrono::milliseconds lateFrom{1000};
    static constexpr std::chrono::milliseconds leastLength{1500};
    static constexpr int leastLate = 2;
    static constexpr int leastSentAgain = 5;

    /// Takes a probe that ended. `oldestUnderWay`: when the oldest that has not ended was sent. Returns an
    /// interruption that is now known whole.
    std::optional<Interruption> take(const ProbeTime& probe,
                                     std::optional<std::chrono::milliseconds> oldestUnderWay);
    /// What was sent before `until` tells of an outage, or of nothing: the computer slept.
    void forget(std::chrono::milliseconds until);

    [[nodiscard]] const QList<Interruption>& kept() const { return m_kept; }
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] std::chrono::milliseconds total() const { return m_total; }
    /// Probes for which segments were sent again, late or not.
    [[nodiscard]] int probesSentAgain() const { return m_probesSentAgain; }

private:
    /// The first answer to a late probe; null: there is none.
    [[nodiscard]] std::optional<std::chrono::milliseconds> firstAnswer() const;
    [[nodiscard]] std::optional<Interruption> close();
    [[nodiscard]] std::optional<Interruption> judge() const;
    void addTimedOut(Interruption* found) const;

    QList<ProbeTime> m_late;     ///< those of an interruption that may be on
    QList<ProbeTime> m_timedOut; ///< the newest
    QList<ProbeTime> m_prompt;   ///< the newest
    std::chrono::milliseconds m_notBefore{0};
    QList<Interruption> m_kept;
    int m_count = 0;
    std::chrono::milliseconds m_total{0};
    int m_probesSentAgain = 0;
};

} // namespace pathlight
