// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/monitor/monitorsource.h"
#include "ui/monitor/tray.h"

namespace pathlight {

/// A monitor whose events a test gives out by hand.
class FakeMonitor final : public MonitorSource
{
    Q_OBJECT
public:
    explicit FakeMonitor(MonitorRequest request) : m_request(std::move(request)) {}

    void start() override { m_started = true; }
    void stop() override;
    void give(const QList<MonitorEvent>& events);
    void end();
    [[nodiscard]] bool isStarted() const { return m_started; }
    [[nodiscard]] int stops() const { return m_stops; }
    [[nodiscard]] const MonitorRequest& request() const { return m_request; }

private:
    MonitorRequest m_request;
    bool m_started = false;
    int m_stops = 0;
};

/// A tray that remembers what it was told.
class FakeTray final : public Tray
{
    Q_OBJECT
public:
    /// What a tray was told outlives it.
    struct Log
    {
        bool available = true;
        bool shown = false;
        Standing standing = Standing::Unknown;
        QString tip;
        TrayWords words;
        QStringList titles;
        QStringList texts;
    };

    explicit FakeTray(std::shared_ptr<Log> log) : m_log(std::move(log)) {}

    [[nodiscard]] bool isAvailable() const override { return m_log->available; }
    void show(Standing standing, const QString& tip) override;
    void hide() override { m_log->shown = false; }
    void word(const TrayWords& words) override { m_log->words = words; }
    void notify(Standing standing, const QString& title, const QString& text) override;

private:
    std::shared_ptr<Log> m_log;
};

/// Writes the events of a monitor as it would tell them, with times of its own.
class MonitorScript
{
public:
    /// `began`: ISO 8601, UTC.
    MonitorScript(const QString& began, QStringList labels, double intervalSeconds = 60,
                  double objective = 0.99, double routeSeconds = 0);

    void wait(double seconds) { m_atMs += static_cast<qint64>(seconds * 1000); }
    void probe(const QString& label, double ms, int sentAgain = 0);
    /// `late` requests came late but came; it is over now.
    void interruption(const QString& label, double lastedSeconds, int late, int lost = 0);
    void fail(const QString& label, const QString& failure = QStringLiteral("timed_out"));
    /// A walk, made of these events.
    void walk(const QString& label, const QList<Event>& events);
    void outageBegan(const QString& label, double secondsAgo, const QString& code = {});
    void outageEnded(const QString& label, double lastedSeconds, const QString& end,
                     const QString& code = {});
    /// `place`: where the way ends in an outage; null: the target is up.
    void trace(const QString& label, const TraceEvidence& trace, const std::optional<BreakPlace>& place = {});
    void wayChanged(const QString& label, const QList<RouteChange>& changes);
    void gap(const QString& kind, double seconds);
    void startAgain();

    [[nodiscard]] const QList<MonitorEvent>& events() const { return m_events; }
    /// The events since the last call.
    [[nodiscard]] QList<MonitorEvent> take();
    /// As lines of a journal.
    [[nodiscard]] QByteArray journal() const;

private:
    void add(MonitorEventKind kind, const QString& label, const QJsonObject& data);
    [[nodiscard]] QString isoAt(qint64 ms) const;
    [[nodiscard]] QJsonObject outage(double startedSecondsAgo, double lasted, const QString& code) const;

    QList<MonitorEvent> m_events;
    QJsonObject m_plan;
    qint64 m_atMs = 0;
    qsizetype m_taken = 0;
};

/// A trace that met these, one a distance from the first on, nobody where the text is empty. Where `reached`
/// the last is the target, else it is 203.0.113.9.
[[nodiscard]] TraceEvidence traceOver(const QStringList& addresses, bool reached);

} // namespace pathlight
