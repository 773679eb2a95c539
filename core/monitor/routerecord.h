// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/route.h"
#include "core/monitor/latencies.h"

#include <chrono>
#include <map>

namespace pathlight {

/// One distance on the way, over all traces.
struct HopRecord
{
    struct Seen
    {
        QString address;
        int lastTrace = 0; ///< the number of the trace that saw it last
    };

    int sent = 0;
    int received = 0;
    Latencies medians; ///< of each trace its median
    std::optional<double> worstMs;
    bool target = false;
    int answered = 0;        ///< traces in which somebody answered here
    QList<Seen> current;     ///< who stands here now, newest first: several where the load is balanced
    QStringList past;        ///< who stood here before, newest first
    QStringList unconfirmed; ///< in the newest trace nobody of `current`, but these
};

/// Somebody else stands at this distance than before.
struct RouteChange
{
    int distance = 0;
    QStringList from;
    QStringList to;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = RouteChange;
        visit("distance", &T::distance);
        visit("from", &T::from);
        visit("to", &T::to);
    }
};

/// Where the way ends now, beside the last trace that was whole.
struct BreakPlace
{
    bool reached = false;          ///< the target answered: it does not end on the way
    int distance = 0;              ///< of the last that answered; 0: nobody did
    std::optional<QString> after;  ///< its address
    std::optional<QString> before; ///< who came next when the way was whole; null: not known
    std::optional<QString> said;   ///< the last one said so itself: "prohibited", "unreachable"
    std::optional<QString> local;  ///< this computer itself has no way there
    std::optional<QString> whole;  ///< when the way was whole; ISO 8601, UTC
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = BreakPlace;
        visit("reached", &T::reached);
        visit("distance", &T::distance);
        visit("after", &T::after);
        visit("before", &T::before);
        visit("said", &T::said);
        visit("local", &T::local);
        visit("whole", &T::whole);
    }
};

/// The way to one target over time. Its memory is bounded, however many traces it is given: HopTally's
/// distances, and for each at most mostAddresses now and as many before. Pure.
///
/// A change is told when two traces in a row met nobody at a distance who stood there in the three or more
/// before: of a balanced load one trace may see one half. Another address of the target begins a new record.
class RouteRecord
{
public:
    static constexpr qsizetype mostAddresses = 8;

    /// Takes a trace. `counts`: its losses go on record; false during an outage, which counts as such.
    QList<RouteChange> take(const TraceEvidence& trace, bool counts, std::chrono::milliseconds wall);

    [[nodiscard]] const std::map<int, HopRecord>& hops() const { return m_hops; }
    [[nodiscard]] const QString& address() const { return m_address; }
    [[nodiscard]] int traces() const { return m_traces; }
    [[nodiscard]] int changes() const { return m_changes; }
    /// Did the newest trace show a change that a second one has to confirm?
    [[nodiscard]] bool isUnsure() const;
    /// How far the target is; null: it never answered.
    [[nodiscard]] std::optional<int> targetDistance() const;
    /// All that counts, as if it were one trace, for routereading.h.
    [[nodiscard]] TraceEvidence inAll() const;
    /// Where a way that `trace` saw ends, beside the last that was whole.
    [[nodiscard]] BreakPlace breakIn(const TraceEvidence& trace) const;

private:
    void count(const TraceEvidence& trace);
    [[nodiscard]] std::optional<RouteChange> look(const HopEvidence& hop);

    std::map<int, HopRecord> m_hops; ///< by distance
    QString m_address;
    std::optional<TraceEvidence> m_whole; ///< the last that reached the target
    std::chrono::milliseconds m_wallWhole{0};
    int m_traces = 0;
    int m_changes = 0;
};

/// The record as the summary tells it; null: nothing was traced.
[[nodiscard]] QJsonValue describe(const RouteRecord& record);

} // namespace pathlight
