// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/hoptable.h"

#include "ui/graphics/hops.h"
#include "ui/graphics/ink.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostHops = 255; // a hop limit has eight bits (RFC 791, RFC 8200)
constexpr qsizetype mostTimes = 1000;

double medianOf(QList<double> values)
{
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace

HopEvidence& LiveTrace::hopAt(int ttl)
{
    for (HopEvidence& hop : m_route.hops) {
        if (hop.ttl == ttl) return hop;
    }
    const auto later = std::find_if(m_route.hops.begin(), m_route.hops.end(),
                                    [ttl](const HopEvidence& hop) { return hop.ttl > ttl; });
    HopEvidence made;
    made.ttl = ttl;
    return *m_route.hops.insert(later, made);
}

void LiveTrace::add(const QJsonObject& data)
{
    const int ttl = data.value("ttl"_L1).toInt();
    if (ttl < 1 || ttl > mostHops) return;
    HopEvidence& hop = hopAt(ttl);
    ++hop.sent;
    hop.target = hop.target || data.value("target"_L1).toBool();
    if (hop.target) m_route.reached = true;
    const QString address = data.value("address"_L1).toString();
    if (address.isEmpty()) return;
    ++hop.received;
    if (!hop.address) hop.address = address;
    if (hop.target) m_route.address = address;
    const QJsonValue ms = data.value("ms"_L1);
    QList<double>& times = m_times[ttl];
    if (!ms.isDouble() || times.size() >= mostTimes) return;
    times.append(ms.toDouble());
    hop.minMs = *std::min_element(times.begin(), times.end());
    hop.maxMs = *std::max_element(times.begin(), times.end());
    hop.medianMs = medianOf(times);
}

HopTable::HopTable(QWidget* parent) : PictureView(parent)
{
    setObjectName(u"routeHopTable"_s);
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(frameInterval);
    connect(&m_redraw, &QTimer::timeout, this, &HopTable::remake);
    remake();
}

void HopTable::setEvidence(const RouteTraceEvidence& route)
{
    m_route = route;
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
    m_table = hopTable(m_route, texts());
    pictureChanged();
}

void HopTable::paintPicture(QPainter& painter, const QRectF& box, const Palette& palette)
{
    if (m_table.rows.isEmpty()) {
        drawWrapped(painter, box.adjusted(14, 14, -14, 0), texts()(u"view.hops.empty"_s), pictureFont(13),
                    palette.quiet);
        return;
    }
    paintTable(painter, box.adjusted(1, 1, -1, -1), m_table, palette);
}

double HopTable::heightAt(double width) const
{
    return m_table.rows.isEmpty() ? 48 : layoutTable(m_table, width - 2).height() + 4;
}

QString HopTable::inWords() const
{
    return m_table.rows.isEmpty() ? texts()(u"view.hops.empty"_s) : pathlight::inWords(m_table);
}

QString HopTable::title() const
{
    return texts()(u"view.hops.title"_s);
}

} // namespace pathlight
