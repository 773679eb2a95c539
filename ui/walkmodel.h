// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/walk/journal.h"
#include "ui/walkarchive.h"
#include "ui/walksource.h"

#include <QTimer>

namespace pathlight {

/// What kind of walk is shown: the window marks everything but a live one with a banner.
enum class WalkKind { None, Live, Practice, Replay };

/// The one place that holds the walk on the screen: its events, and the report folded from them. Live walks,
/// practice walks and journals look the same to everyone who listens here.
///
///     none ──startWalk()/openEvents()──▶ running ──(source finished)──▶ ended ──▶ running …
///                                          │ stop(): the source is told, and ends in its own time
class WalkModel final : public QObject
{
    Q_OBJECT
public:
    WalkModel(SourceMaker makeSource, WalkArchive archive, QObject* parent = nullptr);
    ~WalkModel() override;

    /// Begins a walk and its journal in the archive. A walk under way is dropped.
    void startWalk(const DiagnosisRequest& request);
    /// Shows a journal's events; `speed` as of ReplaySource (0: at once). `origin` is how the banner names
    /// it.
    void openEvents(const QList<Event>& events, const QString& origin, double speed);
    void next();
    void runAll();
    void stop();

    [[nodiscard]] WalkKind kind() const { return m_kind; }
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] Pace pace() const { return m_pace; }
    /// In the pace StepByStep: no step is running, so Next has something to do.
    [[nodiscard]] bool waitsForNext() const;
    [[nodiscard]] const QString& origin() const { return m_origin; }
    [[nodiscard]] const QList<Event>& events() const { return m_events; }
    [[nodiscard]] const Report& report() const { return m_fold.report(); }
    [[nodiscard]] const DiagnosisRequest& request() const { return m_request; }
    [[nodiscard]] const WalkArchive& archive() const { return m_archive; }
    /// Where this walk's journal is kept; empty for what was opened from a file.
    [[nodiscard]] const QString& journalPath() const { return m_journalPath; }
    /// The replay's controls; null where the walk is not a replay.
    [[nodiscard]] ReplaySource* replay() const { return m_replay; }
    /// How long the running walk has gone on, by the window's clock; once ended, by the report.
    [[nodiscard]] double elapsedMs() const;

Q_SIGNALS:
    void walkStarted();
    void eventAdded(const pathlight::Event& event);
    /// The report has changed; at most thirty times a second, and once more after the last event.
    void reportChanged();
    void walkEnded();
    /// Something the user must know: a walk that could not begin, a journal that could not be written.
    void trouble(const QString& message);

private:
    void begin(std::unique_ptr<WalkSource> source, WalkKind kind);
    void openJournal();
    void take(const Event& event);
    void finish();
    void announce();

    SourceMaker m_makeSource;
    WalkArchive m_archive;
    std::unique_ptr<WalkSource> m_source;
    ReplaySource* m_replay = nullptr; ///< m_source, where it is one
    std::unique_ptr<JournalWriter> m_journal;
    DiagnosisRequest m_request;
    QList<Event> m_events;
    ReportFold m_fold;
    QTimer m_announceTimer;
    QElapsedTimer m_clock;
    QString m_origin;
    QString m_journalPath;
    WalkKind m_kind = WalkKind::None;
    Pace m_pace = Pace::RunAll;
    bool m_running = false;
    bool m_nextAsked =
        false; ///< until a step begins or ends: a second press of Next is not for the step after
};

} // namespace pathlight
