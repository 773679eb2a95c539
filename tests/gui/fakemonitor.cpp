// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/fakemonitor.h"

#include <QDateTime>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

void FakeMonitor::stop()
{
    ++m_stops;
    QMetaObject::invokeMethod(this, &FakeMonitor::end, Qt::QueuedConnection);
}

void FakeMonitor::give(const QList<MonitorEvent>& events)
{
    for (const MonitorEvent& each : events)
        Q_EMIT event(each);
}

void FakeMonitor::end()
{
    Q_EMIT finished();
}

void FakeTray::show(Standing standing, const QString& tip)
{
    m_log->shown = true;
    m_log->standing = standing;
    m_log->tip = tip;
}

void FakeTray::notify(Standing standing, const QString& title, const QString& text)
{
    Q_UNUSED(standing)
    m_log->titles.append(title);
    m_log->texts.append(text);
}

MonitorScript::MonitorScript(const QString& began, QStringList labels, double intervalSeconds,
                             double objective, double routeSeconds)
    : m_plan({{u"schema"_s, u"pathlight.monitor/1"_s},
              {u"targets"_s, QJsonArray::fromStringList(labels)},
              {u"intervalSeconds"_s, intervalSeconds},
              {u"count"_s, 0},
              {u"routeSeconds"_s, routeSeconds},
              {u"objective"_s, objective}}),
      m_atMs(QDateTime::fromString(began, Qt::ISODate).toMSecsSinceEpoch())
{
    startAgain();
}

void MonitorScript::startAgain()
{
    add(MonitorEventKind::Started, {}, m_plan);
}

void MonitorScript::add(MonitorEventKind kind, const QString& label, const QJsonObject& data)
{
    m_events.append({isoAt(m_atMs), kind, label, data});
}

QString MonitorScript::isoAt(qint64 ms) const
{
    return isoTime(std::chrono::milliseconds(ms));
}

void MonitorScript::interruption(const QString& label, double lastedSeconds, int late, int lost)
{
    add(MonitorEventKind::Interruption, label,
        {{u"began"_s, isoAt(m_atMs - static_cast<qint64>(lastedSeconds * 1000))},
         {u"ended"_s, isoAt(m_atMs)},
         {u"seconds"_s, lastedSeconds},
         {u"late"_s, late},
         {u"lost"_s, lost},
         {u"worstMs"_s, lastedSeconds * 1000}});
}

void MonitorScript::probe(const QString& label, double ms, int sentAgain)
{
    add(MonitorEventKind::Probe, label,
        {{u"ok"_s, true},
         {u"status"_s, 401},
         {u"ms"_s, ms},
         {u"failure"_s, QJsonValue()},
         {u"sentAgain"_s, sentAgain}});
}

void MonitorScript::fail(const QString& label, const QString& failure)
{
    add(MonitorEventKind::Probe, label,
        {{u"ok"_s, false}, {u"status"_s, QJsonValue()}, {u"ms"_s, QJsonValue()}, {u"failure"_s, failure}});
}

void MonitorScript::walk(const QString& label, const QList<Event>& events)
{
    QJsonValue verdict;
    for (const Event& each : events) {
        if (each.kind == EventKind::Verdict) verdict = each.data["verdict"_L1];
        if (each.kind != EventKind::Sample) add(MonitorEventKind::Walk, label, toObject(each));
    }
    add(MonitorEventKind::WalkEnded, label, {{u"verdict"_s, verdict}});
}

QJsonObject MonitorScript::outage(double startedSecondsAgo, double lasted, const QString& code) const
{
    return {{u"began"_s, isoAt(m_atMs - static_cast<qint64>(startedSecondsAgo * 1000))},
            {u"seconds"_s, lasted},
            {u"probesFailed"_s, 2},
            {u"failure"_s, u"timed_out"_s},
            {u"code"_s, code.isEmpty() ? QJsonValue() : QJsonValue(code)}};
}

void MonitorScript::outageBegan(const QString& label, double secondsAgo, const QString& code)
{
    QJsonObject data = outage(secondsAgo, secondsAgo, code);
    data.insert(u"ended"_s, QJsonValue());
    data.insert(u"end"_s, u"still_on"_s);
    add(MonitorEventKind::OutageBegan, label, data);
}

void MonitorScript::outageEnded(const QString& label, double lastedSeconds, const QString& end,
                                const QString& code)
{
    QJsonObject data = outage(lastedSeconds, lastedSeconds, code);
    data.insert(u"ended"_s, isoAt(m_atMs));
    data.insert(u"end"_s, end);
    add(MonitorEventKind::OutageEnded, label, data);
}

void MonitorScript::trace(const QString& label, const TraceEvidence& trace,
                          const std::optional<BreakPlace>& place)
{
    add(MonitorEventKind::Route, label,
        {{u"trace"_s, toObject(trace)}, {u"break"_s, place ? QJsonValue(toObject(*place)) : QJsonValue()}});
}

void MonitorScript::wayChanged(const QString& label, const QList<RouteChange>& changes)
{
    add(MonitorEventKind::RouteChanged, label, {{u"changes"_s, toJson(changes)}});
}

void MonitorScript::gap(const QString& kind, double seconds)
{
    m_atMs += static_cast<qint64>(seconds * 1000);
    add(MonitorEventKind::Gap, {}, {{u"kind"_s, kind}, {u"seconds"_s, seconds}});
}

TraceEvidence traceOver(const QStringList& addresses, bool reached)
{
    TraceEvidence trace;
    trace.protocol = u"tcp"_s;
    trace.family = u"ipv4"_s;
    trace.address = reached ? addresses.constLast() : u"203.0.113.9"_s;
    trace.port = 443;
    trace.rounds = 2;
    trace.reached = reached;
    for (const QString& address : addresses) {
        HopEvidence hop;
        hop.ttl = static_cast<int>(trace.hops.size()) + 1;
        hop.sent = 2;
        if (!address.isEmpty()) {
            hop.address = address;
            hop.received = 2;
            hop.minMs = hop.ttl * 4.0;
            hop.medianMs = hop.ttl * 4.5;
            hop.maxMs = hop.ttl * 6.0;
        }
        hop.target = reached && address == trace.address;
        trace.hops.append(hop);
    }
    return trace;
}

QList<MonitorEvent> MonitorScript::take()
{
    const QList<MonitorEvent> fresh = m_events.mid(m_taken);
    m_taken = m_events.size();
    return fresh;
}

QByteArray MonitorScript::journal() const
{
    QByteArray lines;
    for (const MonitorEvent& each : m_events)
        lines += QJsonDocument(toObject(each)).toJson(QJsonDocument::Compact) + '\n';
    return lines;
}

} // namespace pathlight
