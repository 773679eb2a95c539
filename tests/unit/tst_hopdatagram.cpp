// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"

#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>

using namespace pathlight;
using namespace pathlight::platform;
using namespace Qt::Literals::StringLiterals;

/// Real datagrams on loopback, and what comes back for them.
class TestHopDatagram final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void hearsThatNobodyListens_data();
    void hearsThatNobodyListens();
    void hearsAnAnswer();
    void hearsNothingFromASilentPort();
    void hearsNoStranger();
    void saysThatNothingWasSent();
    void echoesWhereItMay();
    void isNotGivenWhereThePlatformCannot();
};

namespace {

using State = HopDatagramSeen::State;

const QHostAddress loopback(QHostAddress::LocalHost);

std::unique_ptr<HopDatagram> udpTo(const QHostAddress& address, quint16 port)
{
    return HopDatagram::create(HopDatagramKind::Udp, address, port, 1);
}

/// A port of loopback on which nothing listens.
quint16 closedPort(const QHostAddress& address)
{
    QUdpSocket socket;
    socket.bind(address);
    return socket.localPort();
}

} // namespace

void TestHopDatagram::init()
{
    const bool aboutTheLack = QLatin1StringView(QTest::currentTestFunction()).startsWith("isNotGiven"_L1);
    if (!abilities().hopDatagram && !aboutTheLack) QSKIP("this platform cannot");
}

void TestHopDatagram::hearsThatNobodyListens_data()
{
    QTest::addColumn<QHostAddress>("address");
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("code");
    QTest::newRow("IPv4") << loopback << 3 << 3;
    QTest::newRow("IPv6") << QHostAddress(QHostAddress::LocalHostIPv6) << 1 << 4;
}

void TestHopDatagram::hearsThatNobodyListens()
{
    QFETCH(QHostAddress, address);
    QFETCH(int, type);
    QFETCH(int, code);
    QUdpSocket there;
    if (!there.bind(address)) QSKIP("this computer lacks the family");
    there.close();
    const auto datagram = udpTo(address, closedPort(address));
    QCOMPARE(datagram->seen().state, State::Waiting);
    QTRY_COMPARE(datagram->seen().state, State::Icmp);
    QCOMPARE(datagram->seen().icmp->type, type);
    QCOMPARE(datagram->seen().icmp->code, code);
    QCOMPARE(datagram->seen().icmp->from, address.toString());
    QVERIFY(!datagram->seen().prohibited);
    QVERIFY(datagram->seen().ms < 1000);
}

void TestHopDatagram::hearsAnAnswer()
{
    QUdpSocket server;
    QVERIFY(server.bind(loopback));
    connect(&server, &QUdpSocket::readyRead, &server, [&server] {
        QHostAddress from;
        quint16 port = 0;
        char byte = 0;
        server.readDatagram(&byte, 1, &from, &port);
        server.writeDatagram(QByteArray(2000, 'x'), from, port);
    });
    const auto datagram = udpTo(loopback, server.localPort());
    QTRY_COMPARE(datagram->seen().state, State::Answered);
}

void TestHopDatagram::hearsNothingFromASilentPort()
{
    QUdpSocket server;
    QVERIFY(server.bind(loopback));
    const auto datagram = udpTo(loopback, server.localPort());
    QSignalSpy changed(datagram.get(), &HopDatagram::changed);
    QTRY_VERIFY(server.hasPendingDatagrams());
    QVERIFY(!changed.wait(50));
    QCOMPARE(datagram->seen().state, State::Waiting);
}

/// What was not sent by the asked one does not answer it, though it comes to the same port.
void TestHopDatagram::hearsNoStranger()
{
    QUdpSocket server;
    QUdpSocket stranger;
    QVERIFY(server.bind(loopback) && stranger.bind(loopback));
    const auto datagram = udpTo(loopback, server.localPort());
    QTRY_VERIFY(server.hasPendingDatagrams());
    QHostAddress from;
    quint16 port = 0;
    char byte = 0;
    server.readDatagram(&byte, 1, &from, &port);
    QSignalSpy changed(datagram.get(), &HopDatagram::changed);
    QCOMPARE(stranger.writeDatagram("lie", 3, from, port), 3);
    QVERIFY(!changed.wait(50));
    QCOMPARE(datagram->seen().state, State::Waiting);
    server.writeDatagram("true", 4, from, port);
    QTRY_COMPARE(datagram->seen().state, State::Answered);
}

void TestHopDatagram::saysThatNothingWasSent()
{
    // A broadcast is forbidden to whoever did not ask for it.
    const auto datagram = udpTo(QHostAddress(QHostAddress::Broadcast), 443);
    QTRY_COMPARE(datagram->seen().state, State::NotSent);
}

void TestHopDatagram::echoesWhereItMay()
{
    const auto datagram = HopDatagram::create(HopDatagramKind::Echo, loopback, 443, std::nullopt);
    QCOMPARE(datagram != nullptr, abilities().hopEcho);
    if (!datagram) return;
    QTRY_COMPARE(datagram->seen().state, State::Answered);
}

void TestHopDatagram::isNotGivenWhereThePlatformCannot()
{
    if (abilities().hopDatagram) QSKIP("this platform can");
    QVERIFY(!udpTo(loopback, 9));
    QVERIFY(!HopDatagram::create(HopDatagramKind::Echo, loopback, 0, 1));
}

QTEST_GUILESS_MAIN(TestHopDatagram)
#include "tst_hopdatagram.moc"
