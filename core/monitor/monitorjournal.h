// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/monitor.h"

#include <QFile>

namespace pathlight {

/// A monitor's journal: one MonitorEvent a line, appended as it happens. It never takes more room than it was
/// given: a file that is full becomes FILE.1, what was FILE.1 becomes FILE.2, and the oldest goes. Every file
/// begins with the monitor's first event, so each can be read by itself. A crash leaves whole lines, and at
/// most one cut one at the end.
class MonitorJournal
{
public:
    struct Limits
    {
        qint64 fileBytes = 16LL * 1024 * 1024;
        int files = 4; ///< with the one that is written
    };

    /// Opens `path` for appending: a monitor that is started again goes on with its journal.
    explicit MonitorJournal(QString path, Limits limits = {16LL * 1024 * 1024, 4});

    void append(const MonitorEvent& event);
    /// What went wrong first, naming the file; empty: nothing did.
    [[nodiscard]] const QString& error() const { return m_error; }

private:
    void open();
    void rotate();
    void write(const QByteArray& line);

    QString m_path;
    Limits m_limits;
    QFile m_file;
    QByteArray m_first; ///< the line that every file begins with
    QString m_error;
};

/// The newest walk in a monitor's journal, as its own journal would hold it; null: this is no monitor's
/// journal. Empty: it holds none. Lines that are damaged or over maximumLineBytes are read over.
[[nodiscard]] std::optional<QList<Event>> newestWalkIn(const QString& path);

} // namespace pathlight
