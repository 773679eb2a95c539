// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

namespace pathlight {

/// Does the target prove who it is? One handshake for evidence, which never carries a credential; the chain
/// it sent is then checked against each set of roots by itself (PROCEDURES section 4). Where the handshake
/// was cut, the same address is asked under another name, and on a second connection nothing is sent at all:
/// vary one thing. Where nobody knows the issuer, an unrelated name is asked for its own. Yields `secure` and
/// hands the connection on under that name where the chain verifies.
[[nodiscard]] QCoro::Task<StepResult> tlsStep(StepContext context);

} // namespace pathlight
