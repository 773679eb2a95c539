// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"
#include "core/net/platform/traffic.h"
#include "core/practice/practiceserver.h"
#include "core/steps/http.h"
#include "core/steps/probe.h"
#include "core/steps/stability.h"

#include <QCoroTask>
#include <QSignalSpy>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

class SilentHost final : public StepHost
{
public:
    void sample(const QString&, const QString&, QJsonObject) override {}
    void yield(const QString&, const QString&) override {}
};

HttpAnswer answerOf(int status, const QList<HttpHeader>& headers, const QByteArray& body = {})
{
    HttpAnswer answer;
    answer.outcome = ExchangeOutcome::Answered;
    answer.status = status;
    answer.headers = headers;
    answer.body = body;
    return answer;
}

const QDateTime noon(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);

/// A practice server that is ready, and the context of a step that comes after tcp and tls saw it.
struct Practice
{
    explicit Practice(const char* id) : server(*practiceScenario(QString::fromLatin1(id)))
    {
        QSignalSpy ready(&server, &PracticeServer::ready);
        server.start();
        if (!ready.wait(10'000)) qFatal("not ready: %s", id);
        context.target = server.target();
        context.options.caFile = server.caFile();
        context.key = server.key();
        TcpEvidence tcp;
        ConnectAttempt attempt;
        attempt.address = u"127.0.0.1"_s;
        attempt.port = server.target().port();
        tcp.attempts.append(attempt);
        tcp.chosen = attempt.address;
        context.evidence.tcp = tcp;
        TlsEvidence tls;
        tls.verified = true;
        context.evidence.tls = tls;
    }

    TrySeen probe(std::chrono::milliseconds time = std::chrono::seconds(10))
    {
        return QCoro::waitFor(sendProbe(context, Scope::lasting(time)));
    }

    StabilityEvidence stability()
    {
        const StepResult result = QCoro::waitFor(stabilityStep(context));
        return fromObject<StabilityEvidence>(result.evidence);
    }

    PracticeServer server;
    StepContext context{u"stability"_s,
                        Scope::lasting(std::chrono::seconds(45)),
                        {},
                        {},
                        {},
                        {},
                        std::make_shared<SilentHost>(),
                        {}};
};

} // namespace

class TestProbe : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// Every walk has a thread of its own; here they share one, and each begins with nothing sent.
    void init() { platform::takeTraffic(); }

    void whatAnAnswerSaysOfRetries()
    {
        const TryOutcome limited =
            outcomeOf(answerOf(429, {{"retry-after", "7"}, {"x-should-retry", "true"}}), noon);
        QCOMPARE(limited.status, 429);
        QCOMPARE(limited.retryAfterSeconds, 7.0);
        QCOMPARE(limited.shouldRetry, true);
        QVERIFY(!limited.spendCap);
        const TryOutcome dated =
            outcomeOf(answerOf(503, {{"Retry-After", "Tue, 24 Nov 2026 12:01:00 GMT"}}), noon);
        QCOMPARE(dated.retryAfterSeconds, 60.0);
        QVERIFY(!dated.shouldRetry);
        const TryOutcome strange = outcomeOf(answerOf(503, {{"x-should-retry", "perhaps"}}), noon);
        QVERIFY(!strange.shouldRetry && !strange.retryAfterSeconds);
    }

    void theSpendingLimitIsToldByItsCode()
    {
        const QByteArray body =
            R"({"type":"error","error":{"type":"rate_limit_error","details":{"error_code":"enforced_spend_limit_reached"}}})";
        QVERIFY(outcomeOf(answerOf(429, {}, body), noon).spendCap);
        QVERIFY(!outcomeOf(answerOf(400, {}, body), noon).spendCap);
        QVERIFY(!outcomeOf(answerOf(429, {}, "[1,2"), noon).spendCap);
    }

    void noAnswerHasAnErrorAndNoStatus()
    {
        HttpAnswer answer;
        answer.outcome = ExchangeOutcome::Reset;
        const TryOutcome outcome = outcomeOf(answer, noon);
        QVERIFY(!outcome.status);
        QCOMPARE(outcome.error, u"reset"_s);
    }

    void theApisMarks()
    {
        QVERIFY(hasTheApisMarks(answerOf(200, {{"Request-Id", "req_1"}})));
        QVERIFY(hasTheApisMarks(answerOf(403, {}, R"({"error":{"type":"forbidden","message":"no"}})")));
        QVERIFY(!hasTheApisMarks(answerOf(200, {}, "<html>")));
        QVERIFY(!hasTheApisMarks(answerOf(200, {}, R"({"error":"no"})")));
    }

    void whatWasDoneToTheBody_data()
    {
        QTest::addColumn<QByteArray>("coding");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("altered"); // empty: nothing
        const auto row = [](const char* name, const char* coding, const char* type, const QByteArray& body,
                            const QString& altered) {
            QTest::newRow(name) << QByteArray(coding) << QByteArray(type) << body << altered;
        };
        const QByteArray json("{\"type\": \"error\"}");
        const QByteArray gzip("\x1f\x8b\x08\x00more");
        row("as it is", "", "application/json", json, {});
        row("packed and said so", "gzip", "application/json", gzip, {});
        row("unpacked on the way", "gzip", "application/json", json, u"unpacked"_s);
        row("unpacked on the way, in capitals", "GZIP", "", " [1]", u"unpacked"_s);
        row("a page tells of itself by its words", "gzip", "text/html", " <html>", {});
        row("unpacked from Brotli", "br", "application/json", json, u"unpacked"_s);
        row("Brotli has no mark", "br", "application/json", "\x0b\x05\x80", {});
        row("packed in silence", "", "application/json; charset=utf-8", gzip, u"packed"_s);
        row("packed in silence by zstd", "identity", "application/json", "\x28\xb5\x2f\xfd-", u"packed"_s);
        row("a file that is packed", "", "application/gzip", gzip, {});
        row("a coding that nobody knows", "x-new", "application/json", json, {});
        row("nothing came", "gzip", "application/json", {}, {});
    }

    void whatWasDoneToTheBody()
    {
        QFETCH(QByteArray, coding);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QList<HttpHeader> headers{{"Content-Type", type}};
        if (!coding.isEmpty()) headers.append(HttpHeader{"Content-Encoding", coding});
        HttpEvidence seen;
        describeAnswer(answerOf(401, headers, body), &seen);
        QTEST(seen.altered.value_or(QString()), "altered");
        QCOMPARE(seen.contentEncoding.has_value(), !coding.isEmpty());
    }

    void theKeyTravelsOnlyVerified()
    {
        Practice practice("unauthorized");
        const auto carriesKey = [&] {
            for (const HttpHeader& each : probeRequest(practice.context).headers)
                if (each.value.contains(practice.context.key.forHeader())) return true;
            return false;
        };
        QVERIFY(probesWithKey(practice.context) && carriesKey());
        practice.context.evidence.tls->verified = false;
        QVERIFY(!probesWithKey(practice.context) && !carriesKey());
        practice.context.evidence.tls->verified.reset();
        QVERIFY(!probesWithKey(practice.context) && !carriesKey());
    }

    void aHealthyEndpoint()
    {
        Practice practice("healthy");
        const TrySeen seen = practice.probe();
        QCOMPARE(seen.outcome.error, QString());
        QCOMPARE(seen.outcome.status, 401);
        QVERIFY(seen.fromTheApi && seen.ms.value_or(-1) > 0);
        QCOMPARE(seen.address, u"127.0.0.1"_s);
    }

    void failures_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QString>("error");
        QTest::newRow("refused") << QByteArray("refused") << u"refused"_s;
        // Qt alone reports a reset as a close.
        const bool told = platform::abilities().resetEvidence;
        QTest::newRow("reset") << QByteArray("reset") << (told ? u"reset"_s : u"closed"_s);
        QTest::newRow("expired") << QByteArray("certificate_expired") << u"certificate"_s;
        QTest::newRow("wrong name") << QByteArray("wrong_name") << u"certificate"_s;
        QTest::newRow("unknown authority") << QByteArray("unknown_authority") << u"certificate"_s;
        QTest::newRow("no TLS") << QByteArray("plain_http") << u"not_tls"_s;
        QTest::newRow("closed") << QByteArray("closed_early") << u"closed"_s;
    }
    void failures()
    {
        QFETCH(QByteArray, id);
        QFETCH(QString, error);
        Practice practice(id.constData());
        const TrySeen seen = practice.probe();
        QVERIFY(!seen.outcome.status && !seen.ms);
        QCOMPARE(seen.outcome.error, error);
    }

    void silenceEndsWithTheScope()
    {
        const TrySeen silent = Practice("silent").probe(std::chrono::milliseconds(600));
        QVERIFY(!silent.outcome.status);
        QCOMPARE(silent.outcome.error, u"timed_out"_s);
        const TrySeen dropped = Practice("syn_dropped").probe(std::chrono::milliseconds(600));
        QCOMPARE(dropped.outcome.error, u"timed_out"_s);
    }

    void stabilityOfAHealthyEndpoint()
    {
        const StabilityEvidence seen = Practice("healthy").stability();
        QCOMPARE(seen.attempts.size(), 10);
        QCOMPARE(seen.successRate, 1.0);
        QVERIFY(seen.p50Ms.value_or(-1) > 0 && seen.p95Ms >= seen.p50Ms);
    }

    void stabilityOfAnIntermittentEndpoint()
    {
        const StabilityEvidence seen = Practice("intermittent").stability();
        QCOMPARE(seen.attempts.size(), 10);
        QCOMPARE(seen.successRateWithRetries, 1.0);
        QVERIFY(seen.successRate.value() >= 0.4 && seen.successRate.value() <= 0.8);
    }

    void stabilityUnderARateLimit()
    {
        const StabilityEvidence seen = Practice("rate_limited").stability();
        QVERIFY(seen.attempts.size() <= 2);
        QCOMPARE(seen.attempts.first().tries.first().status, 429);
        QCOMPARE(seen.attempts.first().tries.first().error, u"retry_after_too_long"_s);
        QCOMPARE(seen.successRate, 0.0);
    }

    void stabilityWithoutAnAddressIsSkipped()
    {
        Practice practice("healthy");
        practice.context.evidence.tcp.reset();
        const StepResult result = QCoro::waitFor(stabilityStep(practice.context));
        QVERIFY(result.evidence.isEmpty() && result.skipped);
    }

    void stabilityWithoutLeaveToSendStaysUnknown()
    {
        Practice practice("healthy");
        practice.context.packets = std::make_shared<PacketBudget>(PacketAmount{0, 0});
        const StepResult result = QCoro::waitFor(stabilityStep(practice.context));
        QVERIFY(result.evidence.isEmpty());
        QVERIFY(result.unknown && result.unknown->key == "no_room_to_send"_L1);
    }
};

QTEST_GUILESS_MAIN(TestProbe)
#include "tst_probe.moc"
