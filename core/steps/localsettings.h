// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/environment.h"
#include "core/steps/toolsettings.h"
#include "core/walk/target.h"

#include <QProcessEnvironment>

/// What on this computer changes how Claude clients connect: variables, the files that set them and the files
/// that they name (FACTS 3.5). No secret leaves these functions.
namespace pathlight {

/// Where to look; a plain value, so that tests need no real home directory.
struct LocalSources
{
    QProcessEnvironment environment;
    QStringList settingsFiles; ///< Claude settings files, the one that wins last
    QList<ToolFile> toolFiles; ///< other tools' settings files
    QString home;
};

/// This process's own environment, and the files of this user, this directory and this computer's
/// administrator.
[[nodiscard]] LocalSources systemSources();

struct LocalSettings
{
    QList<VariableEvidence> variables;
    QList<CaFileEvidence> caFiles;
    QList<SettingsFileEvidence> settingsFiles;
    QList<ToolHintEvidence> hints;
    std::optional<EndpointEvidence> endpoint; ///< `listens` is not asked here
};

/// Reads everything. Files may stand on a disk that does not answer: not for a thread that must go on.
[[nodiscard]] LocalSettings readLocalSettings(const LocalSources& sources, const Target& target);

} // namespace pathlight
