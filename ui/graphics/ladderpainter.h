// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graphics/ladder.h"

#include <QLineF>
#include <QRectF>

class QPainter;

namespace pathlight {

/// Where everything of a ladder stands. Time runs down; the way between two moments grows with the logarithm
/// of the time between them, so that a retransmission after a second and an answer after twenty milliseconds
/// fit on one page. Every moment carries its time in figures, so the uneven axis misleads nobody.
struct LadderLayout
{
    struct Moment
    {
        double atMs = 0;
        double y = 0;
    };

    QList<double> lanes;    ///< x of each
    QList<Moment> moments;  ///< the axis, in order of time
    QList<QLineF> arrows;   ///< one for each of the panel's, from tail to point
    QList<QPointF> notes;   ///< left middle of each note's words
    QList<double> expected; ///< y of each expected retransmission
    double headBottom = 0;
    double bottom = 0; ///< of the lanes
    double height = 0; ///< of all of it

    /// The height of a moment, between those on the axis by proportion.
    [[nodiscard]] double yAt(double ms) const;
};

[[nodiscard]] LadderLayout layoutLadder(const LadderPanel& panel, double width);

void paintLadder(QPainter& painter, const QRectF& box, const LadderPanel& panel, const Palette& palette);

/// Panels side by side; the last, the normal one, is a little narrower.
void paintLadders(QPainter& painter, const QRectF& box, const QList<LadderPanel>& panels,
                  const Palette& palette);
[[nodiscard]] double laddersHeight(const QList<LadderPanel>& panels, double width);

} // namespace pathlight
