// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/environment.h"

#include <QProcessEnvironment>

/// What npm, git, pip and curl are told of proxies and authorities: Claude's clients read none of it, and
/// somebody for whom those tools work wonders why.
namespace pathlight {

/// A file in which a tool keeps its settings.
struct ToolFile
{
    QString tool; ///< "npm", "git", "pip", "curl"
    QString path;
};

/// Where the tools look for the settings of this user and this computer, the one that counts first. A
/// project's own files are not among them.
[[nodiscard]] QList<ToolFile> toolFiles(const QProcessEnvironment& environment, const QString& home);

/// Reads the files with what git's include, and the tools' own variables before them, which win. Only regular
/// files, of each at most 256 KiB; 100 settings in all. Of what stands there nothing is kept but proxies
/// (without user and password), bundles of certificates, and whether certificates are checked. Files may
/// stand on a disk that does not answer: not for a thread that must go on.
[[nodiscard]] QList<ToolHintEvidence> readToolSettings(const QProcessEnvironment& environment,
                                                       const QList<ToolFile>& files, const QString& home);

} // namespace pathlight
