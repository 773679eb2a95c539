// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"
#include "core/evidence/clients.h"

#include <QCoroTask>
#include <QString>
#include <QStringList>

/// Where a Python on this computer looks for its packages, and which lie there. Files alone are looked at; no
/// Python is ever started.
namespace pathlight {

/// Where to look; a plain value, so that tests bring trees of their own. Only absolute folders count.
struct ListPlaces
{
    QStringList programs;         ///< the folders of PATH
    QStringList pythonPath;       ///< those of PYTHONPATH, which come before all others
    QStringList environments;     ///< VIRTUAL_ENV and CONDA_PREFIX
    QString home;                 ///< of the user, for the packages of that user alone
    bool usersPackages = true;    ///< false: PYTHONNOUSERSITE is set
    QString root = QString(u'/'); ///< where the system's own folders stand
};

/// As this program's environment has it.
[[nodiscard]] ListPlaces listPlaces();

/// The program of this name that PATH finds first; empty: none.
[[nodiscard]] QString programNamed(const QString& name, const ListPlaces& places);

/// In which folders the `python3` of PATH looks for packages, the first to look in first; empty: not known.
[[nodiscard]] QStringList foldersOfPython(const ListPlaces& places);

/// Folders in which some Python or other looks, for whoever uses that one.
[[nodiscard]] QStringList usualFolders(const ListPlaces& places);

[[nodiscard]] bool hasPackage(const QStringList& folders, QLatin1StringView name);

/// Are these distributions installed there, and in which versions? Empty where there is no folder. Blocks.
[[nodiscard]] QList<PythonPackageEvidence> lookForPackages(const QStringList& names,
                                                           const QStringList& folders);

/// The same for the `python3` of PATH, on a thread that nobody waits for longer than the scope lasts; empty
/// then.
[[nodiscard]] QCoro::Task<QList<PythonPackageEvidence>> packagesOfPython(Scope scope, QStringList names);

} // namespace pathlight
