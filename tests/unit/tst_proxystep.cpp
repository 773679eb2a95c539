// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/evidencerows.h"
#include "core/steps/proxy.h"

#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include "stepbench.h"

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray
    demand("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n"
           "Proxy-Authenticate: Digest realm=\"r\", qop=\"auth\", algorithm=SHA-256, nonce=\"n\"\r\n"
           "Connection: close\r\n\r\n");

/// A proxy on loopback that takes one request on each connection: it demands Digest, closes, and opens the
/// tunnel to whoever comes back with one.
class ClosingProxy final : public QTcpServer
{
public:
    ClosingProxy()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* const socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
        });
    }

    [[nodiscard]] QString address(const QString& credential, const QString& scheme = u"http"_s) const
    {
        return scheme + u"://"_s + credential + u"127.0.0.1:"_s + QString::number(serverPort());
    }

    QList<QByteArray> requests;

private:
    void answer(QTcpSocket* socket)
    {
        requests.append(socket->readAll());
        const bool signedIn = requests.last().contains("Proxy-Authorization: Digest ");
        socket->write(signedIn ? QByteArray("HTTP/1.1 200 OK\r\n\r\n") : demand);
        if (!signedIn) socket->disconnectFromHost();
    }
};

struct Walked
{
    ProxyEvidence seen;
    QStringList tokens;
    QByteArray written; ///< all that the step says of itself
};

Walked walk(const QString& proxy)
{
    StepBench bench;
    bench.aimAt(u"https://api.example"_s, {u"192.0.2.1"_s});
    bench.context.options.proxy = proxy;
    const auto result = bench.run(u"proxy"_s, proxyStep);
    if (!result) return {};
    QByteArray written =
        QJsonDocument(result->evidence).toJson() + QJsonDocument(bench.host->published).toJson();
    for (const RecordingHost::Sample& each : bench.host->samples)
        written += QJsonDocument(each.data).toJson();
    return {fromObject<ProxyEvidence>(result->evidence), bench.host->tokens, written};
}

} // namespace

class TestProxyStep final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackWithTheDigest()
    {
        const ClosingProxy proxy;
        const Walked walked = walk(proxy.address(u"me:hush%40word@"_s));
        QCOMPARE(walked.seen.outcome, TunnelOutcome::Open);
        QCOMPARE(walked.seen.authTried, std::optional(u"Digest SHA-256"_s));
        QCOMPARE(walked.seen.authSchemes, QStringList{u"Digest"_s});
        QCOMPARE(walked.tokens, (QStringList{u"proxy_address"_s, u"route_known"_s, u"tunnel"_s}));
        QCOMPARE(proxy.requests.size(), 2);
        QVERIFY(!walked.written.contains("hush"));
        QVERIFY(!walked.written.contains(QByteArray("me:hush@word").toBase64()));
        QVERIFY(walked.written.contains("hasUser"));
    }

    void demandsWithoutACredential()
    {
        const ClosingProxy proxy;
        const Walked walked = walk(proxy.address({}));
        QCOMPARE(walked.seen.outcome, TunnelOutcome::AuthRequired);
        QCOMPARE(walked.seen.connectStatus, std::optional(407));
        QVERIFY(!walked.seen.authTried);
        QCOMPARE(proxy.requests.size(), 1);
        QCOMPARE(walked.tokens, (QStringList{u"proxy_address"_s, u"route_known"_s}));
    }

    /// Somebody who names a proxy wants no other connection made.
    void namedProxyIsTheOnlyWay()
    {
        const ClosingProxy proxy;
        QVERIFY(!walk(proxy.address({})).seen.direct);
    }

    void bothWaysStandSideBySide()
    {
        Evidence evidence;
        ProxyEvidence proxy;
        proxy.proxy = ProxyAddress{u"http"_s, u"proxy.example"_s, 3128, true};
        proxy.outcome = TunnelOutcome::Denied;
        proxy.connectMs = 4;
        evidence.proxy = proxy;
        QVERIFY(tablesFor(u"proxy"_s, evidence, Texts(u"en"_s)).isEmpty());
        DirectWayEvidence direct;
        direct.outcome = u"answered"_s;
        direct.connectMs = 20;
        direct.tlsMs = 30;
        direct.firstByteMs = 40;
        direct.verified = true;
        direct.status = 401;
        direct.fromTheApi = true;
        direct.serverHeader = u"edge"_s;
        evidence.proxy->direct = direct;
        const QList<EvidenceTable> tables = tablesFor(u"proxy"_s, evidence, Texts(u"en"_s));
        QCOMPARE(tables.size(), 1);
        QCOMPARE(tables[0].rows[0],
                 (QStringList{u"http://proxy.example:3128"_s, u"denied"_s, u"4.0 ms"_s, u"unknown"_s,
                              u"unknown"_s, u"unknown"_s, u"unknown"_s, u"unknown"_s}));
        QCOMPARE(tables[0].rows[1], (QStringList{u"direct"_s, u"answered"_s, u"20 ms"_s, u"30 ms"_s, u"yes"_s,
                                                 u"401"_s, u"API (edge)"_s, u"40 ms"_s}));
    }

    void tellsWhoLooksNamesUp()
    {
        const ClosingProxy proxy;
        QCOMPARE(walk(proxy.address({}, u"socks5h"_s)).seen.resolvedBy, std::optional(u"proxy"_s));
        QCOMPARE(walk(proxy.address({}, u"http"_s)).seen.resolvedBy, std::optional(u"proxy"_s));
    }
};

QTEST_GUILESS_MAIN(TestProxyStep)
#include "tst_proxystep.moc"
