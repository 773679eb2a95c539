// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QCoroTask>

namespace pathlight {

/// Does the port answer? Opens one connection to each address (at most eight), all side by side (RFC 8305).
///
/// As soon as the first address in the system's order is connected (an earlier one has a head start of
/// 250 ms) it yields "connection", publishes what it saw so far and hands that stream on under the same name.
/// It goes on until every attempt ended: connected and watched for a while for a close or a reset that comes
/// before anything was sent, failed, or not answered after three retransmissions and 3.2 s (7.5 s where the
/// kernel sends them more slowly, or does not tell).
[[nodiscard]] QCoro::Task<StepResult> tcpStep(StepContext context);

} // namespace pathlight
