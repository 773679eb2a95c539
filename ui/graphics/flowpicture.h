// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"
#include "core/walk/flowchart.h"
#include "ui/theme.h"

#include <QPolygonF>
#include <QRectF>

class QPainter;

/// The flowchart as a picture: the chart's own geometry, lit by a report. Pure data and a pure painter; the
/// view, the PDF and the exported pictures all use them.
namespace pathlight {

struct FlowNodePicture
{
    QString id;
    QString kind;
    QRectF box; ///< in canvas units
    QString name;
    QString question;
    QString status; ///< the word for its standing; empty before the walk comes to it
    QString time;   ///< how long it took; empty before
    Standing standing = Standing::Waiting;
    bool reached = false; ///< the walk has been here
};

struct FlowEdgePicture
{
    QString from;
    QString to;
    QPolygonF line; ///< from border to border, in canvas units
    QString label;
    QPointF labelAt; ///< centre of the label's left edge beside an upright line, its foot's middle over a
                     ///< level one
    bool labelBeside = false;
    bool taken = false;
};

struct FlowPicture
{
    QSizeF canvas;
    QList<FlowNodePicture> nodes;
    QList<FlowEdgePicture> edges;

    [[nodiscard]] const FlowNodePicture* node(const QString& id) const;
    [[nodiscard]] bool isRunning() const;
};

/// The chart with the path of a walk; without a report nothing is lit.
[[nodiscard]] FlowPicture flowPicture(const Flowchart& chart, const Report* report, const Texts& texts);

/// An arrow's way: straight parts between the borders of its two nodes, through its bends.
[[nodiscard]] QPolygonF routeOf(const FlowEdge& edge, const QRectF& from, const QRectF& to);

enum class FlowDetail {
    Names, ///< large names and marks, readable when small
    Full,  ///< names, questions, times, labels on the arrows
};

struct FlowStyle
{
    FlowDetail detail = FlowDetail::Full;
    QString chosen;   ///< the node with the keyboard focus or under the mouse
    double phase = 0; ///< of the animation of what runs, 0 to 1
};

/// How the canvas lies in a box: as large as fits, in the middle.
[[nodiscard]] QTransform fitInto(const QSizeF& canvas, const QRectF& box);

/// Paints in canvas units.
void paintFlowchart(QPainter& painter, const FlowPicture& picture, const Palette& palette,
                    const FlowStyle& style);
/// Paints it as large as fits into the box.
void paintFlowchart(QPainter& painter, const QRectF& box, const FlowPicture& picture, const Palette& palette,
                    const FlowStyle& style);

} // namespace pathlight
