// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/clientversion.h"

#include <QVersionNumber>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString programIn(const QString& version)
{
    return version.section(u' ', 0, 0);
}

QVersionNumber numberIn(const QString& version)
{
    return QVersionNumber::fromString(version.section(u' ', 1, 1));
}

} // namespace

QStringList versionsTold(const QList<ClientEvidence>& clients)
{
    QStringList told;
    for (const ClientEvidence& each : clients) {
        const QString version = each.trial ? each.trial->version.value_or(QString()) : QString();
        if (!version.isEmpty() && !told.contains(version)) told.append(version);
    }
    return told;
}

std::optional<bool> isAsNewAs(const QString& since, const QStringList& told)
{
    for (const QString& each : told) {
        const QVersionNumber number = numberIn(each);
        if (programIn(each) == programIn(since) && !number.isNull()) return number >= numberIn(since);
    }
    return std::nullopt;
}

ClientRules decidedBy(const QStringList& told, ClientRules rules)
{
    if (const auto reads = isAsNewAs(rules.trust.systemSince, told)) {
        if (*reads) rules.trust.stores.append(u"system"_s);
        rules.trust.systemSince.clear();
    }
    if (isAsNewAs(rules.proxy.version, told) == true) {
        rules.proxy.schemes += rules.proxy.versionSchemes;
        rules.proxy.versionSchemes.clear();
    }
    return rules;
}

} // namespace pathlight
