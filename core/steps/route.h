// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QCoroTask>
#include <QHostAddress>

namespace pathlight {

/// Who answers at each distance on the way? Connections to the real port, limited in their time to live, so
/// that the trace follows the real flow (PROCEDURES section 6): each from a port of its own, so what a load
/// balancer shows are several answers at one distance. A first connection without a limit tells how fast the
/// target answers, and so how long silence must last; a few distances tell where the target is not, and all
/// nearer ones are asked at once, in up to three rounds (tracing.h).
///
/// The other address family is traced beside it where this computer has a way there and the budget room.
/// Where TCP meets silence UDP to the same port follows, then ICMP echo where the system grants it; a hop
/// that answered only some attempts is asked again at half the rate. Reverse names come from the configured
/// resolver and are not waited for longer than 0.7 s after the step began.
///
/// At most 30 hops and HopBudget attempts in all, about half of them where the target answers, of which some
/// seven get as far as it; silent throughout, it takes under six seconds. Stays unknown where the platform
/// cannot limit a connection, or has no way to the target at all.
[[nodiscard]] QCoro::Task<StepResult> routeStep(StepContext context);

/// One trace may make so many attempts where a way is watched over time.
inline constexpr int watchedTraceAttempts = 60;

/// One trace for who watches a way over time: TCP alone, two rounds, no names and no other family, so that it
/// can be made again and again. `guess`: how far the target was the last time, which saves the search.
/// `context.scope` bounds it; silent throughout, it takes under three seconds.
[[nodiscard]] QCoro::Task<TraceEvidence> traceWatched(StepContext context, QHostAddress address, quint16 port,
                                                      std::optional<int> guess);

} // namespace pathlight
