// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/authority.h"
#include "core/steps/stream.h"
#include "core/steps/streamhttp2.h"

#include <QCoroTask>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "http2frames.h"
#include "stepbench.h"

using namespace pathlight;
using namespace pathlight::frames;
using namespace Qt::Literals::StringLiterals;

namespace {

/// How the server of a test behaves.
struct Manners
{
    Parts says;
    QList<QByteArray> protocols{"h2", "http/1.1"}; ///< by ALPN, the first one chosen where it is offered
    bool isTrusted = true;                         ///< is its authority one that the walk knows?
    bool endsAfter = false;                        ///< ends the connection when all is said
};

/// A server on loopback with TLS of its own, by Qt: it hears a request and says what the test wants.
class Server final : public QTcpServer
{
public:
    explicit Server(Manners manners) : m_manners(std::move(manners))
    {
        const auto authority = PracticeAuthority::create(u"Test"_s);
        const auto stranger = PracticeAuthority::create(u"Stranger"_s);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const auto identity = authority->issue({{u"localhost"_s}, now.addDays(-40), now.addDays(50)});
        m_tls = QSslConfiguration::defaultConfiguration();
        m_tls.setLocalCertificateChain(QSslCertificate::fromData(identity->certificatePem, QSsl::Pem));
        m_tls.setPrivateKey(QSslKey(identity->keyPem, QSsl::Ec));
        m_tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_tls.setAllowedNextProtocols(m_manners.protocols);
        QFile file(caFile());
        const bool isWritten =
            file.open(QIODevice::WriteOnly) &&
            file.write((m_manners.isTrusted ? authority : stranger)->certificatePem()) > 0 && file.flush();
        if (!isWritten || !listen(QHostAddress::LocalHost)) qFatal("no server");
    }

    [[nodiscard]] QString caFile() const { return m_folder.filePath(u"ca.pem"_s); }
    [[nodiscard]] const QByteArray& heard() const { return m_heard; }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto* const socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        socket->setSslConfiguration(m_tls);
        connect(socket, &QSslSocket::readyRead, this, [this, socket] { hear(socket); });
        socket->startServerEncryption();
    }

private:
    void hear(QSslSocket* socket)
    {
        const bool isFirst = m_heard.isEmpty();
        m_heard += socket->readAll();
        if (!isFirst || m_heard.isEmpty()) return;
        int at = 0;
        for (const auto& [afterMs, bytes] : m_manners.says) {
            at += afterMs;
            QTimer::singleShot(at, Qt::PreciseTimer, socket, [socket, bytes = bytes] {
                socket->write(bytes);
                socket->flush();
            });
        }
        if (m_manners.endsAfter)
            QTimer::singleShot(at, Qt::PreciseTimer, socket, &QSslSocket::disconnectFromHost);
    }

    Manners m_manners;
    QTemporaryDir m_folder;
    QSslConfiguration m_tls;
    QByteArray m_heard;
};

struct Seen
{
    Http2StreamEvidence stream;
    int arrivals = 0;
    QByteArray heard; ///< by the server, of a request
};

Seen streamFrom(const Manners& manners)
{
    const Server server(manners);
    StepBench bench;
    Target target;
    target.id = u"bench"_s;
    target.url = u"https://localhost:%1"_s.arg(server.serverPort());
    target.auth.header = u"x-api-key"_s;
    bench.aimAt(target.url, {u"127.0.0.1"_s});
    bench.aimAtPractice(target, server.caFile());
    bench.context.key = ApiKey("key-of-a-test-that-opens-nothing");
    HttpRequest request;
    request.host = "localhost";
    request.method = "POST";
    request.path = "/v1/messages";
    request.body = "{}";
    Seen seen;
    seen.stream = QCoro::waitFor(
        streamOverHttp2(bench.context, request, [&](const StreamArrival&) { ++seen.arrivals; }));
    seen.heard = server.heard();
    return seen;
}

/// The head and six events, then this.
Parts partAnd(const QByteArray& end)
{
    Parts parts = wholeStream(10).mid(0, 7);
    parts.append({10, end});
    return parts;
}

} // namespace

/// A streamed answer over HTTP/2 through the whole of it: socket, TLS, ALPN, frames.
class TestStreamHttp2 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWholeStream()
    {
        const Seen seen = streamFrom({wholeStream(20)});
        QCOMPARE(nameOf(seen.stream.outcome), u"answered"_s);
        QCOMPARE(seen.stream.alpn, u"h2"_s);
        QVERIFY(!seen.stream.errorCode && !seen.stream.detail && seen.stream.run);
        const StreamRunEvidence& run = *seen.stream.run;
        QCOMPARE(nameOf(run.ending), u"complete"_s);
        QCOMPARE(run.status, 200);
        QCOMPARE(run.events, 15);
        QCOMPARE(run.tokens, 24);
        QCOMPARE(run.buffered, false);
        // Of 260 ms, so that a busy computer may be late.
        QVERIFY2(run.spreadMs.value() >= 60, qPrintable(QString::number(*run.spreadMs)));
        QVERIFY2(seen.arrivals >= 2, qPrintable(QString::number(seen.arrivals)));
        QVERIFY(seen.heard.startsWith("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        QVERIFY(seen.heard.contains(frame(data, endStream, 1, "{}")));
    }

    void aStreamHeldBack()
    {
        QByteArray whole;
        for (const auto& [pause, bytes] : wholeStream(0))
            whole += bytes;
        const Seen seen = streamFrom({{{150, whole}}});
        QCOMPARE(nameOf(seen.stream.outcome), u"answered"_s);
        QCOMPARE(seen.stream.run.value().buffered, true);
    }

    void cutStreams_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("errorCode");
        QTest::addColumn<QString>("ending");
        QTest::newRow("RST_STREAM") << frame(reset, 0, 1, number(2)) << false << u"stream_reset"_s
                                    << u"INTERNAL_ERROR"_s << u"reset"_s;
        QTest::newRow("RST_STREAM, then closed")
            << frame(reset, 0, 1, number(8)) << true << u"stream_reset"_s << u"CANCEL"_s << u"reset"_s;
        QTest::newRow("GOAWAY, then closed") << frame(goaway, 0, 0, number(1) + number(11)) << true
                                             << u"goaway"_s << u"ENHANCE_YOUR_CALM"_s << u"closed"_s;
        QTest::newRow("closed") << QByteArray() << true << u"closed"_s << QString() << u"closed"_s;
        QTest::newRow("noise") << QByteArray(256, '\xee') << false << u"protocol_error"_s << QString()
                               << u"over_limit"_s;
    }
    void cutStreams()
    {
        QFETCH(QByteArray, end);
        QFETCH(bool, closes);
        QFETCH(QString, outcome);
        QFETCH(QString, errorCode);
        QFETCH(QString, ending);
        Manners manners{partAnd(end)};
        manners.endsAfter = closes;
        const Seen seen = streamFrom(manners);
        QCOMPARE(nameOf(seen.stream.outcome), outcome);
        QCOMPARE(seen.stream.errorCode.value_or(QString()), errorCode);
        const StreamRunEvidence run = seen.stream.run.value();
        QCOMPARE(nameOf(run.ending), ending);
        QCOMPARE(run.status, 200);
        QCOMPARE(run.events, 6);
    }

    /// Where HTTP/2 is not agreed on, or nobody proved who answers, no request is made and no key is sent.
    void noRequestIsMade_data()
    {
        QTest::addColumn<QList<QByteArray>>("protocols");
        QTest::addColumn<bool>("isTrusted");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("not offered") << QList<QByteArray>{"http/1.1"} << true << u"not_offered"_s;
        QTest::newRow("no ALPN") << QList<QByteArray>() << true << u"not_offered"_s;
        QTest::newRow("a stranger") << QList<QByteArray>{"h2"} << false << u"tls_failed"_s;
    }
    void noRequestIsMade()
    {
        QFETCH(QList<QByteArray>, protocols);
        QFETCH(bool, isTrusted);
        QFETCH(QString, outcome);
        const Seen seen = streamFrom({wholeStream(1), protocols, isTrusted});
        QCOMPARE(nameOf(seen.stream.outcome), outcome);
        QVERIFY(!seen.stream.run);
        QVERIFY(seen.heard.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestStreamHttp2)
#include "tst_streamhttp2.moc"
