// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/stability.h"

#include "core/steps/firsthop.h"
#include "core/steps/probe.h"
#include "core/steps/stabilityrun.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// What one try may take: a connection, a handshake, a request, with a segment or two sent again.
constexpr PacketAmount eachTry{14, 3LL * 1024};

StabilityPlan planFor(const StepContext& context)
{
    StabilityPlan plan;
    plan.policy = *retryPolicy(u"article"_s);
    // The guide's own policy comes back in step with everybody else's retries (PROCEDURES 5).
    plan.policy.jitter = {JitterKind::Full, 1};
    plan.attempts = std::clamp(context.options.attempts, 1, 200);
    plan.claim = [context, hop = firstHop(context.evidence, context.target)] {
        return claimPackets(context, hop, eachTry);
    };
    plan.mayGetRoom = [packets = context.packets] { return packets->held().packets > 0; };
    plan.clearLosses = std::max(plan.clearLosses, plan.attempts * 3 / 10);
    plan.keySent = probesWithKey(context);
    return plan;
}

} // namespace

QCoro::Task<StepResult> stabilityStep(StepContext context)
{
    StepResult result;
    if (!context.evidence.tcp || !context.evidence.tcp->chosen) {
        result.skipped = Reason::of(u"needs_missing"_s, {{u"step"_s, u"tcp"_s}});
        co_return result;
    }
    const SendTry send = [context](const Scope& scope) { return sendProbe(context, scope); };
    QCoro::Task<StabilityEvidence> running = runStability(context, planFor(context), send);
    const StabilityEvidence evidence = co_await running;
    if (!evidence.attempts.isEmpty()) {
        result.evidence = toObject(evidence);
    } else if (!context.scope.isOver()) {
        result.unknown = Reason::of(u"no_room_to_send"_s);
    }
    co_return result;
}

} // namespace pathlight
