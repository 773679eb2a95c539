// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/seenway.h"

#include "core/steps/hoptally.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int mostAsked = 100; // A trace asks each distance a few times.
constexpr double longestMs = 600'000;
constexpr qsizetype longestWord = 100;

bool isAddress(const QString& text)
{
    return text.size() <= longestWord && !QHostAddress(text).isNull();
}

void keepAddress(std::optional<QString>* address)
{
    if (*address && !isAddress(**address)) address->reset();
}

QStringList addressesIn(const QStringList& addresses)
{
    QStringList kept;
    for (const QString& each : addresses.mid(0, RouteRecord::mostAddresses)) {
        if (isAddress(each)) kept.append(each);
    }
    return kept;
}

void keepTime(std::optional<double>* ms)
{
    if (*ms && !(**ms >= 0 && **ms <= longestMs)) ms->reset();
}

HopEvidence soundHop(const HopEvidence& given)
{
    HopEvidence hop = given;
    keepAddress(&hop.address);
    hop.alternatives = addressesIn(hop.alternatives);
    hop.name.reset(); // A monitor's traces ask for none.
    hop.sent = std::clamp(hop.sent, 0, mostAsked);
    hop.received = hop.address ? std::clamp(hop.received, 0, hop.sent) : 0;
    for (std::optional<double>* const each : {&hop.minMs, &hop.medianMs, &hop.maxMs})
        keepTime(each);
    if (hop.said) hop.said = hop.said->left(longestWord);
    return hop;
}

/// Distances that run up, none twice, as a trace's do.
QList<HopEvidence> soundHops(const QList<HopEvidence>& given)
{
    QList<HopEvidence> hops;
    for (const HopEvidence& each : given) {
        const int before = hops.isEmpty() ? 0 : hops.constLast().ttl;
        if (each.ttl > before && each.ttl <= DistancePlan::farthest) hops.append(soundHop(each));
    }
    return hops;
}

TraceEvidence soundTrace(const QJsonObject& data)
{
    auto trace = fromObject<TraceEvidence>(data);
    trace.protocol = u"tcp"_s;
    if (!isAddress(trace.address)) trace.address.clear();
    trace.family = trace.family.left(longestWord);
    trace.port = std::clamp(trace.port, 0, 65535);
    trace.hops = soundHops(trace.hops);
    if (trace.local) trace.local = trace.local->left(longestWord);
    return trace;
}

} // namespace

std::optional<BreakPlace> breakPlaceFrom(const QJsonValue& value)
{
    if (!value.isObject()) return std::nullopt;
    auto place = fromObject<BreakPlace>(value.toObject());
    place.distance = std::clamp(place.distance, 0, DistancePlan::farthest);
    keepAddress(&place.after);
    keepAddress(&place.before);
    return place;
}

std::optional<BreakPlace> SeenWay::takeTrace(const QJsonObject& data, qint64 atMs)
{
    const TraceEvidence trace = soundTrace(data["trace"_L1].toObject());
    if (trace.address.isEmpty()) return std::nullopt;
    const std::optional<BreakPlace> place = breakPlaceFrom(data["break"_L1]);
    m_record.take(trace, !place, std::chrono::milliseconds(atMs));
    m_tracedMs = atMs;
    m_dark = place ? std::optional(trace) : std::nullopt;
    return place;
}

void SeenWay::takeChanges(const QJsonObject& data, qint64 atMs)
{
    const QJsonArray changes = data["changes"_L1].toArray();
    qsizetype taken = 0;
    for (const QJsonValue& each : changes) {
        if (++taken > DistancePlan::farthest) break;
        auto change = fromObject<RouteChange>(each.toObject());
        if (change.distance < 1 || change.distance > DistancePlan::farthest) continue;
        change.from = addressesIn(change.from);
        change.to = addressesIn(change.to);
        m_changes.append({atMs, change});
    }
    ++m_changeCount;
    if (m_changes.size() > mostChanges) m_changes = m_changes.mid(m_changes.size() - mostChanges);
}

} // namespace pathlight
