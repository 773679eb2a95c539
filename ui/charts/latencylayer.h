// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QGraphicsItem>

namespace pathlight {

class LatencyPlot;

/// The probes, the losses, the head and the crosshair of a latency plot, as one item: Qt Charts would make an
/// item of every point.
class LatencyLayer final : public QGraphicsItem
{
public:
    explicit LatencyLayer(LatencyPlot* plot);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintHead(QPainter& painter, const QRectF& head) const;
    void paintHit(QPainter& painter) const;

    LatencyPlot* m_plot;
};

} // namespace pathlight
