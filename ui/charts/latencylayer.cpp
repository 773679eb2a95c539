// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/latencylayer.h"

#include "ui/charts/latencyplot.h"
#include "ui/graphics/ink.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double markRadius = 3.2;

/// Each phase has a shape besides its colour.
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

} // namespace

LatencyLayer::LatencyLayer(LatencyPlot* plot) : QGraphicsItem(plot), m_plot(plot)
{
    setAcceptedMouseButtons(Qt::NoButton);
}

QRectF LatencyLayer::boundingRect() const
{
    return {QPointF(), m_plot->size()};
}

void LatencyLayer::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    painter->setRenderHint(QPainter::Antialiasing);
    const LatencyPicture& picture = m_plot->picture();
    const QRectF area = m_plot->plotArea();
    paintHead(*painter, QRectF(10, 4, m_plot->size().width() - 20, 20));
    if (picture.isEmpty()) {
        drawWrapped(*painter, area.adjusted(12, area.height() / 2 - 16, -12, 0),
                    m_plot->texts()(u"view.latency.empty"_s), pictureFont(13), m_plot->colours().quiet,
                    Qt::AlignHCenter, 2);
        return;
    }
    for (const LatencySeries& series : picture.series) {
        paintPoints(*painter, series);
        paintLosses(*painter, series);
    }
    if (m_plot->hit()) paintHit(*painter);
}

void LatencyLayer::paintHead(QPainter& painter, const QRectF& head) const
{
    const Palette& palette = m_plot->colours();
    const Texts& texts = m_plot->texts();
    const QFont legendFont = pictureFont(11);
    double right = head.right();
    const auto entry = [&](const QString& words, const auto& drawSign) {
        const double width = textWidth(legendFont, words);
        drawLine(painter, QRectF(right - width, head.top(), width + 1, head.height()), words, legendFont,
                 palette.quiet);
        drawSign(QPointF(right - width - 9, head.center().y() + 0.5));
        right -= width + 28;
    };
    const LatencyPicture& picture = m_plot->picture();
    if (picture.lost > 0) {
        entry(texts(u"view.latency.lost"_s),
              [&](const QPointF& at) { drawCross(painter, at, 3.4, palette.failed, 1.8); });
    }
    for (auto series = picture.series.crbegin(); series != picture.series.crend(); ++series) {
        entry(texts(u"view.latency."_s + nameOf(series->phase)), [&](const QPointF& at) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colourOf(series->phase, palette));
            drawPhaseMark(painter, series->phase, at, markRadius + 0.6);
        });
    }
    if (!m_plot->isTitled()) return;
    drawLine(painter, QRectF(head.left(), head.top(), std::max(0.0, right - head.left()), head.height()),
             texts(u"view.latency.title"_s), pictureFont(13, QFont::DemiBold), palette.text);
}

void LatencyLayer::paintPoints(QPainter& painter, const LatencySeries& series) const
{
    if (series.points.isEmpty()) return;
    const PainterSaver saver(painter);
    const QColor colour = colourOf(series.phase, m_plot->colours());
    const bool crowded = series.points.size() > 120;
    QColor fill = colour;
    fill.setAlphaF(crowded ? 0.7F : 1.0F);
    painter.setBrush(fill);
    painter.setPen(crowded ? QPen(Qt::NoPen) : QPen(m_plot->colours().page, 0.8));
    for (const QPointF& point : series.points)
        drawPhaseMark(painter, series.phase, m_plot->placeOf(point.x(), point.y()),
                      crowded ? markRadius * 0.65 : markRadius);
}

void LatencyLayer::paintLosses(QPainter& painter, const LatencySeries& series) const
{
    const PainterSaver saver(painter);
    const QRectF area = m_plot->plotArea();
    QColor trace = m_plot->colours().failed;
    trace.setAlphaF(0.30F);
    const bool few = series.lossesAt.size() <= 40;
    for (const double at : series.lossesAt) {
        const QPointF foot(m_plot->placeOf(at, 0).x(), area.bottom() - 7);
        if (few) {
            painter.setPen(QPen(trace, 1, Qt::DashLine));
            painter.drawLine(QPointF(foot.x(), area.top()), foot - QPointF(0, 6));
        }
        drawCross(painter, foot, 3.6, m_plot->colours().failed, 1.9);
    }
}

void LatencyLayer::paintHit(QPainter& painter) const
{
    const PainterSaver saver(painter);
    const Palette& palette = m_plot->colours();
    const QRectF area = m_plot->plotArea();
    const LatencyHit& hit = *m_plot->hit();
    const QPointF at = m_plot->placeOf(hit.seconds, hit.ms.value_or(0));
    painter.setPen(QPen(palette.accent, 1, Qt::DotLine));
    painter.drawLine(QPointF(at.x(), area.top()), QPointF(at.x(), area.bottom()));
    if (hit.ms) {
        painter.drawLine(QPointF(area.left(), at.y()), QPointF(area.right(), at.y()));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette.accent, 1.6));
        painter.drawEllipse(at, markRadius + 3, markRadius + 3);
    }
    const QFont font = pictureFont(11.5);
    const QString words = wordsFor(hit, m_plot->texts());
    const double width = textWidth(font, words) + 16;
    double x = at.x() + 10;
    if (x + width > area.right()) x = at.x() - 10 - width;
    const QRectF box(std::max(area.left() + 2, x), area.top() + 4, width, 22);
    painter.setPen(QPen(palette.line, 1));
    painter.setBrush(palette.panel);
    painter.drawRoundedRect(box, 4, 4);
    drawLine(painter, box.adjusted(8, 0, -8, 0), words, font, palette.text);
}

} // namespace pathlight
