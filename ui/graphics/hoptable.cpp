// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/hoptable.h"

#include "ui/graphics/hops.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostHops = 255; // a hop limit has eight bits (RFC 791, RFC 8200)
constexpr qsizetype mostTimes = 1000;

constexpr qsizetype mostTraces = 5;

HopEvidence& hopAt(TraceEvidence& trace, int ttl)
{
    for (HopEvidence& hop : trace.hops) {
        if (hop.ttl == ttl) return hop;
    }
    const auto later = std::find_if(trace.hops.begin(), trace.hops.end(),
                                    [ttl](const HopEvidence& hop) { return hop.ttl > ttl; });
    HopEvidence made;
    made.ttl = ttl;
    return *trace.hops.insert(later, made);
}

double medianOf(QList<double> values)
{
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace

qsizetype LiveTrace::traceFor(const QString& protocol, const QString& family)
{
    if (m_route.hops.isEmpty()) {
        m_route.protocol = protocol;
        m_route.family = family;
    }
    if (m_route.protocol == protocol && m_route.family == family) return 0;
    for (qsizetype index = 0; index < m_route.others.size(); ++index) {
        if (m_route.others[index].protocol == protocol && m_route.others[index].family == family)
            return index + 1;
    }
    // A stranger's journal may name any number; the last one takes the rest.
    if (m_route.others.size() >= mostTraces) return m_route.others.size();
    TraceEvidence trace;
    trace.protocol = protocol;
    trace.family = family;
    m_route.others.append(trace);
    return m_route.others.size();
}

TraceEvidence& LiveTrace::traceAt(qsizetype index)
{
    return index == 0 ? m_route : m_route.others[index - 1];
}

void LiveTrace::add(const QJsonObject& data)
{
    const int ttl = data.value("ttl"_L1).toInt();
    if (ttl < 1 || ttl > mostHops) return;
    const qsizetype which =
        traceFor(data.value("protocol"_L1).toString(), data.value("family"_L1).toString());
    TraceEvidence& trace = traceAt(which);
    HopEvidence& hop = hopAt(trace, ttl);
    ++hop.sent;
    hop.target = hop.target || data.value("target"_L1).toBool();
    if (hop.target) trace.reached = true;
    const QString address = data.value("address"_L1).toString();
    if (address.isEmpty()) return;
    ++hop.received;
    if (!hop.address)
        hop.address = address;
    else if (*hop.address != address && !hop.alternatives.contains(address))
        hop.alternatives.append(address);
    if (hop.target) trace.address = address;
    const QJsonValue ms = data.value("ms"_L1);
    QList<double>& times = m_times[{which, ttl}];
    if (!ms.isDouble() || times.size() >= mostTimes) return;
    times.append(ms.toDouble());
    hop.minMs = *std::min_element(times.begin(), times.end());
    hop.maxMs = *std::max_element(times.begin(), times.end());
    hop.medianMs = medianOf(times);
}

HopTable::HopTable(QWidget* parent) : EvidencePicture(u"hops"_s, parent)
{
    setObjectName(u"routeHopTable"_s);
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(frameInterval);
    connect(&m_redraw, &QTimer::timeout, this, &HopTable::remake);
    remake();
}

void HopTable::setEvidence(const RouteTraceEvidence& route, const std::optional<TcpEvidence>& tcp)
{
    m_route = route;
    m_tcp = tcp;
    remake();
}

void HopTable::reset()
{
    m_live = {};
    setEvidence({});
}

void HopTable::addEvent(const Event& event)
{
    if (event.step != "route"_L1) return;
    if (event.kind == EventKind::StepStarted) {
        m_live = {};
        m_route = {};
    } else if (event.kind == EventKind::Evidence) {
        m_route = fromObject<RouteTraceEvidence>(event.data);
    } else if (event.data.value("kind"_L1).toString() == QLatin1StringView(sample::hop)) {
        m_live.add(event.data);
        m_route = m_live.route();
    } else {
        return;
    }
    if (!m_redraw.isActive()) m_redraw.start();
}

void HopTable::remake()
{
    m_redraw.stop();
    m_table = hopTable(m_route, m_tcp, texts());
    pictureChanged();
}

void HopTable::paintEvidence(QPainter& painter, const QRectF& box, const Palette& palette)
{
    paintTable(painter, box.adjusted(1, 1, -1, -1), m_table, palette);
}

double HopTable::heightAt(double width) const
{
    return m_table.rows.isEmpty() ? 48 : layoutTable(m_table, width - 2).height() + 4;
}

QString HopTable::evidenceInWords() const
{
    return pathlight::inWords(m_table);
}

} // namespace pathlight
