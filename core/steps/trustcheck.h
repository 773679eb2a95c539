// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/evidence.h"
#include "core/net/tls.h"
#include "core/walk/options.h"

/// Who would accept the chain that was sent (PROCEDURES 4.2): each set of roots asked by itself.
namespace pathlight {

/// Asks the system's roots, alone and with the bundle the user named, and fills `verified`, `errors`,
/// `customCaCured` and the first `stores`.
void askSystemStores(const TlsConnected& connected, const WalkOptions& options, TlsEvidence* evidence);

/// Asks the roots that the system's vendor ships, and each bundle that a variable names.
void askOtherStores(const TlsConnected& connected, const QList<CaFileEvidence>& bundles,
                    TlsEvidence* evidence);

} // namespace pathlight
