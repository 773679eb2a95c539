// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QCoroTask>

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

} // namespace pathlight
