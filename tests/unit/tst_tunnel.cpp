// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/connect.h"
#include "core/net/tunnel.h"

#include <QCoroTask>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A proxy on loopback that answers each message it gets with the next of its replies.
class ScriptedProxy : public QTcpServer
{
public:
    explicit ScriptedProxy(QList<QByteArray> replies) : m_replies(std::move(replies))
    {
        connect(this, &QTcpServer::newConnection, this, &ScriptedProxy::serve);
        listen(QHostAddress::LocalHost);
    }
    QList<QByteArray> heard;

private:
    void serve()
    {
        QTcpSocket* socket = nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            heard.append(socket->readAll());
            if (m_replies.isEmpty()) return;
            const QByteArray reply = m_replies.takeFirst();
            if (reply == "close")
                socket->close();
            else
                socket->write(reply);
        });
    }

    QList<QByteArray> m_replies;
};

QCoro::Task<Tunnel> askAt(quint16 proxyPort, ProxyRoute route, std::chrono::milliseconds time)
{
    const Scope scope = Scope::lasting(time);
    QCoro::Task<Connected> connecting = connectTo(scope, QHostAddress(QHostAddress::LocalHost), proxyPort);
    Connected connected = co_await connecting;
    QCoro::Task<Tunnel> opening = openTunnel(scope, connected.stream.get(), route, u"api.lab.example"_s, 443);
    const Tunnel tunnel = co_await opening;
    co_return tunnel;
}

ProxyRoute routeOf(const QString& scheme, const QByteArray& user = {})
{
    ProxyRoute route;
    route.address.scheme = scheme;
    route.user = user;
    route.password = user.isEmpty() ? QByteArray() : QByteArray("pass");
    return route;
}

} // namespace

class TestTunnel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connects_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<TunnelOutcome>("outcome");
        QTest::newRow("open") << QByteArray("HTTP/1.1 200 Connection established\r\n\r\n")
                              << TunnelOutcome::Open;
        QTest::newRow("open, HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\n\r\n") << TunnelOutcome::Open;
        QTest::newRow("407")
            << QByteArray("HTTP/1.1 407 Auth\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Basic "
                          "realm=\"x\"\r\nContent-Length: 2\r\n\r\nno")
            << TunnelOutcome::AuthRequired;
        QTest::newRow("403") << QByteArray("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                             << TunnelOutcome::Denied;
        QTest::newRow("502") << QByteArray("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                             << TunnelOutcome::BadGateway;
        QTest::newRow("503") << QByteArray("HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n")
                             << TunnelOutcome::BadGateway;
        QTest::newRow("garbage") << QByteArray("220 mail.example ESMTP\r\n") << TunnelOutcome::ProtocolError;
        QTest::newRow("closed") << QByteArray("close") << TunnelOutcome::ProtocolError;
    }

    void connects()
    {
        QFETCH(QByteArray, reply);
        QFETCH(TunnelOutcome, outcome);
        ScriptedProxy proxy({reply});
        const Tunnel tunnel = QCoro::waitFor(askAt(proxy.serverPort(), routeOf(u"http"_s), 5s));
        QCOMPARE(nameOf(tunnel.outcome), nameOf(outcome));
        QVERIFY(proxy.heard.value(0).startsWith("CONNECT api.lab.example:443 HTTP/1.1\r\n"));
        QVERIFY(!proxy.heard.value(0).contains("Proxy-Authorization"));
        if (outcome == TunnelOutcome::AuthRequired)
            QCOMPARE(tunnel.authSchemes, QStringList({u"NTLM"_s, u"Basic"_s}));
    }

    void sendsTheCredentialToTheProxy()
    {
        ScriptedProxy proxy({"HTTP/1.1 200 OK\r\n\r\n"});
        QCoro::waitFor(askAt(proxy.serverPort(), routeOf(u"http"_s, "me"), 5s));
        QVERIFY(proxy.heard.value(0).contains(
            QByteArray("Proxy-Authorization: Basic " + QByteArray("me:pass").toBase64())));
    }

    void silenceTimesOut()
    {
        ScriptedProxy proxy({});
        const Tunnel tunnel = QCoro::waitFor(askAt(proxy.serverPort(), routeOf(u"http"_s), 200ms));
        QCOMPARE(nameOf(tunnel.outcome), u"timed_out"_s);
    }

    void speaksSocks_data()
    {
        QTest::addColumn<QList<QByteArray>>("replies");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QString>("outcome");
        const QByteArray bound("\x00\x01\x00\x00\x00\x00\x00\x00", 8);
        const auto reply = [&](char code) -> QByteArray { return QByteArray("\x05", 1) + code + bound; };
        const QByteArray none("\x05\x00", 2);
        const QByteArray password("\x05\x02", 2);
        QTest::newRow("open") << QList<QByteArray>{none, reply(0)} << QByteArray() << u"open"_s;
        QTest::newRow("denied by rule") << QList<QByteArray>{none, reply(2)} << QByteArray() << u"denied"_s;
        QTest::newRow("host unreachable")
            << QList<QByteArray>{none, reply(4)} << QByteArray() << u"bad_gateway"_s;
        QTest::newRow("unknown reply")
            << QList<QByteArray>{none, reply(9)} << QByteArray() << u"protocol_error"_s;
        QTest::newRow("no method suits")
            << QList<QByteArray>{QByteArray("\x05\xff", 2)} << QByteArray() << u"auth_required"_s;
        QTest::newRow("password accepted") << QList<QByteArray>{password, QByteArray("\x01\x00", 2), reply(0)}
                                           << QByteArray("me") << u"open"_s;
        QTest::newRow("password refused") << QList<QByteArray>{password, QByteArray("\x01\x01", 2)}
                                          << QByteArray("me") << u"auth_required"_s;
        QTest::newRow("no SOCKS") << QList<QByteArray>{QByteArray("HTTP/1.1 400 Bad\r\n\r\n")} << QByteArray()
                                  << u"protocol_error"_s;
        QTest::newRow("cut reply") << QList<QByteArray>{none, QByteArray("close")} << QByteArray()
                                   << u"protocol_error"_s;
    }

    void speaksSocks()
    {
        QFETCH(QList<QByteArray>, replies);
        QFETCH(QByteArray, user);
        QFETCH(QString, outcome);
        ScriptedProxy proxy(replies);
        const Tunnel tunnel = QCoro::waitFor(askAt(proxy.serverPort(), routeOf(u"socks5h"_s, user), 5s));
        QCOMPARE(nameOf(tunnel.outcome), outcome);
    }
};

QTEST_GUILESS_MAIN(TestTunnel)
#include "tst_tunnel.moc"
