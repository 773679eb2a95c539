// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QCoroTask>

namespace pathlight {

/// The step `stability`: the target's probe, WalkOptions::attempts times, two side by side, each over a
/// connection of its own, under the guide's retry policy with full jitter, ten seconds a try (FACTS 5) and a
/// circuit breaker. Skipped where the step `tcp` chose no address to connect to.
[[nodiscard]] QCoro::Task<StepResult> stabilityStep(StepContext context);

} // namespace pathlight
