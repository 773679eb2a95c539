// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tunnel.h"

#include "core/async/wait.h"
#include "core/net/http.h"
#include "core/net/socks.h"
#include "core/net/x509.h"

#include <QElapsedTimer>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostSchemes = 10;
/// A proxy that says no seldom says it at length, and its page is not needed.
constexpr HttpLimits proxyLimits{16 * 1024, 64 * 1024};

double msSince(const QElapsedTimer& clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// "name:443", "[2001:db8::1]:443" (RFC 9110 section 7.2).
QByteArray authority(const QString& host, quint16 port)
{
    const QByteArray name = host.contains(u':') ? '[' + host.toLatin1() + ']' : QUrl::toAce(host);
    return name + ':' + QByteArray::number(port);
}

bool isTokenByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/// The scheme that begins each challenge; parameters hold '=' (RFC 9110 section 11.6.1).
QStringList schemesOf(const QList<HttpHeader>& headers)
{
    QStringList schemes;
    for (const HttpHeader& header : headers) {
        if (header.name.compare("proxy-authenticate", Qt::CaseInsensitive) != 0) continue;
        for (const QByteArray& part : header.value.split(',')) {
            const QByteArray word = part.trimmed().split(' ').first();
            const bool isScheme = !word.isEmpty() && std::all_of(word.begin(), word.end(), isTokenByte);
            const QString scheme = QString::fromLatin1(word.left(40));
            if (isScheme && !schemes.contains(scheme) && schemes.size() < mostSchemes) schemes.append(scheme);
        }
    }
    return schemes;
}

/// CONTRACT: `.denied` is a refusal by policy, `.bad_gateway` a proxy that could not reach the target.
TunnelOutcome outcomeForStatus(int status)
{
    if (status >= 200 && status < 300) return TunnelOutcome::Open;
    if (status == 407) return TunnelOutcome::AuthRequired;
    if (status >= 500) return TunnelOutcome::BadGateway;
    // A redirect leads to a page of the proxy's own, which is a refusal too.
    return status >= 300 ? TunnelOutcome::Denied : TunnelOutcome::ProtocolError;
}

TunnelOutcome outcomeWithoutStatus(ExchangeOutcome outcome)
{
    switch (outcome) {
    case ExchangeOutcome::TimedOut:
        return TunnelOutcome::TimedOut;
    case ExchangeOutcome::Cancelled:
        return TunnelOutcome::Failed;
    default:
        return TunnelOutcome::ProtocolError;
    }
}

HttpRequest connectRequest(const ProxyRoute& route, const QByteArray& target)
{
    HttpRequest request{"CONNECT", target, target, {}, {}};
    if (route.hasCredential()) {
        const QByteArray credential = route.user + ':' + route.password;
        request.headers.append(HttpHeader{"Proxy-Authorization", "Basic " + credential.toBase64()});
    }
    return request;
}

Tunnel tunnelFrom(const HttpAnswer& answer)
{
    Tunnel tunnel;
    // An error page may be broken or endless; its status has been said all the same.
    const bool headCame = answer.status > 0 && answer.outcome != ExchangeOutcome::NotHttp &&
                          answer.outcome != ExchangeOutcome::TimedOut;
    tunnel.outcome = headCame ? outcomeForStatus(answer.status) : outcomeWithoutStatus(answer.outcome);
    if (headCame) tunnel.status = answer.status;
    const bool broken = answer.outcome == ExchangeOutcome::Invalid && tunnel.outcome == TunnelOutcome::Open;
    if (broken) tunnel.outcome = TunnelOutcome::ProtocolError;
    tunnel.reason = printable(headCame ? answer.reason : answer.detail.toUtf8(), 200);
    if (!headCame && !answer.firstBytes.isEmpty()) tunnel.reason = printable(answer.firstBytes, 80);
    tunnel.authSchemes = schemesOf(answer.headers);
    if (const auto server = answer.header("Server")) tunnel.serverHeader = printable(*server, 200);
    return tunnel;
}

} // namespace

QCoro::Task<Tunnel> openTunnel(Scope scope, Stream* stream, ProxyRoute route, QString host, quint16 port)
{
    QElapsedTimer clock;
    clock.start();
    Tunnel tunnel;
    if (route.address.scheme.startsWith("socks"_L1)) {
        tunnel = co_await openSocksTunnel(scope, stream, route, host, port);
    } else {
        const HttpAnswer answer =
            co_await exchange(scope, stream, connectRequest(route, authority(host, port)), proxyLimits);
        tunnel = tunnelFrom(answer);
    }
    tunnel.ms = msSince(clock);
    co_return tunnel;
}

} // namespace pathlight
