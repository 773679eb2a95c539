// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

namespace pathlight {

/// Tries one way to the target that the walk did not take: "direct", or through the proxy that `variable` of
/// this process's environment names (empty: `via` as it is). Connects, opens the proxy's tunnel and completes
/// TLS with the target; nothing is asked there. A password of the variable goes to its proxy and nowhere
/// else.
[[nodiscard]] QCoro::Task<ClientWayEvidence> tryWay(StepContext context, QString via, QString variable);

/// Walks past a proxy that the settings name: looks the target's name up here, connects, completes TLS with a
/// verified target and sends the probe once, without a credential. Null: not where the user named the proxy,
/// nor where the walk's options forbid it (WalkOptions::tryDirect).
[[nodiscard]] QCoro::Task<std::optional<DirectWayEvidence>> walkDirect(StepContext context);

} // namespace pathlight
