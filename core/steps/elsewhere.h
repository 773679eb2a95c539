// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/steps/egress.h"

#include <QUrl>

/// Connections the way the walk goes, with TLS that is verified, to the target or to another host.
namespace pathlight {

/// Where the roots are that this walk trusts: the system's, and the bundle the user named.
[[nodiscard]] QStringList trustPathsOf(const WalkOptions& options);

/// The context as it is for another host. The key stays behind.
[[nodiscard]] StepContext towards(StepContext context, const QUrl& url);

/// Opens a way to the host of an https address: to the walk's own peer where it is the target's, else to the
/// first address that the system's look-up gives, or through the walk's proxy.
[[nodiscard]] QCoro::Task<Way> openWayTo(StepContext context, Scope scope, QUrl url);

/// A way with TLS over it whose certificate holds, or why there is none.
struct SecureWay
{
    std::unique_ptr<Stream> stream; ///< null: it failed
    QString error;                  ///< as Way::error, or "tls_" and a HandshakeOutcome
    std::optional<double> connectMs;
    std::optional<double> tunnelMs;
    std::optional<double> tlsMs;
};
[[nodiscard]] QCoro::Task<SecureWay> openSecureWayTo(StepContext context, Scope scope, QUrl url);

} // namespace pathlight
