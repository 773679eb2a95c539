// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/eventstream.h"
#include "core/walk/step.h"

#include <QCoroTask>

namespace pathlight {

/// Do streamed answers arrive piece by piece? Asks the API for one answer of a few tokens as a stream, and
/// for a second one where the first looks wrong. Where the user asked for HTTP/2, the same goes over that
/// too, to compare. Only with a key, and where the key was good for the probe; without one the step stays
/// unknown and says so.
[[nodiscard]] QCoro::Task<StepResult> streamStep(StepContext context);

/// What one streamed answer shows. Pure.
[[nodiscard]] StreamRunEvidence describeStream(const StreamedAnswer& answer);

/// Of the models an API lists, the one to ask: the smallest family, else the first; null: there is none.
[[nodiscard]] std::optional<QString> modelIn(const QByteArray& list);

/// The request for a streamed answer of a few tokens; null where the profile's probe does not tell where
/// messages go. The key is not in it.
[[nodiscard]] std::optional<HttpRequest> messageRequest(const Target& target, const QString& model);

} // namespace pathlight
