// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walk/flowchart.h"

#include <QFile>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

const FlowNode* Flowchart::node(const QString& id) const
{
    for (const FlowNode& each : nodes) {
        if (each.id == id) return &each;
    }
    return nullptr;
}

QStringList Flowchart::stepIds() const
{
    QStringList ids;
    for (const FlowNode& each : nodes) {
        if (each.kind == "step"_L1) ids.append(each.id);
    }
    return ids;
}

const FlowEdge* Flowchart::edgeTaken(const QString& from, const QString& outcome) const
{
    for (const FlowEdge& edge : edges) {
        if (edge.from == from && edge.on.contains(outcome)) return &edge;
    }
    return nullptr;
}

namespace {

void checkNodes(const Flowchart& chart, QStringList* errors)
{
    QSet<QString> ids;
    QSet<QString> yielded;
    for (const FlowNode& node : chart.nodes) {
        if (node.id.isEmpty() || ids.contains(node.id))
            errors->append(u"node id missing or twice: "_s + node.id);
        for (const QString& step : node.after) {
            if (!ids.contains(step))
                errors->append(node.id + u" comes after a later or unknown step: "_s + step);
        }
        for (const QString& token : node.needs) {
            if (!yielded.contains(token))
                errors->append(node.id + u" needs what no earlier step yields: "_s + token);
        }
        if (node.kind == "step"_L1 && node.timeoutSeconds <= 0)
            errors->append(node.id + u" has no time limit"_s);
        ids.insert(node.id);
        for (const QString& token : node.yields)
            yielded.insert(token);
    }
}

void checkEdges(const Flowchart& chart, QStringList* errors)
{
    QSet<QString> reached;
    for (const FlowEdge& edge : chart.edges) {
        if (!chart.node(edge.from) || !chart.node(edge.to)) {
            errors->append(u"edge from or to nowhere: "_s + edge.from + u" to "_s + edge.to);
        }
        for (const QList<double>& bend : edge.bends) {
            if (bend.size() != 2)
                errors->append(u"a bend is not [x, y]: "_s + edge.from + u" to "_s + edge.to);
        }
        reached.insert(edge.to);
    }
    for (const FlowNode& node : chart.nodes) {
        if (node.kind != "start"_L1 && !reached.contains(node.id))
            errors->append(u"no edge leads to "_s + node.id);
    }
}

} // namespace

Flowchart readFlowchart(const QByteArray& json, QStringList* errors)
{
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parse);
    if (parse.error != QJsonParseError::NoError) errors->append(parse.errorString());
    const auto chart = fromObject<Flowchart>(document.object());
    checkNodes(chart, errors);
    checkEdges(chart, errors);
    return chart;
}

const Flowchart& flowchart()
{
    static const Flowchart chart = [] {
        QFile file(u":/pathlight/flowchart.json"_s);
        QStringList errors;
        return file.open(QIODevice::ReadOnly) ? readFlowchart(file.readAll(), &errors) : Flowchart{};
    }();
    return chart;
}

} // namespace pathlight
