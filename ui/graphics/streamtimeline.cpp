// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/streamtimeline.h"

#include "ui/charts/latencymodel.h"
#include "ui/graphics/ink.h"

#include <algorithm>
#include <cmath>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Two over HTTP/1.1, two over HTTP/2 and one more to compare are the most that a walk asks for.
constexpr qsizetype mostLanes = 5;
constexpr qsizetype mostTicks = 400;
constexpr double longestMs = 1e7;
constexpr double headHeight = 22;
constexpr double laneHeight = 46;
constexpr double gapHeight = 18;
constexpr double axisHeight = 24;
constexpr double noteHeight = 22;
constexpr double sideMargin = 12;
constexpr double tickWidth = 2;
constexpr double tipReach = 6;
/// A silence that is shorter says nothing of a stream.
constexpr double tellingGapMs = 200;

double usable(double ms)
{
    return std::isfinite(ms) ? std::clamp(ms, 0.0, longestMs) : 0;
}

Standing standingOf(const StreamRunEvidence& run)
{
    switch (run.ending) {
    case StreamEnding::Complete:
        return run.buffered.value_or(false) ? Standing::Warned : Standing::Passed;
    case StreamEnding::OutOfTime:
        return Standing::Unknown;
    default:
        return Standing::Failed;
    }
}

QList<StreamTick> ticksOf(const QList<StreamMomentEvidence>& moments, const Texts& texts)
{
    int most = 1;
    for (const StreamMomentEvidence& each : moments.mid(0, mostTicks))
        most = std::max(most, each.events);
    QList<StreamTick> ticks;
    for (const StreamMomentEvidence& each : moments.mid(0, mostTicks)) {
        const double at = usable(each.atMs);
        const double share = static_cast<double>(std::clamp(each.events, 0, most)) / most;
        const QString tip = texts(u"view.stream.moment"_s, {{u"time"_s, durationText(at)},
                                                            {u"events"_s, QString::number(each.events)},
                                                            {u"bytes"_s, QString::number(each.bytes)}});
        ticks.append({at, std::max(0.25, share), tip});
    }
    std::stable_sort(ticks.begin(), ticks.end(),
                     [](const StreamTick& one, const StreamTick& other) { return one.atMs < other.atMs; });
    return ticks;
}

/// The longest time without anything, the one after the last bar included.
void findGap(StreamLane* lane, const Texts& texts)
{
    double last = lane->firstMs.value_or(0);
    double longest = 0;
    const auto look = [&](double at) {
        if (at - last > longest) {
            longest = at - last;
            lane->gapFromMs = last;
            lane->gapToMs = at;
        }
        last = std::max(last, at);
    };
    for (const StreamTick& tick : lane->ticks)
        look(tick.atMs);
    look(lane->endMs);
    if (longest < tellingGapMs) {
        lane->gapToMs = lane->gapFromMs;
        return;
    }
    lane->gap = texts(u"view.stream.gap"_s, {{u"time"_s, durationText(longest)}});
}

QString endingWords(const StreamRunEvidence& run, const Texts& texts)
{
    const QString key = u"outcome."_s + nameOf(run.ending);
    QString words = texts.has(key) ? texts(key) : nameOf(run.ending);
    if (run.buffered.value_or(false))
        words += texts(u"view.list_separator"_s) + texts(u"view.stream.buffered"_s);
    return words;
}

QString laneLabel(const QString& key, qsizetype index, const Texts& texts)
{
    return texts(key, {{u"number"_s, QString::number(index + 1)}});
}

StreamLane laneOf(const StreamRunEvidence& run, const QString& label, const Texts& texts)
{
    StreamLane lane;
    lane.label = label;
    lane.ticks = ticksOf(run.moments, texts);
    if (run.firstEventMs) lane.firstMs = usable(*run.firstEventMs);
    lane.endMs = usable(run.totalMs.value_or(0));
    if (!lane.ticks.isEmpty()) lane.endMs = std::max(lane.endMs, lane.ticks.last().atMs);
    lane.ending = endingWords(run, texts);
    lane.standing = standingOf(run);
    findGap(&lane, texts);
    return lane;
}

void setAxis(StreamTimeline* timeline)
{
    double end = 1;
    for (const StreamLane& lane : timeline->lanes)
        end = std::max(end, lane.endMs);
    timeline->endMs = niceAxis(end, 6).end;
}

/// Where the lanes stand in a box.
struct Plot
{
    QRectF box;
    double endMs;
    [[nodiscard]] double xAt(double ms) const
    {
        return box.left() + sideMargin + (box.width() - 2 * sideMargin) * ms / endMs;
    }
    [[nodiscard]] double topOf(qsizetype lane) const
    {
        return box.top() + static_cast<double>(lane) * (headHeight + laneHeight + gapHeight);
    }
    [[nodiscard]] double baseOf(qsizetype lane) const { return topOf(lane) + headHeight + laneHeight; }
};

void paintHead(QPainter& painter, const Plot& plot, double top, const StreamLane& lane,
               const Palette& palette)
{
    const QRectF line(plot.box.left() + sideMargin, top, plot.box.width() - 2 * sideMargin, headHeight);
    drawMark(painter, QRectF(line.left(), line.top() + 4, 14, 14), lane.standing, palette);
    const QFont font = pictureFont(12, QFont::DemiBold);
    drawLine(painter, line.adjusted(20, 0, 0, 0), lane.label, font, palette.text);
    drawLine(painter, line.adjusted(28 + textWidth(font, lane.label), 0, 0, 0), lane.ending, pictureFont(12),
             palette.text);
}

void paintLane(QPainter& painter, const Plot& plot, qsizetype index, const StreamTimeline& timeline,
               const Palette& palette)
{
    const StreamLane& lane = timeline.lanes.at(index);
    const double base = plot.baseOf(index);
    paintHead(painter, plot, plot.topOf(index), lane, palette);
    const double waitEnd = plot.xAt(lane.firstMs.value_or(lane.endMs));
    const QRectF wait(plot.xAt(0), base - laneHeight + 8, waitEnd - plot.xAt(0), laneHeight - 8);
    painter.fillRect(wait, palette.panel);
    if (wait.width() > textWidth(pictureFont(11), timeline.waiting) + 8)
        drawLine(painter, wait.adjusted(4, 0, -4, 0), timeline.waiting, pictureFont(11), palette.quiet,
                 Qt::AlignCenter);
    painter.setPen(QPen(palette.line, 1));
    painter.drawLine(QPointF(plot.xAt(0), base), QPointF(plot.xAt(lane.endMs), base));
    for (const StreamTick& tick : lane.ticks) {
        const double height = (laneHeight - 10) * tick.share;
        painter.fillRect(QRectF(plot.xAt(tick.atMs) - tickWidth / 2, base - height, tickWidth, height),
                         palette.first);
    }
    if (!lane.ending.isEmpty()) {
        painter.setPen(QPen(colourOf(lane.standing, palette), 2));
        painter.drawLine(QPointF(plot.xAt(lane.endMs), base - laneHeight + 6),
                         QPointF(plot.xAt(lane.endMs), base + 4));
    }
}

void paintGap(QPainter& painter, const Plot& plot, qsizetype index, const StreamLane& lane,
              const Palette& palette)
{
    if (lane.gap.isEmpty()) return;
    const double y = plot.baseOf(index) + 6;
    const double from = plot.xAt(lane.gapFromMs);
    const double to = plot.xAt(lane.gapToMs);
    painter.setPen(QPen(palette.quiet, 1));
    painter.drawLine(QPointF(from, y), QPointF(to, y));
    for (const double x : {from, to})
        painter.drawLine(QPointF(x, y - 3), QPointF(x, y + 3));
    const double width = textWidth(pictureFont(11), lane.gap) + 8;
    const double left = std::clamp((from + to - width) / 2, plot.box.left() + sideMargin,
                                   std::max(plot.box.left() + sideMargin, plot.box.right() - width));
    drawLine(painter, QRectF(left, y + 1, width, gapHeight - 4), lane.gap, pictureFont(11), palette.quiet,
             Qt::AlignCenter);
}

void paintAxis(QPainter& painter, const Plot& plot, double y, double endMs, const Palette& palette)
{
    const double step = niceAxis(endMs, std::clamp(static_cast<int>(plot.box.width() / 80), 2, 8)).step;
    for (int tick = 0; tick * step <= endMs * 1.0001; ++tick) {
        const double x = plot.xAt(tick * step);
        painter.setPen(QPen(palette.grid, 1));
        painter.drawLine(QPointF(x, plot.box.top() + headHeight), QPointF(x, y));
        const double room = textWidth(pictureFont(11), durationText(tick * step)) + 4;
        const double left = std::clamp(x - room / 2, plot.box.left() + 2,
                                       std::max(plot.box.left() + 2, plot.box.right() - room - 2));
        drawLine(painter, QRectF(left, y + 2, room, axisHeight - 4), durationText(tick * step),
                 pictureFont(11), palette.quiet, Qt::AlignCenter);
    }
}

} // namespace

StreamTimeline streamTimelineOf(const StreamEvidence& seen, const Texts& texts)
{
    StreamTimeline timeline;
    timeline.waiting = texts(u"view.stream.waiting"_s);
    const QString plainKey = seen.http2.isEmpty() ? u"view.stream.lane"_s : u"view.stream.lane_http1"_s;
    for (qsizetype index = 0; index < seen.streams.size() && timeline.lanes.size() < mostLanes; ++index)
        timeline.lanes.append(laneOf(seen.streams.at(index), laneLabel(plainKey, index, texts), texts));
    for (qsizetype index = 0; index < seen.http2.size() && timeline.lanes.size() < mostLanes; ++index) {
        if (const auto& run = seen.http2.at(index).run)
            timeline.lanes.append(laneOf(*run, laneLabel(u"view.stream.lane_http2"_s, index, texts), texts));
    }
    if (seen.http2LeftOut) {
        const QString why = texts(u"http2_left_out."_s + nameOf(*seen.http2LeftOut));
        timeline.leftOut = texts(u"view.stream.left_out"_s, {{u"why"_s, why}});
    }
    setAxis(&timeline);
    return timeline;
}

StreamTimeline runningTimelineOf(const QList<QList<StreamMomentEvidence>>& runs, const Texts& texts)
{
    StreamTimeline timeline;
    timeline.waiting = texts(u"view.stream.waiting"_s);
    for (qsizetype index = 0; index < std::min(runs.size(), mostLanes); ++index) {
        StreamLane lane;
        lane.label = laneLabel(u"view.stream.lane"_s, index, texts);
        lane.ticks = ticksOf(runs.at(index), texts);
        if (!lane.ticks.isEmpty()) {
            lane.firstMs = lane.ticks.first().atMs;
            lane.endMs = lane.ticks.last().atMs;
        }
        timeline.lanes.append(lane);
    }
    setAxis(&timeline);
    return timeline;
}

double streamTimelineHeight(const StreamTimeline& timeline)
{
    if (timeline.isEmpty()) return 48;
    const double note = timeline.leftOut.isEmpty() ? 0 : noteHeight;
    return static_cast<double>(timeline.lanes.size()) * (headHeight + laneHeight + gapHeight) + axisHeight +
           note;
}

void paintStreamTimeline(QPainter& painter, const QRectF& box, const StreamTimeline& timeline,
                         const Palette& palette)
{
    const PainterSaver saver(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    const Plot plot{box, timeline.endMs};
    paintAxis(painter, plot, plot.topOf(timeline.lanes.size()), timeline.endMs, palette);
    for (qsizetype index = 0; index < timeline.lanes.size(); ++index) {
        paintLane(painter, plot, index, timeline, palette);
        paintGap(painter, plot, index, timeline.lanes.at(index), palette);
    }
    if (timeline.leftOut.isEmpty()) return;
    const QRectF note(box.left() + sideMargin, plot.topOf(timeline.lanes.size()) + axisHeight,
                      box.width() - 2 * sideMargin, noteHeight);
    drawLine(painter, note, timeline.leftOut, pictureFont(12), palette.quiet);
}

QString streamTipAt(const QPointF& point, const QRectF& box, const StreamTimeline& timeline)
{
    const Plot plot{box, timeline.endMs};
    QString tip;
    double nearest = tipReach;
    for (qsizetype index = 0; index < timeline.lanes.size(); ++index) {
        if (point.y() < plot.topOf(index) || point.y() > plot.baseOf(index)) continue;
        for (const StreamTick& tick : timeline.lanes.at(index).ticks) {
            const double away = std::fabs(plot.xAt(tick.atMs) - point.x());
            if (away > nearest) continue;
            nearest = away;
            tip = tick.tip;
        }
    }
    return tip;
}

QString inWords(const StreamTimeline& timeline, const Texts& texts)
{
    QStringList lines;
    for (const StreamLane& lane : timeline.lanes) {
        QStringList parts{lane.label};
        if (!lane.ending.isEmpty()) parts.append(lane.ending);
        if (lane.firstMs)
            parts.append(texts(u"view.stream.first"_s, {{u"time"_s, durationText(*lane.firstMs)}}));
        parts.append(texts(u"view.stream.moments"_s, {{u"count"_s, QString::number(lane.ticks.size())}}));
        if (!lane.gap.isEmpty()) parts.append(lane.gap);
        lines.append(parts.join(texts(u"view.list_separator"_s)));
    }
    if (!timeline.leftOut.isEmpty()) lines.append(timeline.leftOut);
    return lines.join(u'\n');
}

} // namespace pathlight
