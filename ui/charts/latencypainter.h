// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/texts.h"
#include "ui/charts/latencymodel.h"
#include "ui/theme.h"

#include <QRectF>

class QPainter;

namespace pathlight {

/// Where times and values lie on a latency chart.
struct LatencyFrame
{
    QRectF plot;
    double untilSeconds = 1;
    double topMs = 10;

    [[nodiscard]] QPointF placeOf(double seconds, double ms) const;
    [[nodiscard]] double secondsAt(double x) const;
};

[[nodiscard]] QColor colourOf(Phase phase, const Palette& palette);

/// The sign of a phase: a disc, a square or a diamond, so that colour is never the only one.
void drawPhaseMark(QPainter& painter, Phase phase, const QPointF& at, double radius);
/// Every probe, and a cross at the foot for each that was lost.
void paintProbes(QPainter& painter, const LatencyFrame& frame, const LatencyPicture& picture,
                 const Palette& palette);
/// What the signs mean, from the right; returns the left end of it.
double paintLegend(QPainter& painter, const QRectF& head, const LatencyPicture& picture,
                   const Palette& palette, const Texts& texts);

/// The whole chart with its axes, for paper: no widget and no scene, so that any thread can paint it.
void paintLatency(QPainter& painter, const QRectF& box, const LatencyPicture& picture, const Palette& palette,
                  const Texts& texts);

} // namespace pathlight
