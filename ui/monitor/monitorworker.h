// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/livetarget.h"
#include "core/monitor/monitorjournal.h"
#include "core/report/redact.h"
#include "ui/monitor/monitorsource.h"

#include <map>

namespace pathlight {

/// The part of a LiveMonitor that lives in the monitor's thread.
class MonitorWorker final : public QObject
{
    Q_OBJECT
public:
    explicit MonitorWorker(MonitorRequest request) : m_request(std::move(request)) {}

    void start();
    void stop();

Q_SIGNALS:
    void event(const pathlight::MonitorEvent& event);
    void journalFailed(const QString& error);
    void finished();

private:
    QCoro::Task<void> watch();
    void take(const MonitorEvent& event);
    void openJournal();
    void write(const MonitorEvent& event);
    [[nodiscard]] MonitorEvent redacted(MonitorEvent event);

    MonitorRequest m_request;
    std::vector<std::unique_ptr<LiveTarget>> m_targets;
    std::map<QString, Redactor> m_redactors; ///< one a target, by its label
    std::shared_ptr<CancelSource> m_cancel;
    std::unique_ptr<MonitorJournal> m_journal;
};

} // namespace pathlight
