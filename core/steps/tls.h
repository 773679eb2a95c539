// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

namespace pathlight {

/// The step `tls`: one handshake for evidence, over the connection that the step `tcp` handed on, and who
/// would accept the chain it showed (PROCEDURES 4). Yields "secure" and hands the stream on under that name
/// when the certificate holds. No credential ever travels on it.
[[nodiscard]] QCoro::Task<StepResult> tlsStep(StepContext context);

} // namespace pathlight
