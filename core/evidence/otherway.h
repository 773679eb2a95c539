// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/clients.h"

namespace pathlight {

/// A way that some client would take and the walk did not: worked out from its rules, and then tried.
struct OtherWay
{
    QString via;                    ///< "direct", or a proxy's address
    QString variable;               ///< of the environment, that names the proxy; empty: `via` as it is
    std::optional<QString> baseUrl; ///< the client's own endpoint, http or https; null: the target's
    bool isTheWalks = false;        ///< the walk's own way, beyond a certificate that the walk did not accept
};

/// What was asked for is not there, whoever answers.
[[nodiscard]] inline bool isMissing(const ClientWayEvidence& seen)
{
    return seen.status == 404 || seen.status == 405;
}

} // namespace pathlight
