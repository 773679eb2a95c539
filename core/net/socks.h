// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/tunnel.h"

namespace pathlight {

/// A tunnel by SOCKS version 5 (RFC 1928), with user and password where the route has them (RFC 1929). A
/// name the proxy resolves; an address goes in its bytes. Internal to openTunnel().
[[nodiscard]] QCoro::Task<Tunnel> openSocksTunnel(Scope scope, Stream* stream, ProxyRoute route, QString host,
                                                  quint16 port);

} // namespace pathlight
