// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/event.h"

#include <QFile>

#include <memory>

/// The journal: one JSON object a line, appended as events happen (`.pathlight`). A crash at any moment
/// leaves a readable file: whole lines, and at most one cut one at the end.
namespace pathlight {

/// A line longer than this, or a file larger than the second bound, is refused when read.
inline constexpr qint64 maximumLineBytes = 4LL * 1024 * 1024;
inline constexpr qint64 maximumJournalBytes = 512LL * 1024 * 1024;

[[nodiscard]] QByteArray journalLine(const Event& event);

/// Appends events to a file or device. Each line is flushed to the operating system before append() returns.
class JournalWriter
{
public:
    /// Opens `path` for writing anew; error() is empty if it worked.
    explicit JournalWriter(const QString& path);
    /// Writes to an open device that somebody else owns.
    explicit JournalWriter(QIODevice* device);

    void append(const Event& event);
    /// What went wrong first, in the system's words; empty: nothing did.
    [[nodiscard]] const QString& error() const { return m_error; }

private:
    std::unique_ptr<QFile> m_file;
    QIODevice* m_device;
    QString m_error;
};

/// A journal that was read. `events` holds every event up to the first damage.
struct JournalRead
{
    QList<Event> events;
    bool cut = false; ///< the last line is not whole: the program was killed while it wrote
    int wholeLines = 0;
    QString error; ///< set: this is no journal, or line `errorLine` is damaged
    int errorLine = 0;
};

[[nodiscard]] JournalRead readJournal(QIODevice* device);
[[nodiscard]] JournalRead readJournalFile(const QString& path);

} // namespace pathlight
