// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/walkmodel.h"

#include "ui/tr.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int announceEveryMs = 33;

} // namespace

WalkModel::WalkModel(SourceMaker makeSource, WalkArchive archive, QObject* parent)
    : QObject(parent), m_makeSource(std::move(makeSource)), m_archive(std::move(archive))
{
    m_announceTimer.setSingleShot(true);
    m_announceTimer.setInterval(announceEveryMs);
    connect(&m_announceTimer, &QTimer::timeout, this, &WalkModel::reportChanged);
}

WalkModel::~WalkModel()
{
    if (m_source) m_source->disconnect(this);
}

void WalkModel::startWalk(const DiagnosisRequest& request)
{
    m_request = request;
    m_pace = request.pace;
    m_origin = request.scenario;
    begin(m_makeSource(request), request.practice ? WalkKind::Practice : WalkKind::Live);
    openJournal();
    m_source->start();
}

void WalkModel::openEvents(const QList<Event>& events, const QString& origin, double speed)
{
    m_pace = Pace::RunAll;
    m_origin = origin;
    auto source = std::make_unique<ReplaySource>(events, speed);
    ReplaySource* const replay = source.get();
    begin(std::move(source), WalkKind::Replay);
    m_replay = replay;
    m_source->start();
}

void WalkModel::begin(std::unique_ptr<WalkSource> source, WalkKind kind)
{
    if (m_source) {
        // Its events would mix with the new walk's; it ends unheard, outside this call.
        m_source->disconnect(this);
        m_source->cancel();
        m_source.release()->deleteLater();
    }
    m_replay = nullptr;
    m_journal.reset();
    m_journalPath.clear();
    m_events.clear();
    m_fold = ReportFold();
    m_kind = kind;
    m_running = true;
    m_nextAsked = false;
    m_clock.start();
    m_source = std::move(source);
    connect(m_source.get(), &WalkSource::event, this, &WalkModel::take);
    connect(m_source.get(), &WalkSource::finished, this, &WalkModel::finish);
    connect(m_source.get(), &WalkSource::failed, this, &WalkModel::trouble);
    Q_EMIT walkStarted();
    announce();
}

void WalkModel::openJournal()
{
    m_journalPath = m_archive.beginWalk(QDateTime::currentDateTimeUtc());
    if (m_journalPath.isEmpty()) {
        Q_EMIT trouble(Tr::tr("The folder for saved walks cannot be made: %1").arg(m_archive.folder()));
        return;
    }
    m_journal = std::make_unique<JournalWriter>(m_journalPath);
    QFile::setPermissions(m_journalPath, QFile::ReadOwner | QFile::WriteOwner);
    if (m_journal->error().isEmpty()) return;
    Q_EMIT trouble(Tr::tr("This walk is not being saved: %1").arg(m_journal->error()));
    m_journal.reset();
    m_journalPath.clear();
}

void WalkModel::next()
{
    if (!m_source || !waitsForNext()) return;
    m_nextAsked = true;
    m_source->next();
    announce();
}

void WalkModel::runAll()
{
    m_pace = Pace::RunAll;
    if (m_source && m_running) m_source->runAll();
}

void WalkModel::stop()
{
    if (m_source && m_running) m_source->cancel();
}

bool WalkModel::waitsForNext() const
{
    if (!m_running || m_nextAsked || m_pace != Pace::StepByStep) return false;
    return std::none_of(report().steps.cbegin(), report().steps.cend(),
                        [](const StepReport& step) { return step.started && !step.status; });
}

double WalkModel::elapsedMs() const
{
    if (m_replay) return m_replay->atMs();
    return m_running ? static_cast<double>(m_clock.elapsed()) : report().durationMs;
}

void WalkModel::take(const Event& event)
{
    if (m_journal) {
        m_journal->append(event);
        if (!m_journal->error().isEmpty()) {
            Q_EMIT trouble(Tr::tr("This walk is no longer being saved: %1").arg(m_journal->error()));
            m_journal.reset();
        }
    }
    m_events.append(event);
    m_fold.add(event);
    if (event.kind == EventKind::StepStarted || event.kind == EventKind::StepEnded) m_nextAsked = false;
    Q_EMIT eventAdded(event);
    announce();
}

void WalkModel::announce()
{
    if (!m_announceTimer.isActive()) m_announceTimer.start();
}

void WalkModel::finish()
{
    m_running = false;
    m_journal.reset();
    m_announceTimer.stop();
    Q_EMIT reportChanged();
    Q_EMIT walkEnded();
}

} // namespace pathlight
