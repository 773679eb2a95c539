// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/monitormodel.h"

#include "ui/tr.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int announceEveryMs = 200;

} // namespace

MonitorModel::MonitorModel(MonitorMaker make, MonitorArchive archive, QObject* parent)
    : QObject(parent), m_make(std::move(make)), m_archive(std::move(archive))
{
    m_announceTimer.setSingleShot(true);
    m_announceTimer.setInterval(announceEveryMs);
    connect(&m_announceTimer, &QTimer::timeout, this, &MonitorModel::changed);
}

MonitorModel::~MonitorModel()
{
    if (m_source) m_source->disconnect(this);
}

void MonitorModel::start(MonitorRequest request)
{
    if (m_running) return;
    m_journalPath = m_archive.beginWatch(QDateTime::currentDateTimeUtc());
    request.journal = m_journalPath;
    m_record = MonitorRecord();
    m_kind = MonitorKind::Live;
    m_origin.clear();
    m_running = true;
    m_stopping = false;
    m_source = m_make(request);
    connect(m_source.get(), &MonitorSource::event, this, &MonitorModel::take);
    connect(m_source.get(), &MonitorSource::finished, this, &MonitorModel::finish);
    connect(m_source.get(), &MonitorSource::journalFailed, this, [this](const QString& error) {
        m_journalPath.clear();
        Q_EMIT trouble(Tr::tr("This watch is not being saved: %1").arg(error));
    });
    Q_EMIT started();
    Q_EMIT changed();
    if (m_journalPath.isEmpty())
        Q_EMIT trouble(Tr::tr("The folder for saved watches cannot be made: %1").arg(m_archive.folder()));
    m_source->start();
}

void MonitorModel::stop()
{
    if (!m_running || m_stopping) return;
    m_stopping = true;
    m_source->stop();
    Q_EMIT changed();
}

void MonitorModel::open(const MonitorRecord& record, const QString& origin)
{
    if (m_running) return;
    m_record = record;
    m_origin = origin;
    m_journalPath.clear();
    m_kind = MonitorKind::Replay;
    Q_EMIT changed();
}

void MonitorModel::take(const MonitorEvent& event)
{
    m_record.add(event);
    if (event.kind == MonitorEventKind::OutageBegan) Q_EMIT outageBegan(event.target);
    if (event.kind == MonitorEventKind::OutageEnded)
        Q_EMIT outageEnded(event.target, event.data["end"_L1].toString() == "recovered"_L1);
    if (!m_announceTimer.isActive()) m_announceTimer.start();
}

void MonitorModel::finish()
{
    m_running = false;
    m_stopping = false;
    m_announceTimer.stop();
    Q_EMIT changed();
    Q_EMIT ended();
}

} // namespace pathlight
