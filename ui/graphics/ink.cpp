// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/ink.h"

#include "core/report/plaintext.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainterPath>
#include <QTextLayout>

#include <cmath>
#include <numbers>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

double textWidth(const QFont& font, const QString& text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

double lineHeight(const QFont& font)
{
    // Families differ in the leading they ask for; a fixed share of the size keeps rows alike in every
    // language.
    return std::ceil(font.pixelSize() * 1.42);
}

QStringList wrapped(const QFont& font, const QString& text, double width, int maximumLines)
{
    QStringList lines;
    for (const QString& each : text.split(u'\n')) {
        const QString paragraph = visibleText(each);
        QTextLayout layout(paragraph, font);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(std::max(width, 1.0));
            if (maximumLines > 0 && lines.size() == maximumLines - 1) {
                const QString rest = paragraph.mid(line.textStart());
                lines.append(QFontMetricsF(font).elidedText(rest, Qt::ElideRight, width));
                layout.endLayout();
                return lines;
            }
            lines.append(paragraph.mid(line.textStart(), line.textLength()).trimmed());
        }
        layout.endLayout();
    }
    return lines;
}

double wrappedHeight(const QFont& font, const QString& text, double width, int maximumLines)
{
    return static_cast<double>(wrapped(font, text, width, maximumLines).size()) * lineHeight(font);
}

void drawLine(QPainter& painter, const QRectF& box, const QString& text, const QFont& font,
              const QColor& colour, Qt::Alignment alignment)
{
    painter.setFont(font);
    painter.setPen(colour);
    const QString shown =
        QFontMetricsF(font).elidedText(visibleText(text), Qt::ElideMiddle, box.width() + 0.5);
    painter.drawText(box, static_cast<int>(alignment) | Qt::TextSingleLine | Qt::TextDontClip, shown);
}

double drawWrapped(QPainter& painter, const QRectF& box, const QString& text, const QFont& font,
                   const QColor& colour, Qt::Alignment alignment, int maximumLines)
{
    const double height = lineHeight(font);
    double y = box.top();
    painter.setFont(font);
    painter.setPen(colour);
    for (const QString& line : wrapped(font, text, box.width(), maximumLines)) {
        painter.drawText(
            QRectF(box.left(), y, box.width(), height),
            static_cast<int>(alignment) | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip, line);
        y += height;
    }
    return y - box.top();
}

namespace {

/// The glyph inside the disc, in a square from -1 to 1.
QPainterPath glyphOf(Standing standing)
{
    QPainterPath path;
    switch (standing) {
    case Standing::Passed:
        path.moveTo(-0.45, 0.02);
        path.lineTo(-0.12, 0.36);
        path.lineTo(0.47, -0.34);
        break;
    case Standing::Failed:
        path.moveTo(-0.36, -0.36);
        path.lineTo(0.36, 0.36);
        path.moveTo(0.36, -0.36);
        path.lineTo(-0.36, 0.36);
        break;
    case Standing::Warned:
        path.moveTo(0, -0.52);
        path.lineTo(0, 0.12);
        path.moveTo(0, 0.49);
        path.lineTo(0, 0.5);
        break;
    case Standing::Unknown:
        path.moveTo(-0.26, -0.26);
        path.cubicTo(-0.26, -0.62, 0.32, -0.62, 0.3, -0.22);
        path.cubicTo(0.29, 0.0, 0.0, -0.02, 0.0, 0.2);
        path.moveTo(0, 0.51);
        path.lineTo(0, 0.52);
        break;
    case Standing::Skipped:
    case Standing::Cancelled:
        path.moveTo(-0.4, 0);
        path.lineTo(0.4, 0);
        break;
    case Standing::Waiting:
    case Standing::Running:
        break;
    }
    return path;
}

void drawRing(QPainter& painter, double phase, const QColor& colour)
{
    QColor faint = colour;
    faint.setAlphaF(0.28F);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(faint, 0.26));
    painter.drawEllipse(QPointF(0, 0), 0.82, 0.82);
    painter.setPen(QPen(colour, 0.26, Qt::SolidLine, Qt::RoundCap));
    const int start = static_cast<int>(-phase * 360 * 16) + 90 * 16;
    painter.drawArc(QRectF(-0.82, -0.82, 1.64, 1.64), start, -110 * 16);
}

} // namespace

void drawMark(QPainter& painter, const QRectF& box, Standing standing, const Palette& palette, double phase)
{
    const PainterSaver saver(painter);
    const double radius = std::min(box.width(), box.height()) / 2;
    painter.translate(box.center());
    painter.scale(radius, radius);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = colourOf(standing, palette);
    if (standing == Standing::Running) {
        drawRing(painter, phase, colour);
        return;
    }
    if (standing == Standing::Waiting) {
        painter.setBrush(palette.page);
        painter.setPen(QPen(palette.line, 0.16));
        painter.drawEllipse(QPointF(0, 0), 0.8, 0.8);
        return;
    }
    const bool quiet = standing == Standing::Skipped || standing == Standing::Cancelled;
    painter.setPen(quiet ? QPen(colour, 0.16) : QPen(Qt::NoPen));
    painter.setBrush(quiet ? palette.page : colour);
    painter.drawEllipse(QPointF(0, 0), quiet ? 0.9 : 1.0, quiet ? 0.9 : 1.0);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(quiet ? colour : palette.page, 0.24, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(glyphOf(standing));
}

void drawArrowHead(QPainter& painter, const QPointF& from, const QPointF& tip, double size,
                   const QColor& colour)
{
    const PainterSaver saver(painter);
    const double angle = std::atan2(tip.y() - from.y(), tip.x() - from.x());
    const auto corner = [&](double turn) {
        return tip - QPointF(std::cos(angle + turn), std::sin(angle + turn)) * size;
    };
    const double spread = std::numbers::pi / 7.5;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF{tip, corner(spread), corner(-spread)});
}

void drawCross(QPainter& painter, const QPointF& centre, double radius, const QColor& colour, double width)
{
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap));
    const QPointF falling(radius, radius);
    const QPointF rising(radius, -radius);
    painter.drawLine(centre - falling, centre + falling);
    painter.drawLine(centre - rising, centre + rising);
}

QString durationText(double ms)
{
    if (!std::isfinite(ms)) return {};
    const QLocale plain = QLocale::c();
    if (ms < 10) return plain.toString(ms, 'f', 1) + u" ms"_s;
    if (ms < 1000) return plain.toString(ms, 'f', 0) + u" ms"_s;
    if (ms < 10'000) return plain.toString(ms / 1000, 'f', 2) + u" s"_s;
    if (ms < 120'000) return plain.toString(ms / 1000, 'f', 1) + u" s"_s;
    const auto seconds = static_cast<qint64>(ms / 1000);
    return QString::number(seconds / 60) + u" min "_s + QString::number(seconds % 60) + u" s"_s;
}

} // namespace pathlight
