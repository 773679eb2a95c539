// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/ladderpainter.h"

#include "ui/graphics/ink.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double gutter = 62; // for the times, left of the first lane
constexpr double margin = 14;
constexpr double titleHeight = 24;
constexpr double laneNameHeight = 22;
constexpr double slant = 13; // how far a message falls on its way
constexpr double leastStep = 22;
constexpr double noteHeight = 20;
constexpr double panelGap = 18;
constexpr double laneShare = 0.85; // of the panel, the last lane's place, where there are notes beside it

/// The way down between two moments.
double stepFor(double ms)
{
    return leastStep + 11 * std::log10(1 + std::max(0.0, ms));
}

struct Cursor
{
    double y = 0;
    double atMs = 0;
};

} // namespace

double LadderLayout::yAt(double ms) const
{
    if (moments.isEmpty()) return headBottom;
    if (ms <= moments.first().atMs) return moments.first().y;
    for (qsizetype index = 1; index < moments.size(); ++index) {
        const Moment& a = moments[index - 1];
        const Moment& b = moments[index];
        if (ms > b.atMs || b.atMs <= a.atMs) continue;
        return a.y + (b.y - a.y) * (ms - a.atMs) / (b.atMs - a.atMs);
    }
    const Moment& last = moments.last();
    return last.y + stepFor(ms - last.atMs) - leastStep;
}

namespace {

void placeLanes(LadderLayout& layout, const LadderPanel& panel, double width)
{
    const auto count = panel.lanes.size();
    const double left = panel.timed ? gutter : margin + 22;
    const double right = width - std::max(margin + 22, (1 - laneShare) * width);
    for (qsizetype lane = 0; lane < count; ++lane)
        layout.lanes.append(left + (right - left) * static_cast<double>(lane) /
                                       static_cast<double>(std::max<qsizetype>(1, count - 1)));
}

/// Places the messages one under another. A message of this computer begins at its moment; one to it ends
/// there.
class Stacker
{
public:
    Stacker(LadderLayout& layout, const LadderPanel& panel) : m_layout(layout), m_panel(panel) {}

    void run();

private:
    void arrow(const LadderArrow& arrow);
    void notesUntil(double ms, bool including);
    void moment(double ms, double y);
    void advanceTo(double ms);

    LadderLayout& m_layout;
    const LadderPanel& m_panel;
    double m_y = 0;
    double m_atMs = 0;
    qsizetype m_note = 0;
};

void Stacker::moment(double ms, double y)
{
    if (!m_layout.moments.isEmpty() && m_layout.moments.last().atMs >= ms - 1e-9) return;
    m_layout.moments.append({ms, y});
}

void Stacker::advanceTo(double ms)
{
    if (ms > m_atMs) m_y += stepFor(ms - m_atMs) - leastStep;
    m_atMs = std::max(m_atMs, ms);
}

void Stacker::arrow(const LadderArrow& arrow)
{
    notesUntil(arrow.atMs, false);
    advanceTo(arrow.atMs);
    const double from = m_layout.lanes[arrow.from];
    const double to = m_layout.lanes[arrow.to];
    const double tail = m_y;
    const double fall = slant;
    if (arrow.from == 0) {
        moment(arrow.atMs, tail);
        m_layout.arrows.append(QLineF(from, tail, to, tail + fall));
    } else {
        m_layout.arrows.append(QLineF(from, tail, to, tail + fall));
        moment(arrow.atMs, tail + fall);
    }
    m_y = tail + fall + (arrow.from == 0 && arrow.answered ? 2 : 9);
}

void Stacker::notesUntil(double ms, bool including)
{
    while (m_note < m_panel.notes.size()) {
        const LadderNote& note = m_panel.notes[m_note];
        if (including ? note.atMs > ms : note.atMs >= ms) return;
        advanceTo(note.atMs);
        m_y += 9;
        moment(note.atMs, m_y);
        m_layout.notes.append(QPointF(m_layout.lanes[note.lane] + 10, m_y));
        m_y += noteHeight + 3;
        ++m_note;
    }
}

void Stacker::run()
{
    m_y = m_layout.headBottom + 18;
    qsizetype index = 0;
    while (index < m_panel.arrows.size()) {
        const double now = m_panel.arrows[index].atMs;
        // A note of the same moment stands between what led to it and what follows.
        const qsizetype led = index;
        while (index < m_panel.arrows.size() && m_panel.arrows[index].atMs == now) {
            const bool opensNext =
                index > led && m_panel.arrows[index].from == 0 && m_panel.arrows[index - 1].from == 0;
            if (opensNext) notesUntil(now, true);
            arrow(m_panel.arrows[index]);
            ++index;
        }
        if (index == m_panel.arrows.size() || m_panel.arrows[index].atMs > now) notesUntil(now, true);
    }
    notesUntil(1e300, true);
    m_layout.bottom = m_y + 8;
}

} // namespace

LadderLayout layoutLadder(const LadderPanel& panel, double width)
{
    LadderLayout layout;
    layout.headBottom = titleHeight + laneNameHeight;
    placeLanes(layout, panel, width);
    if (layout.lanes.isEmpty()) return layout;
    Stacker(layout, panel).run();
    for (const double each : panel.expectedAgainMs)
        layout.expected.append(layout.yAt(each));
    if (!layout.expected.isEmpty()) layout.bottom = std::max(layout.bottom, layout.expected.last() + 8);
    const double legend = panel.legend.isEmpty()
                              ? 0
                              : wrappedHeight(pictureFont(11), panel.legend, width - 2 * margin - 16) + 6;
    layout.height = layout.bottom + 6 + legend;
    return layout;
}

namespace {

class LadderPainting
{
public:
    LadderPainting(QPainter& painter, const LadderPanel& panel, const LadderLayout& layout,
                   const Palette& palette, double width)
        : m_painter(painter), m_panel(panel), m_layout(layout), m_palette(palette), m_width(width)
    {}

    void paint() const;

private:
    void head() const;
    void lanes() const;
    void times() const;
    void expected() const;
    void arrow(qsizetype index) const;
    void arrowLabel(const QLineF& line, const QString& label, const QColor& colour) const;
    void note(qsizetype index) const;
    [[nodiscard]] QColor colourOf(const LadderArrow& arrow) const;

    QPainter& m_painter;
    const LadderPanel& m_panel;
    const LadderLayout& m_layout;
    const Palette& m_palette;
    double m_width;
};

void LadderPainting::head() const
{
    const QFont bold = pictureFont(13, QFont::DemiBold);
    drawMark(m_painter, QRectF(margin - 6, 4, 16, 16), m_panel.standing, m_palette);
    const QRectF line(margin + 16, 0, m_width - 2 * margin - 14, titleHeight);
    drawLine(m_painter, line, m_panel.title, bold, m_palette.text);
    const double used = textWidth(bold, m_panel.title) + 10;
    if (!m_panel.subtitle.isEmpty() && used < line.width() - 30)
        drawLine(m_painter, line.adjusted(used, 0, 0, 0), m_panel.subtitle, pictureFont(12),
                 pathlight::colourOf(m_panel.standing, m_palette));
}

void LadderPainting::lanes() const
{
    const QFont font = pictureFont(11.5, QFont::DemiBold);
    const auto count = m_layout.lanes.size();
    for (qsizetype lane = 0; lane < count; ++lane) {
        const double x = m_layout.lanes[lane];
        const double before = lane == 0 ? x : (x - m_layout.lanes[lane - 1]) / 2;
        const double after = lane + 1 == count ? m_width - x : (m_layout.lanes[lane + 1] - x) / 2;
        const double half = std::max(24.0, std::min(before, after) - 4);
        double centre = std::clamp(x, half, std::max(half, m_width - half));
        const QRectF box(centre - half, titleHeight, 2 * half, laneNameHeight - 4);
        drawLine(m_painter, box, m_panel.lanes[lane], font, m_palette.quiet, Qt::AlignCenter);
        m_painter.setPen(QPen(m_palette.line, 1.4));
        m_painter.drawLine(QPointF(x, m_layout.headBottom), QPointF(x, m_layout.bottom));
    }
}

void LadderPainting::times() const
{
    if (!m_panel.timed) return;
    const QFont font = pictureFont(11);
    double last = -100;
    for (const LadderLayout::Moment& moment : m_layout.moments) {
        if (moment.y - last < 11) continue;
        last = moment.y;
        const QRectF box(0, moment.y - 8, m_layout.lanes.first() - 12, 16);
        drawLine(m_painter, box, moment.atMs == 0 ? u"0"_s : durationText(moment.atMs), font, m_palette.quiet,
                 Qt::AlignRight | Qt::AlignVCenter);
        m_painter.setPen(QPen(m_palette.line, 1.2));
        m_painter.drawLine(QPointF(m_layout.lanes.first() - 8, moment.y),
                           QPointF(m_layout.lanes.first(), moment.y));
    }
}

void LadderPainting::expected() const
{
    const double x = m_layout.lanes.first();
    const auto sign = [&](const QPointF& at) {
        m_painter.setPen(QPen(m_palette.accent, 1.2));
        m_painter.setBrush(m_palette.page);
        m_painter.drawPolygon(QPolygonF{at + QPointF(-4.5, 0), at + QPointF(0, -4.5), at + QPointF(4.5, 0),
                                        at + QPointF(0, 4.5)});
    };
    for (const double y : m_layout.expected)
        sign(QPointF(x, y));
    if (m_panel.legend.isEmpty()) return;
    const double top = m_layout.bottom + 6;
    sign(QPointF(margin, top + 8));
    drawWrapped(m_painter, QRectF(margin + 14, top, m_width - 2 * margin - 16, 100), m_panel.legend,
                pictureFont(11), m_palette.quiet);
}

QColor LadderPainting::colourOf(const LadderArrow& arrow) const
{
    return arrow.standing == Standing::Unknown ? m_palette.text
                                               : pathlight::colourOf(arrow.standing, m_palette);
}

void LadderPainting::arrowLabel(const QLineF& line, const QString& label, const QColor& colour) const
{
    const QFont font = pictureFont(11.5);
    const double width = std::min(textWidth(font, label) + 6, std::abs(line.dx()) - 14);
    const QPointF middle = line.center();
    const double rise = std::abs(line.dy() / line.dx()) * width / 2;
    drawLine(m_painter, QRectF(middle.x() - width / 2, middle.y() - rise - 16, width, 14), label, font,
             colour, Qt::AlignCenter);
}

void LadderPainting::arrow(qsizetype index) const
{
    const LadderArrow& arrow = m_panel.arrows[index];
    const QColor colour = colourOf(arrow);
    QLineF line = m_layout.arrows[index];
    QPen pen(colour, 1.7, Qt::SolidLine, Qt::FlatCap);
    if (!arrow.answered) {
        // What became of it cannot be seen from here: the line breaks up and ends in a question mark.
        const QLineF whole = line;
        line.setP2(whole.pointAt(0.80));
        const QLineF sure(line.p1(), whole.pointAt(0.55));
        m_painter.setPen(pen);
        m_painter.drawLine(sure);
        pen.setStyle(Qt::DotLine);
        m_painter.setPen(pen);
        m_painter.drawLine(sure.p2(), line.p2());
        drawLine(m_painter, QRectF(line.p2().x() + 1, line.p2().y() - 8, 16, 16), u"?"_s,
                 pictureFont(13, QFont::Bold), colour, Qt::AlignCenter);
        arrowLabel(QLineF(whole.p1(), whole.pointAt(0.8)), arrow.label, colour);
        return;
    }
    m_painter.setPen(pen);
    m_painter.drawLine(line.p1(), line.pointAt(1 - 5 / std::max(6.0, line.length())));
    if (arrow.stopped)
        drawCross(m_painter, line.p2(), 5, m_palette.failed, 2.4);
    else
        drawArrowHead(m_painter, line.p1(), line.p2(), 9, colour);
    arrowLabel(line, arrow.label, colour);
}

void LadderPainting::note(qsizetype index) const
{
    const LadderNote& note = m_panel.notes[index];
    const QPointF at = m_layout.notes[index];
    drawMark(m_painter, QRectF(m_layout.lanes[note.lane] - 7, at.y() - 7, 14, 14), note.standing, m_palette);
    const QFont font = pictureFont(11.5, QFont::DemiBold);
    const double width = std::min(m_width - at.x() - 6, textWidth(font, note.words) + 12);
    const QRectF box(at.x() + 4, at.y() - 9, width, 18);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(tintOf(note.standing, m_palette));
    m_painter.drawRoundedRect(box, 4, 4);
    drawLine(m_painter, box.adjusted(6, 0, -4, 0), note.words, font,
             pathlight::colourOf(note.standing, m_palette));
}

void LadderPainting::paint() const
{
    head();
    lanes();
    times();
    for (qsizetype index = 0; index < m_layout.arrows.size(); ++index)
        arrow(index);
    for (qsizetype index = 0; index < m_layout.notes.size(); ++index)
        note(index);
    expected();
}

QList<QRectF> columnsOf(const QRectF& box, const QList<LadderPanel>& panels)
{
    double weights = 0;
    const auto weightOf = [](const LadderPanel& panel) {
        return panel.timed ? 1.0 + 0.3 * static_cast<double>(panel.lanes.size() - 2) : 0.72;
    };
    for (const LadderPanel& panel : panels)
        weights += weightOf(panel);
    const double room = box.width() - panelGap * static_cast<double>(panels.size() - 1);
    QList<QRectF> columns;
    double x = box.left();
    for (const LadderPanel& panel : panels) {
        const double width = room * weightOf(panel) / std::max(weights, 0.1);
        columns.append(QRectF(x, box.top(), width, box.height()));
        x += width + panelGap;
    }
    return columns;
}

} // namespace

void paintLadder(QPainter& painter, const QRectF& box, const LadderPanel& panel, const Palette& palette)
{
    const PainterSaver saver(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    const LadderLayout layout = layoutLadder(panel, box.width());
    if (!layout.lanes.isEmpty()) LadderPainting(painter, panel, layout, palette, box.width()).paint();
}

void paintLadders(QPainter& painter, const QRectF& box, const QList<LadderPanel>& panels,
                  const Palette& palette)
{
    const QList<QRectF> columns = columnsOf(box, panels);
    for (qsizetype index = 0; index < panels.size(); ++index) {
        if (index > 0) {
            const double x = columns[index].left() - panelGap / 2;
            painter.setPen(QPen(palette.grid, 1));
            painter.drawLine(QPointF(x, box.top() + 2), QPointF(x, box.bottom() - 2));
        }
        paintLadder(painter, columns[index], panels[index], palette);
    }
}

double laddersHeight(const QList<LadderPanel>& panels, double width)
{
    double height = 0;
    const QList<QRectF> columns = columnsOf(QRectF(0, 0, width, 0), panels);
    for (qsizetype index = 0; index < panels.size(); ++index)
        height = std::max(height, layoutLadder(panels[index], columns[index].width()).height);
    return height;
}

} // namespace pathlight
