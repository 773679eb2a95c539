// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clients/clientrules.h"
#include "core/evidence/environment.h"

#include <QHash>

namespace pathlight {

/// The variables as one client would see them: this process's environment, and for Claude Code the env blocks
/// of its settings files over it.
class ClientVariables
{
public:
    ClientVariables() = default;
    ClientVariables(const ClientRules& rules, const EnvironmentEvidence& environment);

    /// Null where it is not set. An empty value is set.
    [[nodiscard]] const VariableEvidence* find(const QString& name) const;
    /// Its value; empty where it is not set.
    [[nodiscard]] QString value(const QString& name) const;
    /// The first of these that is set. An empty one counts as not set, and where `emptyHides` as set to
    /// nothing: then its other spellings do not count either.
    [[nodiscard]] const VariableEvidence* first(const QStringList& names, bool emptyHides) const;
    /// Is the switch on? An option is looked for in NODE_OPTIONS.
    [[nodiscard]] bool isOn(const SwitchRule& rule) const;

private:
    QHash<QString, VariableEvidence> m_variables;
};

/// "HTTPS_PROXY", or "HTTPS_PROXY (/home/…/settings.json)" where a settings file sets it.
[[nodiscard]] QString placeOf(const VariableEvidence& variable);

} // namespace pathlight
