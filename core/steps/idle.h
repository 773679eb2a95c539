// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QCoroTask>

#include <functional>

namespace pathlight {

/// One connection that is to be left quiet.
struct QuietOrder
{
    std::chrono::milliseconds quiet{0};
    std::optional<int> keepAliveSeconds; ///< null: no TCP keep-alive
};

/// Leaves a connection quiet and tells what became of it; ends as Cancelled with its scope.
using LeaveQuiet = std::function<QCoro::Task<IdleProbeEvidence>(Scope, QuietOrder)>;

/// How long does an idle connection live on this way? Several connections at once, each left quiet for
/// another time after one answered request and then used again; then, between the longest quiet that was
/// survived and the shortest that was not, the same again until the limit is known. Beside them connections
/// with TCP keep-alive. Emits a sample `waiting` for each round.
[[nodiscard]] QCoro::Task<IdleEvidence> measureIdle(StepContext context, std::chrono::milliseconds upTo,
                                                    LeaveQuiet leave);

/// The real thing: a connection to the target, the way the walk found.
[[nodiscard]] QCoro::Task<IdleProbeEvidence> leaveQuiet(StepContext context, Scope scope, QuietOrder order);

} // namespace pathlight
