// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"
#include "core/evidence/proxy.h"
#include "core/net/stream.h"

#include <QCoroTask>
#include <QMap>

#include <memory>

namespace pathlight {

/// A proxy and what it is to be asked. User and password live here alone and go nowhere but to the proxy.
struct ProxyRoute
{
    ProxyAddress address;
    QByteArray user;
    QByteArray password;
    [[nodiscard]] bool hasCredential() const { return !user.isEmpty(); }
};

/// One challenge of a Proxy-Authenticate header (RFC 9110 section 11.6.1).
struct AuthChallenge
{
    QByteArray scheme;                       ///< as it was spelt, at most 40 characters
    QMap<QByteArray, QByteArray> parameters; ///< names in lower case, values without their quotes
};

struct Tunnel
{
    TunnelOutcome outcome = TunnelOutcome::Failed;
    std::optional<int> status; ///< of CONNECT, or the SOCKS reply code
    QString reason;
    QStringList authSchemes;
    QList<AuthChallenge> challenges;  ///< what `authSchemes` was read from
    std::optional<QString> authTried; ///< how the credential went: "Basic", "Digest SHA-256", "SOCKS5"
    /// The demand can be answered, and the proxy ended the connection that it came on: once more on another.
    bool again = false;
    std::optional<QString> serverHeader;
    double ms = 0;
};

/// Asks a proxy, over a stream already connected to it, for a tunnel to `host`:`port` (RFC 9110
/// section 9.3.6, RFC 1928). The stream stays the caller's; when the outcome is Open, its bytes are the
/// target's. A credential goes as Basic, unasked as clients send it; to a proxy that refuses that and offers
/// Digest it goes as Digest (RFC 7616), at once where `challenges` holds what the proxy demanded before.
[[nodiscard]] QCoro::Task<Tunnel> openTunnel(Scope scope, Stream* stream, ProxyRoute route, QString host,
                                             quint16 port, QList<AuthChallenge> challenges = {});

} // namespace pathlight
