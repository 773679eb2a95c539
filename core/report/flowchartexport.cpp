// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/flowchartexport.h"

#include "core/report/plaintext.h"
#include "core/report/worded.h"

#include <QFile>
#include <QJsonDocument>
#include <QPointF>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString nodeName(const FlowNode& node, const Texts& texts)
{
    if (node.kind == "start"_L1) return texts(u"flowchart.start"_s);
    return texts(node.kind == "step"_L1 ? u"step.%1.name"_s.arg(node.id) : u"verdict.name"_s);
}

QString nodeQuestion(const FlowNode& node, const Texts& texts)
{
    return node.kind == "step"_L1 ? texts(u"step.%1.question"_s.arg(node.id)) : QString();
}

/// How a node stands: "passed", "broken"…; empty without a report or before it ended.
QString stateOf(const FlowNode& node, const Report* report)
{
    if (!report) return {};
    if (node.kind == "start"_L1) return u"passed"_s;
    if (node.kind == "verdict"_L1)
        return report->judged && report->ended() ? nameOf(report->verdict.status) : QString();
    const StepReport* step = report->step(node.id);
    return step && step->status ? nameOf(*step->status) : QString();
}

QString markOf(const FlowNode& node, const Report* report)
{
    if (stateOf(node, report).isEmpty() || node.kind == "start"_L1) return {};
    if (node.kind == "verdict"_L1) return pathlight::markOf(report->verdict.status) + u' ';
    const StepReport* step = report->step(node.id);
    return pathlight::markOf(step->status, step->started) + u' ';
}

bool isTaken(const FlowEdge& edge, const Flowchart& chart, const Report* report)
{
    const FlowNode* from = chart.node(edge.from);
    if (!report || !from || !edge.on.contains(stateOf(*from, report))) return false;
    const FlowNode* to = chart.node(edge.to);
    const QString state = to ? stateOf(*to, report) : QString();
    return !state.isEmpty() && state != "skipped"_L1;
}

/// Where the line from the centre of a node towards `other` leaves its box.
QPointF borderPoint(const FlowNode& node, const QPointF& other)
{
    const QPointF centre(node.x, node.y);
    const QPointF way = other - centre;
    const double acrossX = way.x() == 0 ? 1e9 : node.width / 2 / std::abs(way.x());
    const double acrossY = way.y() == 0 ? 1e9 : node.height / 2 / std::abs(way.y());
    return centre + way * std::min({acrossX, acrossY, 1.0});
}

QString number(double value)
{
    return QString::number(value, 'f', 1);
}

QString edgeSvg(const FlowEdge& edge, const Flowchart& chart, const Texts& texts, const Report* report)
{
    const FlowNode* from = chart.node(edge.from);
    const FlowNode* to = chart.node(edge.to);
    if (!from || !to) return {};
    QList<QPointF> points{{from->x, from->y}};
    for (const QList<double>& bend : edge.bends)
        points.append({bend.value(0), bend.value(1)});
    points.append({to->x, to->y});
    points.first() = borderPoint(*from, points.at(1));
    points.last() = borderPoint(*to, points.at(points.size() - 2));
    QStringList corners;
    for (const QPointF& point : points)
        corners.append(number(point.x()) + u',' + number(point.y()));
    const QString taken = isTaken(edge, chart, report) ? u" flow-taken"_s : QString();
    QString out = u"<polyline class=\"flow-edge%1\" points=\"%2\" marker-end=\"url(#flow-arrow)\"/>\n"_s.arg(
        taken, corners.join(u' '));
    if (edge.label.isEmpty()) return out;
    const QPointF way = points.at(1) - points.at(0);
    const double length = std::max(1.0, std::hypot(way.x(), way.y()));
    const QPointF at = points.at(0) + way * (std::min(16.0, length / 2) / length);
    const bool upright = std::abs(way.y()) > std::abs(way.x());
    return out + u"<text class=\"flow-label\" x=\"%1\" y=\"%2\">%3</text>\n"_s.arg(
                     number(at.x() + (upright ? 6 : 0)), number(at.y() + (upright ? 4 : -5)),
                     texts(edge.label).toHtmlEscaped());
}

QString nodeSvg(const FlowNode& node, const Texts& texts, const Report* report)
{
    const QString state = stateOf(node, report);
    const QString name = markOf(node, report) + nodeName(node, texts);
    // About six units a column at the size of the question's letters.
    const QStringList question =
        wrapText(nodeQuestion(node, texts), std::max(10, static_cast<int>(node.width / 5.8))).mid(0, 2);
    const double radius = node.kind == "step"_L1 ? 6 : node.height / 2;
    QString out = u"<g class=\"flow-node flow-%1\">\n"_s.arg(state.isEmpty() ? u"waiting"_s : state);
    QString title = nodeName(node, texts);
    if (!state.isEmpty() && node.kind != "start"_L1)
        title += u": "_s + texts((node.kind == "step"_L1 ? u"status."_s : u"verdict."_s) + state);
    out += u"<title>"_s + title.toHtmlEscaped() + u"</title>\n"_s;
    out += u"<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" rx=\"%5\"/>\n"_s.arg(
        number(node.x - node.width / 2), number(node.y - node.height / 2), number(node.width),
        number(node.height), number(radius));
    const double first = node.y + 5 - 6.5 * static_cast<double>(question.size());
    out += u"<text class=\"flow-name\" x=\"%1\" y=\"%2\">%3</text>\n"_s.arg(number(node.x), number(first),
                                                                            name.toHtmlEscaped());
    for (qsizetype line = 0; line < question.size(); ++line) {
        out += u"<text class=\"flow-question\" x=\"%1\" y=\"%2\">%3</text>\n"_s.arg(
            number(node.x), number(first + 13 * static_cast<double>(line + 1)),
            question.at(line).toHtmlEscaped());
    }
    return out + u"</g>\n"_s;
}

QString svgStyle()
{
    QFile file(u":/pathlight/flowchart.css"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Mermaid reads its own entity for the quotation mark inside a quoted text.
QString mermaidText(const QString& text)
{
    QString out = visibleText(text);
    return out.replace(u'#', u"#35;"_s).replace(u'"', u"#quot;"_s).replace(u'<', u"#lt;"_s);
}

QString mermaidNode(const FlowNode& node, const Texts& texts, const Report* report)
{
    QString text = mermaidText(markOf(node, report) + nodeName(node, texts));
    const QString question = nodeQuestion(node, texts);
    if (!question.isEmpty()) text += u"<br/>"_s + mermaidText(question);
    const QString shape = node.kind == "step"_L1 ? u"[\"%1\"]"_s : u"([\"%1\"])"_s;
    return u"  "_s + node.id + shape.arg(text) + u'\n';
}

} // namespace

QString flowchartSvg(const Flowchart& chart, const Texts& texts, const Report* report)
{
    QString out =
        u"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" width=\"%1\" height=\"%2\" "
        "role=\"img\">\n"_s.arg(number(chart.width), number(chart.height));
    out += u"<title>"_s + texts(u"view.flow.title"_s).toHtmlEscaped() + u"</title>\n<style>\n"_s +
           svgStyle() +
           u"</style>\n<defs><marker id=\"flow-arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" "
           "markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path class=\"flow-head\" "
           "d=\"M0,0 L8,4 L0,8 z\"/></marker></defs>\n"
           "<rect class=\"flow-ground\" width=\"100%\" height=\"100%\"/>\n"_s;
    for (const FlowEdge& edge : chart.edges)
        out += edgeSvg(edge, chart, texts, report);
    for (const FlowNode& node : chart.nodes)
        out += nodeSvg(node, texts, report);
    return out + u"</svg>\n"_s;
}

QString flowchartMermaid(const Flowchart& chart, const Texts& texts, const Report* report)
{
    QString out = u"flowchart TD\n"_s;
    for (const FlowNode& node : chart.nodes)
        out += mermaidNode(node, texts, report);
    int index = 0;
    QStringList taken;
    for (const FlowEdge& edge : chart.edges) {
        const QString label =
            edge.label.isEmpty() ? QString() : u"|\"%1\"|"_s.arg(mermaidText(texts(edge.label)));
        out += u"  %1 -->%2 %3\n"_s.arg(edge.from, label, edge.to);
        if (isTaken(edge, chart, report)) taken.append(QString::number(index));
        ++index;
    }
    if (!taken.isEmpty()) out += u"  linkStyle %1 stroke-width:3px\n"_s.arg(taken.join(u','));
    return out;
}

QByteArray flowchartJson(const Flowchart& chart, const Texts& texts, const Report* report)
{
    QJsonObject out = toObject(chart);
    QJsonArray nodes;
    for (const FlowNode& node : chart.nodes) {
        QJsonObject json = toObject(node);
        json.insert("name"_L1, nodeName(node, texts));
        const QString question = nodeQuestion(node, texts);
        if (!question.isEmpty()) json.insert("question"_L1, question);
        const QString state = stateOf(node, report);
        if (!state.isEmpty()) json.insert("status"_L1, state);
        nodes.append(json);
    }
    out.insert("nodes"_L1, nodes);
    return QJsonDocument(out).toJson(QJsonDocument::Indented);
}

} // namespace pathlight
