// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/tracing.h"

#include "core/async/wait.h"

#include <algorithm>

namespace pathlight {

namespace {

/// Beyond the last answer on a way whose target is silent; a longer row of silent routers is rare.
constexpr int distancesBeyond = 6;
constexpr qsizetype mostSlowHops = 4;
constexpr int slowRounds = 3;
constexpr double shortestGapMs = 50;
constexpr double longestGapMs = 250;

/// How long the next wave waits for this one: about a round trip, so that few attempts overshoot.
double staggerMs(const Trace& trace)
{
    const auto unlimited = trace.unlimitedMs();
    return unlimited ? std::max(30.0, 1.3 * *unlimited + 15) : 400;
}

/// Between two attempts at one distance.
double gapMs(const Trace& trace)
{
    return std::clamp(trace.tally().slowestMs(), shortestGapMs, longestGapMs);
}

/// Waits until a wave has answered, the way is known to its end, or the wave's time is up.
QCoro::Task<void> waitForWave(Scope scope, TracePointer trace, std::shared_ptr<DistancePlan> plan)
{
    QElapsedTimer since;
    since.start();
    Trace* watched = trace.get();
    const auto isOver = [&] {
        const auto end = watched->tally().end();
        return scope.isOver() || watched->pendingLimited() == 0 || (end && plan->isComplete(end));
    };
    while (!isOver()) {
        const double left = staggerMs(*trace) - static_cast<double>(since.elapsed());
        if (left <= 0) co_return;
        const int revision = trace->revision();
        co_await until(scope.within(std::chrono::milliseconds(static_cast<int>(left) + 1)), watched,
                       &Trace::changed, [watched, revision] { return watched->revision() != revision; });
    }
}

} // namespace

QCoro::Task<void> findEnd(StepContext context, TracePointer trace, TraceSearch search)
{
    const auto plan = std::make_shared<DistancePlan>(search.guess);
    trace->launchUnlimited();
    const auto canSend = [&] { return trace->notSent().isEmpty() || trace->tally().lastAnswered() > 0; };
    while (!context.scope.isOver() && canSend()) {
        const HopTally& tally = trace->tally();
        const bool silent = !trace->unlimitedMs() && trace->elapsedMs() >= search.targetSilentMs;
        const int worthwhile = std::min(DistancePlan::farthest, tally.lastAnswered() + distancesBeyond);
        const QList<int> distances = silent ? plan->rest(tally.end(), worthwhile) : plan->next(tally.end());
        for (const int ttl : distances)
            trace->launch(ttl);
        if (distances.isEmpty() || silent || (!tally.end() && plan->isComplete({}))) break;
        co_await waitForWave(context.scope, trace, plan);
    }
}

void askUpTo(Trace* trace, int last)
{
    for (int ttl = 1; ttl <= last; ++ttl)
        trace->launch(ttl);
}

QCoro::Task<int> askAgain(StepContext context, TracePointer trace, TraceRounds rounds)
{
    const HopTally& tally = trace->tally();
    int done = 1;
    for (; done < rounds.inAll && !context.scope.isOver(); ++done) {
        co_await pause(context.scope, std::chrono::milliseconds(static_cast<int>(gapMs(*trace))));
        const int last =
            tally.end().value_or(std::min(DistancePlan::farthest, tally.lastAnswered() + Trace::silentRows));
        if (trace->budget().left - last < rounds.reserve) break;
        const auto target = tally.targetDistance();
        const bool enough = tally.answersOfTarget() >= rounds.mostAnswersOfTarget;
        askUpTo(trace.get(), target == last && enough ? last - 1 : last);
    }
    co_return done;
}

QCoro::Task<void> halveTheRate(StepContext context, TracePointer trace)
{
    const QList<int> lossy = trace->tally().lossy(mostSlowHops);
    if (lossy.isEmpty()) co_return;
    const auto gap = std::chrono::milliseconds(static_cast<int>(2 * gapMs(*trace)));
    for (int round = 0; round < slowRounds && !context.scope.isOver(); ++round) {
        co_await pause(context.scope, gap);
        for (const int ttl : lossy)
            trace->launchSlow(ttl);
    }
    co_await waitForAll(context, trace);
}

QCoro::Task<void> waitForAll(StepContext context, TracePointer trace)
{
    Trace* watched = trace.get();
    co_await until(context.scope, watched, &Trace::changed, [watched] { return watched->pending() == 0; });
}

} // namespace pathlight
