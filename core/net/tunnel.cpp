// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tunnel.h"

#include "core/async/wait.h"
#include "core/net/http.h"
#include "core/net/printable.h"
#include "core/net/proxyauth.h"
#include "core/net/socks.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

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

/// The schemes that are offered, each once.
QStringList schemesOf(const QList<AuthChallenge>& challenges)
{
    QStringList schemes;
    for (const AuthChallenge& challenge : challenges)
        schemes.append(QString::fromLatin1(challenge.scheme));
    schemes.removeDuplicates();
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

HttpRequest connectRequest(const QByteArray& target, const std::optional<AuthAnswer>& auth)
{
    HttpRequest request{"CONNECT", target, target, {}, {}};
    if (auth) request.headers.append(HttpHeader{"Proxy-Authorization", auth->header});
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
    tunnel.challenges = proxyChallenges(answer.headers);
    tunnel.authSchemes = schemesOf(tunnel.challenges);
    if (const auto server = answer.header("Server")) tunnel.serverHeader = printable(*server, 200);
    return tunnel;
}

/// Can another request follow on the connection that this answer came on (RFC 9112 section 9.3)?
bool staysOpen(const HttpAnswer& answer, const Stream& stream)
{
    if (answer.outcome != ExchangeOutcome::Answered || stream.end() != StreamEnd::Open) return false;
    const QByteArray words =
        answer.header("Connection").value_or(answer.header("Proxy-Connection").value_or(QByteArray()));
    if (answer.version == "HTTP/1.0") return words.toLower().contains("keep-alive");
    return !words.toLower().contains("close");
}

QByteArray freshWord()
{
    return QByteArray::number(QRandomGenerator::system()->generate64(), 16);
}

QCoro::Task<Tunnel> ask(Scope scope, Stream* stream, QByteArray target, std::optional<AuthAnswer> auth)
{
    const HttpAnswer answer = co_await exchange(scope, stream, connectRequest(target, auth), proxyLimits);
    Tunnel tunnel = tunnelFrom(answer);
    if (auth) tunnel.authTried = auth->method;
    tunnel.again = !staysOpen(answer, *stream);
    co_return tunnel;
}

QCoro::Task<Tunnel> openHttpTunnel(Scope scope, Stream* stream, ProxyRoute route, QByteArray target,
                                   QList<AuthChallenge> known)
{
    const auto digestFor = [&](const QList<AuthChallenge>& challenges) {
        return route.hasCredential() ? digestAnswer(challenges, route, "CONNECT", target, freshWord())
                                     : std::nullopt;
    };
    std::optional<AuthAnswer> auth = digestFor(known);
    const bool knew = auth.has_value();
    if (!knew && route.hasCredential()) auth = basicAnswer(route);
    QCoro::Task<Tunnel> asking = ask(scope, stream, target, auth);
    Tunnel tunnel = co_await asking;
    if (tunnel.outcome == TunnelOutcome::AuthRequired && !knew)
        auth = digestFor(tunnel.challenges);
    else
        auth.reset();
    tunnel.again = tunnel.again && auth;
    if (!auth || tunnel.again) co_return tunnel;
    QCoro::Task<Tunnel> askingAgain = ask(scope, stream, target, auth);
    Tunnel second = co_await askingAgain;
    second.again = false;
    if (second.authSchemes.isEmpty()) second.authSchemes = tunnel.authSchemes;
    // It said nothing of closing the connection, and closed it all the same.
    tunnel.again = second.outcome == TunnelOutcome::ProtocolError && !second.status;
    co_return tunnel.again ? tunnel : second;
}

} // namespace

QCoro::Task<Tunnel> openTunnel(Scope scope, Stream* stream, ProxyRoute route, QString host, quint16 port,
                               QList<AuthChallenge> challenges)
{
    QElapsedTimer clock;
    clock.start();
    Tunnel tunnel;
    if (route.address.scheme.startsWith("socks"_L1)) {
        tunnel = co_await openSocksTunnel(scope, stream, route, host, port);
    } else {
        tunnel = co_await openHttpTunnel(scope, stream, route, authority(host, port), challenges);
    }
    tunnel.ms = msSince(clock);
    co_return tunnel;
}

} // namespace pathlight
