// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/steps/egress.h"

/// What is asked besides the target's own handshake, to tell a cause from its like (PROCEDURES 0.6).
namespace pathlight {

/// The profile's control name asked for at the target's own address: does the handshake die for the name
/// alone?
[[nodiscard]] QCoro::Task<TlsControlEvidence> askOtherNameHere(StepContext context);

/// The control name at its own address: who issues its certificate, seen from here (PROCEDURES 4.5)?
[[nodiscard]] QCoro::Task<TlsControlEvidence> askOtherNameThere(StepContext context);

/// Connects to the target's address once more and sends nothing: is the connection itself cut, or the
/// handshake? A ConnectOutcome's word; "connected" where it stayed.
[[nodiscard]] QCoro::Task<QString> watchSilentConnection(StepContext context);

} // namespace pathlight
