// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tunnel.h"

#include "core/async/wait.h"
#include "core/net/http.h"

#include <QElapsedTimer>
#include <QHostAddress>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype maximumReasonLength = 200;
constexpr qsizetype maximumSchemes = 10;
/// A proxy that says no seldom says it at length, and its page is not needed.
constexpr HttpLimits proxyLimits{16 * 1024, 64 * 1024};

/// The first word of each challenge (RFC 9110 section 11.6.1), in the order they were sent.
QStringList schemesIn(const HttpAnswer& answer)
{
    QStringList schemes;
    for (const HttpHeader& header : answer.headers) {
        if (header.name.compare("proxy-authenticate", Qt::CaseInsensitive) != 0) continue;
        const QString scheme = QString::fromLatin1(header.value).section(u' ', 0, 0).left(40);
        if (!scheme.isEmpty() && !schemes.contains(scheme) && schemes.size() < maximumSchemes)
            schemes.append(scheme);
    }
    return schemes;
}

TunnelOutcome outcomeOf(int status)
{
    if (status >= 200 && status < 300) return TunnelOutcome::Open;
    if (status == 407) return TunnelOutcome::AuthRequired;
    if (status >= 500) return TunnelOutcome::BadGateway;
    // 3xx and 4xx are the proxy's own refusals, by policy: 403, 405 and 451 among them.
    return status >= 300 ? TunnelOutcome::Denied : TunnelOutcome::ProtocolError;
}

TunnelOutcome outcomeOf(ExchangeOutcome outcome)
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

/// A host as it stands before a port: an IPv6 address in brackets.
QByteArray authority(const QString& host, quint16 port)
{
    const bool six = QHostAddress(host).protocol() == QAbstractSocket::IPv6Protocol;
    const QByteArray name = host.toLatin1();
    return (six ? '[' + name + ']' : name) + ':' + QByteArray::number(port);
}

HttpRequest connectRequest(const ProxyRoute& route, const QString& host, quint16 port)
{
    HttpRequest request;
    request.method = "CONNECT";
    request.path = authority(host, port);
    request.host = request.path;
    if (route.hasCredential()) {
        const QByteArray credential = route.user + ':' + route.password;
        request.headers.append({"Proxy-Authorization", "Basic " + credential.toBase64()});
    }
    return request;
}

QCoro::Task<Tunnel> connectTunnel(Scope scope, Stream* stream, ProxyRoute route, QString host, quint16 port)
{
    QCoro::Task<HttpAnswer> asking = exchange(scope, stream, connectRequest(route, host, port), proxyLimits);
    const HttpAnswer answer = co_await asking;
    Tunnel tunnel;
    tunnel.reason = QString::fromLatin1(answer.reason).left(maximumReasonLength);
    if (answer.status > 0) tunnel.status = answer.status;
    // A refusal with a damaged page is a refusal all the same: its status came whole.
    tunnel.outcome = answer.status > 0 ? outcomeOf(answer.status) : outcomeOf(answer.outcome);
    tunnel.authSchemes = schemesIn(answer);
    if (const auto server = answer.header("server"))
        tunnel.serverHeader = QString::fromLatin1(*server).left(200);
    co_return tunnel;
}

/// Collects what a SOCKS proxy says until there is enough of it.
struct SocksReader
{
    Stream* stream;
    QByteArray bytes;

    bool has(qsizetype count)
    {
        bytes.append(stream->read());
        return bytes.size() >= count || stream->end() != StreamEnd::Open;
    }
    QByteArray take(qsizetype count)
    {
        const QByteArray head = bytes.left(count);
        bytes.remove(0, count);
        return head;
    }
};

QCoro::Task<Ended> receive(Scope scope, std::shared_ptr<SocksReader> reader, qsizetype count)
{
    const Ended ended =
        co_await until(scope, reader->stream, &Stream::changed, [=] { return reader->has(count); });
    co_return ended;
}

Tunnel endedEarly(Ended ended)
{
    Tunnel tunnel;
    tunnel.outcome = ended == Ended::TimedOut ? TunnelOutcome::TimedOut : TunnelOutcome::ProtocolError;
    if (ended == Ended::Cancelled) tunnel.outcome = TunnelOutcome::Failed;
    return tunnel;
}

/// RFC 1929: user name and password, each of at most 255 bytes.
QByteArray passwordRequest(const ProxyRoute& route)
{
    const QByteArray user = route.user.left(255);
    const QByteArray password = route.password.left(255);
    return QByteArray(1, 1) + static_cast<char>(user.size()) + user + static_cast<char>(password.size()) +
           password;
}

/// RFC 1928 section 4: the proxy resolves the name, as Claude's clients would have it.
QByteArray socksRequest(const QString& host, quint16 port)
{
    const QByteArray name = host.toLatin1().left(255);
    return QByteArray("\x05\x01\x00\x03", 4) + static_cast<char>(name.size()) + name +
           static_cast<char>(port >> 8) + static_cast<char>(port & 0xff);
}

/// RFC 1928 section 6.
TunnelOutcome socksOutcome(int reply)
{
    switch (reply) {
    case 0:
        return TunnelOutcome::Open;
    case 2:
        return TunnelOutcome::Denied;
    case 1:
    case 3:
    case 4:
    case 5:
    case 6:
        return TunnelOutcome::BadGateway;
    default:
        return TunnelOutcome::ProtocolError;
    }
}

/// What is left of the reply after its first five bytes: the bound address and port.
qsizetype restOfReply(const QByteArray& head)
{
    switch (head.at(3)) {
    case 1:
        return 4 - 1 + 2;
    case 3:
        return static_cast<quint8>(head.at(4)) + 2;
    case 4:
        return 16 - 1 + 2;
    default:
        return -1;
    }
}

QCoro::Task<Tunnel> authenticate(Scope scope, std::shared_ptr<SocksReader> reader, ProxyRoute route)
{
    Tunnel tunnel;
    const QByteArray methods =
        route.hasCredential() ? QByteArray("\x05\x02\x00\x02", 4) : QByteArray("\x05\x01\x00", 3);
    reader->stream->write(methods);
    QCoro::Task<Ended> choosing = receive(scope, reader, 2);
    const Ended chosen = co_await choosing;
    if (chosen != Ended::Success || reader->bytes.size() < 2) co_return endedEarly(chosen);
    const QByteArray choice = reader->take(2);
    if (choice.at(0) != 5) co_return endedEarly(Ended::Success);
    tunnel.outcome = choice.at(1) == 0 ? TunnelOutcome::Open : TunnelOutcome::AuthRequired;
    if (choice.at(1) != 2) co_return tunnel;
    reader->stream->write(passwordRequest(route));
    QCoro::Task<Ended> checking = receive(scope, reader, 2);
    const Ended checked = co_await checking;
    if (checked != Ended::Success || reader->bytes.size() < 2) co_return endedEarly(checked);
    tunnel.outcome = reader->take(2).at(1) == 0 ? TunnelOutcome::Open : TunnelOutcome::AuthRequired;
    co_return tunnel;
}

QCoro::Task<Tunnel> socksTunnel(Scope scope, Stream* stream, ProxyRoute route, QString host, quint16 port)
{
    const auto reader = std::make_shared<SocksReader>(SocksReader{stream, {}});
    QCoro::Task<Tunnel> authenticating = authenticate(scope, reader, route);
    Tunnel tunnel = co_await authenticating;
    if (tunnel.outcome != TunnelOutcome::Open) co_return tunnel;
    stream->write(socksRequest(host, port));
    QCoro::Task<Ended> replying = receive(scope, reader, 5);
    const Ended replied = co_await replying;
    if (replied != Ended::Success || reader->bytes.size() < 5) co_return endedEarly(replied);
    const QByteArray head = reader->take(5);
    const qsizetype rest = restOfReply(head);
    if (head.at(0) != 5 || rest < 0) co_return endedEarly(Ended::Success);
    QCoro::Task<Ended> finishing = receive(scope, reader, rest);
    const Ended finished = co_await finishing;
    if (finished != Ended::Success) co_return endedEarly(finished);
    tunnel.status = static_cast<quint8>(head.at(1));
    tunnel.outcome = socksOutcome(*tunnel.status);
    co_return tunnel;
}

} // namespace

QCoro::Task<Tunnel> openTunnel(Scope scope, Stream* stream, ProxyRoute route, QString host, quint16 port)
{
    QElapsedTimer clock;
    clock.start();
    const bool socks = route.address.scheme.startsWith("socks"_L1);
    QCoro::Task<Tunnel> opening = socks ? socksTunnel(scope, stream, route, host, port)
                                        : connectTunnel(scope, stream, route, host, port);
    Tunnel tunnel = co_await opening;
    tunnel.ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    co_return tunnel;
}

} // namespace pathlight
