// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/routerecord.h"

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace pathlight {

/// How an outage left the record.
enum class OutageEnd {
    StillOn,
    Recovered,
    Unwatched, ///< the computer slept or the monitor ended: nobody knows for how much longer
};
template <>
struct EnumNames<OutageEnd>
{
    static constexpr std::array names{"still_on", "recovered", "unwatched"};
};

/// A stretch of time in which the target could not be reached.
struct Outage
{
    std::chrono::milliseconds began{0}; ///< on the timeline, the first probe that failed
    std::chrono::milliseconds ended{0}; ///< the first success was answered, or the last failure sent
    std::chrono::milliseconds wallBegan{0};
    std::chrono::milliseconds wallEnded{0};
    OutageEnd end = OutageEnd::StillOn;
    int failures = 0;
    QString failure; ///< how its first probe failed
    QString code;    ///< the fault that a walk found (CONTRACT section 3); empty: none found so far
    std::optional<BreakPlace> route; ///< what a trace saw while it lasted; null: none was made

    [[nodiscard]] std::chrono::milliseconds lasted() const { return ended - began; }
};

/// When is it down? One lost probe is not an outage: it takes a second probe, or a walk that finds the fault.
///
///     up ──(a probe fails)──▶ suspected ──(the next one fails, or a walk finds a fault)──▶ down
///      ▲                         │                                                          │
///      └──(the next succeeds)────┴──────────────(a probe succeeds; watching stops)──────────┘
///
/// Probes may be under way beside each other: one that fails and was sent before the last success was
/// answered says nothing of the time since, and begins nothing.
///
/// Knows no clock: every call is told the time, on the timeline and by the wall clock.
class Outages
{
public:
    enum class State { Up, Suspected, Down };
    enum class Change { None, Suspected, Began, Ended };

    /// The newest outages are kept, so many at most.
    static constexpr qsizetype mostKept = 100;

    Change failed(std::chrono::milliseconds at, std::chrono::milliseconds wall, const QString& how);
    Change succeeded(std::chrono::milliseconds at, std::chrono::milliseconds wall);
    /// A walk that began while it was not up found this fault.
    Change explained(const QString& code);
    /// A trace that began while it was not up saw this. The newest holds, but a break is kept where a later
    /// one is whole.
    void traced(const BreakPlace& place);
    /// Nobody looks from here on: the computer slept, or the monitor ends.
    Change unwatched();

    [[nodiscard]] State state() const { return m_state; }
    /// The newest, also while it lasts or is only suspected; null: there was none.
    [[nodiscard]] const Outage* newest() const;
    [[nodiscard]] const QList<Outage>& kept() const { return m_kept; }
    [[nodiscard]] int count() const { return m_count; }
    /// Of all outages, the one that lasts as far as it was seen.
    [[nodiscard]] std::chrono::milliseconds total() const;

private:
    Change begin();
    Change end(OutageEnd how);

    State m_state = State::Up;
    Outage m_current;     ///< while suspected or down
    QList<Outage> m_kept; ///< over, and the one that lasts
    int m_count = 0;
    std::chrono::milliseconds m_total{0};
    std::optional<std::chrono::milliseconds> m_answered; ///< when the last success was
};

} // namespace pathlight
