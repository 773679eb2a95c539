// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// The diagnostic flowchart, read from resources/flowchart.json: the walker, the wizard, the flowchart view,
/// the exported pictures and the manual all use this one description.
namespace pathlight {

/// One question and its place on the canvas. Its text is `step.<id>.name` and `step.<id>.question`.
struct FlowNode
{
    QString id;
    QString kind;              ///< "start", "step", "verdict"
    QStringList needs;         ///< tokens that must be there before the step starts
    QStringList after;         ///< steps that must have ended, however they did
    QStringList yields;        ///< tokens this step may give
    double timeoutSeconds = 0; ///< the longest the step may take
    double x = 0;              ///< centre, in canvas units
    double y = 0;
    double width = 0;
    double height = 0;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = FlowNode;
        visit("id", &T::id);
        visit("kind", &T::kind);
        visit("needs", &T::needs);
        visit("after", &T::after);
        visit("yields", &T::yields);
        visit("timeoutSeconds", &T::timeoutSeconds);
        visit("x", &T::x);
        visit("y", &T::y);
        visit("width", &T::width);
        visit("height", &T::height);
    }
};

/// An arrow: taken when the step `from` ended with one of the outcomes in `on` (step status words).
struct FlowEdge
{
    QString from;
    QString to;
    QStringList on;
    QString label;              ///< a text key: "edge.yes", "edge.no", empty for none
    QList<QList<double>> bends; ///< corner points on the way, [x, y] each
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = FlowEdge;
        visit("from", &T::from);
        visit("to", &T::to);
        visit("on", &T::on);
        visit("label", &T::label);
        visit("bends", &T::bends);
    }
};

struct Flowchart
{
    double width = 0;
    double height = 0;
    QList<FlowNode> nodes; ///< steps stand in walking order
    QList<FlowEdge> edges;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Flowchart;
        visit("width", &T::width);
        visit("height", &T::height);
        visit("nodes", &T::nodes);
        visit("edges", &T::edges);
    }

    [[nodiscard]] const FlowNode* node(const QString& id) const;
    /// Ids of the nodes of kind "step", in walking order.
    [[nodiscard]] QStringList stepIds() const;
    /// The arrow taken out of `from` when it ended so; null where none is drawn for that outcome.
    [[nodiscard]] const FlowEdge* edgeTaken(const QString& from, const QString& outcome) const;
};

/// The flowchart that ships with the program. It is checked by a test, so reading it cannot fail here.
[[nodiscard]] const Flowchart& flowchart();

/// Reads a flowchart and checks it: ids unique, edges between nodes, needs yielded by an earlier step, every
/// step reachable. The errors are for developers; none means it is sound.
[[nodiscard]] Flowchart readFlowchart(const QByteArray& json, QStringList* errors);

} // namespace pathlight
