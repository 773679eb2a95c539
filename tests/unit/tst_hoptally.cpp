// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"
#include "core/steps/hoptally.h"
#include "core/steps/route.h"
#include "tests/unit/stepbench.h"

#include <QTcpServer>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// Answers in, rows out; and one real trace, to loopback.
class TestHopTally final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAttempts_data();
    void readsAttempts();
    void readsDatagrams();
    void takesThisComputersOwnWordForNoHop();
    void endsAtTheTarget();
    void keepsFewSilentRows();
    void gathersAlternatives();
    void theTargetStandsForItsHop();
    void countsTheSlowOnesApart();
    void knowsWhereItIsSilent();
    void asksFewTooFar_data();
    void asksFewTooFar();
    void asksTheRestWhereNothingAnswers();
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

void TestHopTally::readsAttempts_data()
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
    row("no route", Outcome::Unreachable, -1, 0, "ipv4", {}, Kind::NotSent, u"unreachable"_s);
    row("prohibited there", Outcome::Prohibited, 3, 13, "ipv4", target, Kind::Target, u"prohibited"_s);
    row("expired, from the target's address", Outcome::Unreachable, 11, 0, "ipv4", target, Kind::TimeExceeded,
        {});
    row("expired, from loopback", Outcome::Unreachable, 11, 0, "ipv4", u"127.0.0.1"_s, Kind::Strange, {});
    row("expired, from nowhere", Outcome::Unreachable, 11, 0, "ipv4", u"0.0.0.0"_s, Kind::Strange, {});
    row("expired, from many", Outcome::Unreachable, 3, 0, "ipv6", u"ff02::1"_s, Kind::Strange, {});
    row("expired, from a private address", Outcome::Unreachable, 11, 0, "ipv4", u"10.0.0.1"_s,
        Kind::TimeExceeded, {});
}

void TestHopTally::readsAttempts()
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

void TestHopTally::readsDatagrams()
{
    using State = platform::HopDatagramSeen::State;
    using Kind = HopAnswer::Kind;
    const auto read = [](State state, std::optional<IcmpEvidence> icmp, bool prohibited = false) {
        return hopAnswerOf({state, std::move(icmp), prohibited, 4.5}, target);
    };
    const QString router = u"198.51.100.1"_s;
    QCOMPARE(read(State::Waiting, {}).kind, Kind::Silent);
    QCOMPARE(read(State::NotSent, {}).kind, Kind::NotSent);
    QCOMPARE(read(State::Answered, {}).kind, Kind::Target);
    const HopAnswer expired = read(State::Icmp, IcmpEvidence{11, 0, router});
    QCOMPARE(expired.kind, Kind::TimeExceeded);
    QCOMPARE(expired.from, router);
    QCOMPARE(expired.ms, 4.5);
    const HopAnswer nobodyListens = read(State::Icmp, IcmpEvidence{3, 3, target});
    QCOMPARE(nobodyListens.kind, Kind::Target);
    QVERIFY(nobodyListens.said.isEmpty());
    QCOMPARE(read(State::Icmp, IcmpEvidence{3, 13, router}, true).said, u"prohibited"_s);
    QCOMPARE(read(State::Icmp, IcmpEvidence{3, 1, router}).said, u"unreachable"_s);
    QCOMPARE(read(State::Icmp, IcmpEvidence{11, 0, u"224.0.0.1"_s}).kind, Kind::Strange);
}

void TestHopTally::takesThisComputersOwnWordForNoHop()
{
    ConnectAttempt own = attempt(ConnectOutcome::Unreachable, IcmpEvidence{3, 1, u"192.0.2.2"_s});
    own.local = true;
    const HopAnswer answer = hopAnswerOf(own, target);
    QCOMPARE(answer.kind, HopAnswer::Kind::NotSent);
    QCOMPARE(answer.said, u"unreachable"_s);
    HopTally table;
    table.add(1, answer);
    table.add(1, {HopAnswer::Kind::Strange, u"127.0.0.1"_s, 1, {}});
    QCOMPARE(flat(table.rows(3)), QStringList{u"1 - 0/2"_s});
    QCOMPARE(table.strange(), 1);
    QCOMPARE(table.lastAnswered(), 0);
}

void TestHopTally::endsAtTheTarget()
{
    HopTally table;
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

void TestHopTally::keepsFewSilentRows()
{
    HopTally table;
    table.add(1, hop(u"a"_s));
    for (int ttl = 2; ttl <= 30; ++ttl)
        table.add(ttl, {});
    QCOMPARE(flat(table.rows(3)), (QStringList{u"1 a 1/1"_s, u"2 - 0/1"_s, u"3 - 0/1"_s, u"4 - 0/1"_s}));
    QCOMPARE(table.lastAnswered(), 1);
    QVERIFY(!table.isTargetThere());
}

void TestHopTally::gathersAlternatives()
{
    HopTally table;
    table.add(1, hop(u"b"_s));
    table.add(1, hop(u"a"_s));
    table.add(1, hop(u"a"_s));
    const HopEvidence row = table.rows(3).constFirst();
    QCOMPARE(row.address, std::optional(u"a"_s));
    QCOMPARE(row.alternatives, QStringList{u"b"_s});
    QCOMPARE(row.received, 3);
}

/// Ways of unequal length through a load balancer: where some attempts end, others meet one more router.
void TestHopTally::theTargetStandsForItsHop()
{
    HopTally table;
    table.add(1, hop(u"a"_s));
    table.add(2, hop(u"b"_s));
    table.add(2, hop(u"b"_s));
    table.add(2, reached());
    const QList<HopEvidence> rows = table.rows(3);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(1).address, std::optional(target));
    QCOMPARE(rows.at(1).alternatives, QStringList{u"b"_s});
}

void TestHopTally::countsTheSlowOnesApart()
{
    HopTally table;
    table.add(1, hop(u"a"_s));
    table.add(1, {});
    table.add(2, hop(u"b"_s));
    table.add(3, {});
    table.add(4, reached());
    QCOMPARE(table.lossy(8), QList<int>{1});
    QCOMPARE(table.lossy(0), QList<int>());
    table.addSlow(1, hop(u"a"_s));
    table.addSlow(1, {});
    const HopEvidence row = table.rows(3).constFirst();
    QCOMPARE(row.sent, 2);
    QCOMPARE(row.received, 1);
    QCOMPARE(row.sentSlowly, 2);
    QCOMPARE(row.receivedSlowly, 1);
}

void TestHopTally::knowsWhereItIsSilent()
{
    HopTally near;
    near.add(1, reached());
    QVERIFY(!near.isSilentOnTheWay());
    HopTally silent;
    silent.add(1, {});
    silent.add(2, {});
    QVERIFY(silent.isSilentOnTheWay());
    silent.add(3, reached());
    QVERIFY(silent.isSilentOnTheWay());
    silent.add(2, hop(u"b"_s));
    QVERIFY(!silent.isSilentOnTheWay());
}

void TestHopTally::asksFewTooFar_data()
{
    QTest::addColumn<int>("distance");
    QTest::addColumn<int>("guess"); // 0: none
    QTest::addColumn<int>("most");
    for (int distance = 1; distance <= DistancePlan::farthest; ++distance) {
        QTest::addRow("%d", distance) << distance << 0 << 6;
        QTest::addRow("%d, guessed right", distance) << distance << distance << 1;
        QTest::addRow("%d, guessed one less", distance) << distance << std::max(1, distance - 1) << 4;
        QTest::addRow("%d, guessed one more", distance) << distance << distance + 1 << 2;
    }
}

/// Plays a way on which every router answers: how many attempts get as far as the target, and in how few
/// waves?
void TestHopTally::asksFewTooFar()
{
    QFETCH(int, distance);
    QFETCH(int, guess);
    QFETCH(int, most);
    DistancePlan plan(guess > 0 ? std::optional(guess) : std::nullopt);
    std::optional<int> end;
    QList<int> asked;
    int waves = 0;
    for (QList<int> now = plan.next(end); !now.isEmpty(); now = plan.next(end)) {
        ++waves;
        for (const int ttl : now) {
            QVERIFY2(!asked.contains(ttl), "no distance is asked twice");
            asked.append(ttl);
            if (ttl >= distance) end = std::min(end.value_or(ttl), ttl);
        }
    }
    QCOMPARE(end, std::optional(distance));
    QVERIFY(plan.isComplete(end));
    QVERIFY2(waves <= 6, qPrintable(QString::number(waves)));
    const auto tooFar = std::count_if(asked.begin(), asked.end(), [&](int ttl) { return ttl >= distance; });
    QVERIFY2(tooFar <= most, qPrintable(u"%1 reach the target"_s.arg(tooFar)));
    for (int ttl = 1; ttl < distance; ++ttl)
        QVERIFY(asked.contains(ttl));
}

void TestHopTally::asksTheRestWhereNothingAnswers()
{
    DistancePlan plan({});
    const QList<int> first = plan.next({});
    QVERIFY(first.contains(1) && !first.contains(5));
    QCOMPARE(plan.rest({}, 8), (QList<int>{5, 6, 7, 8}));
    QCOMPARE(plan.rest({}, 8), QList<int>());
    QVERIFY(!plan.isComplete({}));
    QCOMPARE(plan.rest({}, DistancePlan::farthest).size(), 20);
    QVERIFY(plan.isComplete({}));
    // A router that says no ends the way for what lies behind it.
    DistancePlan ended({});
    QVERIFY(ended.next({}).contains(9));
    QCOMPARE(ended.rest(3, DistancePlan::farthest), QList<int>());
}

void TestHopTally::putsARefusalToTheRouterThatSaidIt()
{
    HopTally table;
    const HopAnswer no{HopAnswer::Kind::Said, u"b"_s, 5, u"prohibited"_s};
    table.add(1, hop(u"a"_s));
    table.add(2, hop(u"b"_s));
    table.add(3, no);
    table.add(4, no);
    QCOMPARE(table.end(), std::optional(2));
    QCOMPARE(flat(table.rows(3)), (QStringList{u"1 a 1/1"_s, u"2 b 3/3 prohibited"_s}));

    HopTally silentBefore;
    silentBefore.add(1, {});
    silentBefore.add(2, no);
    QCOMPARE(flat(silentBefore.rows(3)), (QStringList{u"1 - 0/1"_s, u"2 b 1/1 prohibited"_s}));
}

void TestHopTally::knowsAReachedTargetBeyondAnyHop()
{
    HopTally table;
    table.addUnlimited(reached());
    for (int ttl = 1; ttl <= 4; ++ttl)
        table.add(ttl, {});
    QVERIFY(table.isTargetThere());
    QVERIFY(!table.end());
    QCOMPARE(table.rows(3).size(), 3);
}

void TestHopTally::tracesLoopback()
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
    QVERIFY(evidence.packetsToTarget <= 9);
    QVERIFY(evidence.sent <= 12);
    QCOMPARE(evidence.family, u"ipv4"_s);
    QCOMPARE(evidence.protocol, u"tcp"_s);
    QVERIFY(evidence.others.isEmpty());
    QCOMPARE(evidence.lastResponding, std::optional(u"127.0.0.1"_s));
    QVERIFY(!bench.host->ofKind(u"hop"_s).isEmpty());
}

void TestHopTally::staysUnknownWithoutAWay()
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

QTEST_GUILESS_MAIN(TestHopTally)
#include "tst_hoptally.moc"
