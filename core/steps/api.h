// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http.h"
#include "core/walk/step.h"

namespace pathlight {

/// What does the API itself say? Reads the answer that `http` received: error type and message, request-id,
/// Retry-After, rate limits; where it refused with 403, the country its edge sees. Yields `api_answer` where
/// the answer has the API's marks, and is skipped where it has not.
[[nodiscard]] QCoro::Task<StepResult> apiStep(StepContext context);

/// What an answer of the API says (FACTS section 3.1 and 3.2); all texts bounded.
[[nodiscard]] ApiEvidence readApiAnswer(const HttpAnswer& answer, const QDateTime& now);

} // namespace pathlight
