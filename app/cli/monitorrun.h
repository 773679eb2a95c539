// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/interrupt.h"
#include "app/cli/walkoptions.h"
#include "core/monitor/livetarget.h"
#include "core/monitor/metricsserver.h"
#include "core/monitor/monitorjournal.h"
#include "core/report/redact.h"
#include "core/report/texts.h"

namespace pathlight::cli {

/// What `monitor` is asked for.
struct MonitorChoice
{
    QList<WalkChoice> targets;
    MonitorPlan plan;
    std::optional<MetricsAddress> metrics;
    QString journal;
    QString language = QStringLiteral("en");
};

/// One run of `monitor`: shows events as they come, keeps the journal, serves the metrics, and sums up.
class MonitorRun final : public QObject
{
    Q_OBJECT
public:
    explicit MonitorRun(const MonitorChoice& choice);

    /// False where the journal or the metrics' port cannot be opened, which has been said.
    [[nodiscard]] bool isReady() const { return m_ready; }
    void start();
    /// After the event loop ended: writes the summary and gives the exit status.
    [[nodiscard]] int finish();

private:
    void openMetrics(const MetricsAddress& address);
    void take(const MonitorEvent& event);
    [[nodiscard]] MonitorEvent redacted(MonitorEvent event);
    QCoro::Task<void> watch();

    MonitorPlan m_plan;
    Texts m_texts;
    std::vector<std::unique_ptr<LiveTarget>> m_targets;
    std::map<QString, Redactor> m_redactors; ///< one a target, by its label
    std::shared_ptr<MonitorBook> m_book;
    std::shared_ptr<CancelSource> m_cancel = std::make_shared<CancelSource>();
    std::unique_ptr<MonitorJournal> m_journal;
    std::unique_ptr<MetricsServer> m_metrics;
    Interrupt m_interrupt;
    bool m_ready = true;
    bool m_written = true; ///< everything that was to be written was
};

} // namespace pathlight::cli
