// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/egress.h"

#include "core/net/platform/platform.h"
#include "core/net/tls.h"

#include <QNetworkProxyFactory>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// The operating system's proxy for this target, as a URL; null: direct.
std::optional<QString> systemProxy(const Target& target)
{
    for (const QNetworkProxy& proxy :
         QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(QUrl(target.url)))) {
        if (proxy.type() == QNetworkProxy::NoProxy) return std::nullopt;
        QUrl url;
        url.setScheme(proxy.type() == QNetworkProxy::Socks5Proxy ? u"socks5"_s : u"http"_s);
        url.setHost(proxy.hostName());
        url.setPort(proxy.port());
        url.setUserName(proxy.user());
        url.setPassword(proxy.password());
        return url.toString(QUrl::FullyEncoded);
    }
    return std::nullopt;
}

/// TLS with the proxy itself, which has a certificate of its own to prove before a password may go to it.
QCoro::Task<TlsConnected> secureProxy(StepContext context, Scope scope, std::unique_ptr<Stream> connection,
                                      ProxyRoute route)
{
    TlsRequest request;
    request.serverName = route.address.host;
    request.verify = true;
    request.trustPaths = platform::systemTrustPaths();
    if (!context.options.caFile.isEmpty()) request.trustPaths.append(context.options.caFile);
    QCoro::Task<TlsConnected> securing = startTls(scope, std::move(connection), request);
    TlsConnected connected = co_await securing;
    co_return connected;
}

} // namespace

ProxyChoice proxyChoice(const StepContext& context)
{
    const Variables variables = proxyVariables();
    const QString& mode = context.options.proxy;
    const bool asksSystem = mode == "system"_L1 || mode.isEmpty();
    return chooseProxy(mode, variables, asksSystem ? systemProxy(context.target) : std::nullopt,
                       context.target.host(), context.target.port());
}

Peer peerOf(const StepContext& context)
{
    const auto& tcp = context.evidence.tcp;
    if (!tcp || !tcp->chosen) return {};
    for (const ConnectAttempt& attempt : tcp->attempts) {
        if (attempt.address == *tcp->chosen)
            return {QHostAddress(attempt.address), static_cast<quint16>(attempt.port)};
    }
    return {QHostAddress(*tcp->chosen), context.target.port()};
}

QCoro::Task<ProxyAnswer> askProxy(StepContext context, Scope scope, std::unique_ptr<Stream> connection,
                                  ProxyRoute route)
{
    ProxyAnswer answer;
    answer.stream = std::move(connection);
    if (route.address.scheme == "https"_L1) {
        QCoro::Task<TlsConnected> securing = secureProxy(context, scope, std::move(answer.stream), route);
        TlsConnected connected = co_await securing;
        answer.stream = std::move(connected.stream);
        answer.tunnel.outcome = connected.seen.outcome == HandshakeOutcome::TimedOut
                                    ? TunnelOutcome::TimedOut
                                    : TunnelOutcome::ProtocolError;
        answer.tunnel.reason = u"TLS: "_s + nameOf(connected.seen.outcome);
        if (!answer.stream) co_return answer;
    }
    QCoro::Task<Tunnel> opening =
        openTunnel(scope, answer.stream.get(), route, context.target.host(), context.target.port());
    answer.tunnel = co_await opening;
    if (answer.tunnel.outcome != TunnelOutcome::Open) answer.stream.reset();
    co_return answer;
}

QCoro::Task<Way> goOn(StepContext context, Scope scope, std::unique_ptr<Stream> connection)
{
    Way way;
    way.stream = std::move(connection);
    const std::optional<ProxyRoute> route = proxyChoice(context).route;
    if (!route) co_return way;
    QCoro::Task<ProxyAnswer> asking = askProxy(context, scope, std::move(way.stream), *route);
    ProxyAnswer answer = co_await asking;
    way.stream = std::move(answer.stream);
    way.tunnel = answer.tunnel;
    if (!way.stream) way.error = u"proxy_"_s + nameOf(answer.tunnel.outcome);
    co_return way;
}

QCoro::Task<Way> openWay(StepContext context, Scope scope, Peer peer)
{
    QCoro::Task<Connected> connecting = connectTo(scope, peer.address, peer.port);
    Connected connected = co_await connecting;
    if (!connected.stream) {
        Way failed;
        failed.error = nameOf(connected.seen.outcome);
        failed.connect = connected.seen;
        co_return failed;
    }
    QCoro::Task<Way> going = goOn(context, scope, std::move(connected.stream));
    Way way = co_await going;
    way.connect = connected.seen;
    co_return way;
}

QCoro::Task<Way> takeOrOpenWay(StepContext context, Scope scope)
{
    std::unique_ptr<Stream> handedOn = context.take<Stream>(u"connection"_s);
    QCoro::Task<Way> going =
        handedOn ? goOn(context, scope, std::move(handedOn)) : openWay(context, scope, peerOf(context));
    Way way = co_await going;
    co_return way;
}

} // namespace pathlight
