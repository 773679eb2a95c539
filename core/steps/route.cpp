// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/route.h"

#include "core/net/platform/platform.h"
#include "core/steps/firsthop.h"
#include "core/steps/hopnames.h"
#include "core/steps/tracing.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Where the target answers, the walk has more to send to it than the trace, and no walk may send over 200
/// packets.
constexpr int reserveForTheWalk = 66;
/// TCP has shown by then that nothing answers from the far end.
constexpr double otherMethodSilentMs = 500;
/// Names may prolong the step up to this long after its beginning, which the other steps take anyway.
constexpr double namesUntilMs = 700;

/// Everything that one run of the step holds.
struct Routing
{
    Routing(const StepContext& itsContext, quint16 itsPort)
        : context(itsContext), port(itsPort), names(std::make_shared<HopNames>(itsContext))
    {
        clock.start();
    }

    StepContext context;
    quint16 port;
    std::shared_ptr<HopBudget> budget = std::make_shared<HopBudget>();
    std::shared_ptr<HopNames> names;
    QElapsedTimer clock;

    [[nodiscard]] TracePointer begin(HopMethod method, const QHostAddress& address) const
    {
        return std::make_shared<Trace>(context, method, address, port, budget);
    }
};
using RoutingPointer = std::shared_ptr<Routing>;

QStringList addressesOf(const Trace& trace)
{
    QStringList addresses;
    for (const HopEvidence& hop : trace.tally().rows(0)) {
        if (hop.address) addresses.append(*hop.address);
    }
    return addresses;
}

/// The first address of each family that this computer has a way to, the walk's own choice before all.
QList<QHostAddress> waysOf(const StepContext& context, const FirstHop& hop)
{
    QList<QHostAddress> candidates = hop.addresses;
    if (context.evidence.tcp && context.evidence.tcp->chosen)
        candidates.prepend(QHostAddress(*context.evidence.tcp->chosen));
    QList<QHostAddress> ways;
    for (const QHostAddress& each : candidates) {
        const bool known = std::any_of(ways.begin(), ways.end(), [&](const QHostAddress& other) {
            return other.protocol() == each.protocol();
        });
        if (!known && platform::egressTo(each)) ways.append(each);
    }
    return ways.isEmpty() ? candidates.mid(0, 1) : ways;
}

/// Where the target has not answered, one more way of asking needs what a whole search takes.
TraceRounds roundsOver(const HopTally& tally, int inAll, int mostAnswersOfTarget)
{
    TraceRounds rounds;
    rounds.inAll = inAll;
    rounds.reserve = tally.isTargetThere() ? reserveForTheWalk : DistancePlan::farthest + 1;
    rounds.mostAnswersOfTarget = mostAnswersOfTarget;
    return rounds;
}

/// Does the budget allow the other family, on a way about as long?
bool hasRoomForFamily(const Trace& main)
{
    const int likely = main.tally().targetDistance().value_or(0);
    return !main.tally().isTargetThere() || main.budget().left - likely >= reserveForTheWalk;
}

/// The other address family, at the distance where this one's target is: most ways are about as long.
QCoro::Task<void> traceFamily(RoutingPointer routing, QHostAddress address, std::optional<int> guess,
                              QList<TraceEvidence>* out)
{
    const TracePointer trace = routing->begin(HopMethod::Tcp, address);
    TraceSearch search;
    search.guess = guess;
    co_await findEnd(routing->context, trace, search);
    routing->names->ask(addressesOf(*trace));
    const int done = co_await askAgain(routing->context, trace, roundsOver(trace->tally(), 2, 2));
    co_await waitForAll(routing->context, trace);
    routing->names->ask(addressesOf(*trace));
    out->append(trace->evidence(done));
}

/// Another method over the part of the way where TCP met silence.
QCoro::Task<TraceEvidence> traceSilence(RoutingPointer routing, HopMethod method, const Trace* silent)
{
    const HopTally& seen = silent->tally();
    const TracePointer trace = routing->begin(method, silent->address());
    const auto target = seen.targetDistance();
    if (target) {
        // The target is there: only who stands before it is asked for.
        askUpTo(trace.get(), *target - 1);
    } else {
        TraceSearch search;
        search.guess = seen.lastAnswered() + Trace::silentRows;
        search.targetSilentMs = otherMethodSilentMs;
        co_await findEnd(routing->context, trace, search);
    }
    co_await waitForAll(routing->context, trace);
    routing->names->ask(addressesOf(*trace));
    TraceEvidence evidence = trace->evidence(1);
    if (target) evidence.reached.reset(); // it was not asked
    co_return evidence;
}

/// Does TCP leave open who is on the way? A target that answers, or a router that says no, behind routers
/// that do tell of themselves leaves nothing to ask.
bool isLeftOpen(const HopTally& tally)
{
    return tally.isTargetThere() ? tally.isSilentOnTheWay() : !tally.end();
}

QCoro::Task<void> traceByOtherMethods(RoutingPointer routing, TracePointer tcp, QList<TraceEvidence>* out)
{
    const platform::Abilities able = platform::abilities();
    if (!isLeftOpen(tcp->tally())) co_return;
    if (able.hopDatagram) out->append(co_await traceSilence(routing, HopMethod::Udp, tcp.get()));
    const bool told = able.hopDatagram && (out->constLast().reached.value_or(false) ||
                                           (tcp->tally().isTargetThere() && out->constLast().lastResponding));
    if (able.hopEcho && !told) out->append(co_await traceSilence(routing, HopMethod::Icmp, tcp.get()));
}

void addGateway(const Evidence& seen, TraceEvidence* trace)
{
    if (seen.environment)
        trace->gateway = trace->family == "ipv6"_L1 ? seen.environment->gateway6 : seen.environment->gateway4;
}

/// The main trace, to the first of the ways that this computer lets packets out on.
QCoro::Task<TracePointer> traceMain(RoutingPointer routing, QList<QHostAddress>* ways)
{
    TracePointer trace;
    while (!ways->isEmpty()) {
        trace = routing->begin(HopMethod::Tcp, ways->takeFirst());
        co_await findEnd(routing->context, trace, {});
        if (trace->notSent().isEmpty()) break;
    }
    co_return trace;
}

QCoro::Task<RouteTraceEvidence> traceAll(RoutingPointer routing, QList<QHostAddress> ways)
{
    const TracePointer main = co_await traceMain(routing, &ways);
    routing->names->ask(addressesOf(*main));
    QList<TraceEvidence> family;
    std::vector<QCoro::Task<void>> beside;
    if (!ways.isEmpty() && main->notSent().isEmpty() && hasRoomForFamily(*main))
        beside.push_back(traceFamily(routing, ways.constFirst(), main->tally().targetDistance(), &family));
    int done = 1;
    if (main->notSent().isEmpty())
        done = co_await askAgain(routing->context, main, roundsOver(main->tally(), 3, 4));
    co_await waitForAll(routing->context, main);
    routing->names->ask(addressesOf(*main));
    QList<TraceEvidence> methods;
    if (main->notSent().isEmpty()) co_await traceByOtherMethods(routing, main, &methods);
    for (QCoro::Task<void>& each : beside)
        co_await each;
    if (main->tally().isTargetThere()) co_await halveTheRate(routing->context, main);
    RouteTraceEvidence evidence;
    static_cast<TraceEvidence&>(evidence) = main->evidence(done);
    evidence.others = methods + family;
    co_return evidence;
}

} // namespace

QCoro::Task<StepResult> routeStep(StepContext context)
{
    if (!platform::abilities().hopTrace) {
        co_return {{}, Reason::of(u"not_measurable"_s, {{u"what"_s, context.step}}), {}};
    }
    const FirstHop hop = firstHop(context.evidence, context.target);
    if (hop.addresses.isEmpty()) {
        co_return {
            {}, Reason::of(u"needs_missing"_s, {{u"step"_s, hop.isProxy ? u"proxy"_s : u"dns"_s}}), {}};
    }
    const auto routing = std::make_shared<Routing>(context, hop.port);
    RouteTraceEvidence evidence = co_await traceAll(routing, waysOf(context, hop));
    const double left = namesUntilMs - static_cast<double>(routing->clock.elapsed());
    if (left > 0)
        co_await HopNames::wait(context.scope, routing->names,
                                std::chrono::milliseconds(static_cast<int>(left)));
    addGateway(context.evidence, &evidence);
    routing->names->nameHops(&evidence.hops);
    for (TraceEvidence& each : evidence.others) {
        addGateway(context.evidence, &each);
        routing->names->nameHops(&each.hops);
    }
    const bool nothing = evidence.local && evidence.hops.isEmpty();
    if (nothing) co_return {toObject(evidence), Reason::of(u"no_answer"_s), {}};
    co_return {toObject(evidence), {}, {}};
}

QCoro::Task<TraceEvidence> traceWatched(StepContext context, QHostAddress address, quint16 port,
                                        std::optional<int> guess)
{
    const auto budget = std::make_shared<HopBudget>();
    budget->left = watchedTraceAttempts;
    const auto trace = std::make_shared<Trace>(context, HopMethod::Tcp, address, port, budget);
    TraceSearch search;
    search.guess = guess;
    co_await findEnd(context, trace, search);
    int done = 1;
    if (trace->notSent().isEmpty()) {
        TraceRounds rounds;
        rounds.inAll = 2;
        done = co_await askAgain(context, trace, rounds);
    }
    co_await waitForAll(context, trace);
    co_return trace->evidence(done);
}

} // namespace pathlight
