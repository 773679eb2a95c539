// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/tls.h"
#include "core/steps/clientlists.h"
#include "core/walk/step.h"

namespace pathlight {

/// Does the target prove who it is? One handshake for evidence, which never carries a credential; the chain
/// it sent is then checked against each set of roots by itself (PROCEDURES section 4). Yields `secure` and
/// hands the connection on under that name where the chain verifies; a healthy walk costs nothing more.
///
/// What else is asked varies one thing at a time. The handshake was cut: the same again, the same address
/// under another name, and a connection on which nothing is said. No common version or cipher: each version
/// by itself. Nobody knows the issuer: an unrelated name's own. A date is wrong: the server's idea of the
/// time. A link is missing and the user allowed it: the link, from where the chain names it. The step `mtu`
/// cannot tell whether long hellos pass: a long hello, while the walk goes on.
[[nodiscard]] QCoro::Task<StepResult> tlsStep(StepContext context);

/// Who would accept the chain that was presented: the system, its vendor's own roots, the user's bundle, and
/// each file that a variable names. Reads those that were not read yet.
[[nodiscard]] QList<TrustStoreEvidence> askStores(const StepContext& context, const TlsConnected& connected);

/// Who of the lists that clients bring along would. One that cannot be read is named, and accepts nothing and
/// refuses nothing.
[[nodiscard]] QList<TrustStoreEvidence>
askClientLists(const StepContext& context, const TlsConnected& connected, const QList<ClientList>& lists);

/// How long the lists that clients bring along are waited for; their disk may be slow.
constexpr auto clientListTime = std::chrono::seconds(2);

} // namespace pathlight
