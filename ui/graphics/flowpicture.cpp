// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/flowpicture.h"

#include "core/report/worded.h"
#include "ui/graphics/ink.h"

#include <QLineF>
#include <QSet>
#include <QTransform>

#include <cmath>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

QRectF boxOf(const FlowNode& node)
{
    return {node.x - node.width / 2, node.y - node.height / 2, node.width, node.height};
}

bool isWithin(double value, double low, double high)
{
    return value >= low - 0.01 && value <= high + 0.01;
}

/// Where a line from a node towards a point leaves the node: straight up, down or sideways where the point
/// lies over against it, else on the way to its centre.
QPointF anchorOf(const QRectF& box, const QPointF& towards)
{
    if (isWithin(towards.x(), box.left(), box.right()))
        return {towards.x(), towards.y() < box.center().y() ? box.top() : box.bottom()};
    if (isWithin(towards.y(), box.top(), box.bottom()))
        return {towards.x() < box.center().x() ? box.left() : box.right(), towards.y()};
    const QPointF way = towards - box.center();
    const double across = std::abs(way.x()) / (box.width() / 2);
    const double along = std::abs(way.y()) / (box.height() / 2);
    return box.center() + way / std::max({across, along, 1e-6});
}

/// The part of an arrow that carries its label: the first with room for it, else the longest.
qsizetype labelledPart(const QPolygonF& line)
{
    constexpr double room = 60;
    qsizetype longest = 0;
    double most = 0;
    for (qsizetype index = 0; index + 1 < line.size(); ++index) {
        const double length = QLineF(line[index], line[index + 1]).length();
        if (length >= room) return index;
        if (length <= most) continue;
        most = length;
        longest = index;
    }
    return longest;
}

void placeLabel(FlowEdgePicture& edge)
{
    if (edge.line.size() < 2) return;
    const qsizetype part = labelledPart(edge.line);
    const QPointF a = edge.line[part];
    const QPointF b = edge.line[part + 1];
    edge.labelBeside = std::abs(b.x() - a.x()) < std::abs(b.y() - a.y());
    const double share = part == 0 ? std::min(0.5, 34 / std::max(1.0, QLineF(a, b).length())) : 0.5;
    edge.labelAt = edge.labelBeside ? QPointF(a.x() + 7, (a.y() + b.y()) / 2 - 2)
                                    : QPointF(a.x() + (b.x() - a.x()) * share, a.y() - 3);
}

/// What a walk has made of the chart so far.
class Path
{
public:
    Path(const Flowchart& chart, const Report* report) : m_chart(chart), m_report(report)
    {
        if (m_report) reach(u"start"_s);
    }

    [[nodiscard]] bool isReached(const QString& id) const { return m_reached.contains(id); }
    [[nodiscard]] bool isTaken(const FlowEdge& edge) const
    {
        return isReached(edge.from) && isOpen(edge) && isReached(edge.to);
    }
    [[nodiscard]] bool hasRun(const QString& id) const
    {
        const StepReport* step = m_report ? m_report->step(id) : nullptr;
        return step && step->started;
    }

private:
    void reach(const QString& id);
    [[nodiscard]] QString outcomeOf(const QString& id) const;
    [[nodiscard]] bool isOpen(const FlowEdge& edge) const;
    [[nodiscard]] bool mayEnter(const QString& id) const;

    const Flowchart& m_chart;
    const Report* m_report;
    QSet<QString> m_reached;
};

QString Path::outcomeOf(const QString& id) const
{
    if (id == "start"_L1) return u"passed"_s;
    const StepReport* step = m_report->step(id);
    return step && step->status ? nameOf(*step->status) : QString();
}

/// An arrow is open when its step ended so; also when the walk went on although the step failed, for a fault
/// need not stop what comes after it.
bool Path::isOpen(const FlowEdge& edge) const
{
    const QString outcome = outcomeOf(edge.from);
    if (edge.on.contains(outcome)) return true;
    const bool wentOn =
        outcome == "failed"_L1 && edge.on.contains("passed"_L1) && edge.label == "edge.yes"_L1;
    return wentOn && hasRun(edge.to);
}

/// A step that ran can be entered, the verdict when it was given, and the step that every way leads through
/// also when it was skipped.
bool Path::mayEnter(const QString& id) const
{
    const FlowNode* node = m_chart.node(id);
    if (!node) return false;
    if (node->kind == "verdict"_L1) return m_report->ended() && m_report->judged;
    if (hasRun(id)) return true;
    if (!m_report->ended()) return false;
    return std::any_of(m_chart.edges.begin(), m_chart.edges.end(), [&](const FlowEdge& edge) {
        return edge.from == id && edge.to == "verdict"_L1 && edge.on.contains("skipped"_L1);
    });
}

void Path::reach(const QString& id)
{
    if (m_reached.contains(id)) return;
    m_reached.insert(id);
    for (const FlowEdge& edge : m_chart.edges) {
        if (edge.from == id && isOpen(edge) && mayEnter(edge.to)) reach(edge.to);
    }
}

Standing standingOfStep(const StepReport& step)
{
    if (step.status) return standingOf(*step.status);
    return step.started ? Standing::Running : Standing::Waiting;
}

void lightVerdict(FlowNodePicture& node, const Report& report, const Texts& texts)
{
    if (!report.judged || (report.provisional && !report.ended())) return;
    node.standing = standingOf(report.verdict.status);
    node.name = texts(u"verdict."_s + nameOf(report.verdict.status));
    if (!node.name.isEmpty()) node.name[0] = node.name[0].toUpper();
    node.question =
        report.verdict.code ? texts.explain(*report.verdict.code, report.verdict.arguments).title : QString();
    node.reached = report.ended();
}

void lightStep(FlowNodePicture& node, const StepReport& step, const Texts& texts)
{
    node.standing = standingOfStep(step);
    node.reached = step.started;
    if (node.standing != Standing::Waiting) node.status = texts(u"status."_s + nameOf(node.standing));
    if (step.status && step.started) node.time = durationText(step.durationMs);
}

FlowNodePicture nodePicture(const FlowNode& node, const Report* report, const Texts& texts)
{
    const QString group = node.kind == "step"_L1 ? u"step."_s : QString();
    const QString key = group + node.id + u".name"_s;
    const QJsonObject names = report ? withTarget(*report, {}) : QJsonObject();
    FlowNodePicture made{node.id, node.kind,         boxOf(node), texts(key, names), {}, {},
                         {},      Standing::Waiting, false};
    if (node.kind == "step"_L1) made.question = texts(u"step."_s + node.id + u".question"_s, names);
    if (!report) return made;
    const StepReport* step = report->step(node.id);
    if (step) lightStep(made, *step, texts);
    if (node.kind == "verdict"_L1) lightVerdict(made, *report, texts);
    if (node.kind == "start"_L1 && !report->header.schema.isEmpty()) {
        made.standing = Standing::Passed;
        made.reached = true;
    }
    return made;
}

} // namespace

const FlowNodePicture* FlowPicture::node(const QString& id) const
{
    for (const FlowNodePicture& each : nodes) {
        if (each.id == id) return &each;
    }
    return nullptr;
}

bool FlowPicture::isRunning() const
{
    return std::any_of(nodes.begin(), nodes.end(),
                       [](const FlowNodePicture& node) { return node.standing == Standing::Running; });
}

QPolygonF routeOf(const FlowEdge& edge, const QRectF& from, const QRectF& to)
{
    QPolygonF line;
    for (const QList<double>& bend : edge.bends) {
        if (bend.size() == 2) line.append(QPointF(bend[0], bend[1]));
    }
    const QPointF start = anchorOf(from, line.isEmpty() ? to.center() : line.first());
    const QPointF end = anchorOf(to, line.isEmpty() ? from.center() : line.last());
    line.prepend(start);
    line.append(end);
    // A bend that stands on a node's border is the anchor itself.
    line.erase(
        std::unique(line.begin(), line.end(),
                    [](const QPointF& a, const QPointF& b) { return (a - b).manhattanLength() < 0.01; }),
        line.end());
    return line;
}

FlowPicture flowPicture(const Flowchart& chart, const Report* report, const Texts& texts)
{
    FlowPicture picture{{chart.width, chart.height}, {}, {}};
    const bool begun = report && !report->header.schema.isEmpty();
    const Path path(chart, begun ? report : nullptr);
    for (const FlowNode& node : chart.nodes)
        picture.nodes.append(nodePicture(node, begun ? report : nullptr, texts));
    for (const FlowEdge& edge : chart.edges) {
        const FlowNode* from = chart.node(edge.from);
        const FlowNode* to = chart.node(edge.to);
        if (!from || !to) continue;
        FlowEdgePicture made;
        made.from = edge.from;
        made.to = edge.to;
        made.line = routeOf(edge, boxOf(*from), boxOf(*to));
        made.taken = path.isTaken(edge);
        if (!edge.label.isEmpty()) made.label = texts(edge.label);
        placeLabel(made);
        picture.edges.append(made);
    }
    return picture;
}

QTransform fitInto(const QSizeF& canvas, const QRectF& box)
{
    const double scale = std::min(box.width() / canvas.width(), box.height() / canvas.height());
    QTransform transform;
    transform.translate(box.center().x() - canvas.width() * scale / 2,
                        box.center().y() - canvas.height() * scale / 2);
    transform.scale(scale, scale);
    return transform;
}

} // namespace pathlight
