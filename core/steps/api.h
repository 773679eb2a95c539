// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http.h"
#include "core/walk/step.h"

namespace pathlight {

/// The step `api`: what the API itself said, read from the answer that the step `http` handed on (FACTS 3.1,
/// 3.2). Where it refused with 403, the edge is asked which country it sees. Yields "api_answer".
[[nodiscard]] QCoro::Task<StepResult> apiStep(StepContext context);

/// Reads the API's own words from an answer: pure, all but `region` and `keySent`. `now` is this computer's
/// time, for a Retry-After that names an instant.
[[nodiscard]] ApiEvidence readApiAnswer(const HttpAnswer& answer, const QDateTime& now);

/// The two-letter country in a trace of lines "key=value"; null: it names none.
[[nodiscard]] std::optional<QString> regionIn(const QByteArray& trace, const QString& key);

} // namespace pathlight
