// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clients/clientconfig.h"

#include <QJsonObject>

/// Which file a place's settings stand in. Looks at which files there are, and changes nothing.
namespace pathlight {

/// Where this user keeps settings; a plain value, so that tests need no real home.
struct SettingsFolders
{
    QString home;
    QString claude;  ///< CLAUDE_CONFIG_DIR, else ~/.claude
    QString project; ///< the directory's own .claude
    QString config;  ///< XDG_CONFIG_HOME, else ~/.config
    QString docker;  ///< DOCKER_CONFIG, else ~/.docker
    QString unit;    ///< a systemd user unit, "agent.service"; empty: not said
};
[[nodiscard]] SettingsFolders foldersOfThisUser();

/// May this be the name of a systemd unit (systemd.unit(5))? "agent" and "agent.service" both may.
[[nodiscard]] bool isUnitName(const QString& unit);

/// A file, or why there is none: a text key "change.problem.<problem>" with its arguments.
struct SettingsPath
{
    QString path;
    QString problem;
    QJsonObject arguments;
};

/// "no_file_powershell", "no_file_python", "no_file_typescript", "no_unit", "docker_proxies_only",
/// "overridden" (a Claude settings file sets it and wins), "managed" (a file that is not this user's to
/// change).
[[nodiscard]] SettingsPath settingsPath(const SettingsFolders& folders, ConfigPlace place,
                                        const QList<ClientSetting>& settings);

} // namespace pathlight
