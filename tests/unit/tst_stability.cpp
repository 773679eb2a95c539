// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/wait.h"
#include "core/steps/stabilityrun.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// Records what a step says.
class Listener final : public StepHost
{
public:
    void sample(const QString&, const QString& kind, QJsonObject data) override
    {
        samples[kind].append(data);
    }
    void yield(const QString&, const QString&) override {}
    QHash<QString, QList<QJsonObject>> samples;
};

TrySeen answered(int status, bool fromTheApi = true)
{
    TrySeen seen;
    seen.outcome.status = status;
    seen.ms = 5;
    seen.fromTheApi = fromTheApi;
    return seen;
}

TrySeen unanswered(const QString& error)
{
    TrySeen seen;
    seen.outcome.error = error;
    return seen;
}

TrySeen limited(double retryAfter)
{
    TrySeen seen = answered(429);
    seen.outcome.retryAfterSeconds = retryAfter;
    return seen;
}

/// A path that gives these answers in turn; after the last one it begins again. Each takes a turn of the
/// event loop, so that the lanes run side by side.
struct Path
{
    QList<TrySeen> answers;
    int sent = 0;
    int underWay = 0;
    int mostUnderWay = 0;
};

QCoro::Task<TrySeen> answerFrom(std::shared_ptr<Path> path, Scope scope)
{
    const TrySeen seen = path->answers.at(path->sent % path->answers.size());
    ++path->sent;
    path->mostUnderWay = std::max(path->mostUnderWay, ++path->underWay);
    co_await pause(scope, milliseconds(1));
    --path->underWay;
    co_return seen;
}

/// Never answers: ends with its scope.
QCoro::Task<TrySeen> silence(Scope scope)
{
    co_await until(scope, scope.source(), &CancelSource::cancelled, [] { return false; });
    co_return unanswered(u"timed_out"_s);
}

/// A plan whose waits are a hundredth of the guide's.
StabilityPlan quickPlan(int attempts)
{
    StabilityPlan plan;
    plan.policy = *retryPolicy(u"article"_s);
    plan.policy.backoff.baseSeconds = 0.01;
    plan.attempts = attempts;
    plan.coolDown = milliseconds(60);
    plan.refusalPause = milliseconds(20);
    return plan;
}

struct Walk
{
    std::shared_ptr<CancelSource> cancel = std::make_shared<CancelSource>();
    std::shared_ptr<Listener> listener = std::make_shared<Listener>();

    StabilityEvidence run(const StabilityPlan& plan, const SendTry& send)
    {
        StepContext context{u"stability"_s,
                            Scope(cancel, QDeadlineTimer(20'000, Qt::PreciseTimer)),
                            {},
                            {},
                            {},
                            {},
                            listener,
                            {}};
        return QCoro::waitFor(runStability(context, plan, send));
    }

    StabilityEvidence run(const StabilityPlan& plan, const std::shared_ptr<Path>& path)
    {
        return run(plan, [path](const Scope& scope) { return answerFrom(path, scope); });
    }
};

std::shared_ptr<Path> pathOf(const QList<TrySeen>& answers)
{
    return std::make_shared<Path>(Path{answers});
}

QStringList statesOf(const StabilityEvidence& evidence)
{
    QStringList states;
    for (const BreakerChange& each : evidence.breaker)
        states.append(each.state);
    return states;
}

int countOf(const StabilityEvidence& evidence, AttemptOutcome outcome)
{
    return static_cast<int>(
        std::count_if(evidence.attempts.begin(), evidence.attempts.end(),
                      [&](const StabilityAttempt& each) { return each.outcome == outcome; }));
}

const PolicyOutcome& policyIn(const StabilityEvidence& evidence, const QString& id)
{
    const auto found = std::find_if(evidence.policies.begin(), evidence.policies.end(),
                                    [&](const PolicyOutcome& each) { return each.policy == id; });
    if (found == evidence.policies.end()) qFatal("no such policy in the evidence");
    return *found;
}

} // namespace

class TestStability : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHealthyPathSucceedsEachTime()
    {
        const auto path = pathOf({answered(401)});
        Walk walk;
        const StabilityEvidence seen = walk.run(quickPlan(10), path);
        QCOMPARE(path->sent, 10);
        QCOMPARE(path->mostUnderWay, 2);
        QCOMPARE(seen.attempts.size(), 10);
        QCOMPARE(countOf(seen, AttemptOutcome::Succeeded), 10);
        QCOMPARE(seen.successRate, 1.0);
        QCOMPARE(seen.successRateWithRetries, 1.0);
        QCOMPARE(seen.p50Ms, 5.0);
        QCOMPARE(seen.p95Ms, 5.0);
        QVERIFY(seen.breaker.isEmpty());
        QCOMPARE(seen.policy, u"article"_s);
        QCOMPARE(walk.listener->samples.value(u"attempt"_s).size(), 10);
        QCOMPARE(walk.listener->samples.value(u"latency"_s).size(), 10);
    }

    void twoFailuresThenASuccessMakeThreeTries()
    {
        StabilityPlan plan = quickPlan(1);
        Walk walk;
        const StabilityEvidence seen =
            walk.run(plan, pathOf({answered(503), unanswered(u"reset"_s), answered(200)}));
        QCOMPARE(seen.attempts.size(), 1);
        const QList<TryEvidence> tries = seen.attempts.first().tries;
        QCOMPARE(tries.size(), 3);
        QCOMPARE(seen.attempts.first().outcome, AttemptOutcome::Succeeded);
        QCOMPARE(tries[0].status, 503);
        QCOMPARE(tries[1].error, u"reset"_s);
        QVERIFY(!tries[1].status && !tries[1].ms);
        QCOMPARE(tries[1].waitMs, 0.0);
        QCOMPARE(tries[2].waitMs, 20.0);
        QCOMPARE(seen.successRate, 0.0);
        QCOMPARE(seen.successRateWithRetries, 1.0);
        const auto waits = walk.listener->samples.value(u"wait"_s);
        QCOMPARE(waits.size(), 2);
        QCOMPARE(
            waits[0],
            (QJsonObject{{u"attempt"_s, 1}, {u"try"_s, 2}, {u"waitMs"_s, 0}, {u"because"_s, u"status"_s}}));
        QCOMPARE(waits[1]["because"_L1], u"connection_error"_s);
        QVERIFY(walk.listener->samples.value(u"latency"_s)[1]["ms"_L1].isNull());
    }

    void everyThirdFailing()
    {
        StabilityPlan plan = quickPlan(12);
        plan.lanes = 1;
        const StabilityEvidence seen =
            Walk().run(plan, pathOf({answered(401), answered(401), answered(503)}));
        QCOMPARE(seen.successRateWithRetries, 1.0);
        QVERIFY(seen.successRate.value() > 0.4 && seen.successRate.value() < 0.7);
        const PolicyOutcome& none = policyIn(seen, u"none"_s);
        const PolicyOutcome& article = policyIn(seen, u"article"_s);
        QVERIFY(none.succeeded < none.calls && none.requests == none.calls);
        QCOMPARE(article.succeeded, article.calls);
        QVERIFY(article.requests > article.calls);
        QCOMPARE(policyIn(seen, u"claude-code"_s).succeeded, article.calls);
    }

    void aDeadPathOpensTheBreaker()
    {
        const auto path = pathOf({answered(503)});
        Walk walk;
        const StabilityEvidence seen = walk.run(quickPlan(10), path);
        QCOMPARE(seen.attempts.size(), 10);
        QVERIFY(countOf(seen, AttemptOutcome::RefusedByBreaker) >= 1);
        QCOMPARE(countOf(seen, AttemptOutcome::Succeeded), 0);
        QCOMPARE(statesOf(seen).value(0), u"open"_s);
        QCOMPARE(statesOf(seen).value(1), u"half_open"_s);
        QCOMPARE(statesOf(seen).value(2), u"open"_s);
        QVERIFY(path->sent < 40);
        QCOMPARE(seen.successRate, 0.0);
        QVERIFY(!seen.p50Ms);
        for (const StabilityAttempt& each : seen.attempts)
            QCOMPARE(each.outcome == AttemptOutcome::RefusedByBreaker, each.tries.isEmpty());
        QCOMPARE(walk.listener->samples.value(u"breaker"_s).size(), seen.breaker.size());
    }

    void aPathThatComesBackClosesTheBreaker()
    {
        QList<TrySeen> answers(6, answered(503));
        answers += QList<TrySeen>(100, answered(401));
        const StabilityEvidence seen = Walk().run(quickPlan(20), pathOf(answers));
        QCOMPARE(statesOf(seen).last(), u"closed"_s);
        QCOMPARE(seen.attempts.last().outcome, AttemptOutcome::Succeeded);
    }

    void aClearAnswerEndsIt_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("keySent");
        QTest::addColumn<bool>("isClear");
        QTest::newRow("overloaded: the guide does not retry it") << 529 << false << true;
        QTest::newRow("forbidden") << 403 << false << true;
        QTest::newRow("a wrong key") << 401 << true << true;
        QTest::newRow("no key") << 401 << false << false;
        QTest::newRow("no such page without a key") << 404 << false << false;
        QTest::newRow("well") << 200 << true << false;
    }
    void aClearAnswerEndsIt()
    {
        QFETCH(int, status);
        QFETCH(bool, keySent);
        QFETCH(bool, isClear);
        StabilityPlan plan = quickPlan(10);
        plan.lanes = 1;
        plan.keySent = keySent;
        const StabilityEvidence seen = Walk().run(plan, pathOf({answered(status)}));
        QCOMPARE(seen.attempts.size(), isClear ? 3 : 10);
        QCOMPARE(seen.successRate, isClear ? 0.0 : 1.0);
    }

    void differentAnswersAreNotClear()
    {
        StabilityPlan plan = quickPlan(10);
        plan.lanes = 1;
        const StabilityEvidence seen =
            Walk().run(plan, pathOf({answered(403), answered(403), answered(400), answered(401)}));
        QCOMPARE(seen.attempts.size(), 10);
    }

    void aShortRetryAfterIsObeyed()
    {
        StabilityPlan plan = quickPlan(2);
        plan.lanes = 1;
        const StabilityEvidence seen = Walk().run(plan, pathOf({limited(0.25), answered(401)}));
        const auto tries = seen.attempts.first().tries;
        QCOMPARE(tries.size(), 2);
        QCOMPARE(tries[0].retryAfterSeconds, 0.25);
        QCOMPARE(tries[1].waitMs, 250.0);
        QVERIFY(seen.attempts[1].startedMs >= 250);
    }

    void aRetryAfterThatDoesNotFitEndsIt()
    {
        const auto path = pathOf({limited(30)});
        QElapsedTimer clock;
        clock.start();
        const StabilityEvidence seen = Walk().run(quickPlan(10), path);
        QVERIFY(clock.elapsed() < 5000);
        QCOMPARE(path->sent, 2);
        QCOMPARE(seen.attempts.size(), 2);
        for (const StabilityAttempt& each : seen.attempts) {
            QCOMPARE(each.tries.size(), 1);
            QCOMPARE(each.tries.first().status, 429);
            QCOMPARE(each.tries.first().error, u"retry_after_too_long"_s);
            QCOMPARE(each.outcome, AttemptOutcome::Failed);
        }
    }

    void anAnswerWithoutTheApisMarksIsAFailure()
    {
        StabilityPlan plan = quickPlan(3);
        plan.lanes = 1;
        const StabilityEvidence seen =
            Walk().run(plan, pathOf({answered(401), answered(200, false), answered(401)}));
        QCOMPARE(seen.attempts[1].outcome, AttemptOutcome::Failed);
        QCOMPARE(seen.attempts[1].tries.first().error, u"not_the_api"_s);
        QCOMPARE(seen.attempts[2].outcome, AttemptOutcome::Succeeded);
        const StabilityEvidence never = Walk().run(quickPlan(10), pathOf({answered(200, false)}));
        QCOMPARE(never.successRate, 0.0);
        QVERIFY(never.attempts.size() <= 4);
    }

    void clearLossEndsIt()
    {
        StabilityPlan plan = quickPlan(10);
        plan.lanes = 1;
        TrySeen lossy = answered(401);
        lossy.segmentsSent = 6;
        lossy.segmentsLost = 2;
        QCOMPARE(Walk().run(plan, pathOf({lossy})).attempts.size(), 3);
        // Two could still be chance.
        QCOMPARE(Walk()
                     .run(plan, pathOf(QList<TrySeen>{lossy, lossy} + QList<TrySeen>(8, answered(401))))
                     .attempts.size(),
                 10);
    }

    void noTryBeginsWhereTheBudgetIsSpent()
    {
        StabilityPlan plan = quickPlan(10);
        plan.lanes = 1;
        int left = 3;
        plan.claim = [&left] { return left > 0 ? std::make_shared<PacketAmount>() : PacketClaim(); };
        const StabilityEvidence seen = Walk().run(plan, [&left](const Scope&) -> QCoro::Task<TrySeen> {
            --left;
            co_return answered(401);
        });
        QCOMPARE(seen.attempts.size(), 3);
        QCOMPARE(seen.successRate, 1.0);
        // Nor does a retry.
        left = 2;
        const StabilityEvidence failing = Walk().run(plan, [&left](const Scope&) -> QCoro::Task<TrySeen> {
            --left;
            co_return answered(503);
        });
        QCOMPARE(failing.attempts.size(), 1);
        QCOMPARE(failing.attempts.first().tries.size(), 2);
        QCOMPARE(failing.attempts.first().outcome, AttemptOutcome::Failed);
    }

    void waitsForRoomThatOthersHold()
    {
        StabilityPlan plan = quickPlan(4);
        int asked = 0;
        plan.claim = [&asked] { return ++asked > 6 ? std::make_shared<PacketAmount>() : PacketClaim(); };
        plan.mayGetRoom = [&asked] { return asked <= 6; };
        QCOMPARE(Walk().run(plan, pathOf({answered(401)})).attempts.size(), 4);
        // Nobody else holds any: it ends at once.
        plan.claim = [] { return PacketClaim(); };
        plan.mayGetRoom = [] { return false; };
        QVERIFY(Walk().run(plan, pathOf({answered(401)})).attempts.isEmpty());
        // They never give it back: it ends with its time.
        plan.mayGetRoom = [] { return true; };
        plan.totalTime = milliseconds(120);
        QVERIFY(Walk().run(plan, pathOf({answered(401)})).attempts.isEmpty());
    }

    void lostSegmentsAreHandedOn()
    {
        TrySeen lossy = answered(401);
        lossy.synRetransmits = 2;
        lossy.segmentsSent = 6;
        lossy.segmentsLost = 3;
        const TryEvidence told = Walk().run(quickPlan(1), pathOf({lossy})).attempts.first().tries.first();
        QCOMPARE(told.synRetransmits, 2);
        QCOMPARE(told.segmentsSent, 6);
        QCOMPARE(told.segmentsLost, 3);
        const TryEvidence unknown =
            Walk().run(quickPlan(1), pathOf({answered(401)})).attempts.first().tries.first();
        QVERIFY(!unknown.synRetransmits);
        QVERIFY(!unknown.segmentsLost);
    }

    void aTryHasItsOwnTime()
    {
        StabilityPlan plan = quickPlan(1);
        plan.tryTime = milliseconds(40);
        const StabilityEvidence seen = Walk().run(plan, [](const Scope& scope) { return silence(scope); });
        QCOMPARE(seen.attempts.size(), 1);
        QCOMPARE(seen.attempts.first().tries.size(), 4);
        QCOMPARE(seen.attempts.first().tries.last().error, u"timed_out"_s);
    }

    void theStepsTimeIsKept()
    {
        StabilityPlan plan = quickPlan(100);
        plan.tryTime = milliseconds(100);
        plan.totalTime = milliseconds(250);
        plan.breakerThreshold = 1000;
        QElapsedTimer clock;
        clock.start();
        const StabilityEvidence seen = Walk().run(plan, [](const Scope& scope) { return silence(scope); });
        QVERIFY(clock.elapsed() < 2000);
        QCOMPARE(seen.attempts.size(), 2);
        for (const StabilityAttempt& each : seen.attempts) {
            QCOMPARE(each.outcome, AttemptOutcome::Failed);
            QCOMPARE(each.tries.size(), 2);
        }
    }

    void cancelEndsItAtEveryMoment()
    {
        for (int moment = 0; moment <= 60; moment += 3) {
            Walk walk;
            const auto path = pathOf({answered(401), answered(503), limited(0.02), unanswered(u"reset"_s)});
            QTimer::singleShot(moment, walk.cancel.get(), &CancelSource::cancel);
            QElapsedTimer clock;
            clock.start();
            const StabilityEvidence seen = walk.run(quickPlan(200), path);
            QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(moment)));
            QCOMPARE(path->underWay, 0);
            for (const StabilityAttempt& each : seen.attempts) {
                if (each.outcome == AttemptOutcome::RefusedByBreaker) continue;
                QVERIFY(!each.tries.isEmpty());
            }
        }
    }

    void cancelledBeforeItBegan()
    {
        Walk walk;
        walk.cancel->cancel();
        const auto path = pathOf({answered(401)});
        const StabilityEvidence seen = walk.run(quickPlan(10), path);
        QCOMPARE(path->sent, 0);
        QVERIFY(!seen.successRate && !seen.successRateWithRetries && !seen.p50Ms && seen.policies.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestStability)
#include "tst_stability.moc"
