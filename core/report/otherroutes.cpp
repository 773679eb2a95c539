// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/otherroutes.h"

#include "core/report/evidencerows.h"
#include "core/report/plaintext.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostRoutes = 8;

class Routes
{
public:
    explicit Routes(const Texts& texts) : m_texts(texts) {}

    /// Null: it was not tried.
    void add(const std::optional<bool>& opens, const QString& key, const QJsonObject& arguments)
    {
        const QString mark = !opens ? u"? "_s : *opens ? u"✓ "_s : u"✗ "_s;
        const QString line = mark + visibleText(m_texts(u"routes."_s + key, arguments));
        if (m_lines.size() < mostRoutes && !m_lines.contains(line)) m_lines.append(line);
    }
    [[nodiscard]] const Texts& texts() const { return m_texts; }
    [[nodiscard]] const QStringList& lines() const { return m_lines; }

private:
    const Texts& m_texts;
    QStringList m_lines;
};

/// Addresses of the same name. That they take a connection does not say that the API answers there.
void addAddresses(const Evidence& evidence, Routes& routes)
{
    const bool isProxied = evidence.proxy && evidence.proxy->proxy;
    if (!evidence.tcp || isProxied) return;
    for (const ConnectAttempt& attempt : evidence.tcp->attempts) {
        if (evidence.tcp->chosen == attempt.address) continue;
        const bool opens = attempt.outcome == ConnectOutcome::Connected;
        routes.add(opens, opens ? u"address_open"_s : u"address_closed"_s,
                   {{u"address"_s, attempt.address},
                    {u"outcome"_s, wordFor(routes.texts(), u"outcome"_s, nameOf(attempt.outcome))}});
    }
}

/// Does the API answer there? What opens and answers otherwise leads nowhere.
std::optional<bool> answers(const ClientWayEvidence& way)
{
    return way.opens == true ? way.fromTheApi : way.opens;
}

/// The endpoint of the settings, as a client would ask it. Null: none was tried so.
std::optional<bool> gatewayAnswers(const Evidence& evidence, const QString& endpoint)
{
    if (!evidence.clients) return std::nullopt;
    for (const ClientWayEvidence& way : evidence.clients->ways) {
        if (way.baseUrl == endpoint && way.opens) return answers(way);
    }
    return std::nullopt;
}

/// Direct instead of through the proxy, or the other way round.
void addWays(const Evidence& evidence, Routes& routes)
{
    if (!evidence.clients) return;
    for (const ClientWayEvidence& way : evidence.clients->ways) {
        if (way.baseUrl || way.isTheWalks) continue;
        const auto serves = answers(way);
        const bool isAnswered = serves == false && way.status;
        const QString state = !serves      ? u"unknown"_s
                              : *serves    ? u"open"_s
                              : isAnswered ? u"other"_s
                                           : u"closed"_s;
        routes.add(serves, u"way_"_s + state,
                   {{u"via"_s, wordFor(routes.texts(), u"client.via"_s, way.via)},
                    {u"outcome"_s, wordForWay(routes.texts(), way.outcome)},
                    {u"status"_s, QString::number(way.status.value_or(0))}});
    }
}

/// What this computer is set up for besides: a gateway, or a cloud provider.
void addConfigured(const Evidence& evidence, Routes& routes)
{
    if (!evidence.environment) return;
    const auto& endpoint = evidence.environment->endpoint;
    if (endpoint && !endpoint->isTarget) {
        const auto asked = gatewayAnswers(evidence, endpoint->value);
        const auto opens = asked ? asked : endpoint->listens;
        const QString state = !opens ? u"unknown"_s : *opens ? u"open"_s : u"closed"_s;
        routes.add(opens, u"gateway_"_s + state, {{u"url"_s, endpoint->value}});
    }
    for (const VariableEvidence& variable : evidence.environment->variables) {
        const bool isOn = variable.value == "1"_L1 || variable.value.toLower() == "true"_L1;
        const bool isBedrock = variable.name == "CLAUDE_CODE_USE_BEDROCK"_L1;
        if (!isOn || (!isBedrock && variable.name != "CLAUDE_CODE_USE_VERTEX"_L1)) continue;
        const QString provider = isBedrock ? u"Amazon Bedrock"_s : u"Google Vertex AI"_s;
        routes.add(std::nullopt, u"provider"_s, {{u"provider"_s, provider}, {u"variable"_s, variable.name}});
    }
}

} // namespace

QStringList otherRoutes(const Report& report, const Texts& texts)
{
    if (!report.judged || report.verdict.status == VerdictStatus::Healthy) return {};
    Routes routes(texts);
    const auto& http = report.evidence.http;
    // Where the API itself refuses, every other way ends at the same refusal.
    if (!http || !http->fromTheApi.value_or(false)) {
        addAddresses(report.evidence, routes);
        addWays(report.evidence, routes);
    }
    addConfigured(report.evidence, routes);
    return routes.lines();
}

} // namespace pathlight
