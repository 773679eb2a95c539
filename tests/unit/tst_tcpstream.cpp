// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/wait.h"
#include "core/net/connect.h"
#include "core/net/platform/platform.h"
#include "core/net/platform/traffic.h"

#include <QCoroTask>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// A connected stream against a QTcpSocket as its peer: bytes both ways, and how it ends.
class TestTcpStream final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void carriesBytesBothWays();
    void carriesMoreThanTheKernelTakesAtOnce();
    void readsNoFurtherAheadThanItMay();
    void seesAClose();
    void keepsWhatCameBeforeAClose();
    void seesAReset();
    void seesAResetWhileWriting();
    void refusesToQueueWithoutBound();
    void countsWhatWasSent();

private:
    void closeByReset();

    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<QTcpSocket> m_peer;
    std::unique_ptr<Stream> m_stream;
};

void TestTcpStream::init()
{
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    Connected connected = QCoro::waitFor(
        connectTo(Scope::lasting(5s), QHostAddress(QHostAddress::LocalHost), m_server->serverPort()));
    QVERIFY(connected.stream);
    m_stream = std::move(connected.stream);
    QTRY_VERIFY(m_server->hasPendingConnections());
    m_peer.reset(m_server->nextPendingConnection());
    m_peer->setParent(nullptr);
}

void TestTcpStream::cleanup()
{
    m_stream.reset();
    m_peer.reset();
    m_server.reset();
}

/// With unread bytes in its socket, a close is a reset (RFC 2525 section 2.17).
void TestTcpStream::closeByReset()
{
    m_peer->setReadBufferSize(1);
    m_stream->write("unread, and more than the one byte that it may hold");
    QTRY_VERIFY(m_peer->bytesAvailable() == 1);
    m_peer.reset();
}

void TestTcpStream::carriesBytesBothWays()
{
    m_stream->write("there");
    QTRY_COMPARE(m_peer->bytesAvailable(), 5);
    QCOMPARE(m_peer->readAll(), QByteArray("there"));
    m_peer->write("back");
    QByteArray got;
    QTRY_COMPARE((got += m_stream->read(), got), QByteArray("back"));
    QVERIFY(m_stream->flushed());
    QCOMPARE(m_stream->end(), StreamEnd::Open);
    QVERIFY(m_stream->errorText().isEmpty());
}

void TestTcpStream::carriesMoreThanTheKernelTakesAtOnce()
{
    const QByteArray sent(12 * 1024 * 1024, 'x');
    m_stream->write(sent);
    QVERIFY(!m_stream->flushed());
    qsizetype got = 0;
    QTRY_COMPARE_WITH_TIMEOUT((got += m_peer->readAll().size(), got), sent.size(), 20000);
    QVERIFY(m_stream->flushed());
}

void TestTcpStream::readsNoFurtherAheadThanItMay()
{
    const QByteArray sent(8 * 1024 * 1024, 'y');
    m_peer->write(sent);
    qsizetype got = 0;
    qsizetype largest = 0;
    QTRY_COMPARE_WITH_TIMEOUT(
        [&] {
            const qsizetype size = m_stream->read().size();
            largest = std::max(largest, size);
            got += size;
            return got;
        }(),
        sent.size(), 20000);
    QVERIFY2(largest <= 512 * 1024, qPrintable(QString::number(largest)));
}

void TestTcpStream::seesAClose()
{
    m_peer->close();
    QTRY_COMPARE(m_stream->end(), StreamEnd::ClosedByPeer);
    QVERIFY(m_stream->errorText().isEmpty());
    QVERIFY(m_stream->read().isEmpty());
}

void TestTcpStream::keepsWhatCameBeforeAClose()
{
    m_peer->write("last words");
    m_peer->disconnectFromHost();
    QTRY_COMPARE(m_stream->end(), StreamEnd::ClosedByPeer);
    QCOMPARE(m_stream->read(), QByteArray("last words"));
}

void TestTcpStream::seesAReset()
{
    closeByReset();
    if (!platform::abilities().resetEvidence) {
        QTRY_COMPARE(m_stream->end(), StreamEnd::ClosedByPeer);
        return;
    }
    QTRY_COMPARE(m_stream->end(), StreamEnd::Reset);
    QVERIFY(!m_stream->errorText().isEmpty());
}

void TestTcpStream::seesAResetWhileWriting()
{
    closeByReset();
    int changes = 0;
    connect(m_stream.get(), &Stream::changed, this, [&] { ++changes; });
    QTRY_VERIFY((m_stream->write("more"), m_stream->end() != StreamEnd::Open));
    QVERIFY(m_stream->end() == StreamEnd::Reset || m_stream->end() == StreamEnd::ClosedByPeer);
    QTRY_VERIFY(changes > 0);
    m_stream->write("nothing comes of it");
    QVERIFY(m_stream->flushed());
}

void TestTcpStream::refusesToQueueWithoutBound()
{
    const QByteArray piece(8 * 1024 * 1024, 'z');
    for (int each = 0; each < 4 && m_stream->end() == StreamEnd::Open; ++each)
        m_stream->write(piece);
    QCOMPARE(m_stream->end(), StreamEnd::Failed);
}

/// The SYN, the ACK of the SYN-ACK and the segment with the bytes at least; each is told once.
void TestTcpStream::countsWhatWasSent()
{
    if (!platform::abilities().synEvidence) QSKIP("Qt does not tell what the kernel sent");
    (void)platform::takeTraffic();
    m_stream->write(QByteArray(1000, 'x'));
    QTRY_COMPARE(m_peer->bytesAvailable(), 1000);
    QVERIFY(platform::takeTraffic()->isEmpty()); // not yet closed
    const QList<QHostAddress> peer{QHostAddress(QHostAddress::LocalHost)};
    QCOMPARE(platform::connectionsTo(peer), 1);
    m_stream.reset();
    QCOMPARE(platform::connectionsTo(peer), 1);
    const auto traffic = platform::takeTraffic();
    QVERIFY(traffic);
    const SentEvidence sent = traffic->value(QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(sent.connections, 1);
    QCOMPARE(sent.bytes, 1000);
    QVERIFY(sent.packets >= 3 && sent.packets < 10);
    QCOMPARE(platform::connectionsTo(peer), 0);
    QVERIFY(platform::takeTraffic()->isEmpty());
}

QTEST_GUILESS_MAIN(TestTcpStream)
#include "tst_tcpstream.moc"
