// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resilience/advice.h"
#include "core/resilience/retrypolicy.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace {

TryOutcome answered(int status)
{
    TryOutcome outcome;
    outcome.status = status;
    return outcome;
}

TryOutcome unanswered(const QString& error)
{
    TryOutcome outcome;
    outcome.error = error;
    return outcome;
}

const RetryPolicy& policyOf(const char* id)
{
    return *retryPolicy(QString::fromLatin1(id));
}

/// What a client with this policy does when its tries end so, one after the other: an answer below 400 is a
/// success. Returns the number of requests sent, and whether the call succeeded.
struct Call
{
    int requests = 0;
    bool succeeded = false;
    QList<milliseconds> waits;
};

Call call(const RetryPolicy& policy, const QList<TryOutcome>& tries, double random = 0.5)
{
    Call result;
    for (const TryOutcome& each : tries) {
        ++result.requests;
        result.succeeded = each.status && *each.status < 400;
        if (result.succeeded) break;
        const RetryDecision decision = decide(policy, result.requests, each, random);
        if (!decision.retry) break;
        result.waits.append(decision.wait);
    }
    return result;
}

TryOutcome randomOutcome(QRandomGenerator& random)
{
    static const QList<int> statuses{200, 400, 401, 402, 403, 404, 405, 408, 409, 413, 422,
                                     429, 451, 499, 500, 502, 503, 504, 520, 529, 599};
    static const QStringList errors{u"timed_out"_s, u"reset"_s, u"closed"_s, u"refused"_s, u"certificate"_s};
    TryOutcome outcome;
    if (random.bounded(4) == 0) {
        outcome.error = errors.at(random.bounded(static_cast<int>(errors.size())));
    } else {
        outcome.status = statuses.at(random.bounded(static_cast<int>(statuses.size())));
        if (random.bounded(3) == 0) outcome.retryAfterSeconds = random.bounded(200'000) / 10.0;
        if (random.bounded(4) == 0) outcome.shouldRetry = random.bounded(2) == 0;
        outcome.spendCap = outcome.status == 429 && random.bounded(3) == 0;
    }
    if (random.bounded(3) == 0) outcome.method = u"POST"_s;
    return outcome;
}

bool canNeverSucceed(const TryOutcome& outcome)
{
    static const QList<int> hopeless{400, 401, 402, 403, 404, 405, 413, 422, 451, 499};
    return outcome.spendCap || (outcome.status && hopeless.contains(*outcome.status));
}

} // namespace

class TestRetryPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theShippedPoliciesAreThere()
    {
        QStringList ids;
        for (const RetryPolicy& policy : retryPolicies()) {
            ids.append(policy.id);
            QVERIFY2(!policy.sources.isEmpty(), qPrintable(policy.id));
        }
        QCOMPARE(ids, (QStringList{u"none"_s, u"article"_s, u"anthropic-sdk"_s, u"claude-code"_s,
                                   u"pathlight"_s}));
        QCOMPARE(retryPolicy(u"no such"_s), nullptr);
        QCOMPARE(policyOf("article").maximumRetries, 3);
        QCOMPARE(policyOf("article").statuses, (QList<int>{408, 429, 500, 502, 503, 504}));
        QCOMPARE(policyOf("anthropic-sdk").maximumRetries, 2);
        QCOMPARE(policyOf("anthropic-sdk").jitter.kind, JitterKind::Subtract);
        QCOMPARE(policyOf("claude-code").maximumRetries, 10);
        QCOMPARE(policyOf("pathlight").retryAfter.beyond, BeyondLimit::Stop);
    }

    void twoFailuresThenASuccessMakeThreeCalls()
    {
        auto failure = answered(503);
        failure.method = u"POST"_s;
        const Call made = call(policyOf("article"), {failure, failure, answered(200), answered(200)});
        QCOMPARE(made.requests, 3);
        QVERIFY(made.succeeded);
        QCOMPARE(made.waits, (QList<milliseconds>{milliseconds(0), milliseconds(2000)}));
    }

    void waits_data()
    {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<double>("random");
        QTest::addColumn<QList<int>>("expected");
        QTest::newRow("urllib3 waits from the second retry on")
            << u"article"_s << 0.5 << QList<int>{0, 2000, 4000};
        QTest::newRow("sdk, longest") << u"anthropic-sdk"_s << 0.0 << QList<int>{500, 1000};
        QTest::newRow("sdk, a quarter off") << u"anthropic-sdk"_s << 1.0 << QList<int>{375, 750};
        QTest::newRow("claude code is capped")
            << u"claude-code"_s << 0.0
            << QList<int>{500, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000, 8000};
        QTest::newRow("full jitter, none") << u"pathlight"_s << 0.0 << QList<int>{0, 0, 0, 0};
        QTest::newRow("full jitter, all") << u"pathlight"_s << 1.0 << QList<int>{500, 1000, 2000, 4000};
    }
    void waits()
    {
        QFETCH(QString, policy);
        QFETCH(double, random);
        QFETCH(QList<int>, expected);
        const Call made = call(*retryPolicy(policy), QList<TryOutcome>(20, answered(503)), random);
        QList<int> waited;
        for (const milliseconds each : made.waits)
            waited.append(static_cast<int>(each.count()));
        QCOMPARE(waited, expected);
        QVERIFY(!made.succeeded);
    }

    void whatIsRetried_data()
    {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("retried");
        const auto row = [](const char* policy, int status, bool retried) {
            QTest::addRow("%s %d", policy, status) << QString::fromLatin1(policy) << status << retried;
        };
        row("none", 503, false);
        row("article", 503, true);
        row("article", 408, true);
        row("article", 409, false);
        row("article", 529, false);
        row("article", 501, false);
        row("anthropic-sdk", 409, true);
        row("anthropic-sdk", 529, true);
        row("claude-code", 501, true);
        row("pathlight", 429, true);
        row("pathlight", 403, false);
    }
    void whatIsRetried()
    {
        QFETCH(QString, policy);
        QFETCH(int, status);
        QFETCH(bool, retried);
        QCOMPARE(decide(*retryPolicy(policy), 1, answered(status), 0.5).retry, retried);
    }

    void reasons()
    {
        const RetryPolicy& article = policyOf("article");
        const auto because = [&](const RetryPolicy& policy, const TryOutcome& outcome, int tries) {
            return decide(policy, tries, outcome, 0.5).because;
        };
        QCOMPARE(because(article, answered(503), 1), RetryBecause::Status);
        QCOMPARE(because(article, answered(503), 4), RetryBecause::BudgetSpent);
        QCOMPARE(because(article, unanswered(u"reset"_s), 1), RetryBecause::ConnectionError);
        QCOMPARE(because(article, answered(403), 1), RetryBecause::NotRetryable);
        TryOutcome patch = answered(503);
        patch.method = u"PATCH"_s;
        QCOMPARE(because(article, patch, 1), RetryBecause::Method);
        TryOutcome capped = answered(429);
        capped.spendCap = true;
        QCOMPARE(because(article, capped, 1), RetryBecause::SpendCap);
        QCOMPARE(because(policyOf("claude-code"), unanswered(u"certificate"_s), 1),
                 RetryBecause::NotRetryable);
        QCOMPARE(because(policyOf("anthropic-sdk"), unanswered(u"certificate"_s), 1),
                 RetryBecause::ConnectionError);
    }

    void theServersWordDecidesForTheSdk()
    {
        TryOutcome no = answered(503);
        no.shouldRetry = false;
        QVERIFY(!decide(policyOf("anthropic-sdk"), 1, no, 0.5).retry);
        QVERIFY(decide(policyOf("article"), 1, no, 0.5).retry);
        TryOutcome yes = answered(200);
        yes.shouldRetry = true;
        QCOMPARE(decide(policyOf("anthropic-sdk"), 1, yes, 0.5).because, RetryBecause::ServerAsked);
    }

    void retryAfterIsObeyedUpToItsLimit()
    {
        TryOutcome limited = answered(429);
        limited.retryAfterSeconds = 7;
        for (const char* id : {"article", "anthropic-sdk", "claude-code", "pathlight"}) {
            QCOMPARE(decide(policyOf(id), 1, limited, 0.5).wait, milliseconds(7000));
        }
        limited.retryAfterSeconds = 61;
        QCOMPARE(decide(policyOf("anthropic-sdk"), 1, limited, 0).wait, milliseconds(500));
        const RetryDecision stopped = decide(policyOf("pathlight"), 1, limited, 0.5);
        QVERIFY(!stopped.retry);
        QCOMPARE(stopped.because, RetryBecause::RetryAfterTooLong);
        limited.retryAfterSeconds = 1e300;
        QCOMPARE(decide(policyOf("article"), 1, limited, 0.5).wait, milliseconds(21'600'000));
        limited.retryAfterSeconds = 0;
        QCOMPARE(decide(policyOf("article"), 2, limited, 0.5).wait, milliseconds(2000));
    }

    void retryAfterHeaders_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<double>("seconds"); // below zero: unknown
        QTest::newRow("number") << QByteArray("30") << 30.0;
        QTest::newRow("fraction and blanks") << QByteArray(" 1.5 ") << 1.5;
        QTest::newRow("date ahead") << QByteArray("Tue, 24 Nov 2026 12:00:30 GMT") << 30.0;
        QTest::newRow("date gone by") << QByteArray("Tue, 24 Nov 2026 11:00:00 GMT") << 0.0;
        QTest::newRow("empty") << QByteArray() << -1.0;
        QTest::newRow("negative") << QByteArray("-5") << -1.0;
        QTest::newRow("words") << QByteArray("soon") << -1.0;
        QTest::newRow("infinite") << QByteArray("inf") << -1.0;
        QTest::newRow("not a number") << QByteArray("nan") << -1.0;
        QTest::newRow("endless") << QByteArray(100'000, '9') << -1.0;
    }
    void retryAfterHeaders()
    {
        QFETCH(QByteArray, header);
        QFETCH(double, seconds);
        const QDateTime now(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
        QCOMPARE(retryAfterSeconds(header, now).value_or(-1), seconds);
    }

    void noPolicyWastesItsBudgetWhateverHappens()
    {
        for (quint32 seed = 1; seed <= 4000; ++seed) {
            QRandomGenerator random(seed);
            QList<TryOutcome> tries;
            for (int index = 0; index < 30; ++index)
                tries.append(randomOutcome(random));
            for (const RetryPolicy& policy : retryPolicies()) {
                const Call made = call(policy, tries, random.generateDouble());
                const QByteArray where = policy.id.toLatin1() + " seed " + QByteArray::number(seed);
                QVERIFY2(made.requests <= policy.maximumRetries + 1, where.constData());
                for (int index = 0; index + 1 < made.requests; ++index) {
                    QVERIFY2(!canNeverSucceed(tries.at(index)), where.constData());
                }
                const auto longest = milliseconds(std::llround(
                    1000 * std::max(policy.backoff.capSeconds, policy.retryAfter.maximumSeconds)));
                for (const milliseconds wait : made.waits) {
                    QVERIFY2(wait >= milliseconds(0) && wait <= longest, where.constData());
                }
            }
        }
    }

    void measuredTriesPlayedUnderEachPolicy()
    {
        // Every third try fails: without retries two in three succeed, with one retry all do.
        const MeasuredTry good{true, {}};
        const MeasuredTry bad{false, answered(503)};
        const QList<MeasuredTry> tries{good, good, bad, good, good, bad};
        const PolicyTrial none = playUnder(policyOf("none"), tries);
        QCOMPARE(none.calls, 6);
        QCOMPARE(none.succeeded, 4);
        QCOMPARE(none.requests, 6);
        const PolicyTrial article = playUnder(policyOf("article"), tries);
        QCOMPARE(article.succeeded, 6);
        QCOMPARE(article.requests, 8);
        QCOMPARE(article.waited, milliseconds(0));
        const PolicyTrial dead = playUnder(policyOf("claude-code"), {bad});
        QCOMPARE(dead.requests, 11);
        QCOMPARE(dead.succeeded, 0);
        QCOMPARE(playUnder(policyOf("article"), {}).calls, 0);
    }

    void advisedRetries_data()
    {
        QTest::addColumn<QByteArray>("tries"); // '+' succeeded, 's' 503, 'n' 403, 'r' reset
        QTest::addColumn<int>("retries");
        QTest::newRow("nothing measured") << QByteArray() << 0;
        QTest::newRow("nothing failed") << QByteArray("+++++") << 0;
        QTest::newRow("nothing succeeded") << QByteArray("sssss") << 0;
        QTest::newRow("no retry can change it") << QByteArray("+n+n+") << 0;
        // One in a hundred would fail by itself after one retry at a tenth: 0.1 squared is 0.01.
        QTest::newRow("a tenth, one by one") << QByteArray("+++++++++s") << 1;
        QTest::newRow("a quarter, one by one") << QByteArray("+++s+++r") << 3;
        QTest::newRow("every third, in rows of two") << QByteArray("++++ss") << 4;
        QTest::newRow("a third, in one row") << QByteArray("++++++++++++ssssss") << 6;
        QTest::newRow("a row that goes round") << QByteArray("sss++++++++++++++++++++++++++rr") << 5;
        QTest::newRow("two thirds: more than anybody should") << QByteArray("+ss") << 8;
        QTest::newRow("what no retry changes is not counted") << QByteArray("+++++++++snnnnn") << 1;
    }
    void advisedRetries()
    {
        QFETCH(QByteArray, tries);
        QFETCH(int, retries);
        QList<MeasuredTry> measured;
        for (const char each : tries) {
            TryOutcome outcome = answered(each == 'n' ? 403 : 503);
            if (each == 'r') outcome = {u"GET"_s, std::nullopt, u"reset"_s, {}, {}, false};
            measured.append({each == '+', each == '+' ? TryOutcome() : outcome});
        }
        const RetryPolicy advised = advisedPolicy(measured);
        QCOMPARE(advised.maximumRetries, retries);
        if (retries == 0 || retries == mostRetriesAdvised) return;
        const PolicyTrial trial = playUnder(advised, measured);
        const auto hopeless = tries.count('n');
        QVERIFY(trial.succeeded >= trial.calls - hopeless - (hopeless > 0 ? 1 : 0));
    }

    void adviceNeverWastesItsBudget()
    {
        for (quint32 seed = 1; seed <= 2000; ++seed) {
            QRandomGenerator random(seed);
            QList<MeasuredTry> tries;
            for (int index = 0; index < 12; ++index)
                tries.append({random.bounded(2) == 0, randomOutcome(random)});
            const RetryPolicy advised = advisedPolicy(tries);
            QVERIFY(advised.maximumRetries >= 0 && advised.maximumRetries <= mostRetriesAdvised);
            const PolicyTrial trial = playUnder(advised, tries);
            QVERIFY(trial.requests <= trial.calls * (advised.maximumRetries + 1));
            QVERIFY(trial.succeeded >= playUnder(policyOf("none"), tries).succeeded);
        }
    }
};

QTEST_APPLESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
