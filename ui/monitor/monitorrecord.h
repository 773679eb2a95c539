// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/monitor.h"
#include "ui/charts/latencymodel.h"
#include "ui/monitor/seenway.h"

/// What a monitor's events come to, for the window: a live monitor and a reopened journal look the same.
namespace pathlight {

/// An outage as the events told it, or an interruption: a stretch in which packets vanished and requests came
/// late but came.
struct SeenOutage
{
    qint64 beganMs = 0; ///< since 1970, UTC
    qint64 endedMs = 0; ///< the first success, or the last that was seen of it
    OutageEnd end = OutageEnd::StillOn;
    double seconds = 0; ///< as far as it was seen
    int failures = 0;
    QString failure; ///< one of failureKinds(): how its first probe failed
    QString code;    ///< the fault that a walk found; empty: none
    int walk = 0;    ///< the walk that looked at it, for MonitorRecord::walk(); 0: none
    int late = 0;    ///< over 0: an interruption, with so many requests that came late; `failures` timed out
    std::optional<BreakPlace> way; ///< where a trace that was made meanwhile ends; null: none was
};

/// How a target stands.
enum class WatchState {
    Unknown,   ///< no probe has ended yet
    Up,        ///< the last probe succeeded
    Suspected, ///< the last probe failed, and nothing says yet that it is more than one
    Down,      ///< an outage is on
};

/// What was seen of one target. Its memory is bounded, however long it is fed.
struct SeenTarget
{
    /// The newest outages and interruptions are kept, so many at most.
    static constexpr qsizetype mostOutages = 1000;

    QString label;
    SuccessRate total;
    Latencies latencies; ///< of the probes that succeeded
    Window day{std::chrono::hours(24)};
    LatencyModel chart; ///< ms since the record began
    QList<SeenOutage> outages;
    int outageCount = 0;      ///< without interruptions, as is the time
    double outageSeconds = 0; ///< of those that are over
    int interruptionCount = 0;
    double interruptionSeconds = 0;
    int sentAgain = 0; ///< probes for which segments were sent again
    bool probed = false;
    bool lastSucceeded = false;
    std::optional<double> lastMs;
    QString lastFailure;
    int walkSinceSuccess = 0; ///< the newest walk since a probe succeeded; 0: none
    SeenWay way;

    [[nodiscard]] WatchState state() const;
    /// The outage that is on; null: none is.
    [[nodiscard]] const SeenOutage* current() const;
};

/// A fold over the events of a monitor, in their order. Knows no clock. Events of a journal may come from
/// anywhere: everything kept has a bound, and what makes no sense is passed over.
class MonitorRecord
{
public:
    static constexpr qsizetype mostTargets = 8;
    /// The newest walks are kept, so many at most.
    static constexpr qsizetype mostWalks = 40;

    void add(const MonitorEvent& event);

    [[nodiscard]] const QList<SeenTarget>& targets() const { return m_targets; }
    [[nodiscard]] const SeenTarget* target(const QString& label) const;
    [[nodiscard]] qint64 startedMs() const { return m_startedMs; } ///< since 1970, UTC; 0: not yet
    [[nodiscard]] qint64 lastMs() const { return m_lastMs; }       ///< the newest event
    [[nodiscard]] double intervalSeconds() const { return m_intervalSeconds; }
    [[nodiscard]] double objective() const { return m_objective; }       ///< 0 to 1
    [[nodiscard]] double routeSeconds() const { return m_routeSeconds; } ///< between two traces; 0: none
    [[nodiscard]] double secondsAsleep() const { return m_secondsAsleep; }
    /// What of the last day is known of a target.
    [[nodiscard]] WindowStats lastDay(const SeenTarget& target) const;
    /// The events of a walk, in order; empty: it is no longer kept.
    [[nodiscard]] QList<Event> walk(int id) const;

private:
    struct KeptWalk
    {
        int id = 0;
        QString target;
        QList<Event> events;
        bool ended = false;
    };

    void begin(const QJsonObject& plan, qint64 at);
    void takeGap(const QJsonObject& gap);
    void takeProbe(SeenTarget* target, const QJsonObject& probe, qint64 at);
    void takeWalk(const QString& label, const QJsonObject& event);
    void takeVerdict(SeenTarget* target, const QJsonObject& data);
    void takeOutage(SeenTarget* target, const QJsonObject& outage, bool over);
    void takeInterruption(SeenTarget* target, const QJsonObject& data);
    void takeRoute(SeenTarget* target, const QJsonObject& data, qint64 at);
    void closeOpenOutages();
    [[nodiscard]] SeenTarget* find(const QString& label);
    [[nodiscard]] double elapsedMs(qint64 at) const;

    QList<SeenTarget> m_targets;
    QList<KeptWalk> m_walks;
    qint64 m_startedMs = 0;
    qint64 m_lastMs = 0;
    qint64 m_sessionMs = 0; ///< when the monitor whose events these are began
    double m_jumpedMs = 0;  ///< by how much the wall clock was set forward since
    double m_elapsedMs = 0; ///< of the newest event; never runs back
    double m_intervalSeconds = 0;
    double m_objective = 0;
    double m_routeSeconds = 0;
    double m_secondsAsleep = 0;
    int m_lastWalk = 0;
};

} // namespace pathlight
