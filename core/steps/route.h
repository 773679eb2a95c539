// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QCoroTask>

namespace pathlight {

/// Who answers at each distance on the way? Connections to the real port, limited in their time to live, so
/// that the trace follows the real flow (PROCEDURES section 6): four distances at a time, the next four when
/// these answered or their time is up, and a second round over the part of the path that spoke. A first
/// connection without a limit tells how fast the target answers, and so how long silence must last.
///
/// At most 30 hops, 120 attempts and five answers of the target; silent throughout, it takes under three
/// seconds. Stays unknown where the platform cannot limit a connection, or has no way to the target at all.
[[nodiscard]] QCoro::Task<StepResult> routeStep(StepContext context);

} // namespace pathlight
