// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"
#include "core/steps/hoptable.h"
#include "core/steps/route.h"
#include "tests/unit/stepbench.h"

#include <QTcpServer>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// Answers in, rows out; and one real trace, to loopback.
class TestHopTable final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAttempts_data();
    void readsAttempts();
    void endsAtTheTarget();
    void keepsFewSilentRows();
    void gathersAlternatives();
    void putsARefusalToTheRouterThatSaidIt();
    void knowsAReachedTargetBeyondAnyHop();
    void tracesLoopback();
    void staysUnknownWithoutAWay();
};

namespace {

const QString target = u"203.0.113.10"_s;

HopAnswer hop(const QString& from, double ms = 10)
{
    return {HopAnswer::Kind::TimeExceeded, from, ms, {}};
}

HopAnswer reached(double ms = 40)
{
    return {HopAnswer::Kind::Target, target, ms, {}};
}

/// One row a line: "ttl address received/sent [*] [said]".
QStringList flat(const QList<HopEvidence>& rows)
{
    QStringList lines;
    for (const HopEvidence& row : rows) {
        QString line =
            u"%1 %2 %3/%4"_s.arg(row.ttl).arg(row.address.value_or(u"-"_s)).arg(row.received).arg(row.sent);
        if (row.target) line += u" *"_s;
        if (row.said) line += u" "_s + *row.said;
        lines.append(line);
    }
    return lines;
}

ConnectAttempt attempt(ConnectOutcome outcome, std::optional<IcmpEvidence> icmp,
                       const QString& family = u"ipv4"_s)
{
    ConnectAttempt seen;
    seen.family = family;
    seen.outcome = outcome;
    seen.icmp = icmp;
    seen.ticks = {{u"syn"_s, 0}, {u"icmp"_s, 12.5}};
    return seen;
}

} // namespace

void TestHopTable::readsAttempts_data()
{
    using Kind = HopAnswer::Kind;
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("from");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, ConnectOutcome outcome, int type, int code, const char* family,
                        const QString& from, Kind kind, const QString& said) {
        QTest::newRow(name) << int(outcome) << type << code << QString::fromLatin1(family) << from
                            << int(kind) << said;
    };
    const QString router = u"198.51.100.1"_s;
    using Outcome = ConnectOutcome;
    row("expired", Outcome::Unreachable, 11, 0, "ipv4", router, Kind::TimeExceeded, {});
    row("expired, IPv6", Outcome::Unreachable, 3, 0, "ipv6", router, Kind::TimeExceeded, {});
    row("net unreachable", Outcome::Unreachable, 3, 0, "ipv4", router, Kind::Said, u"unreachable"_s);
    row("prohibited", Outcome::Prohibited, 3, 13, "ipv4", router, Kind::Said, u"prohibited"_s);
    row("port unreachable on the way", Outcome::Refused, 3, 3, "ipv4", router, Kind::Said, u"refused"_s);
    row("port unreachable there", Outcome::Refused, 3, 3, "ipv4", target, Kind::Target, u"refused"_s);
    row("connected", Outcome::Connected, -1, 0, "ipv4", {}, Kind::Target, {});
    row("RST", Outcome::Refused, -1, 0, "ipv4", {}, Kind::Target, u"refused"_s);
    row("silent", Outcome::TimedOut, -1, 0, "ipv4", {}, Kind::Silent, {});
    row("no route", Outcome::Unreachable, -1, 0, "ipv4", {}, Kind::NotSent, {});
}

void TestHopTable::readsAttempts()
{
    QFETCH(int, outcome);
    QFETCH(int, type);
    QFETCH(int, code);
    QFETCH(QString, family);
    QFETCH(QString, from);
    QFETCH(int, kind);
    QFETCH(QString, said);
    const auto icmp = type < 0 ? std::nullopt : std::optional(IcmpEvidence{type, code, from});
    const HopAnswer answer = hopAnswerOf(attempt(static_cast<ConnectOutcome>(outcome), icmp, family), target);
    QCOMPARE(int(answer.kind), kind);
    QCOMPARE(answer.said, said);
    if (icmp) QCOMPARE(answer.from, from);
    if (icmp) QCOMPARE(answer.ms, 12.5);
}

void TestHopTable::endsAtTheTarget()
{
    HopTable table;
    table.add(1, hop(u"a"_s, 1));
    table.add(2, {});
    QVERIFY(!table.end());
    table.add(4, reached(42));
    table.add(3, reached(40));
    table.addUnlimited(reached(41));
    QCOMPARE(table.end(), std::optional(3));
    QCOMPARE(table.answersOfTarget(), 3);
    QCOMPARE(table.slowestMs(), 42.0);
    table.add(1, hop(u"a"_s, 3));
    const QList<HopEvidence> rows = table.rows(3);
    QCOMPARE(flat(rows), (QStringList{u"1 a 2/2"_s, u"2 - 0/1"_s, u"3 %1 3/3 *"_s.arg(target)}));
    QCOMPARE(rows.at(0).medianMs, std::optional(2.0));
    QCOMPARE(rows.at(0).minMs, std::optional(1.0));
    QCOMPARE(rows.at(2).maxMs, std::optional(42.0));
    QCOMPARE(rows.at(2).medianMs, std::optional(41.0));
    QVERIFY(!rows.at(1).medianMs);
}

void TestHopTable::keepsFewSilentRows()
{
    HopTable table;
    table.add(1, hop(u"a"_s));
    for (int ttl = 2; ttl <= 30; ++ttl)
        table.add(ttl, {});
    QCOMPARE(flat(table.rows(3)), (QStringList{u"1 a 1/1"_s, u"2 - 0/1"_s, u"3 - 0/1"_s, u"4 - 0/1"_s}));
    QCOMPARE(table.lastAnswered(), 1);
    QVERIFY(!table.isTargetThere());
}

void TestHopTable::gathersAlternatives()
{
    HopTable table;
    table.add(1, hop(u"b"_s));
    table.add(1, hop(u"a"_s));
    table.add(1, hop(u"a"_s));
    const HopEvidence row = table.rows(3).constFirst();
    QCOMPARE(row.address, std::optional(u"a"_s));
    QCOMPARE(row.alternatives, QStringList{u"b"_s});
    QCOMPARE(row.received, 3);
}

void TestHopTable::putsARefusalToTheRouterThatSaidIt()
{
    HopTable table;
    const HopAnswer no{HopAnswer::Kind::Said, u"b"_s, 5, u"prohibited"_s};
    table.add(1, hop(u"a"_s));
    table.add(2, hop(u"b"_s));
    table.add(3, no);
    table.add(4, no);
    QCOMPARE(table.end(), std::optional(2));
    QCOMPARE(flat(table.rows(3)), (QStringList{u"1 a 1/1"_s, u"2 b 3/3 prohibited"_s}));

    HopTable silentBefore;
    silentBefore.add(1, {});
    silentBefore.add(2, no);
    QCOMPARE(flat(silentBefore.rows(3)), (QStringList{u"1 - 0/1"_s, u"2 b 1/1 prohibited"_s}));
}

void TestHopTable::knowsAReachedTargetBeyondAnyHop()
{
    HopTable table;
    table.addUnlimited(reached());
    for (int ttl = 1; ttl <= 4; ++ttl)
        table.add(ttl, {});
    QVERIFY(table.isTargetThere());
    QVERIFY(!table.end());
    QCOMPARE(table.rows(3).size(), 3);
}

void TestHopTable::tracesLoopback()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    StepBench bench;
    bench.aimAt(u"https://127.0.0.1:%1"_s.arg(server.serverPort()), {u"127.0.0.1"_s});
    const auto result = bench.run(u"route"_s, routeStep);
    QVERIFY(result);
    if (!platform::abilities().hopTrace) {
        QVERIFY(result->unknown && result->evidence.isEmpty());
        return;
    }
    const auto evidence = fromObject<RouteTraceEvidence>(result->evidence);
    QCOMPARE(evidence.reached, std::optional(true));
    QCOMPARE(evidence.hops.size(), 1);
    QVERIFY(evidence.hops.constFirst().target);
    QVERIFY(evidence.packetsToTarget <= 6);
    QCOMPARE(evidence.lastResponding, std::optional(u"127.0.0.1"_s));
    QVERIFY(!bench.host->ofKind(u"hop"_s).isEmpty());
}

void TestHopTable::staysUnknownWithoutAWay()
{
    StepBench bench;
    bench.aimAt(u"https://239.255.0.1"_s, {u"239.255.0.1"_s});
    const auto result = bench.run(u"route"_s, routeStep);
    QVERIFY(result);
    QVERIFY(result->unknown);
    QVERIFY(!fromObject<RouteTraceEvidence>(result->evidence).reached);
    bench.aimAt(u"https://api.lab.example"_s, {});
    QCOMPARE(bench.run(u"route"_s, routeStep)->unknown->key,
             platform::abilities().hopTrace ? u"needs_missing"_s : u"not_measurable"_s);
}

QTEST_GUILESS_MAIN(TestHopTable)
#include "tst_hoptable.moc"
