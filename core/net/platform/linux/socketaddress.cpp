// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/socketaddress.h"

#include <cstring>

#include <net/if.h>
#include <netinet/in.h>

namespace pathlight::platform {

SocketAddress toSocketAddress(const QHostAddress& address, quint16 port)
{
    SocketAddress result;
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        sockaddr_in in{};
        in.sin_family = AF_INET;
        in.sin_port = htons(port);
        in.sin_addr.s_addr = htonl(address.toIPv4Address());
        std::memcpy(&result.storage, &in, sizeof in);
        result.length = sizeof in;
        return result;
    }
    sockaddr_in6 in{};
    in.sin6_family = AF_INET6;
    in.sin6_port = htons(port);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(&in.sin6_addr, &bytes, sizeof bytes);
    if (const QString scope = address.scopeId(); !scope.isEmpty()) {
        bool isNumber = false;
        const uint number = scope.toUInt(&isNumber);
        in.sin6_scope_id = isNumber ? number : if_nametoindex(scope.toLocal8Bit().constData());
    }
    std::memcpy(&result.storage, &in, sizeof in);
    result.length = sizeof in;
    return result;
}

QHostAddress fromSocketAddress(const sockaddr_storage& storage)
{
    if (storage.ss_family != AF_INET && storage.ss_family != AF_INET6) return {};
    return QHostAddress(reinterpret_cast<const sockaddr*>(&storage));
}

QString errorName(int error)
{
    const char* name = strerrorname_np(error);
    return name ? QString::fromLatin1(name) : QString::number(error);
}

} // namespace pathlight::platform
