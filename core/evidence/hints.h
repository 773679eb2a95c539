// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/evidence.h"

namespace pathlight {

/// Where in `environment.hints` stands the HTTP proxy that another tool on this computer is set to, in a walk
/// that went direct and got nowhere while no client is set to any proxy; -1: there is none, or it explains
/// nothing. A login page, or no network at all, is not for want of a proxy.
[[nodiscard]] qsizetype proxyHint(const Evidence& evidence);

/// Where in `tls.otherStores` stands a list that accepts the chain which the deciding store refused; -1: none
/// does.
[[nodiscard]] qsizetype otherStoreThatAccepts(const Evidence& evidence);

/// Is the newest root of a list older than the root that the vendor's list, or else the system's, takes the
/// chain to? Then its age is why it refuses. False too where the one or the other is not known.
[[nodiscard]] bool isOlderThanTheRoot(const TrustStoreEvidence& list,
                                      const QList<TrustStoreEvidence>& stores);

} // namespace pathlight
