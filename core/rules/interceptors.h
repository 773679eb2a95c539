// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/tls.h"

namespace pathlight {

/// A product known to re-sign TLS connections: resources/interceptors.json, with its date.
struct Interceptor
{
    QString name;
    QStringList issuers;     ///< words of an issuer's name, compared without case
    bool onComputer = false; ///< an antivirus here, rather than a box in the network
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Interceptor;
        visit("name", &T::name);
        visit("issuers", &T::issuers);
        visit("onComputer", &T::onComputer);
    }
};

/// The product whose name stands in a chain that the vendor's roots refuse; null: none that is known.
[[nodiscard]] std::optional<Interceptor> interceptorFor(const TlsEvidence& tls);

} // namespace pathlight
