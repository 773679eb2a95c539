// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http.h"
#include "core/walk/step.h"

namespace pathlight {

/// The step `http`: the profile's probe, sent once, and what the answer says of its author (PROCEDURES 5).
/// Without a key it goes over the connection that the step `tls` handed on; with one over a fresh connection
/// that is verified before it is sent. Yields "answer" and hands an AnswerHolder on under that name.
[[nodiscard]] QCoro::Task<StepResult> httpStep(StepContext context);

/// The title of an HTML page, at most 120 characters; null: it has none.
[[nodiscard]] std::optional<QString> pageTitle(const QByteArray& body);

/// The readable start of a body, without an HTML page's markup, at most 300 characters.
[[nodiscard]] QString bodyExcerpt(const QByteArray& body);

} // namespace pathlight
