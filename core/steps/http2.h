// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

/// HTTP/2 beside HTTP/1.1: boxes that read connections may take the one and break the other, and clients
/// differ in which they speak (FACTS class S6, case 185).
namespace pathlight {

/// Sends the profile's probe, without the key, over HTTP/2 on a verified connection of its own, at most four
/// seconds; where that is cut, hangs or is not answered as `asked` was, once more, and then over HTTP/1.1
/// once more for comparison. Only to be called where the user allowed it (WalkOptions::http2). Empty: the
/// certificate does not hold, or the walk's packets are spent.
[[nodiscard]] QCoro::Task<QList<Http2Evidence>> tryHttp2(StepContext context, HttpEvidence asked);

} // namespace pathlight
