// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/probe.h"

#include "core/net/connect.h"
#include "core/net/platform/platform.h"
#include "core/net/tls.h"
#include "core/net/tunnel.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Where the connection goes: the target, or the proxy.
struct Peer
{
    QHostAddress address;
    quint16 port = 0;
};

Peer peerOf(const StepContext& context)
{
    if (!context.evidence.tcp || !context.evidence.tcp->chosen) return {};
    const QString chosen = *context.evidence.tcp->chosen;
    for (const ConnectAttempt& attempt : context.evidence.tcp->attempts) {
        if (attempt.address == chosen) return {QHostAddress(chosen), static_cast<quint16>(attempt.port)};
    }
    return {QHostAddress(chosen), context.target.port()};
}

/// The proxy and, where a variable named it, the credential in that variable. It is read at each use and
/// never kept.
std::optional<ProxyRoute> proxyOf(const StepContext& context)
{
    if (!context.evidence.proxy || !context.evidence.proxy->proxy) return std::nullopt;
    ProxyRoute route{*context.evidence.proxy->proxy, {}, {}};
    if (!route.address.hasUser) return route;
    const QUrl setting(
        qEnvironmentVariable(context.evidence.proxy->source.value_or(QString()).toLatin1().constData()));
    route.user = setting.userName(QUrl::FullyDecoded).toUtf8();
    route.password = setting.password(QUrl::FullyDecoded).toUtf8();
    return route;
}

/// An opened way to the target, or why there is none.
struct Opened
{
    std::unique_ptr<Stream> stream;
    QString error;
    std::optional<int> synRetransmits;
};

/// A chain that came and was refused by this side ends the handshake with an alert of ours.
QString tlsError(const TlsConnected& connected)
{
    const TlsEvidence& seen = connected.seen;
    const bool refused =
        seen.outcome == HandshakeOutcome::Failed && !connected.chainDer.isEmpty() && seen.alert;
    return refused ? u"certificate"_s : nameOf(seen.outcome);
}

/// TLS over `stream`; the error where it does not come to be.
QCoro::Task<Opened> secured(Scope scope, std::unique_ptr<Stream> stream, TlsRequest request)
{
    QCoro::Task<TlsConnected> handshake = startTls(scope, std::move(stream), std::move(request));
    TlsConnected connected = co_await handshake;
    Opened opened;
    if (!connected.stream) opened.error = tlsError(connected);
    opened.stream = std::move(connected.stream);
    co_return opened;
}

/// Goes through the proxy, where there is one.
QCoro::Task<Opened> tunnelled(StepContext context, Scope scope, std::unique_ptr<Stream> stream)
{
    Opened opened;
    opened.stream = std::move(stream);
    const auto route = proxyOf(context);
    if (!route) co_return opened;
    if (route->address.scheme == "https"_L1) {
        TlsRequest toProxy;
        toProxy.serverName = route->address.host;
        QCoro::Task<Opened> securing = secured(scope, std::move(opened.stream), toProxy);
        opened = co_await securing;
        if (!opened.stream) co_return opened;
    }
    QCoro::Task<Tunnel> asking =
        openTunnel(scope, opened.stream.get(), *route, context.target.host(), context.target.port());
    const Tunnel tunnel = co_await asking;
    if (tunnel.outcome == TunnelOutcome::Open) co_return opened;
    opened.error = u"proxy_"_s + nameOf(tunnel.outcome);
    opened.stream.reset();
    co_return opened;
}

TlsRequest tlsRequest(const StepContext& context)
{
    TlsRequest request;
    request.serverName = context.target.host();
    request.verify = probesVerified(context);
    request.trustPaths = platform::systemTrustPaths();
    if (!context.options.caFile.isEmpty()) request.trustPaths.append(context.options.caFile);
    return request;
}

QCoro::Task<Opened> openWay(StepContext context, Scope scope)
{
    const Peer peer = peerOf(context);
    QCoro::Task<Connected> connecting = connectTo(scope, peer.address, peer.port);
    Connected connected = co_await connecting;
    Opened opened;
    opened.error = connected.stream ? QString() : nameOf(connected.seen.outcome);
    if (connected.stream) {
        QCoro::Task<Opened> tunnelling = tunnelled(context, scope, std::move(connected.stream));
        opened = co_await tunnelling;
    }
    if (opened.stream) {
        QCoro::Task<Opened> securing = secured(scope, std::move(opened.stream), tlsRequest(context));
        opened = co_await securing;
    }
    opened.synRetransmits = connected.seen.synRetransmits;
    co_return opened;
}

QJsonObject errorIn(const HttpAnswer& answer)
{
    return QJsonDocument::fromJson(answer.body).object().value("error"_L1).toObject();
}

} // namespace

bool probesVerified(const StepContext& context)
{
    return context.evidence.tls && context.evidence.tls->verified.value_or(false);
}

bool probesWithKey(const StepContext& context)
{
    return context.key.isSet() && !context.target.auth.header.isEmpty() && probesVerified(context);
}

HttpRequest probeRequest(const StepContext& context)
{
    const QUrl url(context.target.url);
    HttpRequest request;
    request.method = context.target.probe.method.toLatin1();
    request.path = context.target.probe.path.toLatin1();
    request.host = url.authority(QUrl::FullyEncoded).toLatin1();
    const QJsonObject& headers = context.target.probe.headers;
    for (auto each = headers.begin(); each != headers.end(); ++each)
        request.headers.append({each.key().toLatin1(), each.value().toString().toLatin1()});
    if (!probesWithKey(context)) return request;
    const QByteArray header = context.target.auth.header.toLatin1();
    const bool isBearer = header.compare("authorization", Qt::CaseInsensitive) == 0;
    request.headers.append({header, (isBearer ? "Bearer " : "") + context.key.forHeader()});
    return request;
}

TryOutcome outcomeOf(const HttpAnswer& answer, const QDateTime& now)
{
    TryOutcome outcome;
    if (answer.outcome != ExchangeOutcome::Answered) {
        outcome.error = nameOf(answer.outcome);
        return outcome;
    }
    outcome.status = answer.status;
    if (const auto header = answer.header("retry-after"))
        outcome.retryAfterSeconds = retryAfterSeconds(*header, now);
    if (const auto header = answer.header("x-should-retry"); header == "true" || header == "false")
        outcome.shouldRetry = header == "true";
    const QString code = errorIn(answer).value("details"_L1)["error_code"_L1].toString();
    outcome.spendCap = answer.status == 429 && code == "enforced_spend_limit_reached"_L1;
    return outcome;
}

bool hasTheApisMarks(const HttpAnswer& answer)
{
    if (answer.header("request-id")) return true;
    const QJsonObject error = errorIn(answer);
    return error.value("type"_L1).isString() && error.value("message"_L1).isString();
}

QCoro::Task<TrySeen> sendProbe(StepContext context, Scope scope)
{
    QElapsedTimer clock;
    clock.start();
    TrySeen seen;
    seen.address = context.evidence.tcp ? context.evidence.tcp->chosen.value_or(QString()) : QString();
    seen.outcome.method = context.target.probe.method;
    QCoro::Task<Opened> opening = openWay(context, scope);
    const Opened opened = co_await opening;
    seen.synRetransmits = opened.synRetransmits;
    seen.outcome.error = opened.error;
    if (!opened.stream) co_return seen;
    QCoro::Task<HttpAnswer> exchanging = exchange(scope, opened.stream.get(), probeRequest(context));
    const HttpAnswer answer = co_await exchanging;
    seen.outcome = outcomeOf(answer, QDateTime::currentDateTimeUtc());
    seen.outcome.method = context.target.probe.method;
    if (seen.outcome.status) seen.ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    seen.fromTheApi = hasTheApisMarks(answer);
    co_return seen;
}

} // namespace pathlight
