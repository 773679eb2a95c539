// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/practiceserver.h"
#include "core/practice/reply.h"
#include "core/report/texts.h"
#include "core/steps/answerholder.h"
#include "core/steps/api.h"
#include "core/steps/requestsizes.h"
#include "core/steps/statuspage.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "stepbench.h"

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

HttpAnswer answerOf(int status, const QList<HttpHeader>& headers, const QByteArray& body)
{
    HttpAnswer answer;
    answer.outcome = ExchangeOutcome::Answered;
    answer.status = status;
    answer.headers = headers;
    answer.body = body;
    return answer;
}

HttpAnswer apiError(int status)
{
    return answerOf(status, {{"request-id", "req_1"}}, R"({"error":{"type":"x","message":"y"}})");
}

/// The step after an answer, beside a practice server that shows the status page and takes messages.
struct Practice
{
    explicit Practice(const char* id = "healthy") : server(*practiceScenario(QString::fromLatin1(id)))
    {
        QSignalSpy ready(&server, &PracticeServer::ready);
        server.start();
        if (!ready.wait(10'000)) qFatal("not ready: %s", id);
        QObject::connect(&server, &PracticeServer::served, &server, [this](const PracticeServed& one) {
            if (one.what == "request"_L1) paths.append(one.method + u' ' + one.path);
        });
        bench.aimAtPractice(server.target(), server.caFile());
    }

    StepResult after(const HttpAnswer& answer)
    {
        (*bench.context.baton)[u"answer"_s] = std::make_unique<AnswerHolder>(answer);
        return bench.run(u"api"_s, apiStep).value_or(StepResult{});
    }
    ApiEvidence seenAfter(const HttpAnswer& answer)
    {
        return fromObject<ApiEvidence>(after(answer).evidence);
    }

    PracticeServer server;
    QStringList paths; ///< that were asked for
    StepBench bench;
};

} // namespace

/// What the step `api` adds to an answer: the key's form, the status page, requests of growing size.
class TestApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void statusPages_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("indicator");
        QTest::addColumn<QString>("description");
        QTest::addColumn<QStringList>("disturbed");
        const auto row = [](const char* name, const QByteArray& json, const QString& indicator,
                            const QString& description, const QStringList& disturbed) {
            QTest::newRow(name) << json << indicator << description << disturbed;
        };
        row("all is well", R"({"status":{"indicator":"none","description":"All Systems Operational"}})",
            u"none"_s, u"All Systems Operational"_s, {});
        row("parts of it",
            R"({"status":{"indicator":"minor","description":"x"},"components":[{"name":"API","status":"partial_outage"},{"name":"Site","status":"operational"}]})",
            u"minor"_s, u"x"_s, {u"API: partial_outage"_s});
        row("an indicator nobody knows", R"({"status":{"indicator":"purple","description":"x"}})", {}, {},
            {});
        row("no JSON", "<html>", {}, {}, {});
        row("a list", "[]", {}, {}, {});
        row("cut", R"({"status":{"indicator":"major")", {}, {}, {});
        row("words that are none", R"({"status":{"indicator":"major","description":7},"components":{}})",
            u"major"_s, {}, {});
        row("parts that are none",
            R"({"status":{"indicator":"major"},"components":[7,{},{"name":"n"},{"status":"down"}]})",
            u"major"_s, {}, {u": down"_s});
    }
    void statusPages()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, indicator);
        QFETCH(QString, description);
        QFETCH(QStringList, disturbed);
        const StatusPageEvidence seen = readStatusPage(json);
        QCOMPARE(seen.indicator.value_or(QString()), indicator);
        QCOMPARE(seen.description.value_or(QString()), description);
        QCOMPARE(seen.disturbed, disturbed);
        QCOMPARE(seen.outcome, indicator.isEmpty() ? u"other"_s : u"answered"_s);
    }

    void aStatusPageCannotFlood()
    {
        QJsonArray parts;
        for (int index = 0; index < 5000; ++index)
            parts.append(QJsonObject{{u"name"_s, QString(500, u'n')}, {u"status"_s, u"down"_s}});
        const QJsonObject status{{u"indicator"_s, u"major"_s},
                                 {u"description"_s, u"\u202e"_s.repeated(2).append(QString(9000, u'd'))}};
        const StatusPageEvidence seen = readStatusPage(
            QJsonDocument(QJsonObject{{u"status"_s, status}, {u"components"_s, parts}}).toJson());
        QVERIFY(seen.description->size() <= 200);
        QVERIFY(!seen.description->contains(QChar(0x202e)));
        QCOMPARE(seen.disturbed.size(), 8);
        QVERIFY(seen.disturbed.first().size() <= 130);
    }

    void thePageIsAskedOnlyWhereTheServiceIsAtFault_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("marked");
        QTest::addColumn<bool>("byTheEdge");
        QTest::addColumn<bool>("asked");
        const auto row = [](const char* name, int status, bool marked, bool byTheEdge, bool asked) {
            QTest::newRow(name) << status << marked << byTheEdge << asked;
        };
        row("200", 200, true, true, false);
        row("401", 401, true, true, false);
        row("403", 403, true, true, false);
        row("429", 429, true, true, false);
        row("500", 500, true, true, true);
        row("529", 529, true, false, true);
        row("520 by the edge", 520, false, true, true);
        row("403 by the edge", 403, false, true, false);
        row("502 by somebody", 502, false, false, false);
    }
    void thePageIsAskedOnlyWhereTheServiceIsAtFault()
    {
        QFETCH(int, status);
        QFETCH(bool, marked);
        QFETCH(bool, byTheEdge);
        QFETCH(bool, asked);
        Practice practice;
        HttpAnswer answer = marked ? apiError(status) : answerOf(status, {}, "<html>");
        if (byTheEdge) answer.headers.append(HttpHeader{"cf-ray", "a-LAB"});
        const StepResult result = practice.after(answer);
        QCOMPARE(result.skipped.has_value(), !marked);
        const auto seen = fromObject<ApiEvidence>(result.evidence);
        QCOMPARE(seen.statusPage.has_value(), asked);
        QTRY_COMPARE(practice.paths.contains(u"GET "_s + QLatin1StringView(practiceStatusPath)), asked);
        if (!asked) return;
        QCOMPARE(seen.statusPage->indicator, u"major"_s);
        QCOMPARE(seen.statusPage->disturbed, QStringList{u"Practice API: major_outage"_s});
        QVERIFY(seen.statusPage->ms);
    }

    void withoutAPageNobodyIsAsked()
    {
        Practice practice;
        practice.bench.context.target.statusPage.clear();
        QVERIFY(!practice.seenAfter(apiError(500)).statusPage);
        QVERIFY(practice.paths.isEmpty());
    }

    void aPageThatDoesNotProveItsNameIsNotBelieved()
    {
        Practice practice;
        practice.bench.context.options.caFile.clear();
        const auto seen = practice.seenAfter(apiError(500)).statusPage;
        QVERIFY(seen && !seen->indicator && !seen->ms);
        QVERIFY(practice.paths.isEmpty());
    }

    void aSilentPageCostsLittle()
    {
        Practice practice("silent");
        QElapsedTimer clock;
        clock.start();
        // The scenario is silent for every request but the status page's own path.
        practice.bench.context.target.statusPage = practice.server.target().url + u"/elsewhere"_s;
        const auto seen = practice.seenAfter(apiError(500)).statusPage;
        QVERIFY(seen && !seen->indicator);
        QCOMPARE(seen->outcome, u"timed_out"_s);
        QVERIFY(clock.elapsed() < 4000);
    }

    void theKeysFormIsToldAndNoPartOfIt_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("form");
        QTest::newRow("key") << QByteArray("sk-ant-api03-abcdef") << u"api_key"_s;
        QTest::newRow("token") << QByteArray("sk-ant-oat01-abcdef") << u"oauth_token"_s;
        QTest::newRow("other") << QByteArray("hunter2-abcdef") << u"other"_s;
    }
    void theKeysFormIsToldAndNoPartOfIt()
    {
        QFETCH(QByteArray, key);
        QFETCH(QString, form);
        Practice practice;
        practice.bench.context.key = ApiKey(key);
        const StepResult result = practice.after(apiError(401));
        QCOMPARE(fromObject<ApiEvidence>(result.evidence).keyForm, form);
        QVERIFY(!QJsonDocument(result.evidence).toJson().contains("abcdef"));
    }

    void bodiesAreOfTheirSize()
    {
        for (const int size : {1024, 16 * 1024, 1024 * 1024}) {
            const QByteArray body = bodyOfSize(size);
            QCOMPARE(body.size(), size);
            QVERIFY(QJsonDocument::fromJson(body).isObject());
        }
        QVERIFY(QJsonDocument::fromJson(bodyOfSize(0)).isObject());
    }

    void sizesAreSentOnlyWhereAllowed()
    {
        Practice practice;
        QVERIFY(practice.seenAfter(apiError(401)).sizes.isEmpty());
        QVERIFY(practice.paths.isEmpty());
    }

    void sizesGrowToAMegabyte()
    {
        Practice practice;
        practice.bench.context.options.requestSizes = true;
        const auto sizes = practice.seenAfter(apiError(401)).sizes;
        QCOMPARE(sizes.size(), 5);
        for (const SizedRequestEvidence& each : sizes) {
            QCOMPARE(each.outcome, ExchangeOutcome::Answered);
            QCOMPARE(each.status, 401);
            QVERIFY(each.fromTheApi.value() && each.sentWhole.value());
        }
        QCOMPARE(sizes.last().bytes, 1024 * 1024);
        QCOMPARE(practice.paths.count(u"POST /v1/messages"_s), 5);
    }

    void theFirstThatDoesNotReachTheApiIsAskedTwiceAndTheLast()
    {
        Practice practice("not_the_api");
        practice.bench.context.options.requestSizes = true;
        const auto sizes = practice.seenAfter(apiError(401)).sizes;
        QCOMPARE(sizes.size(), 2);
        QCOMPARE(sizes.last().bytes, 1024);
        QCOMPARE(sizes.last().fromTheApi, false);
    }

    void sizesEndWhenStopped()
    {
        for (int moment = 0; moment < 200; moment += 20) {
            Practice practice;
            practice.bench.context.options.requestSizes = true;
            QTimer::singleShot(moment, practice.bench.cancel.get(), &CancelSource::cancel);
            QElapsedTimer clock;
            clock.start();
            practice.after(apiError(401));
            QVERIFY(clock.elapsed() < 3000);
        }
    }

    void aReadingIsWordedInEachLanguage()
    {
        const QJsonObject arguments{{u"reading"_s, u"limit_spend"_s}, {u"status"_s, u"429"_s}};
        const Explanation english = Texts(u"en"_s).explain(u"api.rate_limit_error"_s, arguments);
        const Explanation chinese = Texts(u"zh_CN"_s).explain(u"api.rate_limit_error"_s, arguments);
        QVERIFY(english.paragraphs.first().contains(Texts(u"en"_s)(u"reading.limit_spend"_s)));
        QVERIFY(chinese.paragraphs.first().contains(Texts(u"zh_CN"_s)(u"reading.limit_spend"_s)));
        const QString general = Texts(u"en"_s).explain(u"api.rate_limit_error"_s).paragraphs.first();
        QVERIFY(general.contains("waiting helps"_L1));
        // What no text knows, as a hostile journal may hold it, is not shown.
        const QJsonObject strange{{u"reading"_s, u"<b>limit"_s}};
        QCOMPARE(Texts(u"en"_s).explain(u"api.rate_limit_error"_s, strange).paragraphs.first(), general);
    }
};

QTEST_GUILESS_MAIN(TestApi)
#include "tst_api.moc"
