// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/netlink.h"
#include "core/net/platform/platform.h"

#include <QNetworkInterface>

#include <algorithm>
#include <array>
#include <limits>

#include <net/if.h>
#include <sys/socket.h>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::platform {

namespace {

QString interfaceName(int index)
{
    std::array<char, IF_NAMESIZE> name{};
    if (index <= 0 || !if_indextoname(static_cast<unsigned>(index), name.data())) return {};
    return QString::fromLocal8Bit(name.data());
}

/// A route that says "no".
bool refuses(int type)
{
    return type == RTN_UNREACHABLE || type == RTN_BLACKHOLE || type == RTN_PROHIBIT;
}

/// The table `local` holds this computer's own addresses and multicast, which lead nowhere.
bool leadsOut(const KernelRoute& route)
{
    return route.table != RT_TABLE_LOCAL && (route.type == RTN_UNICAST || refuses(route.type));
}

RouteEvidence evidenceOf(const KernelRoute& route)
{
    RouteEvidence evidence;
    evidence.family = route.family == AF_INET6 ? u"ipv6"_s : u"ipv4"_s;
    evidence.destination = u"default"_s;
    if (!route.destination.isNull() || route.prefixLength > 0) {
        evidence.destination = u"%1/%2"_s.arg(route.destination.toString()).arg(route.prefixLength);
    }
    if (!route.gateway.isNull()) evidence.gateway = route.gateway.toString();
    evidence.interface = interfaceName(route.interface);
    evidence.metric = static_cast<int>(std::min<quint32>(route.metric, std::numeric_limits<int>::max()));
    evidence.unreachable = refuses(route.type);
    return evidence;
}

} // namespace

std::optional<QList<RouteEvidence>> routes()
{
    QList<RouteEvidence> result;
    for (const int family : {AF_INET, AF_INET6}) {
        const auto known = dumpRoutes(family);
        // A kernel without IPv6 refuses the question, and then there is no route of that family.
        if (!known && family == AF_INET) return std::nullopt;
        for (const KernelRoute& route : known.value_or(QList<KernelRoute>())) {
            if (leadsOut(route)) result.append(evidenceOf(route));
        }
    }
    return result;
}

std::optional<Egress> egressTo(const QHostAddress& address)
{
    const auto route = routeTo(address);
    if (!route || refuses(route->type)) return std::nullopt;
    const QString interface = interfaceName(route->interface);
    if (interface.isEmpty()) return std::nullopt;
    Egress egress{interface, std::nullopt};
    const int mtu = QNetworkInterface::interfaceFromIndex(route->interface).maximumTransmissionUnit();
    if (mtu > 0) egress.mtu = mtu;
    return egress;
}

} // namespace pathlight::platform
