// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/streamtimelineview.h"
#include "ui/steps/streamview.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <limits>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

const Texts& english()
{
    static const Texts texts(u"en"_s);
    return texts;
}

StreamRunEvidence runOf(StreamEnding ending, const QList<StreamMomentEvidence>& moments, double totalMs)
{
    StreamRunEvidence run;
    run.ending = ending;
    run.moments = moments;
    if (!moments.isEmpty()) run.firstEventMs = moments.first().atMs;
    run.totalMs = totalMs;
    return run;
}

StreamTimeline timelineOf(const StreamRunEvidence& run)
{
    StreamEvidence seen;
    seen.streams = {run};
    return streamTimelineOf(seen, english());
}

/// Paints it at some size; a picture that cannot be drawn would crash or hang here.
QImage painted(const StreamTimeline& timeline, const QSize& size = {500, 120})
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintStreamTimeline(painter, QRectF(QPointF(), QSizeF(size)), timeline, paletteOf(Theme::Light));
    return image;
}

} // namespace

class TestStreamTimeline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHealthyStream()
    {
        const StreamTimeline timeline =
            timelineOf(runOf(StreamEnding::Complete, {{300, 2, 80}, {340, 1, 40}, {380, 4, 90}}, 390));
        QCOMPARE(timeline.lanes.size(), 1);
        const StreamLane& lane = timeline.lanes.first();
        QCOMPARE(lane.standing, Standing::Passed);
        QCOMPARE(lane.firstMs, 300);
        QCOMPARE(lane.ticks.size(), 3);
        QCOMPARE(lane.ticks[2].share, 1.0);
        QCOMPARE(lane.ticks[0].share, 0.5);
        QVERIFY(lane.gap.isEmpty()); // 40 ms are no silence
        QVERIFY(timeline.endMs >= 390);
    }

    void aStallIsTheLongestSilence()
    {
        const StreamTimeline timeline =
            timelineOf(runOf(StreamEnding::Stalled, {{300, 1, 40}, {900, 1, 40}}, 11'400));
        const StreamLane& lane = timeline.lanes.first();
        QCOMPARE(lane.standing, Standing::Failed);
        QCOMPARE(lane.gapFromMs, 900);
        QCOMPARE(lane.gapToMs, 11'400);
        QVERIFY(!lane.gap.isEmpty());
        QVERIFY(inWords(timeline, english()).contains(lane.gap));
    }

    void whatWasHeldBackIsNoPlainSuccess()
    {
        StreamRunEvidence run = runOf(StreamEnding::Complete, {{1400, 16, 3000}}, 1400);
        run.buffered = true;
        const StreamLane lane = timelineOf(run).lanes.first();
        QCOMPARE(lane.standing, Standing::Warned);
        QVERIFY(lane.ending.contains(english()(u"view.stream.buffered"_s)));
    }

    void streamsOverHttp2ComeAfterTheOthers()
    {
        StreamEvidence seen;
        seen.streams = {runOf(StreamEnding::Complete, {{300, 2, 80}}, 390)};
        QCOMPARE(streamTimelineOf(seen, english()).lanes[0].label, u"Stream 1"_s);
        Http2StreamEvidence over;
        over.outcome = Http2Outcome::NotOffered;
        seen.http2 = {over};
        QCOMPARE(streamTimelineOf(seen, english()).lanes.size(), 1); // it was not asked for
        over.run = runOf(StreamEnding::Closed, {{310, 2, 80}}, 330);
        seen.http2 = {over};
        const QList<StreamLane> lanes = streamTimelineOf(seen, english()).lanes;
        QCOMPARE(lanes.size(), 2);
        QCOMPARE(lanes[0].label, u"Stream 1 over HTTP/1.1"_s);
        QCOMPARE(lanes[1].label, u"Stream 1 over HTTP/2"_s);
        QCOMPARE(lanes[1].standing, Standing::Failed);
    }

    void whyThereIsNoneOverHttp2()
    {
        StreamEvidence seen;
        seen.streams = {runOf(StreamEnding::Complete, {{300, 2, 80}}, 390)};
        const StreamTimeline plain = streamTimelineOf(seen, english());
        QVERIFY(plain.leftOut.isEmpty());
        for (const auto why : EnumNames<Http2LeftOut>::names)
            QVERIFY2(english().has(u"http2_left_out."_s + QLatin1StringView(why)), why);
        seen.http2LeftOut = Http2LeftOut::NoRoom;
        const StreamTimeline timeline = streamTimelineOf(seen, english());
        QVERIFY(timeline.leftOut.contains(english()(u"http2_left_out.no_room"_s)));
        QVERIFY(inWords(timeline, english()).contains(timeline.leftOut));
        QVERIFY(streamTimelineHeight(timeline) > streamTimelineHeight(plain));
        QVERIFY(painted(timeline, {500, 160}) != painted(plain, {500, 160}));
    }

    void aRunningStreamHasNoEndingYet()
    {
        const StreamTimeline timeline =
            runningTimelineOf({{{100, 1, 9}}, {{50, 1, 9}, {80, 1, 9}}}, english());
        QCOMPARE(timeline.lanes.size(), 2);
        for (const StreamLane& lane : timeline.lanes) {
            QCOMPARE(lane.standing, Standing::Running);
            QVERIFY(lane.ending.isEmpty());
        }
        QVERIFY(runningTimelineOf({}, english()).isEmpty());
    }

    void hostileNumbersCanBeDrawn()
    {
        const double inf = std::numeric_limits<double>::infinity();
        QList<StreamMomentEvidence> moments{{inf, 5, -1}, {-7, -3, 0}, {1e300, 2'000'000'000, 9}};
        for (int index = 0; index < 5000; ++index)
            moments.append({index * 1e4, index, 1});
        StreamEvidence seen;
        for (int index = 0; index < 50; ++index)
            seen.streams.append(runOf(StreamEnding::OverLimit, moments, std::nan("")));
        const StreamTimeline timeline = streamTimelineOf(seen, english());
        QCOMPARE(timeline.lanes.size(), 5);
        QVERIFY(timeline.lanes.first().ticks.size() <= 400);
        QVERIFY(streamTimelineHeight(timeline) < 600);
        for (const QSize& size : {QSize(1, 1), QSize(40, 10), QSize(500, 400)})
            painted(timeline, size);
        painted(timelineOf(StreamRunEvidence{}));
    }

    void barsAreDrawnAndHaveWords()
    {
        const StreamTimeline timeline =
            timelineOf(runOf(StreamEnding::Complete, {{500, 1, 40}, {1000, 3, 90}}, 1000));
        const QImage image = painted(timeline);
        QImage empty = painted(timelineOf(runOf(StreamEnding::Complete, {}, 1000)));
        QVERIFY(image != empty);
        const QRectF box(0, 0, 500, 120);
        QString tip;
        for (int x = 0; x < 500 && tip.isEmpty(); ++x)
            tip = streamTipAt({static_cast<double>(x), 50}, box, timeline);
        QVERIFY2(tip.contains("40"_L1), qPrintable(tip));
        QVERIFY(streamTipAt({50, 5000}, box, timeline).isEmpty());
    }

    void theViewGrowsWhileEventsCome()
    {
        StreamView view;
        view.setTexts(english());
        const auto& picture = *view.findChild<StreamTimelineView*>();
        QCOMPARE(picture.accessibleDescription(), english()(u"view.stream.empty"_s));
        Event event;
        event.data = {
            {u"kind"_s, QLatin1StringView(sample::streamMoment)}, {u"events"_s, 1}, {u"bytes"_s, 20}};
        for (int index = 0; index < 900; ++index) {
            event.data.insert(u"atMs"_s, index * 10.0);
            view.addSample(event);
        }
        QVERIFY(view.hasSomething());
        QCOMPARE(picture.timeline().lanes.first().ticks.size(), 400);
        event.data.insert(u"run"_s, 1'000'000);
        view.addSample(event);
        QCOMPARE(picture.timeline().lanes.size(), 1);
        Report report;
        StreamEvidence stream;
        stream.streams = {runOf(StreamEnding::Closed, {{10, 1, 5}}, 60)};
        report.evidence.stream = stream;
        view.setEvidence(report);
        QCOMPARE(picture.timeline().lanes.first().standing, Standing::Failed);
        QVERIFY(picture.accessibleDescription().contains(english()(u"outcome.closed"_s)));
        view.reset();
        QVERIFY(picture.timeline().isEmpty());
    }

    void bothLanguagesHaveTheWords()
    {
        for (const QString& language : {u"en"_s, u"zh_CN"_s}) {
            const Texts texts(language);
            for (const char* key : {"title", "empty", "lane", "lane_http1", "lane_http2", "waiting", "first",
                                    "moments", "gap", "buffered"})
                QVERIFY(texts.has(u"view.stream."_s + QLatin1StringView(key)));
        }
    }
};

QTEST_MAIN(TestStreamTimeline)
#include "tst_streamtimeline.moc"
