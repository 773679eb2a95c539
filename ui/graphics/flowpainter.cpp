// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/flowpicture.h"
#include "ui/graphics/ink.h"

#include <QPainterPath>
#include <QTransform>

#include <cmath>
#include <numbers>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double cornerRadius = 9;
constexpr double bendRadius = 9;

/// The way of an arrow with rounded corners; it ends a little before the head's point.
QPainterPath roundedLine(const QPolygonF& line)
{
    QPainterPath path(line.first());
    for (qsizetype index = 1; index + 1 < line.size(); ++index) {
        const QPointF corner = line[index];
        const auto towards = [&](const QPointF& other) {
            const QPointF way = other - corner;
            const double length = std::hypot(way.x(), way.y());
            return corner + way * (std::min(bendRadius, length / 2) / std::max(length, 1e-6));
        };
        path.lineTo(towards(line[index - 1]));
        path.quadTo(corner, towards(line[index + 1]));
    }
    const QPointF last = line.last();
    const QPointF way = last - line[line.size() - 2];
    const double length = std::max(1e-6, std::hypot(way.x(), way.y()));
    path.lineTo(last - way * (std::min(5.0, length / 2) / length));
    return path;
}

class FlowPainting
{
public:
    FlowPainting(QPainter& painter, const Palette& palette, const FlowStyle& style)
        : m_painter(painter), m_palette(palette), m_style(style)
    {}

    void edge(const FlowEdgePicture& edge) const;
    void label(const FlowEdgePicture& edge) const;
    void node(const FlowNodePicture& node) const;

private:
    [[nodiscard]] bool isFull() const { return m_style.detail == FlowDetail::Full; }
    void frame(const FlowNodePicture& node) const;
    void nameOnly(const FlowNodePicture& node) const;
    void wholeStep(const FlowNodePicture& node) const;
    void centred(const FlowNodePicture& node) const;

    QPainter& m_painter;
    const Palette& m_palette;
    const FlowStyle& m_style;
};

void FlowPainting::edge(const FlowEdgePicture& edge) const
{
    if (edge.line.size() < 2) return;
    const QColor colour = edge.taken ? m_palette.accent : mixed(m_palette.line, m_palette.page, 0.62);
    const double width = (edge.taken ? 3.0 : 1.4) * (isFull() ? 1 : 1.7);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    m_painter.drawPath(roundedLine(edge.line));
    drawArrowHead(m_painter, edge.line[edge.line.size() - 2], edge.line.last(),
                  (edge.taken ? 13 : 10) * (isFull() ? 1 : 1.4), colour);
}

void FlowPainting::label(const FlowEdgePicture& edge) const
{
    if (!isFull() || edge.label.isEmpty()) return;
    const QFont font = pictureFont(12, edge.taken ? QFont::DemiBold : QFont::Normal);
    const double width = textWidth(font, edge.label) + 6;
    const double height = lineHeight(font);
    const QRectF box = edge.labelBeside
                           ? QRectF(edge.labelAt.x(), edge.labelAt.y() - height / 2, width, height)
                           : QRectF(edge.labelAt.x() - width / 2, edge.labelAt.y() - height, width, height);
    m_painter.fillRect(box, m_palette.page);
    drawLine(m_painter, box, edge.label, font, edge.taken ? m_palette.accent : m_palette.quiet,
             Qt::AlignCenter);
}

void FlowPainting::frame(const FlowNodePicture& node) const
{
    const bool lit = node.standing != Standing::Waiting && node.standing != Standing::Skipped;
    const bool round = node.kind != "step"_L1;
    const double radius = round ? node.box.height() / 2 : cornerRadius;
    const QColor colour = colourOf(node.standing, m_palette);
    if (node.standing == Standing::Running) {
        QColor glow = colour;
        const double swell = 0.5 - 0.5 * std::cos(m_style.phase * 2 * std::numbers::pi);
        glow.setAlphaF(static_cast<float>(0.12 + 0.20 * swell));
        m_painter.setPen(QPen(glow, 7 + 4 * swell));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(node.box, radius, radius);
    }
    if (m_style.chosen == node.id) {
        m_painter.setPen(QPen(m_palette.accent, isFull() ? 2 : 4, Qt::DashLine));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(node.box.adjusted(-6, -6, 6, 6), radius + 4, radius + 4);
    }
    const bool dashed = node.standing == Standing::Skipped || node.standing == Standing::Cancelled;
    QPen pen(lit ? colour : m_palette.line, (lit ? 2.0 : 1.3) * (isFull() ? 1 : 1.8));
    if (dashed) pen.setStyle(Qt::DashLine);
    m_painter.setPen(pen);
    m_painter.setBrush(lit ? tintOf(node.standing, m_palette) : m_palette.panel);
    m_painter.drawRoundedRect(node.box, radius, radius);
}

void FlowPainting::nameOnly(const FlowNodePicture& node) const
{
    const bool marked = node.kind == "step"_L1 || node.standing != Standing::Waiting;
    const double side = marked ? 34 : 0;
    const QRectF inner = node.box.adjusted(14, 0, -8, 0);
    double size = 31;
    while (size > 14 && textWidth(pictureFont(size, QFont::DemiBold), node.name) > inner.width() - side - 10)
        size -= 1;
    const QFont font = pictureFont(size, QFont::DemiBold);
    double left = inner.left();
    if (node.kind != "step"_L1) {
        const double used = std::min(inner.width(), side + 8 + textWidth(font, node.name));
        left = inner.center().x() - used / 2;
    }
    if (marked)
        drawMark(m_painter, QRectF(left, inner.center().y() - side / 2, side, side), node.standing, m_palette,
                 m_style.phase);
    const double textLeft = left + (marked ? side + 10 : 4);
    drawLine(m_painter, QRectF(textLeft, inner.top(), inner.right() - textLeft, inner.height()), node.name,
             font, node.standing == Standing::Waiting ? m_palette.quiet : m_palette.text);
}

void FlowPainting::wholeStep(const FlowNodePicture& node) const
{
    const QFont nameFont = pictureFont(15, QFont::DemiBold);
    const QFont smallFont = pictureFont(12);
    const QRectF inner = node.box.adjusted(13, 6, -11, -6);
    const double textLeft = inner.left() + 30;
    const double width = inner.right() - textLeft;
    const QStringList lines = wrapped(smallFont, node.question, width, 2);
    const double height = lineHeight(nameFont) + static_cast<double>(lines.size()) * lineHeight(smallFont);
    double y = inner.center().y() - height / 2;
    drawMark(m_painter, QRectF(inner.left(), y + 1, 20, 20), node.standing, m_palette, m_style.phase);
    const double timeWidth = node.time.isEmpty() ? 0 : textWidth(smallFont, node.time) + 6;
    const bool resting = node.standing == Standing::Waiting || node.standing == Standing::Skipped;
    drawLine(m_painter, QRectF(textLeft, y, width - timeWidth, lineHeight(nameFont)), node.name, nameFont,
             resting ? m_palette.quiet : m_palette.text);
    drawLine(m_painter, QRectF(inner.right() - timeWidth, y, timeWidth, lineHeight(nameFont)), node.time,
             smallFont, m_palette.quiet, Qt::AlignRight | Qt::AlignVCenter);
    y += lineHeight(nameFont);
    for (const QString& line : lines) {
        drawLine(m_painter, QRectF(textLeft, y, width, lineHeight(smallFont)), line, smallFont,
                 m_palette.quiet);
        y += lineHeight(smallFont);
    }
}

void FlowPainting::centred(const FlowNodePicture& node) const
{
    const bool verdict = node.kind == "verdict"_L1;
    const bool lit = verdict && node.standing != Standing::Waiting;
    const QFont nameFont = pictureFont(verdict ? 17 : 15, QFont::DemiBold);
    const QFont smallFont = pictureFont(12.5);
    const QStringList lines = wrapped(smallFont, node.question, node.box.width() - 60, 2);
    const double used =
        node.question.isEmpty() ? 0 : static_cast<double>(lines.size()) * lineHeight(smallFont);
    double y = node.box.center().y() - (lineHeight(nameFont) + used) / 2;
    const double nameWidth = textWidth(nameFont, node.name) + (lit ? 28 : 0);
    const double left = node.box.center().x() - nameWidth / 2;
    if (lit) drawMark(m_painter, QRectF(left, y + 2, 20, 20), node.standing, m_palette);
    drawLine(m_painter, QRectF(left + (lit ? 28 : 0), y, nameWidth, lineHeight(nameFont)), node.name,
             nameFont, lit || node.reached ? m_palette.text : m_palette.quiet);
    y += lineHeight(nameFont);
    if (used > 0)
        drawWrapped(m_painter, QRectF(node.box.left() + 30, y, node.box.width() - 60, used), node.question,
                    smallFont, m_palette.text, Qt::AlignHCenter, 2);
}

void FlowPainting::node(const FlowNodePicture& node) const
{
    frame(node);
    if (!isFull())
        nameOnly(node);
    else if (node.kind == "step"_L1)
        wholeStep(node);
    else
        centred(node);
}

} // namespace

void paintFlowchart(QPainter& painter, const FlowPicture& picture, const Palette& palette,
                    const FlowStyle& style)
{
    const PainterSaver saver(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    const FlowPainting painting(painter, palette, style);
    for (const bool taken : {false, true}) { // the path lies over the ways not taken
        for (const FlowEdgePicture& edge : picture.edges) {
            if (edge.taken == taken) painting.edge(edge);
        }
    }
    for (const FlowEdgePicture& edge : picture.edges)
        painting.label(edge);
    for (const FlowNodePicture& node : picture.nodes)
        painting.node(node);
}

void paintFlowchart(QPainter& painter, const QRectF& box, const FlowPicture& picture, const Palette& palette,
                    const FlowStyle& style)
{
    const PainterSaver saver(painter);
    painter.setTransform(fitInto(picture.canvas, box), true);
    paintFlowchart(painter, picture, palette, style);
}

} // namespace pathlight
