// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QPainter>

/// What every picture is drawn with: text that fits, marks, arrows. Only vectors, so that paper is sharp.
/// Text may come from the network: what controls or reorders it is made visible (core/report/plaintext.h).
namespace pathlight {

/// Restores the painter's state when it goes out of scope.
class PainterSaver
{
public:
    explicit PainterSaver(QPainter& painter) : m_painter(painter) { m_painter.save(); }
    ~PainterSaver() { m_painter.restore(); }
    Q_DISABLE_COPY_MOVE(PainterSaver)

private:
    QPainter& m_painter;
};

[[nodiscard]] double textWidth(const QFont& font, const QString& text);
[[nodiscard]] double lineHeight(const QFont& font);

/// The lines that a text breaks into at a width; a word longer than a line is broken. At most `maximumLines`
/// (0: any number), the last one elided where text is left over.
[[nodiscard]] QStringList wrapped(const QFont& font, const QString& text, double width, int maximumLines = 0);
/// The height of those lines.
[[nodiscard]] double wrappedHeight(const QFont& font, const QString& text, double width,
                                   int maximumLines = 0);

/// One line, elided in the middle where it does not fit.
void drawLine(QPainter& painter, const QRectF& box, const QString& text, const QFont& font,
              const QColor& colour, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);
/// Several lines from the top of the box, each aligned; returns the height used.
double drawWrapped(QPainter& painter, const QRectF& box, const QString& text, const QFont& font,
                   const QColor& colour, Qt::Alignment alignment = Qt::AlignLeft, int maximumLines = 0);

/// The mark of a standing in a disc: tick, cross, exclamation mark, dash, question mark, dots. `phase`, 0 to
/// 1, turns the mark of something running.
void drawMark(QPainter& painter, const QRectF& box, Standing standing, const Palette& palette,
              double phase = 0);

/// The head of an arrow whose point is at `tip` and which comes from `from`.
void drawArrowHead(QPainter& painter, const QPointF& from, const QPointF& tip, double size,
                   const QColor& colour);
/// A cross of two strokes, centred.
void drawCross(QPainter& painter, const QPointF& centre, double radius, const QColor& colour, double width);

/// A length of time as people read it: "0.4 ms", "18 ms", "1.02 s", "2 min 5 s".
[[nodiscard]] QString durationText(double ms);

} // namespace pathlight
