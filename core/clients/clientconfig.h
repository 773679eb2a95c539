// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clients/predict.h"

/// Settings for one client that follow from a walk, each written for the places where people keep settings.
/// Nothing is written anywhere and no credential is ever in it: a proxy's user and password are named by
/// words to be replaced. Pure.
namespace pathlight {

/// One variable that should change.
struct ClientSetting
{
    QString variable;
    std::optional<QString> before; ///< as it is now; null: not set
    QString source;                ///< where it is set now: "environment", or a settings file
    std::optional<QString> after;  ///< null: it should not be set
    QString reason;                ///< a text key: "config.reason.<reason>"
};

/// What follows from the walk for this client; empty: nothing to change.
[[nodiscard]] QList<ClientSetting> settingsFor(const ClientRules& rules, const ClientQuestion& question);

/// A place where settings are kept.
enum class ConfigPlace { Bash, Fish, PowerShell, ClaudeSettings, Python, TypeScript, Systemd, Docker };
template <>
struct EnumNames<ConfigPlace>
{
    static constexpr std::array names{"bash",   "fish",       "powershell", "claude-settings",
                                      "python", "typescript", "systemd",    "docker"};
};

/// The places that make sense for this client, in the order of ConfigPlace.
[[nodiscard]] QList<ConfigPlace> placesFor(const ClientRules& rules);

/// May this value be written down as a setting? Not one with a control character: what it does when pasted
/// could not be seen.
[[nodiscard]] bool isWritable(const QString& value);

/// The change as lines that begin with "- " (as it is), "+ " (as it should be) or "  " (around them). Values
/// are quoted so that the place reads them as they stand, whatever they hold. A setting whose value is not
/// writable is left out.
[[nodiscard]] QStringList differenceFor(ConfigPlace place, const QList<ClientSetting>& settings);

/// The lines that should be there, by themselves, to be copied.
[[nodiscard]] QString settingsText(ConfigPlace place, const QList<ClientSetting>& settings);

} // namespace pathlight
