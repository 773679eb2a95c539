// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clients/clienttrust.h"
#include "core/evidence/otherway.h"

/// What a way that was tried in the walk's place comes to for one client. Pure.
namespace pathlight {

enum class WayEnd {
    Serves,      ///< the API answered there
    Unproven,    ///< it could not be tried as far as needed
    Closed,      ///< no connection opens, or it ends without an answer
    Refused,     ///< the client does not trust the certificate that is shown there
    NotTheApi,   ///< what answers there cannot serve a client
    MayBeGateway ///< it answers in a form of its own, as a gateway may
};

/// `there`: what the client's lists say of the certificate that was shown on that way.
[[nodiscard]] WayEnd endOf(const ClientWayEvidence& way, const ClientTrust& there);

} // namespace pathlight
