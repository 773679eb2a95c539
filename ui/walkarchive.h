// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/finding.h"
#include "ui/journalfolder.h"

#include <QList>

#include <optional>

namespace pathlight {

/// What the list of recent walks shows of one journal.
struct SavedWalk
{
    QString path;
    QDateTime startedAt; ///< local time; invalid where the file does not say
    QString target;
    bool practice = false;
    std::optional<Verdict> verdict; ///< null: the journal was cut before one was given
};

/// The folder where every live walk is kept, so that nothing is lost: one journal a walk, the newest fifty.
/// Files are for their owner's eyes alone.
class WalkArchive
{
public:
    explicit WalkArchive(const QString& folder);
    /// Where the desktop keeps an application's data (QStandardPaths::AppDataLocation).
    [[nodiscard]] static QString defaultFolder();

    [[nodiscard]] const QString& folder() const { return m_folder.path; }
    /// Makes the folder, drops journals beyond the newest ones, and gives the path for a walk that begins
    /// now. Empty where the folder cannot be made.
    [[nodiscard]] QString beginWalk(const QDateTime& now) const { return m_folder.begin(now); }
    /// The newest walks, newest first. Reads at most the first and last 64 KiB of each file.
    [[nodiscard]] QList<SavedWalk> recent(int count) const;

private:
    JournalFolder m_folder;
};

/// What a journal's first and last lines say of it; null where it is none.
[[nodiscard]] std::optional<SavedWalk> readSavedWalk(const QString& path);

} // namespace pathlight
