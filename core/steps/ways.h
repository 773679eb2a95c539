// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

namespace pathlight {

/// A way that a client takes and the walk did not.
struct WayToTry
{
    QString via;      ///< "direct", or a proxy
    QString variable; ///< of this process's environment, that names the proxy; empty: `via` as it is
    std::optional<QString> baseUrl; ///< http or https: what is asked in the target's place
    bool isTheWalks = false;        ///< it is the walk's own, where the walk did not accept the certificate
};

/// Tries it: connects, opens the proxy's tunnel, completes TLS, asks every list of authorities whether it
/// accepts the certificate, and where one does sends the probe once. No credential is sent but a proxy's own
/// password, to that proxy.
[[nodiscard]] QCoro::Task<ClientWayEvidence> tryWay(StepContext context, WayToTry way);

/// Walks past a proxy that the settings name: looks the target's name up here, connects, completes TLS with a
/// verified target and sends the probe once, without a credential. Null: not where the user named the proxy,
/// nor where the walk's options forbid it (WalkOptions::tryDirect).
[[nodiscard]] QCoro::Task<std::optional<DirectWayEvidence>> walkDirect(StepContext context);

} // namespace pathlight
