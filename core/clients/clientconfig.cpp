// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/clientconfig.h"

#include "core/clients/clientproxy.h"
#include "core/clients/clienttrust.h"
#include "core/evidence/hints.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// What stands in the place of a credential that this program knows of and does not write.
constexpr auto userAndPassword = "USER:PASSWORD@"_L1;

const TrustStoreEvidence* acceptingFile(const Evidence& evidence)
{
    if (!evidence.tls) return nullptr;
    for (const TrustStoreEvidence& each : evidence.tls->stores) {
        if (each.accepts == true && each.store.startsWith(u'/')) return &each;
    }
    return nullptr;
}

/// A bundle file that accepts the chain: one that a variable names, else the system's own.
QString bundleThatAccepts(const Evidence& evidence)
{
    if (const TrustStoreEvidence* const file = acceptingFile(evidence)) return file->store;
    if (!evidence.tls) return {};
    for (const TrustStoreEvidence& each : evidence.tls->stores) {
        if (each.store != "system"_L1 || each.accepts != true) continue;
        for (const QString& path : each.source.split(u", "_s)) {
            if (path.endsWith(".crt"_L1) || path.endsWith(".pem"_L1)) return path;
        }
        return u"/etc/ssl/certs/ca-certificates.crt"_s;
    }
    const qsizetype other = otherStoreThatAccepts(evidence);
    return other < 0 ? QString() : evidence.tls->otherStores[other].store;
}

QString asSetting(const ProxyAddress& proxy)
{
    const QString user = proxy.hasUser ? QString(userAndPassword) : QString();
    return u"%1://%2%3:%4"_s.arg(proxy.scheme, user, proxy.host).arg(proxy.port);
}

/// The proxy that the walk went through and that opened the way; empty: none.
QString workingProxy(const Evidence& evidence)
{
    const auto& proxy = evidence.proxy;
    if (!proxy || !proxy->proxy || proxy->outcome != TunnelOutcome::Open) return {};
    return asSetting(*proxy->proxy);
}

/// The endpoint without the path that clients add themselves (case 3); empty: it cannot be mended.
QString mendedEndpoint(const QString& value)
{
    QUrl url(value, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.scheme() != "https"_L1) return {};
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    for (const QString& tail : {u"/messages"_s, u"/v1"_s}) {
        if (path.endsWith(tail)) path.chop(tail.size());
    }
    if (path == url.path()) return {};
    url.setPath(path);
    return url.toString();
}

/// Collects what should change.
class Advisor
{
public:
    Advisor(const ClientRules& rules, const ClientQuestion& question)
        : m_rules(rules),
          m_question(question),
          m_environment(question.evidence.environment.value_or(EnvironmentEvidence())),
          m_variables(rules, m_environment),
          m_client(predict(rules, question))
    {}

    QList<ClientSetting> advise()
    {
        endpoint();
        proxy();
        trust();
        checking();
        families();
        return m_settings;
    }

private:
    void change(const QString& variable, const std::optional<QString>& after, const QString& reason)
    {
        const VariableEvidence* const now = m_variables.find(variable);
        if (!now && !after) return;
        if (now && after && now->value == *after) return;
        const auto same = [&](const ClientSetting& each) { return each.variable == variable; };
        if (std::any_of(m_settings.begin(), m_settings.end(), same)) return;
        ClientSetting setting{variable, {}, now ? now->source : QString(), after, reason};
        if (now && !now->secret) setting.before = now->value;
        m_settings.append(setting);
    }

    void endpoint()
    {
        const QString& name = m_rules.endpoint.variable;
        if (name.isEmpty() || m_variables.value(name).isEmpty()) return;
        if (m_client.wouldFail != u"env.endpoint_invalid") return;
        const QString mended = mendedEndpoint(m_variables.value(name));
        change(name, mended.isEmpty() ? std::nullopt : std::optional(mended), u"endpoint"_s);
    }

    /// Every spelling this client reads leads where the walk got through.
    void proxy()
    {
        const QString working = workingProxy(m_question.evidence);
        const bool direct = wayOfTheWalk(m_question.evidence) == u"direct" && m_question.path.serves;
        const bool wrong = m_client.wouldFail == u"env.proxy_invalid" ||
                           m_client.wouldFail == u"env.proxy_mismatch" ||
                           m_client.reason == "proxy_package"_L1 || m_client.reason == "proxy_in_code"_L1;
        if (!working.isEmpty() && (wrong || m_client.reason == "way_not_measured"_L1))
            useProxy(working, u"proxy"_s);
        if (working.isEmpty() && direct && wrong) useNone();
        const qsizetype hint = proxyHint(m_question.evidence);
        if (hint >= 0 && m_client.wouldFail)
            useProxy(asSetting(*m_environment.hints[hint].address), u"proxy_hint"_s);
    }

    void useProxy(const QString& working, const QString& reason)
    {
        if (m_rules.proxy.onlyWith && !m_variables.isOn(*m_rules.proxy.onlyWith))
            change(m_rules.proxy.onlyWith->variable, m_rules.proxy.onlyWith->values.value(0), u"proxy_on"_s);
        for (const QString& name : {u"https_proxy"_s, u"HTTPS_PROXY"_s})
            change(name, working, reason);
        for (const QString& name : {u"all_proxy"_s, u"ALL_PROXY"_s}) {
            if (m_variables.value(name).startsWith("socks"_L1)) change(name, std::nullopt, u"proxy"_s);
        }
    }

    void useNone()
    {
        for (const QString& name : {u"https_proxy"_s, u"HTTPS_PROXY"_s, u"http_proxy"_s, u"HTTP_PROXY"_s,
                                    u"all_proxy"_s, u"ALL_PROXY"_s}) {
            if (!m_variables.value(name).isEmpty()) change(name, std::nullopt, u"no_proxy"_s);
        }
    }

    void trust()
    {
        const bool refuses = m_client.trusts == false || m_client.reason == "trust_version"_L1 ||
                             m_client.reason == "trust_package"_L1;
        const bool invalid =
            m_client.wouldFail == u"env.ca_bundle_invalid" || m_client.reason == "ca_file_version"_L1;
        const QString bundle = bundleThatAccepts(m_question.evidence);
        if (bundle.isEmpty()) return;
        for (const CaVariableRule& rule : m_rules.trust.variables) {
            const bool set = !m_variables.value(rule.variable).isEmpty();
            if (invalid && set) change(rule.variable, bundle, u"ca_file"_s);
        }
        // One variable is enough: the one that this client reads first.
        if (refuses && !m_rules.trust.variables.isEmpty())
            change(m_rules.trust.variables.first().variable, bundle, u"trust"_s);
    }

    /// Checking switched off lets anybody on the way read the key; the safe way is a list that accepts.
    void checking()
    {
        const auto& off = m_rules.trust.offWith;
        if (!off || !m_variables.isOn(*off)) return;
        const QString bundle = bundleThatAccepts(m_question.evidence);
        change(off->variable, std::nullopt, u"checking"_s);
        if (!bundle.isEmpty() && m_question.path.codes.contains("tls.intercepted"_L1))
            change(u"NODE_EXTRA_CA_CERTS"_s, bundle, u"trust"_s);
    }

    /// Where IPv6 is dead and the client can be told to begin with IPv4 (cases 69, 72).
    void families()
    {
        const auto& option = m_rules.families.ipv4FirstWith;
        if (!option || !m_question.path.codes.contains("tcp.ipv6_broken"_L1) || m_variables.isOn(*option))
            return;
        const QString now = m_variables.value(u"NODE_OPTIONS"_s);
        const QString after = now + (now.isEmpty() ? QString() : u" "_s) + option->option;
        change(u"NODE_OPTIONS"_s, after, u"families"_s);
    }

    const ClientRules& m_rules;
    const ClientQuestion& m_question;
    EnvironmentEvidence m_environment;
    ClientVariables m_variables;
    ClientEvidence m_client;
    QList<ClientSetting> m_settings;
};

} // namespace

QList<ClientSetting> settingsFor(const ClientRules& rules, const ClientQuestion& question)
{
    return Advisor(rules, question).advise();
}

} // namespace pathlight
