// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

namespace pathlight {

/// The missing certificates of a chain, fetched from where the topmost certificate that was sent names its
/// issuer's, and so on upwards: what browsers do (RFC 5280 section 4.2.2.1).
struct IssuersFetched
{
    QList<FetchedIssuerEvidence> seen; ///< each address asked, in order
    QList<QByteArray> certificates;    ///< DER, those that did sign the one below
};

/// Asks at most four addresses, over plain HTTP to port 80 of public addresses, without cookies, credentials
/// or redirects, at most 64 KiB and two seconds each; what comes counts only where it signed the certificate
/// below. Only to be called where the user allowed it (WalkOptions::fetchIssuers), and never where a proxy is
/// in use, whose owner may have closed the direct way.
[[nodiscard]] QCoro::Task<IssuersFetched> fetchIssuers(StepContext context, QByteArray topmostDer);

} // namespace pathlight
