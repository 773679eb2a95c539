// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

#include <QHostAddress>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

Finding& Findings::add(const QString& code, Severity severity, double confidence)
{
    Finding finding;
    finding.code = code;
    finding.step = m_step;
    finding.severity = severity;
    finding.confidence = confidence;
    finding.rule = m_rule;
    m_findings.append(finding);
    return m_findings.last();
}

QString spoken(double number)
{
    const bool whole = std::fabs(number) >= 10 || std::floor(number) == number;
    return QString::number(number, 'f', whole ? 0 : 1);
}

bool provenByCertificate(const Facts& facts)
{
    const auto& tls = facts.evidence.tls;
    if (!tls || tls->outcome != HandshakeOutcome::Completed) return false;
    return std::any_of(tls->stores.begin(), tls->stores.end(), [](const TrustStoreEvidence& store) {
        return store.store == "vendor"_L1 && store.accepts.value_or(false);
    });
}

namespace {

/// An unauthenticated request is answered by a healthy API with one of these.
bool servesWithoutKey(int status)
{
    return status < 300 || status == 401 || status == 404 || status == 405;
}

} // namespace

bool apiServes(const Facts& facts)
{
    const auto& http = facts.evidence.http;
    const auto& api = facts.evidence.api;
    if (!http || http->outcome != ExchangeOutcome::Answered || !http->fromTheApi.value_or(false))
        return false;
    const int status = http->status.value_or(0);
    if (status < 100) return false;
    return api && api->keySent ? status < 300 : servesWithoutKey(status);
}

std::optional<double> clockSkew(const Facts& facts)
{
    if (facts.evidence.environment && facts.evidence.environment->clockSkewMs) {
        return facts.evidence.environment->clockSkewMs;
    }
    if (facts.evidence.http) return facts.evidence.http->clockSkewMs;
    return std::nullopt;
}

int portalSightings(const Facts& facts)
{
    if (!facts.evidence.environment) return 0;
    QSet<QString> urls;
    for (const ControlEvidence& control : facts.evidence.environment->internet.controls) {
        if (control.outcome == "portal"_L1) urls.insert(control.url);
    }
    return static_cast<int>(urls.size());
}

bool isBogon(const QString& text)
{
    const QHostAddress address(text);
    static const QStringList networks{u"0.0.0.0/8"_s,      u"10.0.0.0/8"_s,     u"100.64.0.0/10"_s,
                                      u"127.0.0.0/8"_s,    u"169.254.0.0/16"_s, u"172.16.0.0/12"_s,
                                      u"192.168.0.0/16"_s, u"224.0.0.0/3"_s,    u"::/127"_s,
                                      u"fc00::/7"_s,       u"fe80::/10"_s};
    return std::any_of(networks.begin(), networks.end(), [&](const QString& network) {
        return address.isInSubnet(QHostAddress::parseSubnet(network));
    });
}

} // namespace pathlight
