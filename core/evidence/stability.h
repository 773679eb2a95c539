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
    static constexpr auto fields()
    {
        using T = TryEvidence;
        return std::tuple{field("status", &T::status),
                          field("ms", &T::ms),
                          field("waitMs", &T::waitMs),
                          field("error", &T::error),
                          field("retryAfterSeconds", &T::retryAfterSeconds),
                          field("synRetransmits", &T::synRetransmits)};
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
    static constexpr auto fields()
    {
        using T = StabilityAttempt;
        return std::tuple{field("startedMs", &T::startedMs), field("tries", &T::tries),
                          field("outcome", &T::outcome)};
    }
};

struct BreakerChange
{
    double atMs = 0; ///< since the step began
    QString state;   ///< "closed", "open", "half_open"
    static constexpr auto fields()
    {
        using T = BreakerChange;
        return std::tuple{field("atMs", &T::atMs), field("state", &T::state)};
    }
};

/// What a retry policy would have made of the tries as measured.
struct PolicyOutcome
{
    QString policy; ///< "none", "article", "anthropic-sdk", "claude-code"
    int calls = 0;
    int succeeded = 0;
    int requests = 0; ///< sent in all
    double waitedMs = 0;
    static constexpr auto fields()
    {
        using T = PolicyOutcome;
        return std::tuple{field("policy", &T::policy), field("calls", &T::calls),
                          field("succeeded", &T::succeeded), field("requests", &T::requests),
                          field("waitedMs", &T::waitedMs)};
    }
};

struct StabilityEvidence
{
    QString policy;
    QList<StabilityAttempt> attempts;
    std::optional<double> successRate; ///< of first tries, 0 to 1: what a client without retries would see
    std::optional<double> successRateWithRetries;
    std::optional<double> p50Ms;
    std::optional<double> p95Ms;
    QList<BreakerChange> breaker;
    QList<PolicyOutcome> policies;
    static constexpr auto fields()
    {
        using T = StabilityEvidence;
        return std::tuple{field("policy", &T::policy),
                          field("attempts", &T::attempts),
                          field("successRate", &T::successRate),
                          field("successRateWithRetries", &T::successRateWithRetries),
                          field("p50Ms", &T::p50Ms),
                          field("p95Ms", &T::p95Ms),
                          field("breaker", &T::breaker),
                          field("policies", &T::policies)};
    }
};

} // namespace pathlight
