// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/routereading.h"

#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// Traces in, what they say out (PROCEDURES section 7).
class TestRouteReading final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void segments_data();
    void segments();
    void losses_data();
    void losses();
    void lossBegins_data();
    void lossBegins();
    void silenceBeforeATargetIsNoBreak();
    void breaks();
    void anotherMethodBoundsTheBreak();
    void findsTheTraceOfAConnection();
    void oldJournalsStillLoad();
};

namespace {

const QString target = u"203.0.113.10"_s;

HopEvidence hop(int ttl, const QString& address, int received = 3, int sent = 3)
{
    HopEvidence made;
    made.ttl = ttl;
    made.sent = sent;
    made.received = received;
    if (!address.isEmpty()) made.address = address;
    made.target = address == target;
    return made;
}

/// One address a hop; "-" is silent, "address=name" has a name.
TraceEvidence traceOver(const QStringList& hops, bool reached = true)
{
    TraceEvidence trace;
    trace.protocol = u"tcp"_s;
    trace.family = u"ipv4"_s;
    trace.address = target;
    trace.reached = reached;
    for (const QString& each : hops) {
        const int ttl = static_cast<int>(trace.hops.size()) + 1;
        const QString address = each.section(u'=', 0, 0);
        trace.hops.append(address == "-"_L1 ? hop(ttl, {}, 0) : hop(ttl, address));
        if (each.contains(u'=')) trace.hops.last().name = each.section(u'=', 1);
    }
    return trace;
}

QString flat(const TraceReading& reading)
{
    QStringList words;
    for (const HopReading& each : reading.hops)
        words.append(each.segment ? nameOf(*each.segment) : u"-"_s);
    return words.join(u' ');
}

} // namespace

void TestRouteReading::segments_data()
{
    QTest::addColumn<QStringList>("hops");
    QTest::addColumn<QString>("gateway");
    QTest::addColumn<QString>("expected");
    QTest::newRow("home, shared space, provider, far")
        << QStringList{u"192.168.1.1"_s, u"100.64.3.1"_s, u"198.51.100.1"_s, u"192.0.2.1"_s, target} << u""_s
        << u"private provider provider far far"_s;
    QTest::newRow("two private networks") << QStringList{u"192.168.1.1"_s, u"10.0.0.1"_s, u"198.51.100.1"_s}
                                          << u""_s << u"private private provider"_s;
    QTest::newRow("a public gateway")
        << QStringList{u"198.51.100.1"_s, u"192.0.2.1"_s} << u"198.51.100.1"_s << u"private provider"_s;
    QTest::newRow("a private address far out changes nothing")
        << QStringList{u"192.168.1.1"_s, u"198.51.100.1"_s, u"192.0.2.1"_s, u"10.9.9.9"_s, target} << u""_s
        << u"private provider far far far"_s;
    QTest::newRow("a private address inside the provider")
        << QStringList{u"192.168.1.1"_s, u"198.51.100.1"_s, u"10.9.9.9"_s, u"198.51.100.7"_s} << u""_s
        << u"private provider provider provider"_s;
    QTest::newRow("names tell owners apart where networks do not")
        << QStringList{u"192.168.1.1"_s, u"198.51.100.1=a.one.example"_s, u"198.51.100.2=b.two.example"_s}
        << u""_s << u"private provider far"_s;
    QTest::newRow("names tell that networks are one owner's")
        << QStringList{u"192.168.1.1"_s, u"198.51.100.1=a.one.example"_s, u"192.0.2.2=b.one.example"_s}
        << u""_s << u"private provider provider"_s;
    QTest::newRow("silence between two of a kind")
        << QStringList{u"192.168.1.1"_s, u"198.51.100.1"_s, u"-"_s, u"198.51.100.7"_s, u"-"_s, target}
        << u""_s << u"private provider provider provider - far"_s;
    QTest::newRow("nobody") << QStringList{u"-"_s, u"-"_s} << u""_s << u"- -"_s;
}

void TestRouteReading::segments()
{
    QFETCH(QStringList, hops);
    QFETCH(QString, gateway);
    QFETCH(QString, expected);
    TraceEvidence trace = traceOver(hops);
    if (!gateway.isEmpty()) trace.gateway = gateway;
    QCOMPARE(flat(readTrace(trace)), expected);
}

void TestRouteReading::losses_data()
{
    QTest::addColumn<int>("received");
    QTest::addColumn<int>("receivedSlowly"); // of three; -1: not asked
    QTest::addColumn<int>("targetReceived");
    QTest::addColumn<bool>("reached");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* name, int received, int slowly, int atTarget, bool reached,
                        HopLoss loss) {
        QTest::newRow(name) << received << slowly << atTarget << reached << int(loss);
    };
    row("nothing lost", 10, -1, 10, true, HopLoss::None);
    row("the target loses nothing", 5, -1, 10, true, HopLoss::OfAnswers);
    row("more answers at half the rate", 5, 3, 10, true, HopLoss::RateLimited);
    row("as few at half the rate", 5, 1, 10, true, HopLoss::OfAnswers);
    row("the target loses as much", 7, -1, 7, true, HopLoss::GoesOn);
    row("one lost at the target proves nothing", 9, -1, 9, true, HopLoss::OfAnswers);
    row("the target loses a little", 4, -1, 9, true, HopLoss::OfAnswers);
    row("nobody at the end", 5, -1, 0, false, HopLoss::Unclear);
    row("wholly silent is no loss", 0, -1, 10, true, HopLoss::None);
}

void TestRouteReading::losses()
{
    QFETCH(int, received);
    QFETCH(int, receivedSlowly);
    QFETCH(int, targetReceived);
    QFETCH(bool, reached);
    QFETCH(int, expected);
    TraceEvidence trace;
    trace.address = target;
    trace.reached = reached;
    trace.hops = {hop(1, u"198.51.100.1"_s, received, 10)};
    if (receivedSlowly >= 0) {
        trace.hops[0].sentSlowly = 3;
        trace.hops[0].receivedSlowly = receivedSlowly;
    }
    trace.hops.append(reached ? hop(2, target, targetReceived, 10) : hop(2, {}, 0, 10));
    QCOMPARE(int(readTrace(trace).hops[0].loss), expected);
}

void TestRouteReading::lossBegins_data()
{
    QTest::addColumn<QList<int>>("received"); // Of 100 each, the target last.
    QTest::addColumn<QString>("expected");    // "at after", one based; "-" is nobody.
    QTest::newRow("none") << QList<int>{100, 100, 100} << QString();
    QTest::newRow("three in a hundred is chance") << QList<int>{97, 97, 97} << QString();
    QTest::newRow("only on the way") << QList<int>{100, 20, 100} << QString();
    QTest::newRow("the target alone") << QList<int>{100, 100, 80} << u"3 2"_s;
    QTest::newRow("from the middle on") << QList<int>{100, 82, 79} << u"2 1"_s;
    QTest::newRow("from the first") << QList<int>{85, 82, 79} << u"1 -"_s;
    QTest::newRow("one that answers few is passed over") << QList<int>{100, 10, 80} << u"3 1"_s;
    QTest::newRow("a silent one too") << QList<int>{100, 0, 80} << u"3 1"_s;
    QTest::newRow("a little loss elsewhere") << QList<int>{98, 97, 80} << u"3 2"_s;
}

void TestRouteReading::lossBegins()
{
    QFETCH(QList<int>, received);
    QFETCH(QString, expected);
    TraceEvidence trace = traceOver({u"198.51.100.1"_s, u"198.51.100.18"_s, target});
    for (qsizetype index = 0; index < received.size(); ++index) {
        trace.hops[index].sent = 100;
        trace.hops[index].received = received[index];
    }
    const auto start = lossStartOf(trace);
    const QString after = start && start->after ? QString::number(*start->after + 1) : u"-"_s;
    QCOMPARE(start ? u"%1 %2"_s.arg(start->at + 1).arg(after) : QString(), expected);
}

void TestRouteReading::silenceBeforeATargetIsNoBreak()
{
    const TraceReading reading = readTrace(traceOver({u"-"_s, u"-"_s, target}));
    QVERIFY(!reading.broken);
    QVERIFY(reading.silentBefore);
    QVERIFY(!readTrace(traceOver({u"192.168.1.1"_s, target})).silentBefore);
    // Not known to be reached is not known to be broken.
    TraceEvidence open = traceOver({u"192.168.1.1"_s});
    open.reached.reset();
    QVERIFY(!readTrace(open).broken);
}

void TestRouteReading::breaks()
{
    TraceEvidence trace = traceOver({u"192.168.1.1"_s, u"198.51.100.1"_s, u"-"_s}, false);
    const TraceReading reading = readTrace(trace);
    QVERIFY(reading.broken);
    QCOMPARE(reading.broken->after, std::optional<qsizetype>(1));
    QVERIFY(!reading.broken->said && !reading.broken->before && !reading.broken->thisComputer);
    trace.hops[1].said = u"prohibited"_s;
    QCOMPARE(readTrace(trace).broken->said, std::optional(u"prohibited"_s));
    TraceEvidence nobody = traceOver({u"-"_s}, false);
    QVERIFY(!readTrace(nobody).broken->after);
    nobody.local = u"unreachable"_s;
    nobody.reached.reset();
    QVERIFY(readTrace(nobody).broken->thisComputer);
}

void TestRouteReading::anotherMethodBoundsTheBreak()
{
    const TraceEvidence tcp = traceOver({u"192.168.1.1"_s, u"-"_s, u"-"_s}, false);
    TraceEvidence udp = traceOver({u"192.168.1.1"_s, u"-"_s, u"198.51.100.9"_s}, false);
    udp.protocol = u"udp"_s;
    QCOMPARE(farther(tcp, {udp})->protocol, u"udp"_s);
    QCOMPARE(readTrace(tcp, {udp}).broken->before, std::optional(u"198.51.100.9"_s));
    TraceEvidence icmp = traceOver({u"-"_s, u"-"_s, u"-"_s, target});
    icmp.protocol = u"icmp"_s;
    QCOMPARE(farther(tcp, {udp, icmp})->protocol, u"icmp"_s);
    udp.address = u"203.0.113.99"_s;
    QVERIFY(!farther(tcp, {udp}));
    udp.address = target;
    udp.hops[2].address.reset();
    udp.hops[2].received = 0;
    QVERIFY(!farther(tcp, {udp}));
}

void TestRouteReading::findsTheTraceOfAConnection()
{
    RouteTraceEvidence route;
    static_cast<TraceEvidence&>(route) = traceOver({target});
    TraceEvidence udp = traceOver({target});
    udp.protocol = u"udp"_s;
    TraceEvidence v6 = traceOver({u"2001:db8::1"_s});
    v6.family = u"ipv6"_s;
    v6.address = u"2001:db8::10"_s;
    route.others = {udp, v6};
    QCOMPARE(tcpTraceTo(route, target, u"ipv4"_s), static_cast<const TraceEvidence*>(&route));
    QCOMPARE(tcpTraceTo(route, u"2001:db8::11"_s, u"ipv6"_s), &route.others[1]);
    route.others.removeLast();
    QVERIFY(!tcpTraceTo(route, u"2001:db8::11"_s, u"ipv6"_s));
}

void TestRouteReading::oldJournalsStillLoad()
{
    const QJsonObject old{
        {u"protocol"_s, u"tcp"_s},
        {u"address"_s, target},
        {u"reached"_s, false},
        {u"lastResponding"_s, u"192.0.2.1"_s},
        {u"hops"_s,
         QJsonArray{QJsonObject{{u"ttl"_s, 1}, {u"address"_s, u"192.0.2.1"_s}, {u"received"_s, 2}}}}};
    const auto route = fromObject<RouteTraceEvidence>(old);
    QVERIFY(route.others.isEmpty());
    QCOMPARE(tcpTraceTo(route, target, u"ipv4"_s)->hops.size(), 1);
    QCOMPARE(readTrace(route).broken->after, std::optional<qsizetype>(0));
    const auto again = fromObject<RouteTraceEvidence>(toObject(route));
    QCOMPARE(again.hops.size(), 1);
    QCOMPARE(again.lastResponding, route.lastResponding);
}

QTEST_GUILESS_MAIN(TestRouteReading)
#include "tst_routereading.moc"
