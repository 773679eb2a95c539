// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/changes/places.h"
#include "core/evidence/fields.h"

#include <QDateTime>

/// Changes to settings files: planned, shown, made and taken back. Nothing is written but by applyChange()
/// and undoLastChange(), which callers ask only on the user's word. Files may stand on a disk that does not
/// answer: not for a thread that must go on.
namespace pathlight {

/// What would be done to one file.
struct ChangePlan
{
    QString client;
    ConfigPlace place = ConfigPlace::Bash;
    QString path;     ///< as people know it
    QString realPath; ///< where links lead
    bool existed = false;
    bool worldWritable = false;
    QByteArray before;
    QByteArray after;
    /// A text key "change.problem.<problem>"; empty: it can be done. "nothing": the file says so already.
    QString problem;
    QJsonObject arguments;
};

/// Reads the file (at most 1 MiB) and works out its new text. Besides the problems of settingsPath() and
/// withSettings(): "outside_home", "link_broken", "not_a_file", "unreadable", "too_large".
[[nodiscard]] ChangePlan planChange(const SettingsFolders& folders, const QString& client, ConfigPlace place,
                                    const QList<ClientSetting>& settings);

/// The plan as a unified difference, credentials hidden.
[[nodiscard]] QStringList shownChange(const ChangePlan& plan);

/// What was done, kept so that it can be taken back.
struct ChangeRecord
{
    QString when; ///< ISO 8601, UTC
    QString client;
    QString path; ///< the real one
    bool existed = false;
    QString before; ///< SHA-256 of the file's bytes
    QString after;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ChangeRecord;
        visit("when", &T::when);
        visit("client", &T::client);
        visit("path", &T::path);
        visit("existed", &T::existed);
        visit("before", &T::before);
        visit("after", &T::after);
    }
};

struct ChangeOutcome
{
    QString problem; ///< as in ChangePlan; empty: done
    QJsonObject arguments;
    ChangeRecord record;
    QString backup; ///< the file as it was; empty: there was none
};

/// Where records and backups are kept: beside the walks, for their owner's eyes alone.
[[nodiscard]] QString changesFolder();

/// Writes the plan's text, whole or not at all: the file's mode and owner stay, and the file as it was is
/// kept in `folder` first. Refused ("changed_since") where the file is not as it was planned on.
[[nodiscard]] ChangeOutcome applyChange(const ChangePlan& plan, const QString& folder, const QDateTime& now);

/// The newest change that was not taken back; null: none.
[[nodiscard]] std::optional<ChangeRecord> lastChange(const QString& folder);

/// Puts the file back as it was before the newest change, and forgets the change. Refused where the file is
/// not as the change left it ("undo_changed", which names the backup), or nothing was changed
/// ("undo_nothing").
[[nodiscard]] ChangeOutcome undoLastChange(const QString& folder);

} // namespace pathlight
