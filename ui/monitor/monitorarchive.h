// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/journalfolder.h"

namespace pathlight {

/// What the first line of a monitor's journal says of it.
struct SavedMonitor
{
    QString path;
    QDateTime startedAt; ///< local time
    QStringList targets; ///< their labels
};

/// The folder where the journals of watches are kept: one a watch, with the files it was rotated into, the
/// newest ten. Files are for their owner's eyes alone.
class MonitorArchive
{
public:
    explicit MonitorArchive(const QString& folder);

    [[nodiscard]] const QString& folder() const { return m_folder.path; }
    /// Makes the folder, drops the oldest journals, and gives the path for a watch that begins now. Empty
    /// where the folder cannot be made.
    [[nodiscard]] QString beginWatch(const QDateTime& now) const { return m_folder.begin(now); }
    /// The newest watches, newest first. Reads the first line of each.
    [[nodiscard]] QList<SavedMonitor> recent(int count) const;

private:
    JournalFolder m_folder;
};

} // namespace pathlight
