// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/monitorrecord.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostWalkEvents = 2000;
constexpr qsizetype longestLabel = 2048;

qint64 wallOf(const QString& iso)
{
    const QDateTime when = QDateTime::fromString(iso, Qt::ISODateWithMs);
    return when.isValid() ? when.toMSecsSinceEpoch() : 0;
}

} // namespace

const SeenOutage* SeenTarget::current() const
{
    return !outages.isEmpty() && outages.last().end == OutageEnd::StillOn ? &outages.last() : nullptr;
}

WatchState SeenTarget::state() const
{
    if (current()) return WatchState::Down;
    if (!probed) return WatchState::Unknown;
    return lastSucceeded ? WatchState::Up : WatchState::Suspected;
}

void MonitorRecord::add(const MonitorEvent& event)
{
    const qint64 at = wallOf(event.at);
    if (at <= 0) return;
    if (event.kind == MonitorEventKind::Started) begin(event.data, at);
    if (m_startedMs == 0) return; // Nothing is known before the plan.
    if (event.kind == MonitorEventKind::Gap) takeGap(event.data);
    m_lastMs = at;
    m_elapsedMs = std::max(m_elapsedMs, elapsedMs(at));
    SeenTarget* const target = find(event.target);
    if (!target) return;
    switch (event.kind) {
    case MonitorEventKind::Probe:
        return takeProbe(target, event.data, at);
    case MonitorEventKind::Walk:
        return takeWalk(target->label, event.data);
    case MonitorEventKind::WalkEnded:
        return takeVerdict(target, event.data);
    case MonitorEventKind::OutageBegan:
        return takeOutage(target, event.data, false);
    case MonitorEventKind::OutageEnded:
        return takeOutage(target, event.data, true);
    case MonitorEventKind::Route:
        return takeRoute(target, event.data, at);
    case MonitorEventKind::RouteChanged:
        return target->way.takeChanges(event.data, at);
    case MonitorEventKind::Interruption:
        return takeInterruption(target, event.data);
    default:
        return;
    }
}

/// A journal's next file repeats the first line of the one before; a monitor that was started again has a
/// first line of its own, and nobody watched in between.
void MonitorRecord::begin(const QJsonObject& plan, qint64 at)
{
    if (at == m_sessionMs) return;
    m_sessionMs = at;
    if (m_startedMs == 0) m_startedMs = at;
    closeOpenOutages();
    m_intervalSeconds = std::clamp(plan["intervalSeconds"_L1].toDouble(), 0.0, 1e6);
    m_objective = std::clamp(plan["objective"_L1].toDouble(), 0.0, 1.0);
    m_routeSeconds = std::clamp(plan["routeSeconds"_L1].toDouble(), 0.0, 1e6);
    for (const QJsonValue& each : plan["targets"_L1].toArray()) {
        const QString label = each.toString().left(longestLabel);
        if (label.isEmpty() || find(label) || m_targets.size() >= mostTargets) continue;
        SeenTarget target;
        target.label = label;
        m_targets.append(target);
    }
}

void MonitorRecord::closeOpenOutages()
{
    for (SeenTarget& target : m_targets) {
        target.way.outageIsOver();
        if (!target.current()) continue;
        target.outages.last().end = OutageEnd::Unwatched;
        target.outageSeconds += target.outages.last().seconds;
    }
}

void MonitorRecord::takeGap(const QJsonObject& gap)
{
    const double seconds = gap["seconds"_L1].toDouble();
    const QString kind = gap["kind"_L1].toString();
    if (kind == "jumped"_L1) m_jumpedMs += seconds * 1000;
    if (kind == "slept"_L1) m_secondsAsleep += std::max(0.0, seconds);
}

double MonitorRecord::elapsedMs(qint64 at) const
{
    return static_cast<double>(at - m_startedMs) - m_jumpedMs;
}

void MonitorRecord::takeProbe(SeenTarget* target, const QJsonObject& probe, qint64 at)
{
    const bool succeeded = probe["ok"_L1].toBool();
    const QJsonValue ms = probe["ms"_L1];
    target->probed = true;
    target->lastSucceeded = succeeded;
    target->lastMs = ms.isDouble() && ms.toDouble() >= 0 ? std::optional(ms.toDouble()) : std::nullopt;
    target->total.add(succeeded);
    target->day.add(std::chrono::milliseconds(static_cast<qint64>(m_elapsedMs)), succeeded, target->lastMs);
    target->chart.add(Phase::Http, m_elapsedMs, succeeded ? target->lastMs : std::nullopt);
    if (probe["sentAgain"_L1].toInt() > 0) {
        ++target->sentAgain;
        target->chart.addSentAgain(Phase::Http, m_elapsedMs);
    }
    if (succeeded) {
        if (target->lastMs) target->latencies.add(*target->lastMs);
        target->walkSinceSuccess = 0;
        target->lastFailure.clear();
        target->way.outageIsOver();
        return;
    }
    target->lastFailure = probe["failure"_L1].toString();
    if (!target->current()) return;
    SeenOutage& outage = target->outages.last();
    ++outage.failures;
    outage.endedMs = at;
    outage.seconds = std::max(outage.seconds, static_cast<double>(at - outage.beganMs) / 1000);
}

void MonitorRecord::takeWalk(const QString& label, const QJsonObject& data)
{
    const auto event = fromObject<Event>(data);
    if (event.kind == EventKind::WalkStarted) {
        m_walks.append(KeptWalk{++m_lastWalk, label, {}, false});
        if (m_walks.size() > mostWalks) m_walks.removeFirst();
    }
    const auto walk = std::find_if(m_walks.rbegin(), m_walks.rend(),
                                   [&](const KeptWalk& each) { return each.target == label && !each.ended; });
    if (walk != m_walks.rend() && walk->events.size() < mostWalkEvents) walk->events.append(event);
}

/// A walk came to its end: it says why the outage that is on is on, or the one that is about to begin.
void MonitorRecord::takeVerdict(SeenTarget* target, const QJsonObject& data)
{
    const auto walk = std::find_if(m_walks.rbegin(), m_walks.rend(),
                                   [&](const KeptWalk& each) { return each.target == target->label; });
    if (walk == m_walks.rend() || walk->ended) return;
    walk->ended = true;
    target->walkSinceSuccess = walk->id;
    if (!target->current()) return;
    SeenOutage& outage = target->outages.last();
    const auto verdict = fromObject<Verdict>(data["verdict"_L1].toObject());
    const bool isFault = verdict.status == VerdictStatus::Broken && verdict.code;
    if (outage.walk == 0 || isFault) outage.walk = walk->id;
    if (isFault) outage.code = *verdict.code;
}

void MonitorRecord::takeOutage(SeenTarget* target, const QJsonObject& data, bool over)
{
    const qint64 began = wallOf(data["began"_L1].toString());
    if (!target->current()) {
        target->outages.append(SeenOutage{});
        if (target->outages.size() > SeenTarget::mostOutages) target->outages.removeFirst();
        ++target->outageCount;
        target->outages.last().walk = target->walkSinceSuccess;
    }
    SeenOutage& outage = target->outages.last();
    outage.beganMs = began > 0 ? began : m_lastMs;
    const qint64 ended = wallOf(data["ended"_L1].toString());
    outage.endedMs = ended > 0 ? ended : m_lastMs;
    outage.seconds = std::max(0.0, data["seconds"_L1].toDouble());
    outage.failures = std::max(0, data["probesFailed"_L1].toInt());
    outage.failure = data["failure"_L1].toString();
    const QString code = data["code"_L1].toString();
    if (!code.isEmpty()) outage.code = code;
    if (const auto way = breakPlaceFrom(data["route"_L1])) outage.way = way;
    if (!over) return;
    target->way.outageIsOver();
    const auto end = namedValue<OutageEnd>(data["end"_L1].toString()).value_or(OutageEnd::StillOn);
    outage.end = end == OutageEnd::StillOn ? OutageEnd::Unwatched : end;
    target->outageSeconds += outage.seconds;
}

/// An outage that is on holds its place: no monitor tells of both.
void MonitorRecord::takeInterruption(SeenTarget* target, const QJsonObject& data)
{
    const int late = data["late"_L1].toInt();
    const qint64 began = wallOf(data["began"_L1].toString());
    const qint64 ended = wallOf(data["ended"_L1].toString());
    if (target->current() || late <= 0 || began <= 0 || ended < began) return;
    SeenOutage seen;
    seen.beganMs = began;
    seen.endedMs = ended;
    seen.end = OutageEnd::Recovered;
    seen.seconds = static_cast<double>(ended - began) / 1000;
    seen.late = late;
    seen.failures = std::max(0, data["lost"_L1].toInt());
    target->outages.append(seen);
    if (target->outages.size() > SeenTarget::mostOutages) target->outages.removeFirst();
    ++target->interruptionCount;
    target->interruptionSeconds += seen.seconds;
}

/// As the monitor keeps it (Outages::traced): the newest holds, but a break stays where a later one is whole.
void MonitorRecord::takeRoute(SeenTarget* target, const QJsonObject& data, qint64 at)
{
    const std::optional<BreakPlace> place = target->way.takeTrace(data, at);
    if (!place || !target->current()) return;
    std::optional<BreakPlace>& kept = target->outages.last().way;
    if (!kept || kept->reached || !place->reached) kept = place;
}

const SeenTarget* MonitorRecord::target(const QString& label) const
{
    const auto found = std::find_if(m_targets.cbegin(), m_targets.cend(),
                                    [&](const SeenTarget& each) { return each.label == label; });
    return found == m_targets.cend() ? nullptr : &*found;
}

SeenTarget* MonitorRecord::find(const QString& label)
{
    const auto found = std::find_if(m_targets.begin(), m_targets.end(),
                                    [&](const SeenTarget& each) { return each.label == label; });
    return found == m_targets.end() ? nullptr : &*found;
}

WindowStats MonitorRecord::lastDay(const SeenTarget& target) const
{
    return target.day.stats(std::chrono::milliseconds(static_cast<qint64>(m_elapsedMs)));
}

QList<Event> MonitorRecord::walk(int id) const
{
    for (const KeptWalk& each : m_walks) {
        if (each.id == id && id > 0) return each.events;
    }
    return {};
}

} // namespace pathlight
