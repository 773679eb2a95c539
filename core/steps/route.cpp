// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/route.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"
#include "core/steps/firsthop.h"
#include "core/steps/hopprobe.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int farthest = 30;
constexpr int groupSize = 4;
constexpr int mostAttempts = 120;
constexpr int mostAnswersOfTarget = 5;
constexpr int silentRows = 3;
/// After this long without an answer the target counts as silent, and asking too far reaches nobody.
constexpr double targetSilentMs = 1000;
/// A round that took less is cheap enough for another one.
constexpr double cheapRoundMs = 150;

using TracePointer = std::shared_ptr<Trace>;

/// How long the next group waits for this one: about a round trip, so that at most one group overshoots.
double staggerMs(const Trace& trace)
{
    const auto unlimited = trace.unlimitedMs();
    return unlimited ? std::max(30.0, 1.3 * *unlimited + 15) : 400;
}

/// Waits until a group has answered, the path's end is known, or its time is up.
QCoro::Task<void> waitForGroup(Scope scope, TracePointer trace)
{
    QElapsedTimer since;
    since.start();
    Trace* watched = trace.get();
    while (!scope.isOver() && !trace->table().end() && trace->pendingLimited() > 0) {
        const double left = staggerMs(*trace) - static_cast<double>(since.elapsed());
        if (left <= 0) co_return;
        const int revision = trace->revision();
        co_await until(scope.within(std::chrono::milliseconds(static_cast<int>(left) + 1)), watched,
                       &Trace::changed, [watched, revision] { return watched->revision() != revision; });
    }
}

QCoro::Task<void> waitForAll(Scope scope, TracePointer trace)
{
    Trace* watched = trace.get();
    co_await until(scope, watched, &Trace::changed, [watched] { return watched->pending() == 0; });
}

/// Finds the end of the path, group by group.
QCoro::Task<void> firstRound(StepContext context, TracePointer trace)
{
    trace->launchUnlimited();
    int next = 1;
    while (next <= farthest && !trace->table().end() && !context.scope.isOver()) {
        const bool silent = !trace->unlimitedMs() && trace->elapsedMs() >= targetSilentMs;
        const int last = silent ? farthest : std::min(next + groupSize - 1, farthest);
        for (; next <= last; ++next)
            trace->launch(next);
        co_await waitForGroup(context.scope, trace);
    }
    co_await waitForAll(context.scope, trace);
}

/// Asks again where somebody may answer, and tells how long that took.
QCoro::Task<double> anotherRound(StepContext context, TracePointer trace)
{
    const double began = trace->elapsedMs();
    const HopTable& table = trace->table();
    const auto target = table.targetDistance();
    const int last = table.end().value_or(std::min(farthest, table.lastAnswered() + silentRows));
    for (int ttl = 1; ttl <= last && trace->attempts() < mostAttempts; ++ttl) {
        const bool enough = table.answersOfTarget() >= mostAnswersOfTarget;
        if (ttl != target || !enough) trace->launch(ttl);
    }
    co_await waitForAll(context.scope, trace);
    co_return trace->elapsedMs() - began;
}

/// The address that the walk went on with; before that is known, the first that this computer has a way to.
QHostAddress targetOf(const StepContext& context, const FirstHop& hop)
{
    if (context.evidence.tcp && context.evidence.tcp->chosen)
        return QHostAddress(*context.evidence.tcp->chosen);
    const auto found = std::find_if(hop.addresses.begin(), hop.addresses.end(), [](const QHostAddress& each) {
        return platform::egressTo(each).has_value();
    });
    return found == hop.addresses.end() ? hop.addresses.constFirst() : *found;
}

RouteTraceEvidence evidenceOf(const Trace& trace, const QHostAddress& address, quint16 port, int rounds)
{
    RouteTraceEvidence evidence;
    evidence.protocol = u"tcp"_s;
    evidence.address = address.toString();
    evidence.port = port;
    evidence.rounds = rounds;
    evidence.hops = trace.table().rows(silentRows);
    evidence.packetsToTarget = trace.table().answersOfTarget();
    for (const HopEvidence& hop : evidence.hops) {
        if (hop.address) evidence.lastResponding = hop.address;
    }
    if (trace.table().isTargetThere()) {
        evidence.reached = true;
        evidence.lastResponding = evidence.address;
    }
    return evidence;
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
    const QHostAddress address = targetOf(context, hop);
    const auto trace = std::make_shared<Trace>(context, address, hop.port);
    co_await firstRound(context, trace);
    int rounds = 1;
    double took = 0;
    while (rounds < 3 && took < cheapRoundMs && !trace->isNotSent() && !context.scope.isOver()) {
        took = co_await anotherRound(context, trace);
        ++rounds;
    }
    RouteTraceEvidence evidence = evidenceOf(*trace, address, hop.port, rounds);
    if (trace->isNotSent()) co_return {toObject(evidence), Reason::of(u"no_answer"_s), {}};
    if (!evidence.reached && !context.scope.isOver()) evidence.reached = false;
    co_return {toObject(evidence), {}, {}};
}

} // namespace pathlight
