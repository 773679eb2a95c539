// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/monitorsource.h"

#include "ui/monitor/monitorworker.h"

#include <QDir>

namespace pathlight {

namespace {

/// Together 32 MiB a watch, and MonitorArchive keeps ten of them.
constexpr MonitorJournal::Limits journalLimits{8 * 1024 * 1024, 4};

} // namespace

void MonitorWorker::openJournal()
{
    if (m_request.journal.isEmpty()) return;
    m_journal = std::make_unique<MonitorJournal>(m_request.journal, journalLimits);
    if (m_journal->error().isEmpty()) return;
    Q_EMIT journalFailed(m_journal->error());
    m_journal.reset();
}

void MonitorWorker::start()
{
    m_cancel = std::make_shared<CancelSource>();
    for (const DiagnosisRequest& each : std::as_const(m_request.targets))
        m_targets.push_back(std::make_unique<LiveTarget>(each));
    for (const QString& label : std::as_const(m_request.plan.labels))
        m_redactors.emplace(label, Redactor(Redaction::Standard, {{QDir::homePath()}, {}}));
    openJournal();
    watch();
}

void MonitorWorker::stop()
{
    if (m_cancel) m_cancel->cancel();
}

QCoro::Task<void> MonitorWorker::watch()
{
    const Scope scope(m_cancel, QDeadlineTimer(QDeadlineTimer::Forever));
    QCoro::Task<void> running =
        runMonitor(scope, m_request.plan, livePorts(m_targets, [this](const MonitorEvent& e) { take(e); }),
                   std::make_shared<MonitorBook>(m_request.plan));
    co_await running;
    m_journal.reset();
    Q_EMIT finished();
}

/// A walk's events hold what a report holds, and are cleared of the same before they are kept.
MonitorEvent MonitorWorker::redacted(MonitorEvent event)
{
    const auto redactor = m_redactors.find(event.target);
    if (event.kind != MonitorEventKind::Walk || redactor == m_redactors.end()) return event;
    event.data = toObject(redactor->second.event(fromObject<Event>(event.data)));
    return event;
}

void MonitorWorker::write(const MonitorEvent& event)
{
    if (!m_journal) return;
    m_journal->append(redacted(event));
    if (m_journal->error().isEmpty()) return;
    Q_EMIT journalFailed(m_journal->error());
    m_journal.reset();
}

void MonitorWorker::take(const MonitorEvent& event)
{
    write(event);
    Q_EMIT this->event(event);
}

std::unique_ptr<MonitorSource> makeMonitor(const MonitorRequest& request)
{
    return std::make_unique<LiveMonitor>(request);
}

LiveMonitor::LiveMonitor(const MonitorRequest& request, QObject* parent)
    : MonitorSource(parent),
      m_thread(std::make_unique<QThread>()),
      m_worker(std::make_unique<MonitorWorker>(request))
{
    m_thread->setObjectName(QStringLiteral("monitor"));
    m_worker->moveToThread(m_thread.get());
    connect(m_worker.get(), &MonitorWorker::event, this, &MonitorSource::event);
    connect(m_worker.get(), &MonitorWorker::journalFailed, this, &MonitorSource::journalFailed);
    connect(m_worker.get(), &MonitorWorker::finished, this, &MonitorSource::finished);
    // The thread ends by itself, after the monitor's last word.
    connect(m_worker.get(), &MonitorWorker::finished, m_thread.get(), &QThread::quit, Qt::DirectConnection);
}

LiveMonitor::~LiveMonitor()
{
    stop();
    m_thread->wait();
}

void LiveMonitor::start()
{
    if (m_thread->isRunning()) return;
    m_thread->start();
    QMetaObject::invokeMethod(m_worker.get(), &MonitorWorker::start, Qt::QueuedConnection);
}

void LiveMonitor::stop()
{
    QMetaObject::invokeMethod(m_worker.get(), &MonitorWorker::stop, Qt::QueuedConnection);
}

} // namespace pathlight
