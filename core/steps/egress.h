// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/connect.h"
#include "core/net/tls.h"
#include "core/net/tunnel.h"
#include "core/steps/proxysettings.h"
#include "core/walk/step.h"

/// How a step gets a connection to the target, the way the walk found: direct, or through the proxy.
namespace pathlight {

/// The proxy choice of this walk. It is made anew at each use, so that a proxy's password stays nowhere.
[[nodiscard]] ProxyChoice proxyChoice(const StepContext& context);

/// Where connections go: the target's address or the proxy's, as the step `tcp` chose it.
struct Peer
{
    QHostAddress address;
    quint16 port = 0;
};
[[nodiscard]] Peer peerOf(const StepContext& context);

/// An opened way to the target's own bytes, or how it failed.
struct Way
{
    std::unique_ptr<Stream> stream; ///< null: it failed
    QString error; ///< "timed_out", "refused"… (ConnectOutcome), or "proxy_" and a TunnelOutcome
    std::optional<ConnectAttempt> connect; ///< null: the connection was handed on
    std::optional<Tunnel> tunnel;          ///< where there is a proxy
};

/// Connects to `peer` and opens the proxy's tunnel where the walk goes through one.
[[nodiscard]] QCoro::Task<Way> openWay(StepContext context, Scope scope, Peer peer);

/// The same from a connection that stands, to `peer`.
[[nodiscard]] QCoro::Task<Way> goOn(StepContext context, Scope scope, std::unique_ptr<Stream> connection,
                                    Peer peer);

/// Takes the connection that the step `tcp` handed on, or else opens one, and goes on through the proxy.
[[nodiscard]] QCoro::Task<Way> takeOrOpenWay(StepContext context, Scope scope);

/// The roots that this walk trusts: the system's, and the user's own bundle.
[[nodiscard]] QStringList trustedRoots(const StepContext& context);

/// TLS with the target over an opened way. Where `verify` is set, not one byte goes to a target that is not
/// proven; where it is not, the connection is for evidence and never carries a credential. `alpn`: what is
/// offered, as in TlsRequest.
[[nodiscard]] QCoro::Task<TlsConnected> secureWay(StepContext context, Scope scope,
                                                  std::unique_ptr<Stream> stream, bool verify,
                                                  QList<QByteArray> alpn = TlsRequest().alpn);

/// A whole new way to the target, connected, tunnelled and secured; `error` says what failed first.
[[nodiscard]] QCoro::Task<Way> openSecureWay(StepContext context, Scope scope, bool verify);

/// The target as this proxy is to be asked for it: its name, or where the scheme "socks5" leaves the look-up
/// to this computer the address that the step `dns` found (FACTS 3.5; "socks5h": the proxy looks it up).
[[nodiscard]] QString tunnelTarget(const StepContext& context, const ProxyRoute& route);

/// Asks a connected proxy for the tunnel to `host`, after TLS with the proxy itself where its scheme says so.
/// The stream is taken and given back, wrapped in that TLS. Where the proxy ends the connection on which it
/// demanded a sign-in, another to `peer` is opened for it.
struct ProxyAnswer
{
    std::unique_ptr<Stream> stream; ///< null: it was lost
    Tunnel tunnel;
};
[[nodiscard]] QCoro::Task<ProxyAnswer> askProxy(StepContext context, Scope scope,
                                                std::unique_ptr<Stream> connection, ProxyRoute route,
                                                Peer peer, QString host);

} // namespace pathlight
