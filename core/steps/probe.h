// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http.h"
#include "core/steps/stabilityrun.h"
#include "core/walk/step.h"

#include <QCoroTask>

/// The target's probe, sent as a client sends it: connection, tunnel, TLS and exchange, each anew.
namespace pathlight {

/// May a credential travel here, and must the certificate hold? Only where the step `tls` verified the chain.
[[nodiscard]] bool probesVerified(const StepContext& context);

/// Is the key sent with the probe? Never over a connection that is not verified.
[[nodiscard]] bool probesWithKey(const StepContext& context);

/// The target's probe as anybody may send it: no key is in it.
[[nodiscard]] HttpRequest keylessProbe(const Target& target);

/// The probe as the profile describes it, with the key where probesWithKey().
[[nodiscard]] HttpRequest probeRequest(const StepContext& context);

/// Adds the key to another request to the target, where probesWithKey().
void addProbeKey(const StepContext& context, HttpRequest* request);

/// What an answer says, for the retry policy: its status, Retry-After, x-should-retry and the spending limit
/// (FACTS 3.1), or how the exchange failed. `now` is this computer's time.
[[nodiscard]] TryOutcome outcomeOf(const HttpAnswer& answer, const QDateTime& now);

/// Does an answer come from the API: a request-id, or an error in its shape?
[[nodiscard]] bool hasTheApisMarks(const HttpAnswer& answer);

/// Sends the probe once, on a connection of its own to the address that the step `tcp` chose, and ends with
/// `scope` at the latest.
[[nodiscard]] QCoro::Task<TrySeen> sendProbe(StepContext context, Scope scope);

} // namespace pathlight
