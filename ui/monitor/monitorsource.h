// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/monitor/monitor.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace pathlight {

/// What a user asks to have watched.
struct MonitorRequest
{
    QList<DiagnosisRequest> targets; ///< one for each of plan.labels, in their order
    MonitorPlan plan;
    QString journal; ///< the file to write; empty: none
};

/// Where a monitor's events come from. All signals come from the event loop of the window's thread, never
/// from inside start(); finished() comes once, after every event.
class MonitorSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0;
    virtual void stop() = 0;

Q_SIGNALS:
    void event(const pathlight::MonitorEvent& event);
    /// The journal can no longer be written; what went wrong, naming the file. Watching goes on.
    void journalFailed(const QString& error);
    void finished();
};

/// Makes the source of a monitor that a user asked for. Tests put in their own.
using MonitorMaker = std::function<std::unique_ptr<MonitorSource>(const MonitorRequest&)>;
[[nodiscard]] std::unique_ptr<MonitorSource> makeMonitor(const MonitorRequest& request);

class MonitorWorker;

/// A real monitor on a thread of its own, which also writes the journal: neither the network nor a disk ever
/// holds up the window. Destroying it stops the monitor and waits for its last line, which is written as soon
/// as what was under way is cancelled.
class LiveMonitor final : public MonitorSource
{
    Q_OBJECT
public:
    explicit LiveMonitor(const MonitorRequest& request, QObject* parent = nullptr);
    ~LiveMonitor() override;

    void start() override;
    void stop() override;

private:
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<MonitorWorker> m_worker; ///< lives in m_thread
};

} // namespace pathlight
