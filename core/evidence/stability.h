// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// What the step `stability` sees: several requests under a retry policy, every try with its wait.
namespace pathlight {

struct TryEvidence
{
    std::optional<int> status; ///< HTTP status; null: no answer
    std::optional<double> ms;
    double waitMs = 0;            ///< waited before this try
    std::optional<QString> error; ///< "timed_out", "reset", "closed", "refused"…
    std::optional<double> retryAfterSeconds;
    std::optional<int> synRetransmits; ///< of the connection this try was made on
    std::optional<int> segmentsSent;   ///< on that connection: every SYN, and every segment with data
    std::optional<int> segmentsLost;   ///< of these, sent again because they or their answer were lost
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = TryEvidence;
        visit("status", &T::status);
        visit("ms", &T::ms);
        visit("waitMs", &T::waitMs);
        visit("error", &T::error);
        visit("retryAfterSeconds", &T::retryAfterSeconds);
        visit("synRetransmits", &T::synRetransmits);
        visit("segmentsSent", &T::segmentsSent);
        visit("segmentsLost", &T::segmentsLost);
    }
};

enum class AttemptOutcome { Succeeded, Failed, RefusedByBreaker };
template <>
struct EnumNames<AttemptOutcome>
{
    static constexpr std::array names{"succeeded", "failed", "refused_by_breaker"};
};

struct StabilityAttempt
{
    double startedMs = 0; ///< since the step began
    QList<TryEvidence> tries;
    AttemptOutcome outcome = AttemptOutcome::Failed;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = StabilityAttempt;
        visit("startedMs", &T::startedMs);
        visit("tries", &T::tries);
        visit("outcome", &T::outcome);
    }
};

struct BreakerChange
{
    double atMs = 0; ///< since the step began
    QString state;   ///< "closed", "open", "half_open"
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = BreakerChange;
        visit("atMs", &T::atMs);
        visit("state", &T::state);
    }
};

/// What a retry policy would have made of the tries as measured.
struct PolicyOutcome
{
    QString policy; ///< "none", "article", "anthropic-sdk", "claude-code", "pathlight": what it advises here
    std::optional<int> retries; ///< at most, besides the first try of a call
    int calls = 0;
    int succeeded = 0;
    std::optional<double> low;  ///< 95 % sure that at least this share of calls succeeds, 0 to 1
    std::optional<double> high; ///< and at most this
    int requests = 0;           ///< sent in all
    double waitedMs = 0;        ///< in all
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = PolicyOutcome;
        visit("policy", &T::policy);
        visit("retries", &T::retries);
        visit("calls", &T::calls);
        visit("succeeded", &T::succeeded);
        visit("low", &T::low);
        visit("high", &T::high);
        visit("requests", &T::requests);
        visit("waitedMs", &T::waitedMs);
    }
};

/// How often first tries failed in one way.
struct FailureCount
{
    QString kind; ///< an HTTP status, or "timed_out", "reset"…
    int count = 0;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = FailureCount;
        visit("kind", &T::kind);
        visit("count", &T::count);
    }
};

struct StabilityEvidence
{
    QString policy;
    QList<StabilityAttempt> attempts;
    std::optional<double> successRate; ///< of first tries, 0 to 1: what a client without retries would see
    std::optional<double> successLow;  ///< 95 % sure that the true share of first tries lies between these
    std::optional<double> successHigh;
    std::optional<double> successRateWithRetries;
    QList<FailureCount> failures; ///< of first tries, the commonest first
    std::optional<double> p50Ms;
    std::optional<double> p95Ms;
    QList<BreakerChange> breaker;
    QList<PolicyOutcome> policies;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = StabilityEvidence;
        visit("policy", &T::policy);
        visit("attempts", &T::attempts);
        visit("successRate", &T::successRate);
        visit("successLow", &T::successLow);
        visit("successHigh", &T::successHigh);
        visit("successRateWithRetries", &T::successRateWithRetries);
        visit("failures", &T::failures);
        visit("p50Ms", &T::p50Ms);
        visit("p95Ms", &T::p95Ms);
        visit("breaker", &T::breaker);
        visit("policies", &T::policies);
    }
};

} // namespace pathlight
