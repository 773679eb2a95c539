// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QStringList>

namespace pathlight {

/// A folder of journals of one kind, kept to its newest. Each is named by the time it began, so the order of
/// names is that of time. Files are for their owner's eyes alone.
struct JournalFolder
{
    QString path;
    QString suffix;     ///< of its journals: ".pathlight"
    qsizetype kept = 1; ///< with the one that begins

    /// Names without the folder.
    [[nodiscard]] QStringList namesNewestFirst() const;
    [[nodiscard]] QString pathOf(const QString& name) const;
    /// Makes the folder, drops the oldest journals with the files they were rotated into, and gives the path
    /// for one that begins now. Empty where the folder cannot be made.
    [[nodiscard]] QString begin(const QDateTime& now) const;
};

} // namespace pathlight
