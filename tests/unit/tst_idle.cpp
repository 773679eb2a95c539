// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/practiceserver.h"
#include "core/steps/idle.h"
#include "core/steps/idleconclusion.h"

#include <QCoroTask>
#include <QSignalSpy>
#include <QTest>

#include "stepbench.h"

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// A way that drops what was quiet for longer than its limit.
struct QuietWay
{
    double limitMs = 350'000;
    IdleOutcome how = IdleOutcome::Silent;
    bool keepAliveHelps = true;
    int asked = 0;
    milliseconds longest{0};
};

QCoro::Task<IdleProbeEvidence> leaveOn(std::shared_ptr<QuietWay> way, QuietOrder order)
{
    ++way->asked;
    way->longest = std::max(way->longest, order.quiet);
    IdleProbeEvidence seen;
    seen.quietMs = static_cast<double>(order.quiet.count());
    seen.keepAliveSeconds = order.keepAliveSeconds;
    const bool kept =
        way->keepAliveHelps && order.keepAliveSeconds && *order.keepAliveSeconds * 1000.0 < way->limitMs;
    const bool lives = kept || seen.quietMs < way->limitMs;
    seen.outcome = lives ? IdleOutcome::Alive : way->how;
    if (!lives && way->how != IdleOutcome::Silent) seen.endedAfterMs = way->limitMs;
    co_return seen;
}

IdleEvidence measured(const std::shared_ptr<QuietWay>& way, milliseconds upTo)
{
    const StepBench bench;
    return QCoro::waitFor(measureIdle(
        bench.context, upTo, [way](const Scope&, const QuietOrder& order) { return leaveOn(way, order); }));
}

IdleProbeEvidence probe(double seconds, IdleOutcome outcome, std::optional<int> keepAlive = {})
{
    return {seconds * 1000, keepAlive, outcome, {}};
}

std::optional<bool> survivesFor(const IdleEvidence& evidence, const QString& client)
{
    for (const IdleClientEvidence& each : evidence.clients) {
        if (each.client == client) return each.survives;
    }
    qFatal("no such client");
}

} // namespace

class TestIdle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLimitIsFound_data()
    {
        QTest::addColumn<double>("limit");
        QTest::addColumn<double>("upTo");
        for (const double limit : {2.5, 6.0, 30.0, 61.0, 120.0, 299.0, 350.0, 419.0})
            QTest::addRow("%g s of 420", limit) << limit << 420.0;
        QTest::newRow("a short test") << 4.0 << 12.0;
        QTest::newRow("an hour") << 3000.0 << 3600.0;
    }
    void theLimitIsFound()
    {
        QFETCH(double, limit);
        QFETCH(double, upTo);
        const auto way = std::make_shared<QuietWay>();
        way->limitMs = limit * 1000;
        const IdleEvidence seen = measured(way, milliseconds(static_cast<qint64>(upTo * 1000)));
        QVERIFY(seen.droppedMs && seen.aliveMs.value_or(0) < *seen.droppedMs);
        QVERIFY(*seen.droppedMs >= way->limitMs && seen.aliveMs.value_or(0) < way->limitMs);
        QVERIFY2(*seen.droppedMs - way->limitMs <= std::max(1100.0, 0.03 * way->limitMs),
                 qPrintable(QString::number(*seen.droppedMs)));
        QCOMPARE(seen.how, IdleOutcome::Silent);
        QVERIFY(way->asked < 45);
        QVERIFY(seen.keepAliveCures.value_or(false) || limit < 3);
    }

    void aWayWithoutALimit()
    {
        const auto way = std::make_shared<QuietWay>();
        way->limitMs = 1e12;
        const IdleEvidence seen = measured(way, milliseconds(420'000));
        QVERIFY(!seen.droppedMs && !seen.how && !seen.keepAliveCures && seen.clients.isEmpty());
        QCOMPARE(seen.aliveMs, 420'000.0);
        QCOMPARE(way->asked, 10);
    }

    void theMomentOfAnEndThatWasSeenIsEnough()
    {
        const auto way = std::make_shared<QuietWay>();
        way->limitMs = 400'000;
        way->how = IdleOutcome::Closed;
        const IdleEvidence seen = measured(way, milliseconds(600'000));
        QCOMPARE(seen.droppedMs, 400'000.0);
        QCOMPARE(seen.how, IdleOutcome::Closed);
        QCOMPARE(seen.kinds, QStringList{u"api_edge_400"_s});
        QVERIFY(!survivesFor(seen, u"claude-code"_s)); // It sees the close, and that is no drop.
    }

    void keepAliveThatDoesNotHelp()
    {
        const auto way = std::make_shared<QuietWay>();
        way->keepAliveHelps = false;
        const IdleEvidence seen = measured(way, milliseconds(420'000));
        QCOMPARE(seen.keepAliveCures, false);
        QCOMPARE(seen.keepAliveSeconds, 60);
        QCOMPARE(survivesFor(seen, u"anthropic-python"_s), false);
    }

    void whatEachClientMakesOfIt()
    {
        const auto way = std::make_shared<QuietWay>();
        const IdleEvidence seen = measured(way, milliseconds(420'000));
        QCOMPARE(seen.kinds, QStringList{u"cloud_nat_350"_s});
        QCOMPARE(survivesFor(seen, u"claude-code"_s), false);
        QCOMPARE(survivesFor(seen, u"anthropic-python"_s), true);
        way->limitMs = 30'000;
        const IdleEvidence shorter = measured(way, milliseconds(420'000));
        QCOMPARE(shorter.kinds, QStringList{u"gateway_half_minute"_s});
        QCOMPARE(survivesFor(shorter, u"anthropic-python"_s), false); // A minute is too long for this way.
        QCOMPARE(shorter.keepAliveCures, true);
        QVERIFY(shorter.keepAliveSeconds.value() <= 10);
    }

    void oneDeathIsNoLimit()
    {
        IdleEvidence evidence;
        evidence.probes = {probe(10, IdleOutcome::Alive), probe(20, IdleOutcome::Silent)};
        conclude(&evidence);
        QVERIFY(!evidence.droppedMs);
        evidence.probes.append(probe(30, IdleOutcome::Reset));
        conclude(&evidence);
        QCOMPARE(evidence.droppedMs, 20'000.0);
    }

    void anEndThatIsSeenEarlyIsTheSame()
    {
        // A server counts its five seconds from when it answered, this side from when it read that.
        const auto ended = [](double seconds, double afterMs) {
            IdleProbeEvidence seen = probe(seconds, IdleOutcome::Reset);
            seen.endedAfterMs = afterMs;
            return seen;
        };
        IdleEvidence evidence;
        evidence.probes = {probe(4.8, IdleOutcome::Alive), ended(6.4, 4700), ended(8, 4650)};
        conclude(&evidence);
        QCOMPARE(evidence.aliveMs, 4800.0);
        QCOMPARE(evidence.droppedMs, 4800.0);
        QCOMPARE(evidence.how, IdleOutcome::Reset);
        evidence = {};
        evidence.probes = {probe(4.8, IdleOutcome::Alive), ended(6.4, 3000), ended(8, 3100)};
        conclude(&evidence);
        QVERIFY(!evidence.droppedMs);
    }

    void aLongerLifeAcquits()
    {
        IdleEvidence evidence;
        evidence.probes = {probe(10, IdleOutcome::Silent), probe(20, IdleOutcome::Silent),
                           probe(30, IdleOutcome::Alive)};
        conclude(&evidence);
        QVERIFY(!evidence.droppedMs);
        QCOMPARE(evidence.aliveMs, 30'000.0);
    }

    void whatNeverStoodSaysNothing()
    {
        IdleEvidence evidence;
        evidence.probes = {probe(10, IdleOutcome::Failed), probe(20, IdleOutcome::Cancelled),
                           probe(30, IdleOutcome::Failed)};
        conclude(&evidence);
        QVERIFY(!evidence.droppedMs && !evidence.aliveMs);
    }

    /// The practice endpoint closes after each answer, so no connection to it can be left quiet.
    void aServerThatKeepsNothingOpen()
    {
        PracticeServer server(*practiceScenario(u"healthy"_s));
        QSignalSpy ready(&server, &PracticeServer::ready);
        server.start();
        QVERIFY(ready.wait(10'000));
        StepBench bench;
        bench.aimAtPractice(server.target(), server.caFile());
        const IdleProbeEvidence seen =
            QCoro::waitFor(leaveQuiet(bench.context, bench.context.scope, {milliseconds(100), std::nullopt}));
        QCOMPARE(seen.outcome, IdleOutcome::Failed);
        bench.cancel->cancel();
        const IdleProbeEvidence cancelled =
            QCoro::waitFor(leaveQuiet(bench.context, bench.context.scope, {milliseconds(100), std::nullopt}));
        QVERIFY(cancelled.outcome == IdleOutcome::Failed || cancelled.outcome == IdleOutcome::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestIdle)
#include "tst_idle.moc"
