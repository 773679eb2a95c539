// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/stabilityrun.h"

#include "core/async/wait.h"
#include "core/evidence/keyless.h"
#include "core/resilience/advice.h"
#include "core/resilience/circuitbreaker.h"
#include "core/resilience/successrate.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>
#include <map>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

using std::chrono::milliseconds;

constexpr int fewestAttempts = 3; ///< that say anything of how often requests succeed

QJsonValue orNull(const auto& value)
{
    return toJson(value);
}

/// One attempt, and which of its tries succeeded.
struct Attempt
{
    StabilityAttempt seen;
    QList<MeasuredTry> tries;
};

/// What the lanes share.
struct Run
{
    Run(StepContext stepContext, StabilityPlan stabilityPlan, SendTry sendTry)
        : context(std::move(stepContext)),
          plan(std::move(stabilityPlan)),
          send(std::move(sendTry)),
          scope(context.scope.within(plan.totalTime)),
          breaker(plan.breakerThreshold, plan.coolDown)
    {
        clock.start();
    }

    [[nodiscard]] double now() const { return static_cast<double>(clock.nsecsElapsed()) / 1e6; }
    [[nodiscard]] milliseconds nowWhole() const { return milliseconds(clock.elapsed()); }
    [[nodiscard]] bool done() const { return enough || begun >= plan.attempts || scope.isOver(); }

    std::optional<CircuitBreaker::Leave> ask();
    void giveBack(CircuitBreaker::Leave leave, bool succeeded);
    void noteBreaker(CircuitBreaker::State before);
    void record(Attempt* attempt, int number, const TrySeen& seen, double waitedMs, bool succeeded);
    [[nodiscard]] milliseconds patience() const;
    void cut(int number, Attempt attempt);
    void finish(int number, Attempt attempt, const TrySeen& last, RetryBecause because);
    void noteAnswer(const TrySeen& last, bool isFinal);
    void noteLoss(int lost);

    StepContext context;
    StabilityPlan plan;
    SendTry send;
    Scope scope;
    CircuitBreaker breaker;
    QElapsedTimer clock;
    QList<BreakerChange> changes;
    std::map<int, Attempt> attempts; ///< by number
    int begun = 0;
    int lossy = 0; ///< connections that lost something
    bool enough = false;
    int lastAnswer = 0; ///< the status of the newest final answer
    int sameAnswers = 0;
};

std::optional<CircuitBreaker::Leave> Run::ask()
{
    const auto before = breaker.state();
    const auto leave = breaker.ask(nowWhole());
    noteBreaker(before);
    return leave;
}

void Run::giveBack(CircuitBreaker::Leave leave, bool succeeded)
{
    const auto before = breaker.state();
    if (succeeded) {
        breaker.succeeded(leave);
    } else {
        breaker.failed(leave, nowWhole());
    }
    noteBreaker(before);
}

void Run::noteBreaker(CircuitBreaker::State before)
{
    if (breaker.state() == before) return;
    const QString state = nameOf(breaker.state());
    changes.append({now(), state});
    context.sample(sample::breaker, {{u"state"_s, state}});
}

void Run::record(Attempt* attempt, int number, const TrySeen& seen, double waitedMs, bool succeeded)
{
    TryEvidence evidence;
    evidence.status = seen.outcome.status;
    evidence.ms = seen.ms;
    evidence.waitMs = waitedMs;
    evidence.retryAfterSeconds = seen.outcome.retryAfterSeconds;
    evidence.synRetransmits = seen.synRetransmits;
    evidence.segmentsSent = seen.segmentsSent;
    evidence.segmentsLost = seen.segmentsLost;
    if (!seen.outcome.status) evidence.error = seen.outcome.error;
    if (seen.outcome.status && !seen.fromTheApi) evidence.error = u"not_the_api"_s;
    attempt->seen.tries.append(evidence);
    attempt->tries.append({succeeded, seen.outcome});
    noteLoss(seen.segmentsLost.value_or(seen.synRetransmits.value_or(0)));
    context.sample(sample::attempt, {{u"attempt"_s, number},
                                     {u"try"_s, static_cast<int>(attempt->tries.size())},
                                     {u"status"_s, orNull(evidence.status)},
                                     {u"ms"_s, orNull(evidence.ms)},
                                     {u"error"_s, orNull(evidence.error)}});
    context.sample(sample::latency,
                   {{u"ms"_s, orNull(seen.ms)}, {u"address"_s, seen.address}, {u"phase"_s, u"http"_s}});
}

/// The longest wait a retry may take: this attempt's even share of the time that is left.
milliseconds Run::patience() const
{
    const int left = std::max(plan.attempts - begun, 0);
    const int shares = 1 + left / std::max(plan.lanes, 1);
    return std::chrono::duration_cast<milliseconds>(scope.remaining()) / shares;
}

/// The step's end came in the middle: what was tried had not succeeded by then.
void Run::cut(int number, Attempt attempt)
{
    if (!attempt.tries.isEmpty() && !scope.isCancelled()) attempts[number] = std::move(attempt);
}

void Run::finish(int number, Attempt attempt, const TrySeen& last, RetryBecause because)
{
    const bool succeeded = !attempt.tries.isEmpty() && attempt.tries.last().succeeded;
    attempt.seen.outcome = succeeded ? AttemptOutcome::Succeeded : AttemptOutcome::Failed;
    if (because == RetryBecause::RetryAfterTooLong) {
        attempt.seen.tries.last().error = nameOf(because);
        enough = true; // The server asked for quiet; going on with other attempts would not give it.
    }
    const bool isHopeless = because == RetryBecause::NotRetryable || because == RetryBecause::SpendCap;
    noteAnswer(last, !succeeded && isHopeless);
    attempts[number] = std::move(attempt);
}

/// On a path that loses much, going on proves nothing more, and every request is sent several times over.
void Run::noteLoss(int lost)
{
    lossy += lost > 0 ? 1 : 0;
    if (lossy >= plan.clearLosses) enough = true;
}

/// A failure that no retry would change, seen several times in a row, is an answer.
void Run::noteAnswer(const TrySeen& last, bool isFinal)
{
    const int status = isFinal ? last.outcome.status.value_or(0) : 0;
    sameAnswers = status == 0 ? 0 : status == lastAnswer ? sameAnswers + 1 : 1;
    lastAnswer = status;
    if (sameAnswers >= plan.clearAnswers) enough = true;
}

/// A decision whose wait is longer than there is time for becomes a refusal.
RetryDecision fitted(const Run& run, const RetryDecision& decision, const TrySeen& seen)
{
    if (!decision.retry) return decision;
    const bool asked = seen.outcome.retryAfterSeconds.value_or(0) > 0;
    if (asked && decision.wait > run.patience()) return {false, {}, RetryBecause::RetryAfterTooLong};
    return decision;
}

/// One attempt with its retries; the first has its leave to send. Returns false where the breaker let not
/// even the first try through.
QCoro::Task<bool> attemptOnce(std::shared_ptr<Run> run, int number, PacketClaim leaveToSend)
{
    Attempt attempt;
    attempt.seen.startedMs = run->now();
    double waitedMs = 0;
    for (int made = 1; !run->scope.isOver(); ++made) {
        const auto leave = run->ask();
        if (!leave) {
            attempt.seen.outcome = made == 1 ? AttemptOutcome::RefusedByBreaker : AttemptOutcome::Failed;
            run->attempts[number] = std::move(attempt);
            co_return made > 1;
        }
        QCoro::Task<TrySeen> sending = run->send(run->scope.within(run->plan.tryTime));
        const TrySeen seen = co_await sending;
        if (run->scope.isOver() && !seen.outcome.status) {
            run->breaker.abandoned(*leave); // This try was cut short, so it says nothing of the path.
            break;
        }
        const bool succeeded = isSuccess(seen, run->plan.keySent);
        run->record(&attempt, number, seen, waitedMs, succeeded);
        run->giveBack(*leave, succeeded);
        const double random = QRandomGenerator::global()->generateDouble();
        const RetryDecision decision =
            succeeded ? RetryDecision{} : decide(run->plan.policy, made, seen.outcome, random);
        leaveToSend.reset(); // What the try took is counted by now.
        if (decision.retry) leaveToSend = run->plan.claim();
        const bool isSpent = decision.retry && !leaveToSend;
        const RetryDecision next = isSpent ? RetryDecision{} : fitted(*run, decision, seen);
        if (!next.retry) {
            run->finish(number, std::move(attempt), seen, next.because);
            co_return true;
        }
        waitedMs = static_cast<double>(next.wait.count());
        run->context.sample(sample::wait, {{u"attempt"_s, number},
                                           {u"try"_s, made + 1},
                                           {u"waitMs"_s, waitedMs},
                                           {u"because"_s, nameOf(next.because)}});
        if (next.wait.count() > 0) co_await pause(run->scope, next.wait);
    }
    run->cut(number, std::move(attempt));
    co_return true;
}

/// Leave for one more attempt. The first few are waited for while others may give theirs back: without them
/// the step knows nothing. Null: there is no more to do.
QCoro::Task<PacketClaim> leaveForNext(std::shared_ptr<Run> run)
{
    constexpr milliseconds untilAskedAgain{50};
    while (!run->done()) {
        if (PacketClaim leave = run->plan.claim()) co_return leave;
        if (run->begun >= fewestAttempts || !run->plan.mayGetRoom()) break;
        co_await pause(run->scope, untilAskedAgain);
    }
    co_return PacketClaim();
}

/// Attempts one after the other, until there is no more to do.
QCoro::Task<void> lane(std::shared_ptr<Run> run)
{
    while (!run->done()) {
        QCoro::Task<PacketClaim> claiming = leaveForNext(run);
        PacketClaim leaveToSend = co_await claiming;
        if (!leaveToSend || run->done()) break;
        QCoro::Task<bool> attempt = attemptOnce(run, ++run->begun, std::move(leaveToSend));
        const bool wasSent = co_await attempt;
        if (!wasSent && !run->done()) co_await pause(run->scope, run->plan.refusalPause);
    }
}

std::optional<double> lowOf(const std::optional<Interval>& interval)
{
    return interval ? std::optional(interval->low) : std::nullopt;
}

std::optional<double> highOf(const std::optional<Interval>& interval)
{
    return interval ? std::optional(interval->high) : std::nullopt;
}

PolicyOutcome playedUnder(const RetryPolicy& policy, const QList<MeasuredTry>& tries)
{
    const PolicyTrial trial = playUnder(policy, tries);
    const auto sure = SuccessRate(trial.succeeded, trial.calls).interval();
    return {policy.id,   policy.maximumRetries, trial.calls,    trial.succeeded,
            lowOf(sure), highOf(sure),          trial.requests, static_cast<double>(trial.waited.count())};
}

/// The policies of clients, and the one that these tries call for.
QList<PolicyOutcome> judgedPolicies(const QList<MeasuredTry>& tries)
{
    QList<PolicyOutcome> outcomes;
    if (tries.isEmpty()) return outcomes;
    for (const QString& id : {u"none"_s, u"article"_s, u"anthropic-sdk"_s, u"claude-code"_s}) {
        if (const RetryPolicy* policy = retryPolicy(id)) outcomes.append(playedUnder(*policy, tries));
    }
    outcomes.append(playedUnder(advisedPolicy(tries), tries));
    return outcomes;
}

/// What a try that did not do is called: its status, or the error.
QString kindOf(const TryEvidence& failed)
{
    if (failed.error && *failed.error != nameOf(RetryBecause::RetryAfterTooLong)) return *failed.error;
    return failed.status ? QString::number(*failed.status) : failed.error.value_or(u"failed"_s);
}

QList<FailureCount> commonestFirst(const QMap<QString, int>& kinds)
{
    QList<FailureCount> counts;
    for (auto each = kinds.cbegin(); each != kinds.cend(); ++each)
        counts.append({each.key(), each.value()});
    std::stable_sort(counts.begin(), counts.end(),
                     [](const FailureCount& a, const FailureCount& b) { return a.count > b.count; });
    return counts;
}

StabilityEvidence summary(const Run& run)
{
    StabilityEvidence evidence;
    evidence.policy = run.plan.policy.id;
    evidence.breaker = run.changes;
    SuccessRate firstTries;
    SuccessRate withRetries;
    QList<double> times;
    QList<MeasuredTry> tries;
    QMap<QString, int> kinds;
    for (const auto& [number, attempt] : run.attempts) {
        evidence.attempts.append(attempt.seen);
        if (attempt.tries.isEmpty()) continue;
        firstTries.add(attempt.tries.first().succeeded);
        if (!attempt.tries.first().succeeded) ++kinds[kindOf(attempt.seen.tries.first())];
        withRetries.add(attempt.seen.outcome == AttemptOutcome::Succeeded);
        tries += attempt.tries;
        const TryEvidence& last = attempt.seen.tries.last();
        if (attempt.tries.last().succeeded && last.ms) times.append(*last.ms);
    }
    evidence.successRate = firstTries.share();
    evidence.successLow = lowOf(firstTries.interval());
    evidence.successHigh = highOf(firstTries.interval());
    evidence.successRateWithRetries = withRetries.share();
    evidence.failures = commonestFirst(kinds);
    evidence.p50Ms = percentile(times, 50);
    evidence.p95Ms = percentile(times, 95);
    evidence.policies = judgedPolicies(tries);
    return evidence;
}

} // namespace

bool isSuccess(const TrySeen& seen, bool keySent)
{
    if (!seen.outcome.status || !seen.fromTheApi) return false;
    const int status = *seen.outcome.status;
    return (status >= 200 && status < 300) || (!keySent && isKeylessRefusal(status));
}

QCoro::Task<StabilityEvidence> runStability(StepContext context, StabilityPlan plan, SendTry send)
{
    const auto run = std::make_shared<Run>(std::move(context), std::move(plan), std::move(send));
    std::vector<QCoro::Task<void>> lanes;
    for (int index = 0; index < run->plan.lanes; ++index)
        lanes.push_back(lane(run));
    for (QCoro::Task<void>& each : lanes)
        co_await each;
    co_return summary(*run);
}

} // namespace pathlight
