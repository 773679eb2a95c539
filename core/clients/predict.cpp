// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/predict.h"

#include "core/clients/clientproxy.h"
#include "core/clients/clienttrust.h"
#include "core/clients/clientversion.h"
#include "core/clients/wayend.h"
#include "core/evidence/addresses.h"
#include "core/evidence/http2cut.h"

#include <QUrl>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto direct = "direct"_L1;
/// Variables that hold a client's credential.
const QStringList credentialVariables{u"ANTHROPIC_API_KEY"_s, u"ANTHROPIC_AUTH_TOKEN"_s};

ClientTarget targetOf(const QUrl& url)
{
    return {url.host(), portOf(url), url.port() > 0, url.scheme() != "http"_L1};
}

/// Faults of the certificate as one list of authorities sees it: another list may see it otherwise.
bool isOfTrust(const QString& code)
{
    static const QStringList codes{u"tls.intercepted"_s, u"tls.store_mismatch"_s,
                                   u"tls.cert.authority_invalid"_s, u"tls.cert.chain_incomplete"_s};
    return codes.contains(code);
}

QString spelled(const ProxyAddress& proxy)
{
    return u"%1://%2:%3"_s.arg(proxy.scheme, proxy.host).arg(proxy.port);
}

/// Works out one client. Each question may settle the matter; the first that does is the answer.
class Predictor
{
public:
    Predictor(const ClientRules& rules, const ClientQuestion& question)
        : m_rules(rules),
          m_question(question),
          m_environment(question.evidence.environment.value_or(EnvironmentEvidence())),
          m_variables(rules, m_environment)
    {
        m_client.id = rules.id;
        m_client.asOf = rules.asOf;
        m_client.resolver = rules.resolver.kind;
        m_client.addressFamilies.fallback = nameOf(rules.families.fallback);
        m_client.addressFamilies.tryMs = rules.families.tryMs;
        const QUrl url(question.url);
        m_target = targetOf(url);
        readTimeouts();
    }

    ClientEvidence predict()
    {
        lookAtEndpoint();
        chooseProxy();
        orderFamilies();
        readTrust();
        settle();
        if (m_client.sources.isEmpty()) m_client.sources = m_rules.sourcesAbout({});
        return m_client;
    }

    /// Null: it takes the walk's way, or none.
    [[nodiscard]] std::optional<OtherWay> way()
    {
        lookAtEndpoint();
        chooseProxy();
        readTrust();
        const bool isTheWalks = takesTheWalksWay();
        if (!m_client.proxy || nothingListens() || (isTheWalks && !goesBeyondTheWalk())) return std::nullopt;
        // A password in an endpoint's address is the client's to send.
        if (!QUrl(ownEndpoint().value_or(QString())).userInfo().isEmpty()) return std::nullopt;
        const QString variable = m_proxy.variable ? m_proxy.variable->name : QString();
        return OtherWay{*m_client.proxy, variable, ownEndpoint(), isTheWalks};
    }

private:
    // What the client is set to.

    void readTimeouts()
    {
        const TimeoutRule& rule = m_rules.timeouts;
        m_client.timeouts = {rule.connectMs, rule.totalMs, rule.retries};
        bool isNumber = false;
        const qint64 total = m_variables.value(rule.totalVariable).toLongLong(&isNumber);
        if (isNumber && total > 0) m_client.timeouts.totalMs = total;
        const int retries = m_variables.value(rule.retriesVariable).toInt(&isNumber);
        if (!isNumber || retries < 0) return;
        m_client.timeouts.retries = rule.mostRetries > 0 ? std::min(retries, rule.mostRetries) : retries;
    }

    void lookAtEndpoint()
    {
        m_client.baseUrl = m_question.url;
        if (m_question.standIn || m_rules.endpoint.variable.isEmpty()) return;
        m_endpoint = m_variables.find(m_rules.endpoint.variable);
        if (m_endpoint && m_endpoint->value.isEmpty()) m_endpoint = nullptr;
        if (!m_endpoint) return;
        m_client.baseUrl = m_endpoint->value;
        m_client.baseUrlSource = placeOf(*m_endpoint);
        // Which entry of NO_PROXY counts is a matter of the address that it asks.
        const QUrl url(m_endpoint->value, QUrl::StrictMode);
        if (url.isValid() && !url.host().isEmpty()) m_target = targetOf(url);
    }

    void chooseProxy()
    {
        if (!m_question.standIn) m_proxy = chooseClientProxy(m_rules.proxy, m_variables, m_target);
        if (!m_proxy.noProxyEntry.isEmpty()) m_client.noProxyEntry = m_proxy.noProxyEntry;
        if (m_proxy.variable) m_client.proxySource = placeOf(*m_proxy.variable);
        if (m_proxy.kind == ClientProxyKind::Direct) m_client.proxy = QString(direct);
        if (m_proxy.kind == ClientProxyKind::Proxy) m_client.proxy = m_proxy.address;
    }

    void orderFamilies()
    {
        QStringList& order = m_client.addressFamilies.order;
        for (const ConnectAttempt& attempt : attemptsInOrder()) {
            if (!order.contains(attempt.family)) order.append(attempt.family);
        }
        const auto& rule = m_rules.families.ipv4FirstWith;
        if (rule && m_variables.isOn(*rule)) order.sort();
    }

    void readTrust()
    {
        const auto& tls = m_question.evidence.tls;
        m_trust = trustOf(m_rules, m_variables, m_environment, tls ? &*tls : nullptr);
        if (m_question.trustsOwnFile && tls) m_trust.accepts = tls->verified;
        m_client.trustStores = m_trust.stores;
        m_client.trusts = m_trust.accepts;
    }

    // What becomes of it.

    void settle()
    {
        if (librariesClash()) return;
        if (endpointFails() || offline() || credentialFails() || proxyFails() || wayDecides()) return;
        if (pathFails() || resolverFails() || familiesFail() || trustFails() || http2Fails()) return;
        if (!m_question.path.serves)
            unknown(u"not_measured"_s);
        else if (comesAndGoes())
            return;
        else if (m_trust.off)
            end(ClientOutcome::Works, u"works_unchecked"_s, {{u"variable"_s, placeOf(*m_trust.off)}},
                {u"environment.variables"_s, u"http.fromTheApi"_s});
        else
            end(ClientOutcome::Works, u"works"_s, {}, {u"http.fromTheApi"_s});
    }

    bool end(ClientOutcome outcome, const QString& reason, const QJsonObject& arguments,
             const QStringList& because)
    {
        m_client.outcome = outcome;
        m_client.reason = reason;
        m_client.arguments = arguments;
        m_client.because = because;
        return true;
    }

    bool fail(const QString& code, const QString& reason, const QJsonObject& arguments,
              const QStringList& because, const QString& about = {})
    {
        m_client.wouldFail = code;
        if (!about.isEmpty()) m_client.sources = m_rules.sourcesAbout(about);
        return end(ClientOutcome::WouldFail, reason, arguments, because);
    }

    bool unknown(const QString& reason, const QJsonObject& arguments = {}, const QString& about = {})
    {
        if (!about.isEmpty()) m_client.sources = m_rules.sourcesAbout(about);
        return end(ClientOutcome::Unknown, reason, arguments, {});
    }

    /// Case 43: whatever the path is like. No fault of a path names it, so the code is a note's.
    bool librariesClash()
    {
        const auto& clash = m_rules.clash;
        const bool clashes = clash && isAsNewAs(clash->since, m_question.installed) == true &&
                             isAsNewAs(clash->mended, m_question.installed) == false;
        if (!clashes) return false;
        return fail(u"note.library_mismatch"_s, u"library_mismatch"_s,
                    {{u"since"_s, clash->since}, {u"mended"_s, clash->mended}}, {u"clients.packages"_s},
                    u"libraries"_s);
    }

    bool endpointFails()
    {
        if (m_question.standIn) return false;
        for (const SwitchRule& each : m_rules.endpoint.elsewhere) {
            if (!m_variables.isOn(each)) continue;
            m_client.baseUrl.reset();
            m_client.baseUrlSource = each.variable;
            return unknown(u"other_provider"_s, {{u"variable"_s, each.variable}}, u"endpoint"_s);
        }
        if (!m_endpoint || !(hasBadEndpoint() || nothingListens())) return false;
        return fail(u"env.endpoint_invalid"_s, u"endpoint_invalid"_s,
                    {{u"variable"_s, placeOf(*m_endpoint)}, {u"value"_s, m_endpoint->value}},
                    {u"environment.variables"_s, u"environment.endpoint"_s}, u"endpoint"_s);
    }

    [[nodiscard]] bool hasBadEndpoint() const
    {
        return m_endpoint && endpointProblem(QUrl(m_endpoint->value, QUrl::StrictMode)).has_value();
    }

    /// Where it asks in the target's place; null: it asks the target, or no address that can be asked.
    [[nodiscard]] std::optional<QString> ownEndpoint() const
    {
        if (!m_endpoint || hasBadEndpoint()) return std::nullopt;
        const QUrl url(m_endpoint->value, QUrl::StrictMode);
        const QUrl walked(m_question.url);
        const bool same = url.scheme() == walked.scheme() && portOf(url) == portOf(walked) &&
                          url.host().compare(walked.host(), Qt::CaseInsensitive) == 0;
        return same ? std::nullopt : std::optional(m_endpoint->value);
    }

    [[nodiscard]] bool takesTheWalksWay() const
    {
        return !ownEndpoint() && m_client.proxy == wayOfTheWalk(m_question.evidence);
    }

    /// The walk refused what was shown and asked nothing more; whoever accepts it goes on.
    [[nodiscard]] bool goesBeyondTheWalk() const
    {
        const QString blocked = m_question.path.blockedBy.value_or(QString());
        const bool revoked = blocked == "tls.cert.revoked"_L1 && m_rules.trust.readsStaple == false;
        return m_trust.accepts == true && (isOfTrust(blocked) || revoked);
    }

    /// The step `environment` asked the endpoint that wins, on loopback alone: nobody speaks as clients will.
    bool nothingListens() const
    {
        const auto& asked = m_environment.endpoint;
        const bool useless = asked && (asked->listens == false || asked->problem == u"not_tls"_s);
        return useless && m_endpoint && asked->value == m_endpoint->value;
    }

    /// Without a way out no way was tried, and none is needed to know.
    bool offline() { return m_question.path.blockedBy == u"env.offline"_s && failAsPath(); }

    bool credentialFails()
    {
        for (const QString& name : credentialVariables) {
            const VariableEvidence* const found = m_variables.find(name);
            if (!found || !found->problem || !m_rules.refusedCredentials.contains(*found->problem)) continue;
            return fail(u"env.credential_conflict"_s, u"credential"_s, {{u"variable"_s, placeOf(*found)}},
                        {u"environment.variables"_s}, u"credentials"_s);
        }
        return false;
    }

    bool proxyFails()
    {
        const QJsonObject arguments{{u"variable"_s, m_client.proxySource.value_or(QString())},
                                    {u"value"_s, m_proxy.variable ? m_proxy.variable->value : QString()},
                                    {u"package"_s, m_rules.proxy.package},
                                    {u"version"_s, m_rules.proxy.version},
                                    {u"entry"_s, m_proxy.noProxyEntry}};
        switch (m_proxy.kind) {
        case ClientProxyKind::Unusable:
            return fail(u"env.proxy_invalid"_s, u"proxy_invalid"_s, arguments, {u"environment.variables"_s},
                        u"proxy"_s);
        case ClientProxyKind::Package:
            if (m_rules.proxy.packageMissing)
                return fail(u"env.proxy_invalid"_s, u"proxy_package_missing"_s, arguments,
                            {u"environment.variables"_s, u"clients.packages"_s}, u"proxy"_s);
            return unknown(u"proxy_package"_s, arguments, u"proxy"_s);
        case ClientProxyKind::Version:
            return unknown(u"proxy_version"_s, arguments, u"proxy"_s);
        case ClientProxyKind::Unknown:
            return unknown(u"no_proxy_unknown"_s, arguments, u"no_proxy"_s);
        case ClientProxyKind::Direct:
        case ClientProxyKind::Proxy:
            break;
        }
        return false;
    }

    /// A client that takes another way than the walk: what was tried there decides.
    bool wayDecides()
    {
        if (takesTheWalksWay()) return false;
        const auto endpoint = ownEndpoint();
        return followWay(false) || (endpoint ? unknown(u"other_endpoint"_s, wayArguments(), u"endpoint"_s)
                                             : unknown(u"way_not_measured"_s, wayArguments(), u"proxy"_s));
    }

    [[nodiscard]] QJsonObject wayArguments() const
    {
        if (const auto endpoint = ownEndpoint())
            return {{u"variable"_s, placeOf(*m_endpoint)}, {u"value"_s, *endpoint}};
        return {{u"via"_s, *m_client.proxy}, {u"variable"_s, m_client.proxySource.value_or(QString())}};
    }

    /// False: that way was not tried.
    bool followWay(bool isTheWalks)
    {
        const auto& clients = m_question.evidence.clients;
        for (qsizetype index = 0; clients && index < clients->ways.size(); ++index) {
            const ClientWayEvidence& way = clients->ways[index];
            if (way.via == *m_client.proxy && way.baseUrl == ownEndpoint() && way.isTheWalks == isTheWalks)
                return endAsWay(way, u"clients.ways[%1]"_s.arg(index));
        }
        return false;
    }

    bool endAsWay(const ClientWayEvidence& way, const QString& place)
    {
        const ClientTrust there = trustThere(way);
        const WayEnd ended = endOf(way, there);
        // Its program may name a proxy by itself, which cannot be seen from here.
        const bool fails = ended == WayEnd::Closed || ended == WayEnd::Refused || ended == WayEnd::NotTheApi;
        if (fails && !way.baseUrl && m_proxy.variablesIgnored && m_rules.proxy.setInCode) {
            m_client.byItself = ClientOutcome::WouldFail;
            return ended == WayEnd::Refused ? unknown(u"way_not_measured"_s, wayArguments(), u"proxy"_s)
                                            : unknown(u"proxy_in_code"_s, argumentsOf(way), u"proxy"_s);
        }
        if (ended == WayEnd::Refused)
            return fail(u"tls.store_mismatch"_s, u"trust"_s, {{u"stores"_s, there.stores.join(u", "_s)}},
                        {place}, u"trust"_s);
        return way.baseUrl ? endAsEndpoint(ended, way, place) : endAsOtherWay(ended, way, place);
    }

    [[nodiscard]] QJsonObject argumentsOf(const ClientWayEvidence& way) const
    {
        QJsonObject arguments = wayArguments();
        arguments.insert(u"outcome"_s, way.outcome);
        if (way.status) arguments.insert(u"status"_s, QString::number(*way.status));
        return arguments;
    }

    /// The API itself turns the request down, and would on every way.
    [[nodiscard]] bool isRefusedAlike(const ClientWayEvidence& way) const
    {
        const auto& http = m_question.evidence.http;
        const QString blocked = m_question.path.blockedBy.value_or(QString());
        return blocked.startsWith("api."_L1) && http && http->status == way.status;
    }

    bool failAsPath()
    {
        const QString& code = *m_question.path.blockedBy;
        return fail(code, u"path"_s, {{u"code"_s, code}}, m_question.path.because);
    }

    bool endAsOtherWay(WayEnd ended, const ClientWayEvidence& way, const QString& place)
    {
        const QJsonObject arguments = argumentsOf(way);
        if (ended == WayEnd::Serves && isRefusedAlike(way)) return failAsPath();
        if (ended == WayEnd::Serves)
            return end(ClientOutcome::Works, way.isTheWalks ? u"works_beyond_tls"_s : u"works_other_way"_s,
                       arguments, {place});
        if (ended == WayEnd::Unproven)
            return way.isTheWalks ? unknown(u"beyond_tls"_s, {}, u"trust"_s)
                                  : unknown(u"way_not_measured"_s, arguments, u"proxy"_s);
        if (way.isTheWalks)
            return fail(way.status ? u"http.not_the_api"_s : u"http.closed"_s, u"fails_beyond_tls"_s,
                        arguments, {place}, u"trust"_s);
        return fail(u"env.proxy_mismatch"_s, ended == WayEnd::Closed ? u"way_fails"_s : u"way_answers"_s,
                    arguments, {place}, u"proxy"_s);
    }

    /// A proxy to which no connection opens leads to no endpoint at all.
    [[nodiscard]] static bool isClosedAtProxy(const ClientWayEvidence& way)
    {
        const bool isOfConnection =
            namedValue<ConnectOutcome>(way.outcome) || way.outcome == "name_not_resolved"_L1;
        return way.via != direct && isOfConnection;
    }

    bool endAsEndpoint(WayEnd ended, const ClientWayEvidence& way, const QString& place)
    {
        const QJsonObject arguments = argumentsOf(way);
        const QString about = u"endpoint"_s;
        switch (ended) {
        case WayEnd::Serves:
            return end(ClientOutcome::Works, u"endpoint_works"_s, arguments, {place});
        case WayEnd::Closed:
            if (isClosedAtProxy(way))
                return fail(u"env.proxy_mismatch"_s, u"way_fails"_s,
                            {{u"via"_s, way.via}, {u"outcome"_s, way.outcome}}, {place}, u"proxy"_s);
            return fail(u"env.endpoint_invalid"_s, u"endpoint_fails"_s, arguments, {place}, about);
        case WayEnd::NotTheApi:
            return fail(u"env.endpoint_invalid"_s, u"endpoint_answers"_s, arguments, {place}, about);
        case WayEnd::MayBeGateway:
            return unknown(u"endpoint_dialect"_s, arguments, about);
        case WayEnd::Unproven:
        case WayEnd::Refused:
            break;
        }
        return unknown(u"other_endpoint"_s, arguments, about);
    }

    /// Whom it would trust there: another way may show another certificate than the walk's.
    [[nodiscard]] ClientTrust trustThere(const ClientWayEvidence& way) const
    {
        if (way.stores.isEmpty()) return m_trust;
        TlsEvidence there;
        there.stores = way.stores;
        return trustOf(m_rules, m_variables, m_environment, &there);
    }

    /// What stops every request on the walk's way, but for faults of trust: those are the client's own.
    bool pathFails()
    {
        const auto& code = m_question.path.blockedBy;
        if (!code || isOfTrust(*code)) return false;
        if (m_trust.off && code->startsWith("tls.cert."_L1)) return false;
        if (*code == "tls.cert.revoked"_L1 && m_rules.trust.readsStaple != true) {
            if (!m_rules.trust.readsStaple) return unknown(u"revocation"_s, {}, u"trust"_s);
            return followWay(true) || unknown(u"beyond_tls"_s, {}, u"trust"_s);
        }
        if (!m_rules.unpacks && isPacking()) return unknown(u"coding"_s, {}, u"coding"_s);
        return failAsPath();
    }

    /// Is what is wrong with the answer its compression alone? One that was changed only where a compressed
    /// one was asked for does not meet a client that asks for none.
    [[nodiscard]] bool isPacking() const
    {
        const auto& http = m_question.evidence.http;
        if (http && http->altered && http->outcome == ExchangeOutcome::Answered) return true;
        return http && http->outcome == ExchangeOutcome::Invalid &&
               http->detail.value_or(QString()).endsWith("compression"_L1);
    }

    [[nodiscard]] bool goesDirect() const { return m_client.proxy == direct; }

    bool resolverFails()
    {
        const auto& dns = m_question.evidence.dns;
        if (!dns || dns->literal || !goesDirect()) return false;
        const auto first =
            std::find_if(dns->answers.begin(), dns->answers.end(), [](const DnsAnswerEvidence& answer) {
                return answer.role == ResolverRole::Configured;
            });
        if (first == dns->answers.end() ||
            !m_rules.resolver.stopsAfter.contains(first->rcode.value_or(QString())))
            return false;
        return fail(u"dns.resolver_broken"_s, u"resolver"_s,
                    {{u"resolver"_s, first->resolver}, {u"rcode"_s, *first->rcode}},
                    {u"dns.answers[%1]"_s.arg(first - dns->answers.begin())}, u"resolver"_s);
    }

    /// The connection attempts in the order in which the system gave the addresses.
    [[nodiscard]] QList<ConnectAttempt> attemptsInOrder() const
    {
        const auto& dns = m_question.evidence.dns;
        const auto& tcp = m_question.evidence.tcp;
        QList<ConnectAttempt> ordered;
        if (!dns || !tcp || m_question.evidence.proxy.value_or(ProxyEvidence()).proxy) return ordered;
        for (const QString& address : dns->addresses) {
            for (const ConnectAttempt& attempt : tcp->attempts) {
                if (attempt.address == address) ordered.append(attempt);
            }
        }
        return ordered;
    }

    bool familiesFail()
    {
        if (!goesDirect()) return false;
        const QList<ConnectAttempt> attempts = attemptsInOrder();
        const auto stands = [](const ConnectAttempt& each) {
            return each.outcome == ConnectOutcome::Connected;
        };
        if (attempts.isEmpty() || std::none_of(attempts.begin(), attempts.end(), stands)) return false;
        if (m_rules.families.fallback == Fallback::None) return firstFamilyFails(attempts);
        return m_rules.families.fallback == Fallback::Timed && allTooSlow(attempts);
    }

    bool firstFamilyFails(const QList<ConnectAttempt>& attempts)
    {
        const ConnectAttempt& first = attempts.first();
        // An address that this computer has no route to is known to the system, which puts it last.
        const bool fails = first.outcome != ConnectOutcome::Connected && !first.local;
        const bool siblingWorks =
            std::any_of(attempts.begin(), attempts.end(), [&](const ConnectAttempt& each) {
                return each.family == first.family && each.outcome == ConnectOutcome::Connected;
            });
        if (!fails || siblingWorks || first.outcome == ConnectOutcome::Failed) return false;
        const bool ipv6 = first.family == "ipv6"_L1;
        return fail(ipv6 ? u"tcp.ipv6_broken"_s : u"tcp.ipv4_broken"_s, u"families"_s,
                    {{u"address"_s, first.address}}, {u"tcp.attempts"_s}, u"families"_s);
    }

    /// The time limit holds for each address but the last, and its length changes from version to version:
    /// where no other address is quick enough and the last one answers, nothing is certain.
    bool allTooSlow(const QList<ConnectAttempt>& attempts)
    {
        const double limit = m_rules.families.tryMs.value_or(0);
        const bool oneInTime = std::any_of(attempts.begin(), attempts.end(), [&](const auto& each) {
            return each.outcome == ConnectOutcome::Connected && each.connectMs.value_or(0) < limit;
        });
        if (oneInTime || attempts.size() < 2) return false;
        return unknown(u"too_slow"_s, {{u"milliseconds"_s, QString::number(limit)}}, u"families"_s);
    }

    bool trustFails()
    {
        const auto& blocked = m_question.path.blockedBy;
        if (m_trust.invalid && m_trust.effectOfInvalid != CaInvalid::Ignored) return invalidFileDecides();
        if (m_trust.accepts == true)
            return blocked && (followWay(true) || unknown(u"beyond_tls"_s, {}, u"trust"_s));
        const bool nobodyKnowsIt = blocked == u"tls.intercepted" && m_trust.dependsOn.isEmpty();
        if (m_trust.accepts == false || nobodyKnowsIt) return refuses();
        if (!blocked && !m_question.path.serves) return false;
        const QJsonObject arguments{{u"version"_s, m_trust.version}};
        if (m_trust.dependsOn == "version"_L1) return unknown(u"trust_version"_s, arguments, u"trust"_s);
        if (m_trust.dependsOn == "package"_L1) return unknown(u"trust_package"_s, arguments, u"trust"_s);
        // Where nothing is odd about the certificate, a list that could not be asked has no reason to differ.
        if (!blocked && m_question.path.codes.filter(u"tls."_s).isEmpty() && !m_trust.variable) return false;
        return unknown(u"trust_not_measured"_s, {}, u"trust"_s);
    }

    bool invalidFileDecides()
    {
        const QJsonObject arguments{{u"variable"_s, placeOf(*m_trust.variable)},
                                    {u"file"_s, m_trust.invalid->path}};
        if (m_trust.effectOfInvalid == CaInvalid::Fails)
            return fail(u"env.ca_bundle_invalid"_s, u"ca_file"_s, arguments, {u"environment.caFiles"_s},
                        u"trust"_s);
        return unknown(u"ca_file_version"_s, arguments, u"trust"_s);
    }

    bool refuses()
    {
        const auto& path = m_question.path;
        QString code = path.blockedBy.value_or(u"tls.store_mismatch"_s);
        if (path.codes.contains("tls.intercepted"_L1)) code = u"tls.intercepted"_s;
        QStringList stores = m_trust.stores;
        return fail(code, u"trust"_s, {{u"stores"_s, stores.join(u", "_s)}}, {u"tls.stores"_s}, u"trust"_s);
    }

    /// It asks over HTTP/2 where that is agreed on, and it is cut there. Known only where the walk asked so
    /// too.
    bool http2Fails()
    {
        const auto& http = m_question.evidence.http;
        if (!m_rules.http2 || !http || !isCutOverHttp2(http->http2, http->fromTheApi.value_or(false)))
            return false;
        const Http2Evidence& last = http->http2.at(1);
        if (last.alpn != "h2"_L1) return false;
        const bool isSilent = last.outcome == Http2Outcome::TimedOut;
        const QString code = isSilent ? u"http.timed_out"_s : u"http.closed"_s;
        return fail(code, u"http2"_s, {}, {u"http.http2"_s}, u"http2"_s);
    }

    /// What the step `stability` made of its requests under this client's own retries.
    [[nodiscard]] const PolicyOutcome* ownRetries() const
    {
        const QString policy = m_client.timeouts.retries == 0 ? u"none"_s : m_rules.timeouts.policy;
        for (const PolicyOutcome& each : m_question.evidence.stability->policies) {
            if (each.policy == policy && each.calls > 0) return &each;
        }
        return nullptr;
    }

    /// Some requests fail on this way, and others pass: how many calls get through is a matter of retries.
    bool comesAndGoes()
    {
        constexpr double most = 0.9; // CONTRACT section 2: a request in ten
        const auto& stability = m_question.evidence.stability;
        if (!stability || stability->successRate.value_or(1) > most) return false;
        const PolicyOutcome* const own = ownRetries();
        if (!own) return false;
        const double share = static_cast<double>(own->succeeded) / own->calls;
        const QJsonObject arguments{{u"percent"_s, QString::number(std::floor(100 * share))},
                                    {u"retries"_s, QString::number(m_client.timeouts.retries.value_or(0))}};
        const bool madeUpFor = share > most;
        return end(madeUpFor ? ClientOutcome::Works : ClientOutcome::AtTimes,
                   madeUpFor ? u"works_by_retries"_s : u"works_at_times"_s, arguments,
                   {u"stability.policies"_s});
    }

    const ClientRules& m_rules;
    const ClientQuestion& m_question;
    EnvironmentEvidence m_environment;
    ClientVariables m_variables;
    ClientTarget m_target;
    const VariableEvidence* m_endpoint = nullptr;
    ClientProxyChoice m_proxy;
    ClientTrust m_trust;
    ClientEvidence m_client;
};

} // namespace

std::optional<QString> wayOfTheWalk(const Evidence& evidence)
{
    if (!evidence.proxy) return std::nullopt;
    if (evidence.proxy->proxy) return spelled(*evidence.proxy->proxy);
    // A setting decided and led nowhere: the walk took no way at all.
    if (evidence.proxy->source && !evidence.proxy->noProxyMatched) return std::nullopt;
    return QString(direct);
}

ClientEvidence predict(const ClientRules& rules, const ClientQuestion& question)
{
    const ClientRules decided = decidedBy(question.installed, rules);
    return Predictor(decided, question).predict();
}

QList<OtherWay> otherWays(const ClientQuestion& question)
{
    QList<OtherWay> ways;
    if (question.standIn) return ways;
    for (const ClientRules& rules : allClients()) {
        const auto way = Predictor(rules, question).way();
        const auto isKnown = [&](const OtherWay& other) {
            return other.via == way->via && other.baseUrl == way->baseUrl;
        };
        if (way && std::none_of(ways.begin(), ways.end(), isKnown)) ways.append(*way);
    }
    return ways;
}

QList<ClientEvidence> predictAll(const ClientQuestion& question)
{
    QList<ClientEvidence> clients;
    for (const ClientRules& rules : allClients())
        clients.append(predict(rules, question));
    return clients;
}

} // namespace pathlight
