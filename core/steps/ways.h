// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/otherway.h"
#include "core/walk/step.h"

namespace pathlight {

/// Does the walk choose its way by the settings? Somebody who names a proxy, or none, wants no other
/// connection made.
[[nodiscard]] bool followsSettings(const WalkOptions& options);

/// Tries a way that a client takes: connects, opens the proxy's tunnel, completes TLS, asks every list of
/// authorities whether it accepts the certificate, and where one does sends the probe once. No credential is
/// sent but a proxy's own password, to that proxy.
[[nodiscard]] QCoro::Task<ClientWayEvidence> tryWay(StepContext context, OtherWay way);

/// Walks past a proxy that the settings name: looks the target's name up here, connects, completes TLS with a
/// verified target and sends the probe once, without a credential. Null: not where the user named the proxy,
/// nor where the walk's options forbid it (WalkOptions::tryDirect).
[[nodiscard]] QCoro::Task<std::optional<DirectWayEvidence>> walkDirect(StepContext context);

} // namespace pathlight
