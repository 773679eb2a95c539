// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/egress.h"

#include "core/net/platform/platform.h"
#include "core/steps/desktopproxy.h"

#include <QDir>
#include <QNetworkProxyFactory>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// The operating system's proxy for this target, as Qt tells it; null: direct.
std::optional<SystemProxy> proxyByQt(const Target& target)
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
        return SystemProxy{u"system"_s, url.toString(QUrl::FullyEncoded), {}, {}};
    }
    return std::nullopt;
}

/// Qt reads a desktop's settings only where plugins of libproxy are installed; KDE's are a file.
std::optional<SystemProxy> systemProxy(const Target& target)
{
    if (auto found = proxyByQt(target)) return found;
    return kdeProxy(QProcessEnvironment::systemEnvironment(), QDir::homePath());
}

/// TLS with the proxy itself, which has a certificate of its own to prove before a password may go to it.
QCoro::Task<TlsConnected> secureProxy(StepContext context, Scope scope, std::unique_ptr<Stream> connection,
                                      ProxyRoute route)
{
    TlsRequest request;
    request.serverName = route.address.host;
    request.verify = true;
    request.trustPaths = trustedRoots(context);
    QCoro::Task<TlsConnected> securing = startTls(scope, std::move(connection), request);
    TlsConnected connected = co_await securing;
    co_return connected;
}

/// A chain that came and was refused by this side ends the handshake with an alert of ours.
QString tlsError(const TlsConnected& connected)
{
    const TlsEvidence& seen = connected.seen;
    const bool refused =
        seen.outcome == HandshakeOutcome::Failed && !connected.chainDer.isEmpty() && seen.alert;
    return refused ? u"certificate"_s : nameOf(seen.outcome);
}

} // namespace

ProxyChoice proxyChoice(const StepContext& context)
{
    const Variables variables = proxyVariables();
    const QString& mode = context.options.proxy;
    const bool asksSystem = mode == "system"_L1 || mode.isEmpty();
    return chooseProxy(mode, variables,
                       asksSystem ? systemProxy(context.target) : std::optional<SystemProxy>(),
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

QString tunnelTarget(const StepContext& context, const ProxyRoute& route)
{
    const bool looksUpHere = route.address.scheme == "socks5"_L1;
    const auto& dns = context.evidence.dns;
    if (!looksUpHere || !dns || dns->addresses.isEmpty()) return context.target.host();
    return dns->addresses.first();
}

namespace {

/// One round with the proxy; `challenges` is what it demanded on another connection.
QCoro::Task<ProxyAnswer> askOnce(StepContext context, Scope scope, std::unique_ptr<Stream> connection,
                                 ProxyRoute route, QString host, QList<AuthChallenge> challenges)
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
        answer.tunnel.reason = u"TLS: "_s + tlsError(connected);
        if (!answer.stream) co_return answer;
    }
    QCoro::Task<Tunnel> opening =
        openTunnel(scope, answer.stream.get(), route, host, context.target.port(), challenges);
    answer.tunnel = co_await opening;
    if (answer.tunnel.outcome != TunnelOutcome::Open) answer.stream.reset();
    co_return answer;
}

} // namespace

QCoro::Task<ProxyAnswer> askProxy(StepContext context, Scope scope, std::unique_ptr<Stream> connection,
                                  ProxyRoute route, Peer peer, QString host)
{
    QCoro::Task<ProxyAnswer> asking = askOnce(context, scope, std::move(connection), route, host, {});
    ProxyAnswer answer = co_await asking;
    if (!answer.tunnel.again) co_return answer;
    QCoro::Task<Connected> connecting = connectTo(scope, peer.address, peer.port);
    Connected connected = co_await connecting;
    if (!connected.stream) co_return answer;
    QCoro::Task<ProxyAnswer> askingAgain =
        askOnce(context, scope, std::move(connected.stream), route, host, answer.tunnel.challenges);
    ProxyAnswer second = co_await askingAgain;
    if (second.tunnel.authSchemes.isEmpty()) second.tunnel.authSchemes = answer.tunnel.authSchemes;
    co_return second;
}

QCoro::Task<Way> goOn(StepContext context, Scope scope, std::unique_ptr<Stream> connection, Peer peer)
{
    Way way;
    way.stream = std::move(connection);
    const std::optional<ProxyRoute> route = proxyChoice(context).route;
    if (!route) co_return way;
    QCoro::Task<ProxyAnswer> asking =
        askProxy(context, scope, std::move(way.stream), *route, peer, tunnelTarget(context, *route));
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
    QCoro::Task<Way> going = goOn(context, scope, std::move(connected.stream), peer);
    Way way = co_await going;
    way.connect = connected.seen;
    co_return way;
}

QCoro::Task<Way> takeOrOpenWay(StepContext context, Scope scope)
{
    std::unique_ptr<Stream> handedOn = context.take<Stream>(u"connection"_s);
    QCoro::Task<Way> going = handedOn ? goOn(context, scope, std::move(handedOn), peerOf(context))
                                      : openWay(context, scope, peerOf(context));
    Way way = co_await going;
    co_return way;
}

QStringList trustedRoots(const StepContext& context)
{
    QStringList paths = platform::systemTrustPaths();
    if (!context.options.caFile.isEmpty()) paths.append(context.options.caFile);
    return paths;
}

QCoro::Task<TlsConnected> secureWay(StepContext context, Scope scope, std::unique_ptr<Stream> stream,
                                    bool verify, QList<QByteArray> alpn)
{
    TlsRequest request;
    request.serverName = context.target.host();
    request.alpn = std::move(alpn);
    request.verify = verify;
    request.trustPaths = trustedRoots(context);
    QCoro::Task<TlsConnected> securing = startTls(scope, std::move(stream), request);
    TlsConnected connected = co_await securing;
    co_return connected;
}

QCoro::Task<Way> openSecureWay(StepContext context, Scope scope, bool verify)
{
    QCoro::Task<Way> opening = openWay(context, scope, peerOf(context));
    Way way = co_await opening;
    if (!way.stream) co_return way;
    QCoro::Task<TlsConnected> securing = secureWay(context, scope, std::move(way.stream), verify);
    TlsConnected connected = co_await securing;
    way.stream = std::move(connected.stream);
    if (!way.stream) way.error = tlsError(connected);
    co_return way;
}

} // namespace pathlight
