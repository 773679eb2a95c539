// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/samplewalks.h"
#include "ui/charts/retrymodel.h"
#include "ui/charts/retrypainter.h"

#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

TryEvidence tried(std::optional<int> status, double ms, double waitMs = 0)
{
    TryEvidence made;
    made.status = status;
    made.ms = ms;
    made.waitMs = waitMs;
    return made;
}

StabilityEvidence twoRequests()
{
    StabilityEvidence evidence;
    StabilityAttempt first;
    first.startedMs = 100;
    first.tries = {tried(503, 50), tried({}, 30, 500), tried(401, 40, 1000)};
    first.tries[1].error = u"timed_out"_s;
    first.tries[2].retryAfterSeconds = 1.0;
    first.outcome = AttemptOutcome::Succeeded;
    StabilityAttempt second;
    second.startedMs = 2000;
    second.outcome = AttemptOutcome::RefusedByBreaker;
    evidence.attempts = {first, second};
    evidence.breaker = {{0, u"closed"_s}, {1700, u"open"_s}};
    return evidence;
}

} // namespace

class TestRetries final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesTriesAndWaits();
    void breakerSpansFollowOneAnother();
    void judgesATry_data();
    void judgesATry();
    void samplesAndEvidenceAgree();
    void ignoresWhatItDoesNotKnow();
    void newestRowsAreShownWhereRoomIsScarce();
    void wordsNameTriesAndWaits();
};

void TestRetries::placesTriesAndWaits()
{
    const RetryPicture picture = retryPicture(twoRequests());
    QCOMPARE(picture.rows.size(), 2);
    const RetryRow& row = picture.rows[0];
    QCOMPARE(row.tries.size(), 3);
    QCOMPARE(row.tries[0].startMs, 100.0);
    QCOMPARE(row.tries[0].endMs, 150.0);
    QCOMPARE(row.waits[0].startMs, 150.0);
    QCOMPARE(row.waits[0].endMs, 650.0);
    QCOMPARE(row.tries[1].endMs, 680.0);
    QCOMPARE(row.waits[1].because, u"retry_after"_s);
    QCOMPARE(row.tries[2].startMs, 1680.0);
    QCOMPARE(row.tries[0].standing, Standing::Failed);
    QCOMPARE(row.tries[1].standing, Standing::Failed);
    QCOMPARE(row.tries[2].standing, Standing::Passed);
    QVERIFY(picture.rows[1].tries.isEmpty());
    QVERIFY(picture.untilMs >= 1720);
}

void TestRetries::breakerSpansFollowOneAnother()
{
    const RetryPicture picture = retryPicture(twoRequests());
    QCOMPARE(picture.breaker.size(), 2);
    QCOMPARE(picture.breaker[0].endMs, picture.breaker[1].startMs);
    QCOMPARE(picture.breaker[1].state, u"open"_s);
    QCOMPARE(picture.breaker[1].endMs, picture.untilMs);
}

void TestRetries::judgesATry_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("standing");
    const auto row = [](int status, Standing standing) {
        QTest::addRow("%d", status) << status << static_cast<int>(standing);
    };
    for (const int answered : {200, 204, 302, 401, 404, 405})
        row(answered, Standing::Passed);
    for (const int retried : {408, 409, 429, 500, 502, 503, 504, 529})
        row(retried, Standing::Failed);
    for (const int refused : {400, 403, 413})
        row(refused, Standing::Warned);
    row(0, Standing::Failed); // stands for no answer
}

void TestRetries::judgesATry()
{
    QFETCH(int, status);
    QFETCH(int, standing);
    const auto given = status == 0 ? std::nullopt : std::optional(status);
    QCOMPARE(static_cast<int>(standingOfTry(given, std::nullopt)), standing);
    QCOMPARE(standingOfTry(given, u"reset"_s), Standing::Failed);
}

void TestRetries::samplesAndEvidenceAgree()
{
    RetryModel live;
    RetryModel recorded;
    for (const Event& event : samplewalks::walk(u"intermittent"_s)) {
        if (event.kind != EventKind::Evidence) live.add(event);
        recorded.add(event);
    }
    const RetryPicture a = live.picture();
    const RetryPicture b = recorded.picture();
    QCOMPARE(b.rows.size(), 10);
    QCOMPARE(a.rows.size(), b.rows.size());
    for (qsizetype row = 0; row < a.rows.size(); ++row) {
        QCOMPARE(a.rows[row].tries.size(), b.rows[row].tries.size());
        QCOMPARE(a.rows[row].waits.size(), b.rows[row].waits.size());
        for (qsizetype each = 0; each < a.rows[row].tries.size(); ++each) {
            QVERIFY(std::abs(a.rows[row].tries[each].endMs - b.rows[row].tries[each].endMs) < 0.01);
            QCOMPARE(a.rows[row].tries[each].standing, b.rows[row].tries[each].standing);
        }
    }
    QCOMPARE(a.breaker.size(), b.breaker.size());
}

void TestRetries::ignoresWhatItDoesNotKnow()
{
    RetryModel model;
    const auto sample = [](QJsonObject data) {
        return Event{1, 10, EventKind::Sample, u"stability"_s, std::move(data)};
    };
    QVERIFY(!model.add(sample({{u"kind"_s, u"attempt"_s}, {u"attempt"_s, -1}})));
    QVERIFY(!model.add(sample({{u"kind"_s, u"attempt"_s}, {u"attempt"_s, 1e9}})));
    QVERIFY(!model.add(sample({{u"kind"_s, u"unheard_of"_s}, {u"attempt"_s, 1}})));
    QVERIFY(!model.add({1, 10, EventKind::Sample, u"tcp"_s, {{u"kind"_s, u"attempt"_s}, {u"attempt"_s, 1}}}));
    for (int index = 0; index < 5000; ++index)
        model.add(
            sample({{u"kind"_s, u"attempt"_s}, {u"attempt"_s, 1}, {u"ms"_s, 1e300}, {u"status"_s, 200}}));
    const RetryPicture picture = model.picture();
    QCOMPARE(picture.rows.size(), 1);
    QVERIFY(picture.rows[0].tries.size() <= 100);
    QVERIFY(std::isfinite(picture.untilMs));
}

void TestRetries::newestRowsAreShownWhereRoomIsScarce()
{
    StabilityEvidence evidence;
    for (int index = 0; index < 200; ++index) {
        StabilityAttempt attempt;
        attempt.startedMs = index * 10.0;
        attempt.tries = {tried(200, 5)};
        evidence.attempts.append(attempt);
    }
    const RetryPicture picture = retryPicture(evidence);
    const RetryLayout layout = layoutRetries(picture, QRectF(0, 0, 400, 200));
    QVERIFY(layout.firstRow > 0);
    QVERIFY(layout.row(199).bottom() <= layout.plot.bottom() + 0.5);
    QVERIFY(layout.row(layout.firstRow).top() >= layout.plot.top());
    QCOMPARE(layout.rowAt(layout.row(199).center().y(), 200), std::optional<qsizetype>(199));
    QVERIFY(!layout.rowAt(layout.plot.bottom() + 100, 200));
}

void TestRetries::wordsNameTriesAndWaits()
{
    const Texts english(u"en"_s);
    const RetryPicture picture = retryPicture(twoRequests());
    const QString words = wordsFor(picture.rows[0], english);
    QVERIFY2(
        words.contains(u"503 (50 ms) → waited 500 ms → timed out (30 ms) → waited 1.00 s → 401 (40 ms)"_s),
        qPrintable(words));
    QVERIFY(wordsFor(picture.rows[1], english).contains(english(u"outcome.refused_by_breaker"_s)));
}

QTEST_APPLESS_MAIN(TestRetries)
#include "tst_retries.moc"
