// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/tcp.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"
#include "core/steps/connectrace.h"
#include "core/steps/firsthop.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostAddresses = 8;
constexpr auto headStart = 250ms; ///< RFC 8305 section 5
/// A SYN that was sent again this often, for this long, is called unanswered.
constexpr int enoughRetransmits = 3;
constexpr auto enoughTime = 3200ms;
constexpr auto longestTime = 7500ms;
/// How long a connection on which nothing was sent is watched.
constexpr double shortestWatchMs = 60;
constexpr double longestWatchMs = 400;

using RacePointer = std::shared_ptr<ConnectRace>;

QList<double> schedule()
{
    return platform::synSchedule(static_cast<double>(longestTime.count()));
}

/// A rung of the attempt's ladder. The first carries when this kernel would send the SYN again.
QJsonObject sampleOf(const ConnectAttempt& seen, const HandshakeTick& tick)
{
    QJsonObject sample{
        {u"address"_s, seen.address}, {u"port"_s, seen.port}, {u"what"_s, tick.what}, {u"atMs"_s, tick.atMs}};
    if (tick.what == "syn"_L1) sample.insert(u"expectedMs"_s, toJson(schedule()));
    if (tick.what == "icmp"_L1 && seen.icmp) sample.insert(u"icmp"_s, toJson(seen.icmp));
    return sample;
}

/// Emits what the attempt's ladder shows, as it happens.
class TickReporter final
{
public:
    TickReporter(StepContext context, platform::Connector* connector)
        : m_context(std::move(context)), m_connector(connector)
    {}

    void operator()()
    {
        const ConnectAttempt seen = m_connector->seen();
        for (; m_reported < seen.ticks.size(); ++m_reported)
            m_context.sample(sample::syn, sampleOf(seen, seen.ticks.at(m_reported)));
    }

private:
    StepContext m_context;
    platform::Connector* m_connector;
    qsizetype m_reported = 0;
};

void reportTick(const StepContext& context, const ConnectAttempt& seen)
{
    context.sample(sample::syn, sampleOf(seen, seen.ticks.constLast()));
}

/// A round trip, or its loss; an attempt that somebody on the way refused was neither.
void reportLatency(const StepContext& context, const ConnectAttempt& seen)
{
    if (!seen.connectMs && seen.outcome != ConnectOutcome::TimedOut) return;
    context.sample(sample::latency,
                   {{u"ms"_s, toJson(seen.connectMs)}, {u"address"_s, seen.address}, {u"phase"_s, u"tcp"_s}});
}

std::chrono::milliseconds watchTime(const ConnectAttempt& seen)
{
    const double roundTrip = seen.rttMs.value_or(seen.connectMs.value_or(0));
    const double ms = std::clamp(2 * roundTrip + 20, shortestWatchMs, longestWatchMs);
    return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double, std::milli>(ms));
}

/// Waits for an attempt's end, or until it is clear that nothing answers.
QCoro::Task<Ended> waitForAnswer(Scope scope, platform::Connector* connector)
{
    const auto isOver = [connector] { return connector->isOver(); };
    const Ended first =
        co_await until(scope.within(enoughTime), connector, &platform::Connector::changed, isOver);
    if (first != Ended::TimedOut) co_return first;
    const auto isClear = [connector] {
        return connector->isOver() || connector->seen().synRetransmits.value_or(0) >= enoughRetransmits;
    };
    const Ended second = co_await until(scope.within(longestTime - enoughTime), connector,
                                        &platform::Connector::changed, isClear);
    if (second == Ended::Cancelled) co_return second;
    co_return connector->isOver() ? Ended::Success : Ended::TimedOut;
}

/// What is said of an attempt that did not come to an end of its own.
ConnectAttempt givenUp(ConnectAttempt seen, Ended ended, double afterMs)
{
    if (ended == Ended::Cancelled) {
        seen.outcome = ConnectOutcome::Failed;
        seen.error = u"ECANCELED"_s;
        return seen;
    }
    seen.outcome = ConnectOutcome::TimedOut;
    seen.ticks.append({u"gave_up"_s, afterMs});
    return seen;
}

void recordEnd(ConnectAttempt* seen, StreamEnd end, double afterMs)
{
    const bool reset = end == StreamEnd::Reset;
    seen->outcome = reset ? ConnectOutcome::Reset : ConnectOutcome::Closed;
    seen->ticks.append({reset ? u"reset"_s : u"closed"_s, seen->connectMs.value_or(0) + afterMs});
}

bool isEnd(StreamEnd end)
{
    return end == StreamEnd::ClosedByPeer || end == StreamEnd::Reset;
}

/// Watches a connection that was not handed on for an end that comes before anything was sent. The one that
/// was carries the next step's bytes, and that step sees how it ends.
QCoro::Task<void> watchLane(StepContext context, RacePointer race, int lane)
{
    ConnectRace* watched = race.get();
    const auto isKnown = [watched, lane] {
        return watched->isTaken(lane) || watched->end(lane) != StreamEnd::Open;
    };
    co_await until(context.scope.within(watchTime(race->seen(lane))), watched, &ConnectRace::changed,
                   isKnown);
    if (race->isTaken(lane) || !isEnd(race->end(lane))) co_return;
    recordEnd(&race->seen(lane), race->end(lane), race->endedMs(lane));
    reportTick(context, race->seen(lane));
}

QCoro::Task<void> runLane(StepContext context, RacePointer race, int lane, QHostAddress address, quint16 port)
{
    const auto connector = platform::Connector::create({address, port, {}, {}});
    QObject::connect(connector.get(), &platform::Connector::changed, connector.get(),
                     TickReporter(context, connector.get()));
    QElapsedTimer since;
    since.start();
    const Ended ended = co_await waitForAnswer(context.scope, connector.get());
    ConnectAttempt seen = connector->seen();
    if (ended != Ended::Success) {
        seen = givenUp(seen, ended, static_cast<double>(since.nsecsElapsed()) / 1e6);
        reportTick(context, seen);
    }
    reportLatency(context, seen);
    auto stream = ended == Ended::Success ? connector->take() : nullptr;
    if (!stream) {
        race->fail(lane, seen);
        co_return;
    }
    race->connected(lane, seen, std::move(stream));
    co_await watchLane(context, race, lane);
}

TcpEvidence evidenceOf(const RacePointer& race, const FirstHop& hop, std::optional<int> chosen)
{
    TcpEvidence evidence;
    evidence.attempts = race->attempts();
    if (chosen) evidence.chosen = race->seen(*chosen).address;
    evidence.expectedScheduleMs = schedule();
    evidence.notTried = static_cast<int>(std::max<qsizetype>(0, hop.addresses.size() - mostAddresses));
    return evidence;
}

/// Hands on the first address in the system's order that works.
QCoro::Task<std::optional<int>> choose(StepContext context, RacePointer race, FirstHop hop)
{
    ConnectRace* watched = race.get();
    co_await until(context.scope.within(headStart), watched, &ConnectRace::changed,
                   [watched] { return watched->isDecided(); });
    co_await until(context.scope, watched, &ConnectRace::changed,
                   [watched] { return watched->isAnswered(); });
    const std::optional<int> chosen = race->first();
    if (!chosen || context.scope.isCancelled()) co_return std::nullopt;
    context.handOn(u"connection"_s, race->take(*chosen));
    context.yield(u"connection"_s, toObject(evidenceOf(race, hop, chosen)));
    co_return chosen;
}

} // namespace

QCoro::Task<StepResult> tcpStep(StepContext context)
{
    const FirstHop hop = firstHop(context.evidence, context.target);
    const qsizetype count = std::min(hop.addresses.size(), mostAddresses);
    if (count == 0) {
        co_return {
            {}, Reason::of(u"needs_missing"_s, {{u"step"_s, hop.isProxy ? u"proxy"_s : u"dns"_s}}), {}};
    }
    const auto race = std::make_shared<ConnectRace>(static_cast<int>(count));
    std::vector<QCoro::Task<void>> lanes;
    for (qsizetype lane = 0; lane < count; ++lane) {
        lanes.push_back(runLane(context, race, static_cast<int>(lane), hop.addresses.at(lane), hop.port));
    }
    const std::optional<int> chosen = co_await choose(context, race, hop);
    for (QCoro::Task<void>& lane : lanes)
        co_await lane;
    co_return {toObject(evidenceOf(race, hop, chosen)), {}, {}};
}

} // namespace pathlight
