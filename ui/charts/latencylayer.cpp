// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/latencylayer.h"

#include "ui/charts/latencypainter.h"
#include "ui/charts/latencyplot.h"
#include "ui/graphics/ink.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double ringRadius = 6.2;

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
    paintProbes(*painter, m_plot->frame(), picture, m_plot->colours());
    if (m_plot->hit()) paintHit(*painter);
}

void LatencyLayer::paintHead(QPainter& painter, const QRectF& head) const
{
    const Palette& palette = m_plot->colours();
    const double right = paintLegend(painter, head, m_plot->picture(), palette, m_plot->texts());
    drawLine(painter, QRectF(head.left(), head.top(), std::max(0.0, right - head.left()), head.height()),
             m_plot->texts()(u"view.latency.title"_s), pictureFont(13, QFont::DemiBold), palette.text);
}

void LatencyLayer::paintHit(QPainter& painter) const
{
    const PainterSaver saver(painter);
    const Palette& palette = m_plot->colours();
    const QRectF area = m_plot->plotArea();
    const LatencyHit& hit = *m_plot->hit();
    const QPointF at = m_plot->frame().placeOf(hit.seconds, hit.ms.value_or(0));
    painter.setPen(QPen(palette.accent, 1, Qt::DotLine));
    painter.drawLine(QPointF(at.x(), area.top()), QPointF(at.x(), area.bottom()));
    if (hit.ms) {
        painter.drawLine(QPointF(area.left(), at.y()), QPointF(area.right(), at.y()));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette.accent, 1.6));
        painter.drawEllipse(at, ringRadius, ringRadius);
    }
    const QFont font = pictureFont(11.5);
    const QString words = wordsFor(hit, m_plot->texts(), m_plot->start());
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
