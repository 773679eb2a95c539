// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/steps/hopprobe.h"

#include <QCoroTask>

#include <memory>

/// How a trace is made of attempts: coroutines that the step `route` puts together. None of them ends later
/// than the context's scope.
namespace pathlight {

using TracePointer = std::shared_ptr<Trace>;

/// How a way is searched for its end.
struct TraceSearch
{
    std::optional<int> guess;    ///< how far the target is thought to be
    double targetSilentMs = 800; ///< after this long without an answer asking too far reaches nobody
};

/// Asks every distance once, up to the end of the way (DistancePlan): in waves, each sent when the one before
/// is answered or a round trip has passed. An attempt without a limit goes first and tells how long that is.
/// Where the target stays silent only six distances beyond the last answer are asked each, and those farther
/// out here and there. Does not wait for the last answers.
[[nodiscard]] QCoro::Task<void> findEnd(StepContext context, TracePointer trace, TraceSearch search);

/// Asks distances 1 to `last` once, all at the same time.
void askUpTo(Trace* trace, int last);

/// How the rounds after the first are made.
struct TraceRounds
{
    int inAll = 3;               ///< the first one included
    int reserve = 0;             ///< attempts of the budget that are left alone
    int mostAnswersOfTarget = 4; ///< once it has answered this often, the target is asked no more
};

/// Asks the part of the way that may answer again, all distances at once. Returns how many rounds there were
/// in all.
[[nodiscard]] QCoro::Task<int> askAgain(StepContext context, TracePointer trace, TraceRounds rounds);

/// Asks the distances that answered some attempts and not others again at half the rate: a router that limits
/// how often it answers then answers more of them, a lossy way loses as many (PROCEDURES section 7.2).
[[nodiscard]] QCoro::Task<void> halveTheRate(StepContext context, TracePointer trace);

/// Waits until every attempt is answered or its time is up.
[[nodiscard]] QCoro::Task<void> waitForAll(StepContext context, TracePointer trace);

} // namespace pathlight
