// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http.h"
#include "core/walk/step.h"

namespace pathlight {

/// Who answers? Sends the profile's probe on the connection that `tls` verified, or on a fresh one verified
/// before the first byte where a key goes with it; follows redirects on the same host for evidence, without
/// the key. Yields `answer` where a whole answer came, and hands it on under that name.
[[nodiscard]] QCoro::Task<StepResult> httpStep(StepContext context);

/// What an answer tells of its author, for evidence: headers, title and the beginning of a foreign body, all
/// bounded and printable.
void describeAnswer(const HttpAnswer& answer, HttpEvidence* evidence);

} // namespace pathlight
