// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tunnel.h"

#include <QCoroTask>
#include <QTest>

#include "pipestream.h"

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What the proxy says to each thing it hears, in order; after the last line it may end.
struct Script
{
    QList<QByteArray> lines;
    StreamEnd then = StreamEnd::Open;
};

struct Conversation
{
    Tunnel tunnel;
    QByteArray heard;
};

Conversation talk(const Script& script, const ProxyRoute& route, const QString& host = u"api.example"_s,
                  std::chrono::milliseconds time = 3s)
{
    auto [client, proxy] = PipeStream::pair();
    auto lines = std::make_shared<QList<QByteArray>>(script.lines);
    auto heard = std::make_shared<QByteArray>();
    proxy->onChange([=](PipeStream* end) {
        const QByteArray bytes = end->read();
        if (bytes.isEmpty()) return;
        *heard += bytes;
        if (!lines->isEmpty()) end->write(lines->takeFirst());
        if (lines->isEmpty() && script.then != StreamEnd::Open) end->endAs(script.then);
    });
    Conversation result;
    result.tunnel = QCoro::waitFor(openTunnel(Scope::lasting(time), client.get(), route, host, 443));
    result.heard = *heard;
    return result;
}

ProxyRoute routeOf(const QString& scheme, const QByteArray& user = {}, const QByteArray& password = {})
{
    return {{scheme, u"proxy.example"_s, 3128, !user.isEmpty()}, user, password};
}

} // namespace

class TestTunnel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensByConnect()
    {
        const Conversation talked =
            talk({{"HTTP/1.1 200 Connection established\r\nServer: squid/6\r\n\r\n"}}, routeOf(u"http"_s));
        QCOMPARE(talked.tunnel.outcome, TunnelOutcome::Open);
        QCOMPARE(talked.tunnel.status, std::optional(200));
        QCOMPARE(talked.tunnel.serverHeader, std::optional(u"squid/6"_s));
        QVERIFY(talked.tunnel.ms > 0);
        QCOMPARE(talked.heard,
                 QByteArray("CONNECT api.example:443 HTTP/1.1\r\nHost: api.example:443\r\n"
                            "User-Agent: pathlight/" PATHLIGHT_VERSION "\r\nAccept: */*\r\n\r\n"));
    }

    void sendsTheCredential()
    {
        const Conversation talked =
            talk({{"HTTP/1.1 200 OK\r\n\r\n"}}, routeOf(u"https"_s, "user", "p@ss:word"));
        QCOMPARE(talked.tunnel.outcome, TunnelOutcome::Open);
        QVERIFY(talked.heard.contains("Proxy-Authorization: Basic dXNlcjpwQHNzOndvcmQ=\r\n"));
    }

    void bracketsAddresses()
    {
        const Conversation talked = talk({{"HTTP/1.1 200 OK\r\n\r\n"}}, routeOf(u"http"_s), u"2001:db8::1"_s);
        QVERIFY(talked.heard.startsWith("CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n"));
    }

    void namesTheAnswer_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<int>("then");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("status"); // 0: none
        const auto row = [](const char* name, QByteArray says, StreamEnd then, TunnelOutcome outcome,
                            int status) {
            QTest::newRow(name) << says << int(then) << int(outcome) << status;
        };
        const auto open = StreamEnd::Open;
        const auto closed = StreamEnd::ClosedByPeer;
        row("403", "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", open, TunnelOutcome::Denied, 403);
        row("405", "HTTP/1.1 405 Not Allowed\r\nContent-Length: 0\r\n\r\n", open, TunnelOutcome::Denied, 405);
        row("502", "HTTP/1.1 502 Bad Gateway\r\n\r\n", closed, TunnelOutcome::BadGateway, 502);
        row("503, page cut", "HTTP/1.1 503 No\r\nContent-Length: 99\r\n\r\npage", closed,
            TunnelOutcome::BadGateway, 503);
        row("redirect", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", open, TunnelOutcome::Denied, 302);
        row("garbage", "SSH-2.0-OpenSSH_9\r\n", open, TunnelOutcome::ProtocolError, 0);
        row("closed", "", closed, TunnelOutcome::ProtocolError, 0);
        row("reset", "", StreamEnd::Reset, TunnelOutcome::ProtocolError, 0);
        row("silence", "", open, TunnelOutcome::TimedOut, 0);
        row("half a head", "HTTP/1.1 200 O", open, TunnelOutcome::TimedOut, 0);
        row("page that never ends", "HTTP/1.1 403 Forbidden\r\n\r\npage", open, TunnelOutcome::Denied, 403);
    }

    void namesTheAnswer()
    {
        QFETCH(QByteArray, says);
        QFETCH(int, then);
        QFETCH(int, status);
        const Tunnel tunnel =
            talk({{says}, StreamEnd(then)}, routeOf(u"http"_s), u"api.example"_s, 150ms).tunnel;
        QTEST(int(tunnel.outcome), "outcome");
        QCOMPARE(tunnel.status.value_or(0), status);
    }

    void listsTheSchemes()
    {
        const Tunnel tunnel =
            talk({{"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n"
                   "Proxy-Authenticate: Negotiate\r\n"
                   "Proxy-Authenticate: Digest realm=\"a, b\", nonce=\"c\", Basic realm=\"d\"\r\n"
                   "Proxy-Authenticate: NTLM\r\n\r\n"}},
                 routeOf(u"http"_s))
                .tunnel;
        QCOMPARE(tunnel.outcome, TunnelOutcome::AuthRequired);
        for (const QString& scheme : {u"Negotiate"_s, u"Digest"_s, u"Basic"_s, u"NTLM"_s})
            QVERIFY2(tunnel.authSchemes.contains(scheme), qPrintable(scheme));
    }

    void opensBySocks()
    {
        const Conversation talked =
            talk({{QByteArray("\5\0", 2), QByteArray("\5\0\0\1\0\0\0\0\0\0", 10)}}, routeOf(u"socks5h"_s));
        QCOMPARE(talked.tunnel.outcome, TunnelOutcome::Open);
        QCOMPARE(talked.heard, QByteArray("\5\1\0", 3) + QByteArray("\5\1\0\3\x0b"
                                                                    "api.example\x01\xbb",
                                                                    18));
    }

    void logsIntoSocks()
    {
        const ProxyRoute route = routeOf(u"socks5"_s, "me", "secret");
        const Script good{{QByteArray("\5\2", 2), QByteArray("\1\0", 2),
                           QByteArray("\5\0\0\3\4"
                                      "name\0\1",
                                      11)}};
        const Conversation talked = talk(good, route, u"192.0.2.9"_s);
        QCOMPARE(talked.tunnel.outcome, TunnelOutcome::Open);
        QCOMPARE(talked.heard, QByteArray("\5\2\0\2", 4) + QByteArray("\1\2me\6secret", 11) +
                                   QByteArray("\5\1\0\1\xc0\0\2\x09\x01\xbb", 10));
        const Script bad{{QByteArray("\5\2", 2), QByteArray("\1\1", 2)}};
        QCOMPARE(talk(bad, route).tunnel.outcome, TunnelOutcome::AuthRequired);
    }

    void namesTheSocksReply_data()
    {
        QTest::addColumn<int>("reply");
        QTest::addColumn<int>("outcome");
        const QList<TunnelOutcome> outcomes{TunnelOutcome::Open,          TunnelOutcome::BadGateway,
                                            TunnelOutcome::Denied,        TunnelOutcome::BadGateway,
                                            TunnelOutcome::BadGateway,    TunnelOutcome::BadGateway,
                                            TunnelOutcome::BadGateway,    TunnelOutcome::ProtocolError,
                                            TunnelOutcome::ProtocolError, TunnelOutcome::ProtocolError};
        for (int reply = 0; reply < outcomes.size(); ++reply)
            QTest::addRow("%d", reply) << reply << int(outcomes[reply]);
    }

    void namesTheSocksReply()
    {
        QFETCH(int, reply);
        QByteArray answer("\5\0\0\1\0\0\0\0\0\0", 10);
        answer[1] = static_cast<char>(reply);
        const Tunnel tunnel = talk({{QByteArray("\5\0", 2), answer}}, routeOf(u"socks5"_s)).tunnel;
        QTEST(int(tunnel.outcome), "outcome");
        QCOMPARE(tunnel.status, std::optional(reply));
    }

    void oddSocksServers()
    {
        const ProxyRoute route = routeOf(u"socks5"_s);
        QCOMPARE(talk({{QByteArray("\5\xff", 2)}}, route).tunnel.outcome, TunnelOutcome::AuthRequired);
        QCOMPARE(talk({{"HTTP/1.1 400 Bad\r\n\r\n"}}, route).tunnel.outcome, TunnelOutcome::ProtocolError);
        QCOMPARE(talk({{QByteArray("\5\2", 2)}}, route).tunnel.outcome, TunnelOutcome::ProtocolError);
        QCOMPARE(talk({{QByteArray("\5", 1)}, StreamEnd::ClosedByPeer}, route).tunnel.outcome,
                 TunnelOutcome::ProtocolError);
        QCOMPARE(
            talk({{QByteArray("\5\0", 2), QByteArray("\5\0\0\x09\0\0\0\0\0\0", 10)}}, route).tunnel.outcome,
            TunnelOutcome::ProtocolError);
        QCOMPARE(talk({{}}, route, u"api.example"_s, 100ms).tunnel.outcome, TunnelOutcome::TimedOut);
        QCOMPARE(talk({{QByteArray("\5\0", 2)}}, route, u"api.example"_s, 100ms).tunnel.outcome,
                 TunnelOutcome::TimedOut);
    }
};

QTEST_GUILESS_MAIN(TestTunnel)
#include "tst_tunnel.moc"
