// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/monitorrun.h"

#include "app/cli/command.h"
#include "app/cli/formats.h"
#include "app/cli/monitorwords.h"
#include "app/cli/terminal.h"
#include "core/monitor/metrics.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

MonitorRun::MonitorRun(const MonitorChoice& choice)
    : m_plan(choice.plan), m_texts(choice.language), m_book(std::make_shared<MonitorBook>(choice.plan))
{
    for (qsizetype index = 0; index < choice.targets.size(); ++index) {
        const WalkChoice& each = choice.targets.at(index);
        m_targets.push_back(std::make_unique<LiveTarget>(each.request));
        PrivateNames names = privateNames();
        names.secrets += each.secrets.secrets;
        m_redactors.emplace(m_plan.labels.at(index), Redactor(Redaction::Standard, names));
    }
    if (!choice.journal.isEmpty()) m_journal = std::make_unique<MonitorJournal>(choice.journal);
    if (m_journal && !m_journal->error().isEmpty()) {
        say(m_journal->error());
        m_ready = false;
    }
    if (choice.metrics && m_ready) openMetrics(*choice.metrics);
    connect(&m_interrupt, &Interrupt::requested, this, [this] { m_cancel->cancel(); });
}

void MonitorRun::openMetrics(const MetricsAddress& address)
{
    m_metrics = std::make_unique<MetricsServer>([book = m_book] { return metricsText(*book); });
    const QString error = m_metrics->listen(address);
    if (!error.isEmpty()) {
        say(u"--metrics: "_s + error);
        m_ready = false;
        return;
    }
    const QString host = address.address.toString();
    const QString shown = host.contains(u':') ? u'[' + host + u']' : host;
    tell(m_texts(u"monitor.metrics"_s,
                 {{u"url"_s, u"http://%1:%2/metrics"_s.arg(shown).arg(m_metrics->port())}}));
    if (!address.address.isLoopback()) tell(m_texts(u"monitor.metrics_open"_s));
}

void MonitorRun::start()
{
    QMetaObject::invokeMethod(
        this, [this] { watch(); }, Qt::QueuedConnection);
}

QCoro::Task<void> MonitorRun::watch()
{
    const Scope scope(m_cancel, QDeadlineTimer(QDeadlineTimer::Forever));
    QCoro::Task<void> running = runMonitor(
        scope, m_plan, livePorts(m_targets, [this](const MonitorEvent& event) { take(event); }), m_book);
    co_await running;
    QCoreApplication::quit();
}

/// A walk's events hold what a report holds, and are cleared of the same.
MonitorEvent MonitorRun::redacted(MonitorEvent event)
{
    const auto redactor = m_redactors.find(event.target);
    if (event.kind != MonitorEventKind::Walk || redactor == m_redactors.end()) return event;
    event.data = toObject(redactor->second.event(fromObject<Event>(event.data)));
    return event;
}

void MonitorRun::take(const MonitorEvent& event)
{
    if (m_journal) {
        const bool wasWhole = m_journal->error().isEmpty();
        m_journal->append(redacted(event));
        if (wasWhole && !m_journal->error().isEmpty()) {
            say(u"the journal could not be written: "_s + m_journal->error());
            m_written = false;
        }
    }
    const QString line = monitorLine(event, m_texts);
    if (line.isEmpty() || m_cancel->isCancelled()) return;
    // Nobody reads any more: there is nobody to watch for, unless somebody asks for the metrics.
    if (!writeStandardOutput(line.toUtf8() + '\n') && !m_metrics && !m_journal) m_cancel->cancel();
}

int MonitorRun::finish()
{
    if (!writeStandardOutput('\n' + monitorSummary(*m_book, m_texts).toUtf8())) m_written = false;
    if (!m_written) return Failed;
    bool probed = false;
    bool met = true;
    for (const TargetRecord& record : m_book->targets) {
        const auto share = record.total().share();
        probed = probed || share.has_value();
        met = met && share.value_or(1) >= m_book->objective;
    }
    if (!probed) return m_cancel->isCancelled() ? Cancelled : Inconclusive;
    return met ? Healthy : Broken;
}

} // namespace pathlight::cli
