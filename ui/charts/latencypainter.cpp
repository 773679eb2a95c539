// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/latencypainter.h"

#include "ui/graphics/ink.h"

#include <algorithm>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double markRadius = 3.2;
constexpr double headHeight = 24;
constexpr double axisHeight = 20;
constexpr qsizetype crowd = 120;    // points of one series from which they are drawn smaller
constexpr qsizetype fewLosses = 40; // up to which each has a line over it

} // namespace

QPointF LatencyFrame::placeOf(double seconds, double ms) const
{
    return {plot.left() + plot.width() * seconds / untilSeconds, plot.bottom() - plot.height() * ms / topMs};
}

double LatencyFrame::secondsAt(double x) const
{
    return plot.width() > 0 ? (x - plot.left()) / plot.width() * untilSeconds : 0;
}

QColor colourOf(Phase phase, const Palette& palette)
{
    switch (phase) {
    case Phase::Tcp:
        return palette.first;
    case Phase::Http:
        return palette.second;
    case Phase::Control:
        break;
    }
    return palette.third;
}

void drawPhaseMark(QPainter& painter, Phase phase, const QPointF& at, double radius)
{
    switch (phase) {
    case Phase::Tcp:
        painter.drawEllipse(at, radius, radius);
        break;
    case Phase::Http: {
        const double half = radius * 0.88;
        painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half));
        break;
    }
    case Phase::Control: {
        const double reach = radius * 1.25;
        painter.drawPolygon(QPolygonF{at + QPointF(0, -reach), at + QPointF(reach, 0), at + QPointF(0, reach),
                                      at + QPointF(-reach, 0)});
        break;
    }
    }
}

namespace {

void paintPoints(QPainter& painter, const LatencyFrame& frame, const LatencySeries& series,
                 const Palette& palette)
{
    const bool crowded = series.points.size() > crowd;
    QColor fill = colourOf(series.phase, palette);
    fill.setAlphaF(crowded ? 0.7F : 1.0F);
    painter.setBrush(fill);
    painter.setPen(crowded ? QPen(Qt::NoPen) : QPen(palette.page, 0.8));
    for (const QPointF& point : series.points)
        drawPhaseMark(painter, series.phase, frame.placeOf(point.x(), point.y()),
                      crowded ? markRadius * 0.65 : markRadius);
}

/// Few losses have a cross each and a line over it; many become one row of strokes, drawn at once.
void paintLosses(QPainter& painter, const LatencyFrame& frame, const LatencySeries& series,
                 const Palette& palette)
{
    const double foot = frame.plot.bottom() - 7;
    const bool many = series.lossesAt.size() > fewLosses;
    QColor trace = palette.failed;
    trace.setAlphaF(0.30F);
    QList<QRectF> strokes;
    for (const double at : series.lossesAt) {
        const double x = frame.placeOf(at, 0).x();
        if (many) {
            strokes.append(QRectF(x - 1, foot - 4, 2, 8));
            continue;
        }
        painter.setPen(QPen(trace, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, foot - 6));
        drawCross(painter, QPointF(x, foot), 3.6, palette.failed, 1.9);
    }
    if (strokes.isEmpty()) return;
    const PainterSaver saver(painter);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.failed);
    painter.drawRects(strokes);
}

/// An arrow that turns up: it was sent once more.
void drawAgain(QPainter& painter, const QPointF& at, const QColor& colour)
{
    constexpr double reach = 3.8;
    painter.setPen(QPen(colour, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(
        QPolygonF{at + QPointF(0, -reach), at + QPointF(reach, reach), at + QPointF(-reach, reach)});
}

/// Above the row of the losses, so that neither hides the other.
void paintAgain(QPainter& painter, const LatencyFrame& frame, const LatencySeries& series,
                const Palette& palette)
{
    const double foot = frame.plot.bottom() - 18;
    for (const double at : series.againAt)
        drawAgain(painter, QPointF(frame.placeOf(at, 0).x(), foot), palette.warned);
}

/// The band from lowest to highest, and the median through it.
void paintSmoke(QPainter& painter, const LatencyFrame& frame, const LatencySeries& series,
                const Palette& palette)
{
    if (series.smoke.isEmpty()) return;
    QPolygonF band;
    QPolygonF median;
    for (const Spread& spread : series.smoke) {
        band.append(frame.placeOf(spread.x, spread.highest));
        median.append(frame.placeOf(spread.x, spread.median));
    }
    for (auto spread = series.smoke.crbegin(); spread != series.smoke.crend(); ++spread)
        band.append(frame.placeOf(spread->x, spread->lowest));
    QColor colour = colourOf(series.phase, palette);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.6));
    painter.drawPolyline(median);
    colour.setAlphaF(0.22F);
    painter.setBrush(colour);
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(band);
}

void paintAxes(QPainter& painter, const LatencyFrame& frame, const Palette& palette)
{
    const QFont font = pictureFont(11);
    const QRectF& plot = frame.plot;
    const TimeUnit unit = timeUnitFor(frame.untilSeconds);
    const double step = niceAxis(frame.untilSeconds / unit.seconds, 8).step;
    for (int tick = 0; tick * step * unit.seconds <= frame.untilSeconds; ++tick) {
        const double x = frame.placeOf(tick * step * unit.seconds, 0).x();
        painter.setPen(QPen(palette.grid, 1));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        drawLine(painter, QRectF(x - 40, plot.bottom() + 3, 80, axisHeight - 4),
                 QString::number(tick * step, 'g', 6) + u' ' + unit.sign, font, palette.quiet,
                 Qt::AlignCenter);
    }
    const double ms = niceAxis(frame.topMs, 5).step;
    for (int tick = 0; tick * ms <= frame.topMs * 1.0001; ++tick) {
        const double y = frame.placeOf(0, tick * ms).y();
        painter.setPen(QPen(palette.grid, 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        drawLine(painter, QRectF(plot.left() - 90, y - 8, 84, 16),
                 QString::number(tick * ms, 'g', 6) + u" ms"_s, font, palette.quiet,
                 Qt::AlignRight | Qt::AlignVCenter);
    }
    painter.setPen(QPen(palette.line, 1));
    painter.drawPolyline(QPolygonF{plot.topLeft(), plot.bottomLeft(), plot.bottomRight()});
}

} // namespace

void paintProbes(QPainter& painter, const LatencyFrame& frame, const LatencyPicture& picture,
                 const Palette& palette)
{
    const PainterSaver saver(painter);
    for (const LatencySeries& series : picture.series) {
        paintPoints(painter, frame, series, palette);
        paintAgain(painter, frame, series, palette);
        paintLosses(painter, frame, series, palette);
    }
}

double paintLegend(QPainter& painter, const QRectF& head, const LatencyPicture& picture,
                   const Palette& palette, const Texts& texts)
{
    const QFont font = pictureFont(11);
    double right = head.right();
    const auto entry = [&](const QString& words, const auto& drawSign) {
        const double width = textWidth(font, words);
        drawLine(painter, QRectF(right - width, head.top(), width + 1, head.height()), words, font,
                 palette.quiet);
        drawSign(QPointF(right - width - 9, head.center().y() + 0.5));
        right -= width + 28;
    };
    if (picture.lost > 0) {
        entry(texts(u"view.latency.lost"_s),
              [&](const QPointF& at) { drawCross(painter, at, 3.4, palette.failed, 1.8); });
    }
    if (picture.sentAgain > 0) {
        entry(texts(u"view.latency.again"_s),
              [&](const QPointF& at) { drawAgain(painter, at, palette.warned); });
    }
    for (auto series = picture.series.crbegin(); series != picture.series.crend(); ++series) {
        entry(texts(u"view.latency."_s + nameOf(series->phase)), [&](const QPointF& at) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colourOf(series->phase, palette));
            drawPhaseMark(painter, series->phase, at, markRadius + 0.6);
        });
    }
    return right;
}

void paintLatency(QPainter& painter, const QRectF& box, const LatencyPicture& picture, const Palette& palette,
                  const Texts& texts)
{
    const PainterSaver saver(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    const QString widest = QString::number(picture.topMs, 'g', 6) + u" ms"_s;
    const double left = box.left() + textWidth(pictureFont(11), widest) + 12;
    const LatencyFrame frame{QRectF(QPointF(left, box.top() + headHeight + 4),
                                    QPointF(box.right() - 8, box.bottom() - axisHeight)),
                             picture.untilSeconds, picture.topMs};
    paintLegend(painter, QRectF(box.left(), box.top(), box.width(), headHeight), picture, palette, texts);
    paintAxes(painter, frame, palette);
    for (const LatencySeries& series : picture.series)
        paintSmoke(painter, frame, series, palette);
    paintProbes(painter, frame, picture, palette);
}

} // namespace pathlight
