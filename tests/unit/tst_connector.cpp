// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/wait.h"
#include "core/net/connect.h"
#include "core/net/platform/platform.h"

#include <QCoroTask>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// Real connections on loopback: how an attempt is seen to begin and to end.
class TestConnector final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connects_data();
    void connects();
    void isRefused();
    void saysThatThereIsNoRoute();
    void beginsAtTheNextTurnOnly();
    void refusesWhatThePlatformCannotLimit();
    void clampsTheSegment();
    void givesTheStreamOnce();
    void endsWithTheScope();
    void endsWithCancel();
    void knowsTheScheduleOfThisKernel();
};

namespace {

/// A port of loopback on which nothing listens.
quint16 closedPort(const QHostAddress& address)
{
    QTcpServer server;
    server.listen(address);
    return server.serverPort();
}

/// A server whose queue of waiting connections is full does not answer another SYN on Linux.
struct FullServer
{
    FullServer()
    {
        server.setListenBacklogSize(1);
        server.listen(QHostAddress::LocalHost);
        server.pauseAccepting();
        for (int each = 0; each < 8; ++each) {
            waiting.push_back(std::make_unique<QTcpSocket>());
            waiting.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), server.serverPort());
        }
    }
    QTcpServer server;
    std::vector<std::unique_ptr<QTcpSocket>> waiting;
};

std::unique_ptr<platform::Connector> finished(const platform::ConnectRequest& request)
{
    auto connector = platform::Connector::create(request);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(connector->isOver(), 5000); }();
    return connector;
}

QStringList tickNames(const ConnectAttempt& seen)
{
    QStringList names;
    for (const HandshakeTick& each : seen.ticks)
        names.append(each.what);
    return names;
}

} // namespace

void TestConnector::connects_data()
{
    QTest::addColumn<QHostAddress>("address");
    QTest::addColumn<QString>("family");
    QTest::newRow("IPv4") << QHostAddress(QHostAddress::LocalHost) << u"ipv4"_s;
    QTest::newRow("IPv6") << QHostAddress(QHostAddress::LocalHostIPv6) << u"ipv6"_s;
}

void TestConnector::connects()
{
    QFETCH(QHostAddress, address);
    QFETCH(QString, family);
    QTcpServer server;
    if (!server.listen(address)) QSKIP("this computer has no such loopback address");
    const auto connector = finished({address, server.serverPort(), {}, {}});
    const ConnectAttempt seen = connector->seen();
    QCOMPARE(seen.outcome, ConnectOutcome::Connected);
    QCOMPARE(seen.family, family);
    QCOMPARE(seen.port, int(server.serverPort()));
    QCOMPARE(tickNames(seen), (QStringList{u"syn"_s, u"established"_s}));
    QVERIFY(seen.connectMs && *seen.connectMs >= 0 && *seen.connectMs < 1000);
    QVERIFY(!seen.icmp);
    QVERIFY(!seen.error);
    if (platform::abilities().synEvidence) {
        QCOMPARE(seen.synRetransmits, std::optional(0));
        QVERIFY(seen.rttMs);
    } else {
        QVERIFY(!seen.synRetransmits);
        QVERIFY(!seen.rttMs);
    }
}

void TestConnector::isRefused()
{
    const QHostAddress loopback(QHostAddress::LocalHost);
    const auto connector = finished({loopback, closedPort(loopback), {}, {}});
    const ConnectAttempt seen = connector->seen();
    QCOMPARE(seen.outcome, ConnectOutcome::Refused);
    QCOMPARE(seen.error, std::optional(u"ECONNREFUSED"_s));
    QVERIFY(seen.connectMs);
    QVERIFY(!seen.icmp);
    QVERIFY(!seen.local);
    QCOMPARE(tickNames(seen), (QStringList{u"syn"_s, u"rst"_s}));
    QVERIFY(!connector->take());
}

void TestConnector::saysThatThereIsNoRoute()
{
    // A multicast address takes no TCP connection on any system, and nothing leaves this computer.
    if (!platform::abilities().synEvidence) QSKIP("Qt does not tell where an error comes from");
    const auto connector = finished({QHostAddress(u"239.255.0.1"_s), 443, {}, {}});
    const ConnectAttempt seen = connector->seen();
    QCOMPARE(seen.outcome, ConnectOutcome::Unreachable);
    QVERIFY(seen.local);
    QVERIFY(seen.ticks.isEmpty());
    QCOMPARE(seen.error, std::optional(u"ENETUNREACH"_s));
}

void TestConnector::beginsAtTheNextTurnOnly()
{
    const QHostAddress loopback(QHostAddress::LocalHost);
    const auto connector = platform::Connector::create({loopback, closedPort(loopback), {}, {}});
    QVERIFY(!connector->isOver());
    QVERIFY(connector->seen().ticks.isEmpty());
    QSignalSpy changes(connector.get(), &platform::Connector::changed);
    QVERIFY(changes.wait(2000));
}

void TestConnector::refusesWhatThePlatformCannotLimit()
{
    if (platform::abilities().segmentClamp) QSKIP("this platform can");
    const QHostAddress loopback(QHostAddress::LocalHost);
    QTcpServer server;
    QVERIFY(server.listen(loopback));
    const auto connector = finished({loopback, server.serverPort(), 536, {}});
    QCOMPARE(connector->seen().outcome, ConnectOutcome::Failed);
    QVERIFY(!connector->take());
}

void TestConnector::clampsTheSegment()
{
    if (!platform::abilities().segmentClamp) QSKIP("this platform cannot");
    const QHostAddress loopback(QHostAddress::LocalHost);
    QTcpServer server;
    QVERIFY(server.listen(loopback));
    const auto connector = finished({loopback, server.serverPort(), 536, {}});
    const auto stream = connector->take();
    QVERIFY(stream);
    const platform::Counters counters = platform::counters(stream->descriptor());
    QVERIFY(counters.sendMss && counters.headerBytes);
    QVERIFY2(*counters.sendMss <= 536 && *counters.sendMss >= 500,
             qPrintable(QString::number(*counters.sendMss)));
    QCOMPARE(*counters.sendMss + *counters.headerBytes, 536 + 40);
}

void TestConnector::givesTheStreamOnce()
{
    const QHostAddress loopback(QHostAddress::LocalHost);
    QTcpServer server;
    QVERIFY(server.listen(loopback));
    const auto connector = finished({loopback, server.serverPort(), {}, {}});
    QVERIFY(connector->take());
    QVERIFY(!connector->take());
}

void TestConnector::endsWithTheScope()
{
    const FullServer full;
    const Scope scope = Scope::lasting(1300ms);
    const Connected result =
        QCoro::waitFor(connectTo(scope, QHostAddress(QHostAddress::LocalHost), full.server.serverPort()));
    QVERIFY(scope.isOver());
    QVERIFY(!result.stream);
    QCOMPARE(result.seen.outcome, ConnectOutcome::TimedOut);
    if (!platform::abilities().synEvidence) return;
    const QList<double> schedule = platform::synSchedule(1300);
    QCOMPARE(result.seen.synRetransmits, std::optional(int(schedule.size())));
    QCOMPARE(result.seen.ticks.at(1).what, u"syn_again"_s);
    QVERIFY(qAbs(result.seen.ticks.at(1).atMs - schedule.at(0)) < 200);
}

void TestConnector::endsWithCancel()
{
    const FullServer full;
    const auto source = std::make_shared<CancelSource>();
    const Scope scope(source, QDeadlineTimer(10s));
    QTimer::singleShot(0, source.get(), &CancelSource::cancel);
    const Connected result =
        QCoro::waitFor(connectTo(scope, QHostAddress(QHostAddress::LocalHost), full.server.serverPort()));
    QVERIFY(!result.stream);
    QCOMPARE(result.seen.outcome, ConnectOutcome::Failed);
    QCOMPARE(result.seen.error, std::optional(u"ECANCELED"_s));
}

void TestConnector::knowsTheScheduleOfThisKernel()
{
    const QList<double> schedule = platform::synSchedule(8000);
    if (!platform::abilities().synEvidence) {
        QVERIFY(schedule.isEmpty());
        return;
    }
    QVERIFY(!schedule.isEmpty());
    QCOMPARE(schedule.first(), 1000.0);
    QVERIFY(std::is_sorted(schedule.begin(), schedule.end()));
    QVERIFY(schedule.last() <= 8000);
}

QTEST_GUILESS_MAIN(TestConnector)
#include "tst_connector.moc"
