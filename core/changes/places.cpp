// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/changes/places.h"

#include "core/changes/newtext.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString variableOr(const char* name, const QString& other)
{
    const QString value = qEnvironmentVariable(name);
    return QDir::isAbsolutePath(value) ? QDir::cleanPath(value) : other;
}

SettingsPath none(const QString& problem, const QJsonObject& arguments = {})
{
    return {{}, problem, arguments};
}

/// The setting that some Claude settings file makes; null: the shell makes them all.
const ClientSetting* inSettingsFile(const QList<ClientSetting>& settings)
{
    const auto found = std::find_if(settings.begin(), settings.end(), [](const ClientSetting& each) {
        return !each.source.isEmpty() && each.source != "environment"_L1;
    });
    return found == settings.end() ? nullptr : &*found;
}

/// A login shell of bash reads the first of these alone (bash(1), INVOCATION).
SettingsPath bashPath(const SettingsFolders& folders)
{
    for (const QString& name : {u"/.bash_profile"_s, u"/.bash_login"_s}) {
        if (QFileInfo::exists(folders.home + name)) return {folders.home + name, {}, {}};
    }
    return {folders.home + u"/.profile"_s, {}, {}};
}

/// The file that sets the value now, for it wins; else the user's own.
SettingsPath claudePath(const SettingsFolders& folders, const QList<ClientSetting>& settings)
{
    const QString own = folders.claude + u"/settings.json"_s;
    const ClientSetting* const made = inSettingsFile(settings);
    if (!made) return {own, {}, {}};
    const QStringList theirs{own, folders.project + u"/settings.json"_s,
                             folders.project + u"/settings.local.json"_s};
    const bool oneFile = std::all_of(settings.begin(), settings.end(), [&](const ClientSetting& each) {
        return each.source.isEmpty() || each.source == "environment"_L1 || each.source == made->source;
    });
    // The name comes from a journal: only a file that would be read here anyway may be changed.
    if (oneFile && theirs.contains(made->source)) return {made->source, {}, {}};
    return none(u"managed"_s, {{u"path"_s, made->source}});
}

SettingsPath dockerPath(const SettingsFolders& folders, const QList<ClientSetting>& settings)
{
    const bool proxiesOnly = std::all_of(settings.begin(), settings.end(), [](const ClientSetting& each) {
        return !dockerKey(each.variable).isEmpty();
    });
    return proxiesOnly ? SettingsPath{folders.docker + u"/config.json"_s, {}, {}}
                       : none(u"docker_proxies_only"_s);
}

SettingsPath unitPath(const SettingsFolders& folders)
{
    if (!isUnitName(folders.unit)) return none(u"no_unit"_s);
    const QString unit = folders.unit.contains(u'.') ? folders.unit : folders.unit + u".service"_s;
    return {folders.config + u"/systemd/user/%1.d/pathlight.conf"_s.arg(unit), {}, {}};
}

} // namespace

SettingsFolders foldersOfThisUser()
{
    SettingsFolders folders;
    folders.home = QDir::homePath();
    folders.claude = variableOr("CLAUDE_CONFIG_DIR", folders.home + u"/.claude"_s);
    folders.project = QDir::currentPath() + u"/.claude"_s;
    folders.config = variableOr("XDG_CONFIG_HOME", folders.home + u"/.config"_s);
    folders.docker = variableOr("DOCKER_CONFIG", folders.home + u"/.docker"_s);
    return folders;
}

bool isUnitName(const QString& unit)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9:_\\\\@-][A-Za-z0-9:_.\\\\@-]{0,199}\\z"_s);
    return name.match(unit).hasMatch();
}

SettingsPath settingsPath(const SettingsFolders& folders, ConfigPlace place,
                          const QList<ClientSetting>& settings)
{
    const ClientSetting* const made = inSettingsFile(settings);
    if (made && place != ConfigPlace::ClaudeSettings)
        return none(u"overridden"_s, {{u"variable"_s, made->variable}, {u"path"_s, made->source}});
    switch (place) {
    case ConfigPlace::Bash:
        return bashPath(folders);
    case ConfigPlace::Fish:
        return {folders.config + u"/fish/config.fish"_s, {}, {}};
    case ConfigPlace::ClaudeSettings:
        return claudePath(folders, settings);
    case ConfigPlace::Systemd:
        return unitPath(folders);
    case ConfigPlace::Docker:
        return dockerPath(folders, settings);
    case ConfigPlace::PowerShell:
    case ConfigPlace::Python:
    case ConfigPlace::TypeScript:
        break;
    }
    return none(u"no_file_"_s + nameOf(place));
}

} // namespace pathlight
