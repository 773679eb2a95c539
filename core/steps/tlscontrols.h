// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

namespace pathlight {

/// The target's address asked under the profile's control name: does the handshake die for this name alone?
[[nodiscard]] QCoro::Task<TlsControlEvidence> askUnderOtherName(StepContext context);

/// The control name asked at its own address: who signs for an unrelated name?
[[nodiscard]] QCoro::Task<TlsControlEvidence> askUnrelatedName(StepContext context);

/// How a fresh connection fares on which nothing is sent: "connected" (it stayed), or a ConnectOutcome's
/// word.
[[nodiscard]] QCoro::Task<QString> watchSilentConnection(StepContext context);

} // namespace pathlight
