// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/proxy.h"

#include "core/steps/egress.h"
#include "core/steps/hostaddresses.h"
#include "core/steps/ways.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto lookupTime = 5s;
constexpr auto connectTime = 5s;
constexpr auto tunnelTime = 6s;
constexpr qsizetype maximumAddresses = 8;

ProxyEvidence described(const ProxyChoice& choice)
{
    ProxyEvidence evidence;
    evidence.mode = choice.mode;
    evidence.settings = choice.settings;
    evidence.source = choice.source;
    evidence.noProxy = choice.noProxy;
    evidence.noProxyMatched = choice.noProxyMatched;
    if (choice.route) evidence.proxy = choice.route->address;
    return evidence;
}

/// The clients' endpoint on this computer, and the variables that would send it to a proxy (cases 20 and 22).
std::optional<bool> loopbackExempt(const StepContext& context, const ProxyChoice& choice)
{
    const auto& environment = context.evidence.environment;
    const bool anyVariable =
        std::any_of(choice.settings.begin(), choice.settings.end(), [](const ProxySetting& setting) {
            return setting.address && setting.source.endsWith("_proxy"_L1, Qt::CaseInsensitive);
        });
    if (!anyVariable || !environment || !environment->endpoint) return std::nullopt;
    const EndpointEvidence& endpoint = *environment->endpoint;
    const bool isHere = endpoint.host == "localhost"_L1 || QHostAddress(endpoint.host).isLoopback();
    if (!isHere || endpoint.problem || endpoint.port <= 0) return std::nullopt;
    const QString list = choice.noProxy.value_or(QString());
    return noProxyMatch(list, endpoint.host, static_cast<quint16>(endpoint.port)).has_value();
}

QCoro::Task<QStringList> writtenAddressesOf(Scope scope, QString host)
{
    QCoro::Task<QList<QHostAddress>> resolving = addressesOf(scope.within(lookupTime), host);
    const QList<QHostAddress> addresses = co_await resolving;
    QStringList written;
    for (const QHostAddress& address : addresses.mid(0, maximumAddresses))
        written.append(address.toString());
    co_return written;
}

TunnelOutcome outcomeOf(ConnectOutcome outcome)
{
    switch (outcome) {
    case ConnectOutcome::TimedOut:
        return TunnelOutcome::TimedOut;
    case ConnectOutcome::Refused:
        return TunnelOutcome::Refused;
    case ConnectOutcome::Prohibited:
    case ConnectOutcome::Unreachable:
        return TunnelOutcome::Unreachable;
    case ConnectOutcome::Reset:
    case ConnectOutcome::Closed:
        return TunnelOutcome::ProtocolError;
    default:
        return TunnelOutcome::Failed;
    }
}

/// The first address that connects; of failures the first that tells more than "no route for this family".
QCoro::Task<Connected> connectToAny(Scope scope, QStringList addresses, quint16 port)
{
    std::optional<ConnectAttempt> telling;
    for (const QString& address : addresses) {
        QCoro::Task<Connected> connecting = connectTo(scope.within(connectTime), QHostAddress(address), port);
        Connected connected = co_await connecting;
        if (connected.stream || scope.isOver()) co_return connected;
        if (!telling || (telling->local && !connected.seen.local)) telling = connected.seen;
    }
    Connected failed;
    failed.seen = telling.value_or(ConnectAttempt{});
    co_return failed;
}

void take(const Tunnel& tunnel, ProxyEvidence* evidence)
{
    evidence->outcome = tunnel.outcome;
    evidence->connectStatus = tunnel.status;
    if (!tunnel.reason.isEmpty()) evidence->connectReason = tunnel.reason;
    evidence->authSchemes = tunnel.authSchemes;
    evidence->authTried = tunnel.authTried;
    evidence->serverHeader = tunnel.serverHeader;
    evidence->tunnelMs = tunnel.ms;
}

/// The target as the proxy is to be asked for it. A name that cannot be looked up here, where the scheme
/// wants that, is left to the proxy, so that the rest of the way can be seen.
QCoro::Task<QString> targetFor(StepContext context, ProxyRoute route, ProxyEvidence* evidence)
{
    const QString host = context.target.host();
    evidence->resolvedBy = u"proxy"_s;
    if (route.address.scheme != "socks5"_L1) co_return host;
    QCoro::Task<QStringList> resolving = writtenAddressesOf(context.scope, host);
    const QStringList addresses = co_await resolving;
    if (addresses.isEmpty()) co_return host;
    evidence->resolvedBy = u"computer"_s;
    co_return addresses.first();
}

/// The way through the proxy, as far as the tunnel.
QCoro::Task<void> walkProxied(StepContext context, ProxyRoute route, ProxyEvidence* evidence)
{
    QCoro::Task<QStringList> resolving = writtenAddressesOf(context.scope, route.address.host);
    evidence->addresses = co_await resolving;
    if (evidence->addresses.isEmpty()) {
        evidence->outcome =
            context.scope.isCancelled() ? TunnelOutcome::Failed : TunnelOutcome::NameNotResolved;
        co_return;
    }
    context.yield(u"proxy_address"_s, toObject(*evidence));
    context.yield(u"route_known"_s);
    const auto port = static_cast<quint16>(route.address.port);
    QCoro::Task<Connected> connecting = connectToAny(context.scope, evidence->addresses, port);
    Connected connected = co_await connecting;
    const QJsonValue ms = connected.stream ? toJson(connected.seen.connectMs) : QJsonValue();
    context.sample(sample::latency,
                   {{u"ms"_s, ms}, {u"address"_s, connected.seen.address}, {u"phase"_s, u"tcp"_s}});
    if (!connected.stream) {
        evidence->outcome = outcomeOf(connected.seen.outcome);
        co_return;
    }
    evidence->connectMs = connected.seen.connectMs;
    QCoro::Task<QString> choosing = targetFor(context, route, evidence);
    const QString host = co_await choosing;
    QCoro::Task<ProxyAnswer> asking =
        askProxy(context, context.scope.within(tunnelTime), std::move(connected.stream), route,
                 Peer{QHostAddress(connected.seen.address), port}, host);
    const ProxyAnswer answer = co_await asking;
    take(answer.tunnel, evidence);
    if (evidence->outcome == TunnelOutcome::Open) context.yield(u"tunnel"_s, toObject(*evidence));
}

} // namespace

QCoro::Task<StepResult> proxyStep(StepContext context)
{
    const ProxyChoice choice = proxyChoice(context);
    ProxyEvidence evidence = described(choice);
    evidence.loopbackExempt = loopbackExempt(context, choice);
    if (!choice.route) {
        if (!choice.unusable) {
            context.yield(u"route_known"_s, toObject(evidence));
            context.yield(u"tunnel"_s);
        }
        co_return StepResult{toObject(evidence), {}, {}};
    }
    // Both at the same time: a path that changes from one moment to the next is the same for both.
    QCoro::Task<std::optional<DirectWayEvidence>> walkingDirect = walkDirect(context);
    QCoro::Task<void> walking = walkProxied(context, *choice.route, &evidence);
    co_await walking;
    evidence.direct = co_await walkingDirect;
    co_return StepResult{toObject(evidence), {}, {}};
}

} // namespace pathlight
