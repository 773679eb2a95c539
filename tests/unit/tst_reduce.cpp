// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/latencymodel.h"
#include "ui/charts/reduce.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

QList<QPointF> noise(int count, double stepMs, unsigned seed)
{
    std::mt19937 random(seed);
    std::lognormal_distribution<double> value(3.0, 0.6);
    std::uniform_real_distribution<double> jitter(0.0, stepMs);
    QList<QPointF> points;
    points.reserve(count);
    for (int index = 0; index < count; ++index)
        points.append({index * stepMs + jitter(random), value(random)});
    return points;
}

SeriesBuckets bucketsOf(const QList<QPointF>& points)
{
    SeriesBuckets buckets;
    for (const QPointF& point : points)
        buckets.add(point.x(), point.y());
    return buckets;
}

double trueMedian(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

Event latencySample(double atMs, const QJsonValue& ms, const QString& phase)
{
    return {1,
            atMs,
            EventKind::Sample,
            u"tcp"_s,
            {{u"kind"_s, u"latency"_s}, {u"ms"_s, ms}, {u"phase"_s, phase}}};
}

} // namespace

class TestReduce final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void columnHoldsAtMostFourPoints_data();
    void columnHoldsAtMostFourPoints();
    void keepsExtremesAndEnds();
    void keepsEveryPointOfAShortSeries();
    void leavesOutWhatIsNoTimeOrValue();
    void marksALossOnceAColumn();
    void spaceStaysFixed();
    void medianIsWithinSixPercent();
    void stretchesStayAsMany();
    void modelSortsSamplesByPhase();
    void modelTurnsManyProbesIntoSmoke();
    void axisEndsOnARoundNumber_data();
    void axisEndsOnARoundNumber();
};

void TestReduce::columnHoldsAtMostFourPoints_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("columns");
    for (const int count : {3, 1000, 100'000}) {
        for (const int columns : {1, 97, 640, 3000})
            QTest::addRow("%d points on %d columns", count, columns) << count << columns;
    }
}

void TestReduce::columnHoldsAtMostFourPoints()
{
    QFETCH(int, count);
    QFETCH(int, columns);
    const QList<QPointF> points = noise(count, 17, 5);
    const double until = points.last().x() + 1;
    const QList<QPointF> kept = bucketsOf(points).points(0, until, columns);
    QVERIFY(!kept.isEmpty());
    QMap<int, int> inColumn;
    for (const QPointF& point : kept)
        ++inColumn[std::min(columns - 1, static_cast<int>(point.x() / until * columns))];
    for (const int inside : inColumn)
        QVERIFY2(inside <= 4, qPrintable(QString::number(inside)));
    QVERIFY(std::is_sorted(kept.begin(), kept.end(),
                           [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); }));
}

void TestReduce::keepsExtremesAndEnds()
{
    const QList<QPointF> points = noise(200'000, 3, 11);
    const auto byValue = [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); };
    const auto [lowest, highest] = std::minmax_element(points.begin(), points.end(), byValue);
    const QList<QPointF> kept = bucketsOf(points).points(0, points.last().x(), 500);
    QVERIFY(kept.contains(*lowest));
    QVERIFY(kept.contains(*highest));
    QCOMPARE(kept.first(), points.first());
    QCOMPARE(kept.last(), points.last());
}

void TestReduce::keepsEveryPointOfAShortSeries()
{
    const QList<QPointF> points = noise(60, 100, 2);
    QCOMPARE(bucketsOf(points).points(0, points.last().x(), 800), points);
}

void TestReduce::leavesOutWhatIsNoTimeOrValue()
{
    SeriesBuckets buckets;
    const double none = std::numeric_limits<double>::quiet_NaN();
    const double endless = std::numeric_limits<double>::infinity();
    for (const double bad : {none, endless, -endless, -1.0, 1e300}) {
        buckets.add(bad, 1);
        buckets.add(1, bad);
        buckets.addLost(bad);
    }
    QCOMPARE(buckets.count(), 0);
    QCOMPARE(buckets.lost(), 0);
    buckets.add(SeriesBuckets::maximum, 1); // the latest time that counts still ends in a bucket
    QCOMPARE(buckets.points(0, SeriesBuckets::maximum, 10).size(), 1);
}

void TestReduce::marksALossOnceAColumn()
{
    SeriesBuckets buckets;
    for (int index = 0; index < 1000; ++index)
        buckets.addLost(index);
    QCOMPARE(buckets.lost(), 1000);
    const QList<double> marks = buckets.losses(0, 1000, 50);
    QCOMPARE(marks.size(), 50);
    QCOMPARE(marks.first(), 0.0);
}

void TestReduce::spaceStaysFixed()
{
    SeriesBuckets buckets(64, 1);
    for (int index = 0; index < 100'000; ++index)
        buckets.add(index * 10.0, index % 50);
    QCOMPARE(buckets.count(), 100'000);
    QVERIFY(buckets.points(0, 1e6, 10'000).size() <= 4 * 64);
}

void TestReduce::medianIsWithinSixPercent()
{
    SpreadBuckets buckets(8, 1000);
    QList<QList<double>> inBucket(8);
    for (const QPointF& point : noise(8000, 1, 3)) {
        buckets.add(point.x(), point.y());
        inBucket[std::min(7, static_cast<int>(point.x() / 1000))].append(point.y());
    }
    const QList<Spread> spreads = buckets.spreads(8);
    QCOMPARE(spreads.size(), 8);
    for (qsizetype index = 0; index < 8; ++index) {
        const double median = trueMedian(inBucket[index]);
        QVERIFY(std::abs(spreads[index].median - median) <= 0.06 * median);
        QCOMPARE(spreads[index].lowest, *std::min_element(inBucket[index].begin(), inBucket[index].end()));
        QCOMPARE(spreads[index].highest, *std::max_element(inBucket[index].begin(), inBucket[index].end()));
    }
}

void TestReduce::stretchesStayAsMany()
{
    SpreadBuckets buckets(64, 1);
    for (int index = 0; index < 4096; ++index) {
        buckets.add(index, index % 100);
        const QList<Spread> spreads = buckets.spreads(20);
        QCOMPARE(spreads.size(), std::min(20, index + 1));
        double lowest = spreads.first().lowest;
        double highest = spreads.first().highest;
        for (const Spread& spread : spreads) {
            lowest = std::min(lowest, spread.lowest);
            highest = std::max(highest, spread.highest);
        }
        QCOMPARE(lowest, 0.0);
        QCOMPARE(highest, std::min(index, 99) * 1.0);
    }
}

void TestReduce::modelSortsSamplesByPhase()
{
    LatencyModel model;
    QVERIFY(model.add(latencySample(100, 18.0, u"tcp"_s)));
    QVERIFY(model.add(latencySample(200, 70.0, u"http"_s)));
    QVERIFY(model.add(latencySample(1500, QJsonValue::Null, u"tcp"_s)));
    QVERIFY(!model.add(latencySample(300, 1.0, u"somewhere"_s)));
    Event other = latencySample(300, 1.0, u"tcp"_s);
    other.data.insert(u"kind"_s, u"hop"_s);
    QVERIFY(!model.add(other));
    const LatencyPicture picture = model.picture(400);
    QCOMPARE(picture.count, 2);
    QCOMPARE(picture.lost, 1);
    QCOMPARE(picture.series.size(), 2);
    QCOMPARE(picture.series[0].phase, Phase::Tcp);
    QCOMPARE(picture.series[0].points, (QList<QPointF>{{0.1, 18.0}}));
    QCOMPARE(picture.series[0].lossesAt, (QList<double>{1.5}));
    QCOMPARE(picture.series[1].points, (QList<QPointF>{{0.2, 70.0}}));
    QVERIFY(picture.untilSeconds >= 1.5);
    QVERIFY(picture.topMs >= 70);
    model.clear();
    QVERIFY(model.picture(400).isEmpty());
}

void TestReduce::modelTurnsManyProbesIntoSmoke()
{
    LatencyModel model;
    for (int index = 0; index < smokeFrom + 1; ++index)
        model.add(Phase::Http, index * 10.0, 20.0 + index % 7);
    const LatencyPicture picture = model.picture(400);
    QCOMPARE(picture.series.size(), 1);
    QVERIFY(picture.series[0].points.isEmpty());
    QVERIFY(!picture.series[0].smoke.isEmpty());
    for (const Spread& spread : picture.series[0].smoke) {
        QVERIFY(spread.lowest <= spread.median && spread.median <= spread.highest);
        QVERIFY(spread.lowest >= 20 && spread.highest <= 26);
    }
}

void TestReduce::axisEndsOnARoundNumber_data()
{
    QTest::addColumn<double>("highest");
    QTest::addColumn<int>("ticks");
    QTest::addColumn<double>("end");
    QTest::addColumn<double>("step");
    QTest::newRow("eighteen milliseconds") << 18.0 << 5 << 20.0 << 5.0;
    QTest::newRow("a hundred") << 100.0 << 5 << 100.0 << 20.0;
    QTest::newRow("just over a hundred") << 101.0 << 5 << 150.0 << 50.0;
    QTest::newRow("a third of a second") << 0.3 << 3 << 0.3 << 0.1;
    QTest::newRow("nothing") << 0.0 << 5 << 1.0 << 1.0;
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << 5 << 1.0 << 1.0;
}

void TestReduce::axisEndsOnARoundNumber()
{
    QFETCH(double, highest);
    QFETCH(int, ticks);
    QFETCH(double, end);
    QFETCH(double, step);
    const NiceAxis axis = niceAxis(highest, ticks);
    QVERIFY(std::abs(axis.end - end) < 1e-9);
    QVERIFY(std::abs(axis.step - step) < 1e-9);
}

QTEST_APPLESS_MAIN(TestReduce)
#include "tst_reduce.moc"
