// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/environment.h"

#include <QByteArray>
#include <QHostAddress>

#include <functional>
#include <optional>

#include <linux/rtnetlink.h>

/// Routing questions to the kernel (rtnetlink(7)).
namespace pathlight::platform {

/// One answer of the kernel: a route of any table, as its attributes tell it.
struct KernelRoute
{
    int family = 0; ///< AF_INET, AF_INET6
    int type = 0;   ///< RTN_UNICAST, RTN_UNREACHABLE…
    quint32 table = 0;
    int prefixLength = 0;
    QHostAddress destination; ///< null: default
    QHostAddress gateway;     ///< null: on link
    int interface = 0;        ///< its index; 0: none
    quint32 metric = 0;
};

/// What a datagram from the kernel ends with.
enum class NetlinkEnd { More, Done, Error };

/// Adds the routes of one datagram to `routes`. Each next hop of a multipath route is a route of its own.
/// A message that is cut or lies about its length ends the reading as Error.
NetlinkEnd readRoutes(const QByteArray& datagram, QList<KernelRoute>* routes);

/// Every route of a family, at most 4,000; null: the kernel did not answer.
[[nodiscard]] std::optional<QList<KernelRoute>> dumpRoutes(int family);

/// The route a packet to this address takes; null: there is none.
[[nodiscard]] std::optional<KernelRoute> routeTo(const QHostAddress& address);

} // namespace pathlight::platform
