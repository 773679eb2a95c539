// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"
#include "core/evidence/proxy.h"
#include "core/net/stream.h"

#include <QCoroTask>

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

struct Tunnel
{
    TunnelOutcome outcome = TunnelOutcome::Failed;
    std::optional<int> status; ///< of CONNECT, or the SOCKS reply code
    QString reason;
    QStringList authSchemes;
    std::optional<QString> serverHeader;
    double ms = 0;
};

/// Asks a proxy, over a stream already connected to it, for a tunnel to `host`:`port` (RFC 9110
/// section 9.3.6, RFC 1928). The stream stays the caller's; when the outcome is Open, its bytes are the
/// target's.
[[nodiscard]] QCoro::Task<Tunnel> openTunnel(Scope scope, Stream* stream, ProxyRoute route, QString host,
                                             quint16 port);

} // namespace pathlight
