// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/monitor/monitorarchive.h"
#include "ui/monitor/monitorreader.h"
#include "ui/monitor/monitorsource.h"

#include <QTimer>

namespace pathlight {

/// What the page shows.
enum class MonitorKind {
    None,   ///< nothing was watched yet
    Live,   ///< a monitor that runs, or ran since the window was opened
    Replay, ///< a journal
};

/// The one place that holds what is watched: its events, folded. Live monitors and journals look the same to
/// everyone who listens here.
///
///     none ──start()/open()──▶ running ──(source finished)──▶ ended ──▶ running …
///                                │ stop(): the source is told, and ends in its own time
class MonitorModel final : public QObject
{
    Q_OBJECT
public:
    MonitorModel(MonitorMaker make, MonitorArchive archive, QObject* parent = nullptr);
    ~MonitorModel() override;

    /// Begins to watch, with a journal in the archive. Does nothing while something is watched.
    void start(MonitorRequest request);
    void stop();
    /// Shows a journal; `origin` is how the page names it. Does nothing while something is watched.
    void open(const MonitorRecord& record, const QString& origin);

    [[nodiscard]] MonitorKind kind() const { return m_kind; }
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] bool isStopping() const { return m_stopping; }
    [[nodiscard]] const MonitorRecord& record() const { return m_record; }
    [[nodiscard]] const QString& origin() const { return m_origin; }
    [[nodiscard]] const MonitorArchive& archive() const { return m_archive; }
    /// Where this watch is written; empty: nowhere, or it is a journal itself.
    [[nodiscard]] const QString& journalPath() const { return m_journalPath; }

Q_SIGNALS:
    void started();
    /// The record has changed; at most five times a second, and once more after the last event.
    void changed();
    void outageBegan(const QString& target);
    /// `recovered` false: the computer slept, or the watch ended; nobody knows whether it goes on.
    void outageEnded(const QString& target, bool recovered);
    void ended();
    /// Something the user must know.
    void trouble(const QString& message);

private:
    void take(const MonitorEvent& event);
    void finish();

    MonitorMaker m_make;
    MonitorArchive m_archive;
    std::unique_ptr<MonitorSource> m_source;
    MonitorRecord m_record;
    QTimer m_announceTimer;
    QString m_origin;
    QString m_journalPath;
    MonitorKind m_kind = MonitorKind::None;
    bool m_running = false;
    bool m_stopping = false;
};

} // namespace pathlight
