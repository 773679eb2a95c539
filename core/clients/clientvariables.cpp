// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/clientvariables.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto fromShell = "environment"_L1;

bool holdsOption(const QString& options, const QString& option)
{
    static const QRegularExpression blanks(u"\\s+"_s);
    return !option.isEmpty() && options.split(blanks, Qt::SkipEmptyParts).contains(option);
}

} // namespace

/// Evidence lists the environment first and then the files, the one that wins last.
ClientVariables::ClientVariables(const ClientRules& rules, const EnvironmentEvidence& environment)
{
    for (const VariableEvidence& each : environment.variables) {
        if (rules.readsClaudeSettings || each.source == fromShell) m_variables.insert(each.name, each);
    }
}

const VariableEvidence* ClientVariables::find(const QString& name) const
{
    const auto found = m_variables.constFind(name);
    return found == m_variables.constEnd() ? nullptr : &*found;
}

QString ClientVariables::value(const QString& name) const
{
    const VariableEvidence* const found = find(name);
    return found ? found->value : QString();
}

const VariableEvidence* ClientVariables::first(const QStringList& names, bool emptyHides) const
{
    QStringList hidden;
    for (const QString& name : names) {
        const VariableEvidence* const found = find(name);
        if (!found || hidden.contains(name.toLower())) continue;
        if (!found->value.trimmed().isEmpty()) return found;
        if (emptyHides) hidden.append(name.toLower());
    }
    return nullptr;
}

bool ClientVariables::isOn(const SwitchRule& rule) const
{
    if (holdsOption(value(u"NODE_OPTIONS"_s), rule.option)) return true;
    const QString given = rule.variable.isEmpty() ? QString() : value(rule.variable);
    return !given.isEmpty() && (rule.values.isEmpty() || rule.values.contains(given, Qt::CaseInsensitive));
}

QString placeOf(const VariableEvidence& variable)
{
    return variable.source == fromShell ? variable.name : u"%1 (%2)"_s.arg(variable.name, variable.source);
}

} // namespace pathlight
