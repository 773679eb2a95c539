// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/hints.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

bool isProxyVariable(const VariableEvidence& variable)
{
    const QString name = variable.name.toLower();
    return name.endsWith("_proxy"_L1) && name != "no_proxy"_L1 && !variable.value.isEmpty();
}

/// No variable, no settings file and no setting of the system names one.
bool clientsKnowNoProxy(const Evidence& evidence)
{
    const auto& variables = evidence.environment->variables;
    return evidence.proxy && !evidence.proxy->proxy && evidence.proxy->settings.isEmpty() &&
           std::none_of(variables.begin(), variables.end(), isProxyVariable);
}

bool meetsLoginPage(const EnvironmentEvidence& environment)
{
    return environment.internet.ipv4.portal.value_or(false) ||
           environment.internet.ipv6.portal.value_or(false);
}

bool directFailed(const Evidence& evidence)
{
    if (evidence.dns && evidence.dns->addresses.isEmpty()) return true;
    if (evidence.tcp && !evidence.tcp->attempts.isEmpty() && !evidence.tcp->chosen) return true;
    if (evidence.tls && evidence.tls->outcome != HandshakeOutcome::Completed) return true;
    const auto& http = evidence.http;
    return http && (http->outcome == ExchangeOutcome::Answered ? http->fromTheApi == false
                                                               : http->outcome != ExchangeOutcome::Cancelled);
}

} // namespace

qsizetype proxyHint(const Evidence& evidence)
{
    if (!evidence.environment || !clientsKnowNoProxy(evidence) || !directFailed(evidence) ||
        meetsLoginPage(*evidence.environment))
        return -1;
    const auto& hints = evidence.environment->hints;
    const auto found = std::find_if(hints.begin(), hints.end(), [](const ToolHintEvidence& each) {
        return each.kind == "proxy"_L1 && each.address && each.address->scheme.startsWith("http"_L1);
    });
    return found == hints.end() ? -1 : found - hints.begin();
}

qsizetype otherStoreThatAccepts(const Evidence& evidence)
{
    if (!evidence.tls || evidence.tls->verified != false) return -1;
    const auto& stores = evidence.tls->otherStores;
    const auto found = std::find_if(stores.begin(), stores.end(), [](const TrustStoreEvidence& each) {
        return each.accepts.value_or(false);
    });
    return found == stores.end() ? -1 : found - stores.begin();
}

bool isOlderThanTheRoot(const TrustStoreEvidence& list, const QList<TrustStoreEvidence>& stores)
{
    for (const QString& name : {u"vendor"_s, u"system"_s}) {
        for (const TrustStoreEvidence& each : stores) {
            if (each.store != name || each.accepts != true || !each.rootSince) continue;
            // Both are ISO 8601 days, which sort as they follow each other.
            return list.newestRoot && *list.newestRoot < *each.rootSince;
        }
    }
    return false;
}

} // namespace pathlight
