// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"
#include "core/evidence/evidence.h"
#include "core/monitor/instant.h"
#include "core/monitor/targetrecord.h"
#include "core/rules/finding.h"
#include "core/walk/event.h"

#include <QCoroTask>

#include <functional>
#include <memory>
#include <vector>

/// Targets watched over time. How a probe is sent, how a walk is made and what the clocks say is the caller's
/// (MonitorPorts), so that a day passes in a test within a second.
namespace pathlight {

enum class MonitorEventKind {
    Started,      ///< data: the plan
    Probe,        ///< data: "ok", "status", "ms", "failure", "sentAgain"
    Gap,          ///< data: "kind": slept|jumped|unclear, "seconds"
    Walk,         ///< data: one Event of a walk
    WalkEnded,    ///< data: "verdict"
    OutageBegan,  ///< data: describe(Outage)
    OutageEnded,  ///< data: describe(Outage)
    Summary,      ///< data: summaryOf(); once an hour and at the end
    Route,        ///< data: "trace": a TraceEvidence; "break": a BreakPlace, null where the target is up
    RouteChanged, ///< data: "address": the target's, "changes": a list of RouteChange
    Interruption, ///< data: describe(Interruption)
};
template <>
struct EnumNames<MonitorEventKind>
{
    static constexpr std::array names{"started",    "probe",         "gap",          "walk",
                                      "walk_ended", "outage_began",  "outage_ended", "summary",
                                      "route",      "route_changed", "interruption"};
};

/// One line of a monitor's journal.
struct MonitorEvent
{
    QString at; ///< ISO 8601, UTC, milliseconds
    MonitorEventKind kind = MonitorEventKind::Probe;
    QString target; ///< its label; empty: of the monitor itself
    QJsonObject data;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = MonitorEvent;
        visit("at", &T::at);
        visit("event", &T::kind);
        visit("target", &T::target);
        visit("data", &T::data);
    }
};

/// What a walk that a monitor made came to.
struct WalkSeen
{
    bool ended = false; ///< false: it was stopped
    QList<Event> events;
    Verdict verdict;
};

struct MonitorPlan
{
    QStringList labels; ///< one a target
    std::chrono::milliseconds interval{60'000};
    qint64 count = 0; ///< probes a target; 0: until it is stopped
    std::chrono::milliseconds tryTime{10'000};
    std::chrono::milliseconds settleTime{10'000}; ///< after sleep, for the network to come back
    std::chrono::milliseconds walkPause{60'000};  ///< between two walks to one target, at least
    double objective = 0.99;                      ///< the share of probes that ought to succeed
    QList<bool> keySent =
        {}; ///< by target: with a key, an answer for lack of one is a failure; empty: none is
    std::chrono::milliseconds routeEvery{0};     ///< between two traces of a way; 0: none is made
    std::chrono::milliseconds routePause{5'000}; ///< also between two that there is a reason for, at least
};

/// What a monitor asks of the world.
struct MonitorPorts
{
    MonitorClock now;
    std::function<QCoro::Task<Ended>(Scope, std::chrono::milliseconds)> pause;
    std::function<QCoro::Task<TrySeen>(Scope, int target)> probe;
    std::function<QCoro::Task<WalkSeen>(Scope, int target)> walk;
    std::function<void(const MonitorEvent&)> tell;
    /// Traces the way once (core/steps/route.h, traceWatched); `guess` is how far the target was. Null: none
    /// can be made now. Needed only where MonitorPlan::routeEvery asks for it.
    std::function<QCoro::Task<std::optional<TraceEvidence>>(Scope, int target, std::optional<int> guess)>
        route = {};
};

/// What a monitor knows, for who shows it while it runs. Lives in one thread.
struct MonitorBook
{
    explicit MonitorBook(const MonitorPlan& plan);

    Timeline timeline;
    std::vector<TargetRecord> targets;
    std::chrono::milliseconds interval;
    double objective = 0;
    std::chrono::milliseconds wallStarted{0};
    std::chrono::milliseconds asleep{0};
    int voided = 0; ///< probes that say nothing: the computer slept or stood still meanwhile
    int walks = 0;
};

/// Watches until `plan.count` probes were sent to each target, or until the scope is cancelled; either way
/// what was under way is ended first and the last event is a summary.
///
/// A probe is sent each interval on a fixed beat, also while earlier ones are not answered yet, but no more
/// than four at once: one that hangs hides nothing. Beats that were missed are not made up for. The first
/// probe of a target comes after one walk; when a probe fails, a walk runs beside the further probes and says
/// why. Where the plan asks for it, the way is traced beside the probes, and once more when a probe fails or
/// when a trace saw somebody new.
[[nodiscard]] QCoro::Task<void> runMonitor(Scope scope, MonitorPlan plan, MonitorPorts ports,
                                           std::shared_ptr<MonitorBook> book);

/// How long to wait for the next beat after `elapsed`: beats are at `phase`, phase + interval, …
[[nodiscard]] std::chrono::milliseconds untilNextBeat(std::chrono::milliseconds elapsed,
                                                      std::chrono::milliseconds phase,
                                                      std::chrono::milliseconds interval);

/// Between two walks to one target: long enough that walks send no more than about twice what the probes do.
[[nodiscard]] std::chrono::milliseconds walkPauseFor(std::chrono::milliseconds interval);

/// An outage as the journal tells it.
[[nodiscard]] QJsonObject describe(const Outage& outage);

/// An interruption as the journal tells it.
[[nodiscard]] QJsonObject describe(const Interruption& interruption);

/// All numbers of all targets: totals, windows, outages.
[[nodiscard]] QJsonObject summaryOf(const MonitorBook& book);

} // namespace pathlight
