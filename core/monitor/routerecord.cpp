// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/routerecord.h"

#include "core/monitor/instant.h"
#include "core/rules/routereading.h"
#include "core/steps/hoptally.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// So many traces have to agree on who stands at a distance before somebody else there is a change.
constexpr int leastHistory = 3;
/// Who was not seen for so many traces stands there no longer.
constexpr int agesOut = 10;

QStringList shownBy(const HopEvidence& hop)
{
    QStringList shown;
    if (hop.address) shown.append(*hop.address);
    return shown + hop.alternatives.mid(0, RouteRecord::mostAddresses - 1);
}

QStringList addressesOf(const QList<HopRecord::Seen>& seen)
{
    QStringList addresses;
    for (const HopRecord::Seen& each : seen)
        addresses.append(each.address);
    return addresses;
}

void addPast(const QStringList& addresses, HopRecord* hop)
{
    for (const QString& address : addresses) {
        hop->past.removeAll(address);
        hop->past.prepend(address);
    }
    hop->past = hop->past.mid(0, RouteRecord::mostAddresses);
}

void addCurrent(const QStringList& shown, int trace, HopRecord* hop)
{
    for (auto address = shown.crbegin(); address != shown.crend(); ++address) {
        hop->current.removeIf([&](const HopRecord::Seen& each) { return each.address == *address; });
        hop->current.prepend({*address, trace});
        hop->past.removeAll(*address);
    }
    QStringList aged;
    for (const HopRecord::Seen& each : hop->current.mid(1)) {
        if (trace - each.lastTrace > agesOut) aged.append(each.address);
    }
    hop->current.removeIf([&](const HopRecord::Seen& each) { return aged.contains(each.address); });
    addPast(aged, hop);
    hop->current = hop->current.mid(0, RouteRecord::mostAddresses);
}

bool shareAny(const QStringList& some, const QStringList& others)
{
    return std::any_of(some.begin(), some.end(), [&](const QString& each) { return others.contains(each); });
}

HopEvidence evidenceOf(int distance, const HopRecord& hop)
{
    HopEvidence evidence;
    evidence.ttl = distance;
    if (!hop.current.isEmpty()) evidence.address = hop.current.constFirst().address;
    evidence.alternatives = addressesOf(hop.current).mid(1) + hop.past;
    evidence.sent = hop.sent;
    evidence.received = hop.received;
    evidence.medianMs = hop.medians.percentile(50);
    evidence.maxMs = hop.worstMs;
    evidence.target = hop.target;
    return evidence;
}

QJsonObject hopObject(const HopEvidence& hop, const HopReading& reading)
{
    return {{u"distance"_s, hop.ttl},
            {u"address"_s, toJson(hop.address)},
            {u"alternatives"_s, QJsonArray::fromStringList(hop.alternatives)},
            {u"sent"_s, hop.sent},
            {u"received"_s, hop.received},
            {u"medianMs"_s, toJson(hop.medianMs)},
            {u"worstMs"_s, toJson(hop.maxMs)},
            {u"target"_s, hop.target},
            {u"loss"_s, nameOf(reading.loss)}};
}

QJsonValue lossObject(const TraceEvidence& trace)
{
    const auto start = lossStartOf(trace);
    if (!start) return {};
    const HopEvidence& at = trace.hops[start->at];
    return QJsonObject{{u"distance"_s, at.ttl},
                       {u"address"_s, toJson(at.address)},
                       {u"after"_s, start->after ? toJson(trace.hops[*start->after].address) : QJsonValue()},
                       {u"share"_s, start->share}};
}

} // namespace

QList<RouteChange> RouteRecord::take(const TraceEvidence& trace, bool counts, std::chrono::milliseconds wall)
{
    if (trace.address != m_address) *this = {};
    m_address = trace.address;
    ++m_traces;
    if (counts) count(trace);
    QList<RouteChange> changes;
    for (const HopEvidence& hop : trace.hops) {
        if (hop.ttl < 1 || hop.ttl > DistancePlan::farthest) continue;
        if (const auto change = look(hop)) changes.append(*change);
    }
    if (!changes.isEmpty()) ++m_changes;
    if (trace.reached.value_or(false)) {
        m_whole = trace;
        m_wallWhole = wall;
    }
    return changes;
}

/// Adds up what was sent and answered. What was sent as far as the target and met silence is the target's,
/// also where this trace did not get there.
void RouteRecord::count(const TraceEvidence& trace)
{
    if (trace.local) return; // Nothing was sent.
    const bool reached = trace.reached.value_or(false);
    const auto target = reached ? std::optional<int>() : targetDistance();
    if (target) ++m_hops[*target].sent; // The attempt that no distance limits.
    for (const HopEvidence& hop : trace.hops) {
        if (hop.ttl < 1 || hop.ttl > DistancePlan::farthest) continue;
        const bool isTargets = target && hop.received == 0 && hop.ttl > *target;
        HopRecord& into = m_hops[isTargets ? *target : hop.ttl];
        into.sent += hop.sent;
        into.received += hop.received;
        if (hop.medianMs) into.medians.add(*hop.medianMs);
        if (hop.maxMs) into.worstMs = std::max(into.worstMs.value_or(0), *hop.maxMs);
        if (reached) into.target = hop.target;
    }
    // A way that became shorter has nothing beyond its end.
    if (const auto end = targetDistance()) m_hops.erase(m_hops.upper_bound(*end), m_hops.end());
}

/// Who stands at one distance now, and whether that is somebody else than before.
std::optional<RouteChange> RouteRecord::look(const HopEvidence& hop)
{
    const QStringList shown = shownBy(hop);
    if (shown.isEmpty()) return std::nullopt;
    HopRecord& record = m_hops[hop.ttl];
    const bool isNew = record.answered >= leastHistory && !shareAny(shown, addressesOf(record.current));
    ++record.answered;
    if (isNew && record.unconfirmed.isEmpty()) {
        record.unconfirmed = shown;
        return std::nullopt;
    }
    const QStringList before = std::exchange(record.unconfirmed, {});
    if (!isNew) {
        addCurrent(before, m_traces - 1, &record);
        addCurrent(shown, m_traces, &record);
        return std::nullopt;
    }
    const QStringList from = addressesOf(record.current);
    addPast(from, &record);
    record.current.clear();
    addCurrent(before, m_traces - 1, &record);
    addCurrent(shown, m_traces, &record);
    record.answered = leastHistory;
    return RouteChange{hop.ttl, from, shown};
}

bool RouteRecord::isUnsure() const
{
    return std::any_of(m_hops.begin(), m_hops.end(),
                       [](const auto& each) { return !each.second.unconfirmed.isEmpty(); });
}

std::optional<int> RouteRecord::targetDistance() const
{
    const auto found =
        std::find_if(m_hops.begin(), m_hops.end(), [](const auto& each) { return each.second.target; });
    return found == m_hops.end() ? std::nullopt : std::optional(found->first);
}

TraceEvidence RouteRecord::inAll() const
{
    TraceEvidence all;
    all.protocol = u"tcp"_s;
    all.address = m_address;
    all.rounds = m_traces;
    for (const auto& [distance, hop] : m_hops)
        all.hops.append(evidenceOf(distance, hop));
    all.reached = targetDistance().has_value();
    return all;
}

BreakPlace RouteRecord::breakIn(const TraceEvidence& trace) const
{
    BreakPlace place;
    place.reached = trace.reached.value_or(false);
    place.local = trace.local;
    const bool isSameWay = m_whole && m_whole->address == trace.address;
    if (isSameWay) place.whole = isoTime(m_wallWhole);
    const qsizetype last = lastHop(trace);
    if (last >= 0) {
        place.distance = trace.hops[last].ttl;
        place.after = trace.hops[last].address;
        place.said = trace.hops[last].said;
    }
    if (place.reached || !isSameWay) return place;
    bool isOnTheWay = last < 0;
    for (const HopEvidence& hop : m_whole->hops) {
        if (place.after && hop.ttl == place.distance) isOnTheWay = shownBy(hop).contains(*place.after);
        if (!isOnTheWay || hop.ttl <= place.distance || !hop.address) continue;
        place.before = hop.address;
        break;
    }
    return place;
}

QJsonValue describe(const RouteRecord& record)
{
    if (record.traces() == 0) return {};
    const TraceEvidence all = record.inAll();
    const TraceReading reading = readTrace(all);
    QJsonArray hops;
    for (qsizetype index = 0; index < all.hops.size(); ++index)
        hops.append(hopObject(all.hops[index], reading.hops[index]));
    return QJsonObject{{u"address"_s, record.address()},
                       {u"traces"_s, record.traces()},
                       {u"changes"_s, record.changes()},
                       {u"hops"_s, hops},
                       {u"lossFrom"_s, lossObject(all)}};
}

} // namespace pathlight
