// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/clientversion.h"

#include <QVersionNumber>

#include <algorithm>

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

QStringList installedFor(const QList<PythonPackageEvidence>& packages, const QStringList& told)
{
    const auto has = [&packages](QLatin1StringView name) {
        return std::any_of(packages.begin(), packages.end(),
                           [name](const auto& each) { return each.name == name && each.version; });
    };
    const bool isTold = std::any_of(told.begin(), told.end(),
                                    [](const QString& each) { return programIn(each) == "httpx"_L1; });
    const bool holdsSdk = has("anthropic"_L1) || (isTold && has("httpx"_L1));
    QStringList installed = told;
    for (const PythonPackageEvidence& each : packages) {
        const bool isOfRequests = each.name == "requests"_L1 || each.name == "PySocks"_L1;
        if (isOfRequests ? has("requests"_L1) : holdsSdk)
            installed.append(each.name + u' ' + each.version.value_or(u"none"_s));
    }
    return installed;
}

std::optional<bool> isAsNewAs(const QString& since, const QStringList& told)
{
    for (const QString& each : told) {
        const QVersionNumber number = numberIn(each);
        if (programIn(each) == programIn(since) && !number.isNull()) return number >= numberIn(since);
    }
    return std::nullopt;
}

namespace {

/// "PySocks none" says that it is not there; silence says nothing.
void decidePackage(const QStringList& told, ClientProxyRule* proxy)
{
    for (const QString& each : told) {
        if (proxy->packageModule.isEmpty() || programIn(each) != proxy->packageModule) continue;
        proxy->packageMissing = numberIn(each).isNull();
        if (!proxy->packageMissing) proxy->schemes += proxy->packageSpeaks;
    }
}

} // namespace

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
    for (CaVariableRule& variable : rules.trust.variables) {
        const auto fails = isAsNewAs(variable.invalidFailsSince, told);
        if (fails) variable.invalid = *fails ? CaInvalid::Fails : CaInvalid::Ignored;
    }
    decidePackage(told, &rules.proxy);
    return rules;
}

} // namespace pathlight
