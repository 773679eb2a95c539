// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"
#include "core/resilience/retrypolicy.h"
#include "core/walk/step.h"

#include <QCoroTask>

#include <functional>

/// Several requests side by side under a retry policy and a circuit breaker, with every try on record. How a
/// request is sent is the caller's.
namespace pathlight {

/// One try as it was seen.
struct TrySeen
{
    TryOutcome outcome;                ///< status, or error where no answer came
    std::optional<double> ms;          ///< from the first SYN to the answer's last byte; null: no answer
    bool fromTheApi = false;           ///< the answer has the API's marks
    std::optional<int> synRetransmits; ///< of its connection
    std::optional<int> segmentsSent;   ///< as in TryEvidence
    std::optional<int> segmentsLost;
    QString address; ///< connected to, or tried
};

/// Sends one request and ends with the scope at the latest.
using SendTry = std::function<QCoro::Task<TrySeen>(Scope)>;

struct StabilityPlan
{
    RetryPolicy policy;
    int attempts = 10;
    int lanes = 2; ///< attempts under way at once
    std::chrono::milliseconds tryTime = std::chrono::seconds(10);
    std::chrono::milliseconds totalTime = std::chrono::seconds(40);
    int breakerThreshold = 5; ///< failed tries in a row
    std::chrono::milliseconds coolDown{1500};
    std::chrono::milliseconds refusalPause{500}; ///< after a refusal, before a lane asks again
    /// Leave to send one more try; null: what may be sent is sent, and no try begins.
    std::function<PacketClaim()> claim = [] { return std::make_shared<PacketAmount>(); };
    /// Do others hold leave that they may give back? Then the first attempts wait for it.
    std::function<bool()> mayGetRoom = [] { return false; };
    int clearAnswers = 3; ///< that many equal final answers in a row settle the matter
    int clearLosses = 3;  ///< that many connections that lost something settle the matter
    bool keySent = false;
};

/// Does this answer show that requests get through? It has the API's marks and is a success or, where no key
/// was sent, the refusal that a healthy API gives (401, 404 or 405, CONTRACT section 3).
[[nodiscard]] bool isSuccess(const TrySeen& seen, bool keySent);

/// Runs the plan and emits the samples attempt, wait, breaker and latency. It ends when all attempts have
/// ended, when the answer is clear (the same error status, which no retry would change, several times in a
/// row), when the server asks for a longer pause than the step has time for, or with the scope. An attempt
/// that the scope's deadline cut counts as failed if a try of it had; one that was cancelled does not count.
[[nodiscard]] QCoro::Task<StabilityEvidence> runStability(StepContext context, StabilityPlan plan,
                                                          SendTry send);

} // namespace pathlight
