// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/socks.h"

#include "core/async/wait.h"
#include "core/net/printable.h"

#include <QHostAddress>
#include <QUrl>
#include <QtEndian>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr char version = 5;
constexpr char noAuthentication = 0;
constexpr char userAndPassword = 2;
constexpr quint8 noAcceptableMethod = 0xff;

/// What was received of the conversation so far.
struct Talk
{
    Stream* stream;
    QByteArray received = {};
    bool ended = false;
    bool credentialSent = false;
};

/// Waits until `size` bytes are there. Success also when the stream ended before: look at the size.
QCoro::Task<Ended> receive(Scope scope, Talk* talk, qsizetype size)
{
    co_return co_await until(scope, talk->stream, &Stream::changed, [talk, size] {
        talk->ended = talk->stream->end() != StreamEnd::Open;
        talk->received += talk->stream->read();
        return talk->ended || talk->received.size() >= size;
    });
}

QByteArray take(Talk* talk, qsizetype size)
{
    const QByteArray bytes = talk->received.left(size);
    talk->received.remove(0, size);
    return bytes;
}

Tunnel failure(TunnelOutcome outcome, const QString& reason)
{
    Tunnel tunnel;
    tunnel.outcome = outcome;
    tunnel.reason = reason;
    return tunnel;
}

/// Silence, a closed connection, or Stop.
Tunnel noAnswer(Ended ended)
{
    if (ended == Ended::TimedOut) return failure(TunnelOutcome::TimedOut, {});
    if (ended == Ended::Cancelled) return failure(TunnelOutcome::Failed, {});
    return failure(TunnelOutcome::ProtocolError, u"closed without an answer"_s);
}

QByteArray greeting(const ProxyRoute& route)
{
    if (!route.hasCredential()) return QByteArray(1, version) + '\1' + noAuthentication;
    return QByteArray(1, version) + '\2' + noAuthentication + userAndPassword;
}

QByteArray lengthAnd(const QByteArray& text)
{
    const QByteArray bytes = text.left(255);
    return static_cast<char>(bytes.size()) + bytes;
}

/// The request to connect, with the name as it is or the address in its bytes (RFC 1928 section 4).
QByteArray connectRequest(const QString& host, quint16 port)
{
    QByteArray bytes("\x05\x01\x00", 3);
    const QHostAddress address(host);
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 number = qToBigEndian(address.toIPv4Address());
        bytes += '\1' + QByteArray(reinterpret_cast<const char*>(&number), sizeof number);
    } else if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR number = address.toIPv6Address();
        bytes += '\4' + QByteArray(reinterpret_cast<const char*>(number.c), sizeof number.c);
    } else {
        bytes += '\3' + lengthAnd(QUrl::toAce(host));
    }
    return bytes + static_cast<char>(port >> 8) + static_cast<char>(port & 0xff);
}

/// RFC 1928 section 6.
TunnelOutcome outcomeForReply(int reply)
{
    switch (reply) {
    case 0:
        return TunnelOutcome::Open;
    case 2: // not allowed by ruleset
        return TunnelOutcome::Denied;
    case 1: // general failure: what many servers say of any connection that failed
    case 3: // network unreachable
    case 4: // host unreachable
    case 5: // connection refused
    case 6: // TTL expired
        return TunnelOutcome::BadGateway;
    default:
        return TunnelOutcome::ProtocolError;
    }
}

/// Logs in (RFC 1929); null: done.
QCoro::Task<std::optional<Tunnel>> logIn(Scope scope, Talk* talk, ProxyRoute route)
{
    talk->stream->write('\1' + lengthAnd(route.user) + lengthAnd(route.password));
    talk->credentialSent = true;
    const Ended ended = co_await receive(scope, talk, 2);
    if (talk->received.size() < 2) {
        // Closing is the way to refuse a login that many servers take.
        if (talk->ended) co_return failure(TunnelOutcome::AuthRequired, u"login refused"_s);
        co_return noAnswer(ended);
    }
    const QByteArray answer = take(talk, 2);
    if (answer[1] != 0) co_return failure(TunnelOutcome::AuthRequired, u"login refused"_s);
    co_return std::nullopt;
}

/// Agrees on a method (RFC 1928 section 3); null: done.
QCoro::Task<std::optional<Tunnel>> agree(Scope scope, Talk* talk, ProxyRoute route)
{
    talk->stream->write(greeting(route));
    const Ended ended = co_await receive(scope, talk, 2);
    if (!talk->received.isEmpty() && talk->received[0] != version)
        co_return failure(TunnelOutcome::ProtocolError, printable(talk->received, 80));
    if (talk->received.size() < 2) co_return noAnswer(ended);
    const auto method = static_cast<quint8>(take(talk, 2)[1]);
    if (method == noAcceptableMethod) co_return failure(TunnelOutcome::AuthRequired, u"no method accepted"_s);
    if (method == userAndPassword && route.hasCredential()) co_return co_await logIn(scope, talk, route);
    if (method != noAuthentication)
        co_return failure(TunnelOutcome::ProtocolError, u"a method that was not offered"_s);
    co_return std::nullopt;
}

/// The length of the whole reply as far as its first five bytes tell; 0: no such kind of address.
qsizetype replyLength(const QByteArray& head)
{
    switch (head[3]) {
    case 1:
        return 4 + 4 + 2;
    case 3:
        return 4 + 1 + static_cast<quint8>(head[4]) + 2;
    case 4:
        return 4 + 16 + 2;
    default:
        return 0;
    }
}

QCoro::Task<Tunnel> request(Scope scope, Talk* talk, QString host, quint16 port)
{
    talk->stream->write(connectRequest(host, port));
    Ended ended = co_await receive(scope, talk, 5);
    if (talk->received.size() < 2) co_return noAnswer(ended);
    if (talk->received[0] != version)
        co_return failure(TunnelOutcome::ProtocolError, printable(talk->received, 80));
    Tunnel tunnel;
    const int reply = static_cast<quint8>(talk->received[1]);
    tunnel.status = reply;
    tunnel.outcome = outcomeForReply(reply);
    // A refusal may end here; only a tunnel needs its reply read to the end, for what follows is the
    // target's.
    if (tunnel.outcome != TunnelOutcome::Open) co_return tunnel;
    if (talk->received.size() < 5) co_return noAnswer(ended);
    const qsizetype length = replyLength(talk->received);
    if (length > 0) ended = co_await receive(scope, talk, length);
    if (talk->received.size() < length) co_return noAnswer(ended);
    if (length == 0 || talk->received.size() > length) tunnel.outcome = TunnelOutcome::ProtocolError;
    co_return tunnel;
}

} // namespace

QCoro::Task<Tunnel> openSocksTunnel(Scope scope, Stream* stream, ProxyRoute route, QString host, quint16 port)
{
    Talk talk{stream};
    const std::optional<Tunnel> failed = co_await agree(scope, &talk, route);
    Tunnel tunnel = failed.value_or(Tunnel{});
    if (!failed) tunnel = co_await request(scope, &talk, host, port);
    if (talk.credentialSent) tunnel.authTried = u"SOCKS5"_s;
    co_return tunnel;
}

} // namespace pathlight
