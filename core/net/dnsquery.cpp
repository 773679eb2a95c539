// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/dnsquery.h"

#include "core/async/wait.h"
#include "core/net/dnsmessage.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QUdpSocket>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// A well-formed answer may still follow a malformed one, which anybody on the way can send.
constexpr int patienceAfterNonsenseMs = 500;
constexpr int mostDatagrams = 1000;
constexpr qsizetype largestDatagram = 65'535;

double msSince(const QElapsedTimer& clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

quint16 randomId()
{
    return static_cast<quint16>(QRandomGenerator::system()->bounded(0x10000));
}

QString outcomeFor(QAbstractSocket::SocketError error)
{
    const bool refused =
        error == QAbstractSocket::ConnectionRefusedError || error == QAbstractSocket::RemoteHostClosedError;
    return refused ? u"refused"_s : u"unreachable"_s;
}

/// One question on its way over UDP, and what came back so far.
struct UdpAsking
{
    QUdpSocket socket;
    DnsQuestion question;
    QElapsedTimer clock;
    DnsReply reply;
    std::optional<DnsMessage> first;
    bool malformed = false;
    int refusals = 0; ///< ICMP answers; the first may belong to somebody else's packet
    QAbstractSocket::SocketError refusal = QAbstractSocket::UnknownSocketError;
    int datagrams = 0;

    void send()
    {
        ++reply.tries;
        if (socket.write(dnsQuestionBytes(question)) < 0) noteRefusal();
    }

    void noteRefusal()
    {
        ++refusals;
        refusal = socket.error();
    }

    /// Takes all that arrived; true when something did that ends this round of waiting.
    bool look()
    {
        const int refusalsBefore = refusals;
        const bool malformedBefore = malformed;
        const int answersBefore = reply.answers;
        while (datagrams < mostDatagrams && takeDatagram()) {
        }
        return refusals > refusalsBefore || malformed != malformedBefore || reply.answers > answersBefore;
    }

    /// False when there is none. Whether one is pending is not asked: asking would swallow an ICMP error.
    bool takeDatagram()
    {
        QByteArray bytes(largestDatagram, Qt::Uninitialized);
        const qint64 size = socket.readDatagram(bytes.data(), bytes.size());
        if (size < 0 && outcomeFor(socket.error()) == "refused"_L1)
            noteRefusal();
        else if (size < 0 && socket.error() == QAbstractSocket::NetworkError)
            noteRefusal();
        if (size < 0) return false;
        ++datagrams;
        take(readDnsMessage(bytes.first(size), question));
        return true;
    }

    /// Servers turn the order of their addresses from answer to answer; that makes none of them another.
    [[nodiscard]] bool differs(const DnsMessage& message) const
    {
        const auto among = [](const QList<QHostAddress>& some, const QList<QHostAddress>& others) {
            return std::all_of(some.begin(), some.end(),
                               [&](const QHostAddress& each) { return others.contains(each); });
        };
        return message.rcode != first->rcode || !among(message.addresses, first->addresses) ||
               !among(first->addresses, message.addresses);
    }

    void take(const DnsMessage& message)
    {
        if (message.match == DnsMatch::Malformed) malformed = true;
        if (message.match != DnsMatch::Answer) return;
        ++reply.answers;
        if (!first) {
            first = message;
            reply.ms = msSince(clock);
        } else if (!reply.answersDiffer && differs(message)) {
            reply.answersDiffer = true;
            reply.otherAddresses = message.addresses;
        }
    }
};

void fill(const DnsMessage& message, DnsReply& reply)
{
    reply.outcome = u"answered"_s;
    reply.rcode = message.rcode;
    reply.addresses = message.addresses;
    reply.addressesInAll = message.addressesInAll;
    reply.cname = message.cname;
    reply.names = message.names;
    reply.ttl = message.ttl;
}

/// Sends the question at its times and listens in between, until an answer, two refusals, or the end.
QCoro::Task<Ended> listen(Scope scope, UdpAsking* asking, QList<int> sendAtMs)
{
    Ended ended = Ended::TimedOut;
    for (qsizetype round = 0; round < sendAtMs.size() && asking->refusals < 2; ++round) {
        asking->send();
        const bool last = round + 1 == sendAtMs.size();
        const int until_ms = last ? 0 : sendAtMs[round + 1] - static_cast<int>(asking->clock.elapsed());
        const Scope wait = last ? scope : scope.within(std::chrono::milliseconds(std::max(until_ms, 0)));
        // Where ICMP has refused, the next try is made at once: it will be refused as fast.
        ended = co_await until(wait, &asking->socket, &QUdpSocket::readyRead,
                               [asking] { return asking->look(); });
        if (ended == Ended::Cancelled || asking->first || asking->malformed || scope.isOver()) break;
    }
    co_return ended;
}

QCoro::Task<void> linger(Scope scope, UdpAsking* asking, int lingerMs)
{
    const bool wasAnswered = asking->first.has_value();
    const Scope wait = scope.within(std::chrono::milliseconds(lingerMs));
    // After an answer only a differing one ends the waiting: a question that was sent again has two that
    // agree.
    co_await until(wait, &asking->socket, &QUdpSocket::readyRead, [asking, wasAnswered] {
        asking->look();
        return wasAnswered ? asking->reply.answersDiffer : asking->first.has_value();
    });
}

void conclude(const UdpAsking& asking, Ended ended, DnsReply* reply)
{
    *reply = asking.reply;
    if (asking.first) {
        fill(*asking.first, *reply);
        return;
    }
    reply->ms = msSince(asking.clock);
    if (ended == Ended::Cancelled)
        reply->outcome = u"cancelled"_s;
    else if (asking.malformed)
        reply->outcome = u"malformed"_s;
    else if (asking.refusals > 0)
        reply->outcome = outcomeFor(asking.refusal);
    else
        reply->outcome = u"timed_out"_s;
}

/// Asks, and says whether the answer was cut short.
QCoro::Task<bool> askByUdp(Scope scope, DnsRequest request, DnsReply* reply, bool edns)
{
    UdpAsking asking;
    asking.reply.tries = reply->tries;
    asking.question = {request.name, request.type, randomId(), edns};
    asking.clock.start();
    asking.socket.setProxy(QNetworkProxy::NoProxy);
    // Connected, so that the kernel takes datagrams from this resolver alone and tells us of ICMP refusals.
    asking.socket.connectToHost(request.resolver, request.port);
    Ended ended = Ended::TimedOut;
    if (asking.socket.state() == QAbstractSocket::ConnectedState)
        ended = co_await listen(scope, &asking, request.sendAtMs);
    else
        asking.noteRefusal();
    if (asking.malformed && !asking.first) co_await linger(scope, &asking, patienceAfterNonsenseMs);
    if (asking.first && request.lingerMs > 0) co_await linger(scope, &asking, request.lingerMs);
    conclude(asking, ended, reply);
    co_return asking.first&& asking.first->truncated;
}

/// One question over TCP: a length of two bytes, then the message (RFC 7766).
struct TcpAsking
{
    QTcpSocket socket;
    QByteArray buffer;

    [[nodiscard]] bool isOver() const
    {
        return socket.state() == QAbstractSocket::UnconnectedState || wholeSize() > 0;
    }
    void receive() { buffer += socket.read(65'537 - buffer.size()); }
    /// The size of the whole message once it is there, else 0.
    [[nodiscard]] qsizetype wholeSize() const
    {
        if (buffer.size() < 2) return 0;
        const qsizetype size = static_cast<quint8>(buffer[0]) << 8 | static_cast<quint8>(buffer[1]);
        return buffer.size() >= size + 2 ? size + 2 : 0;
    }
};

Wait changeOf(const Scope& scope, TcpAsking* asking, std::function<bool()> ready)
{
    return untilAny(scope, std::move(ready), [asking](Waker* waker) {
        QObject::connect(&asking->socket, &QTcpSocket::stateChanged, waker, [waker] { waker->check(); });
        QObject::connect(&asking->socket, &QTcpSocket::readyRead, waker, [waker] { waker->check(); });
    });
}

void fillFromTcp(const TcpAsking& asking, const DnsQuestion& question, Ended ended, DnsReply* reply)
{
    const qsizetype size = asking.wholeSize();
    if (ended == Ended::Cancelled) {
        reply->outcome = u"cancelled"_s;
    } else if (size > 0) {
        const DnsMessage message = readDnsMessage(asking.buffer.mid(2, size - 2), question);
        reply->outcome = u"malformed"_s;
        if (message.match != DnsMatch::Answer || message.rcode.isEmpty()) return;
        ++reply->answers;
        fill(message, *reply);
    } else {
        reply->outcome = ended == Ended::TimedOut ? u"timed_out"_s : outcomeFor(asking.socket.error());
    }
}

QCoro::Task<void> askByTcp(Scope scope, DnsRequest request, DnsReply* reply)
{
    TcpAsking asking;
    const DnsQuestion question{request.name, request.type, randomId(), true};
    QElapsedTimer clock;
    clock.start();
    ++reply->tries;
    reply->transport = DnsTransport::Tcp;
    TcpAsking* const at = &asking;
    asking.socket.setProxy(QNetworkProxy::NoProxy);
    asking.socket.connectToHost(request.resolver, request.port);
    Ended ended = co_await changeOf(
        scope, at, [at] { return at->socket.state() == QAbstractSocket::ConnectedState || at->isOver(); });
    if (ended == Ended::Success && asking.socket.state() == QAbstractSocket::ConnectedState) {
        const QByteArray bytes = dnsQuestionBytes(question);
        const auto size = static_cast<quint16>(bytes.size());
        asking.socket.write(QByteArray(1, static_cast<char>(size >> 8)) + static_cast<char>(size & 0xff) +
                            bytes);
        ended = co_await changeOf(scope, at, [at] {
            at->receive();
            return at->isOver();
        });
    }
    reply->ms = msSince(clock);
    fillFromTcp(asking, question, ended, reply);
}

} // namespace

QCoro::Task<DnsReply> askDns(Scope scope, DnsRequest request)
{
    DnsReply reply;
    if (dnsQuestionBytes({request.name, request.type, 0, true}).isEmpty()) {
        reply.outcome = u"malformed"_s;
        co_return reply;
    }
    if (request.transport == DnsTransport::Tcp) {
        co_await askByTcp(scope, request, &reply);
        co_return reply;
    }
    bool truncated = co_await askByUdp(scope, request, &reply, true);
    // A server from before EDNS refuses it as a format error (RFC 6891 section 7).
    if (reply.rcode == "FORMERR"_L1) truncated = co_await askByUdp(scope, request, &reply, false);
    if (truncated) {
        const double udpMs = reply.ms;
        co_await askByTcp(scope, request, &reply);
        reply.ms += udpMs;
    }
    co_return reply;
}

QString reverseName(const QHostAddress& address)
{
    QStringList labels;
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 bytes = address.toIPv4Address();
        for (int shift = 0; shift < 32; shift += 8)
            labels.append(QString::number(bytes >> shift & 0xff));
        return labels.join(u'.') + u".in-addr.arpa"_s;
    }
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    for (int index = 15; index >= 0; --index) {
        labels.append(QString::number(bytes[index] & 0xf, 16));
        labels.append(QString::number(bytes[index] >> 4, 16));
    }
    return labels.join(u'.') + u".ip6.arpa"_s;
}

} // namespace pathlight
