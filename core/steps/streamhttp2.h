// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/eventstream.h"
#include "core/walk/step.h"

#include <QCoroTask>

namespace pathlight {

/// Asks once for a streamed answer over HTTP/2, on a verified connection of its own, and reads it as it
/// comes, as the step `stream` does over HTTP/1.1. The key goes with it, and only where that connection
/// proved who answers and agreed on HTTP/2. Seven seconds without a byte of the answer are a stall: it is
/// only held against streams that came whole.
[[nodiscard]] QCoro::Task<Http2StreamEvidence> streamOverHttp2(StepContext context, HttpRequest request,
                                                               ArrivalHandler onArrival);

} // namespace pathlight
