// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"

#include <chrono>
#include <functional>

namespace pathlight {

/// A walk as far as the API's answer, and then, where it answers, how long quiet connections to it live: the
/// events of both, judged as one walk. The measurement stands in the step `stream`. `onWaiting` hears of each
/// round: a text key below "waiting." and its arguments. Where it is cancelled, the events end with what was
/// seen by then.
[[nodiscard]] QCoro::Task<QList<Event>>
walkAndLeaveQuiet(Scope scope, DiagnosisRequest request, std::chrono::milliseconds upTo,
                  std::function<void(const QString&, const QJsonObject&)> onWaiting);

/// Lets the plan's step `stream` measure how long quiet connections live, up to `request.quietUpTo`, within
/// the walk's deadline.
void leaveConnectionsQuiet(const DiagnosisRequest& request, WalkPlan* plan);

} // namespace pathlight
