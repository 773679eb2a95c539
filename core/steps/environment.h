// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

namespace pathlight {

/// What is this computer's own part? Interfaces, routes, name servers, the settings that Claude clients read;
/// then, while later steps already run, the plain-HTTP controls and the clock. Yields `network` as soon as an
/// interface with a usable address and a route are found, or where the target is this computer itself.
[[nodiscard]] QCoro::Task<StepResult> environmentStep(StepContext context);

} // namespace pathlight
