// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>

#include <sys/socket.h>

namespace pathlight::platform {

/// An address and port in the kernel's form.
struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t length = 0;
    [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

/// A scope of an IPv6 address ("%eth0", "%2") is kept.
[[nodiscard]] SocketAddress toSocketAddress(const QHostAddress& address, quint16 port);

/// The address of an IPv4 or IPv6 structure; null for any other family.
[[nodiscard]] QHostAddress fromSocketAddress(const sockaddr_storage& storage);

/// The system's name of an error number, "ECONNREFUSED".
[[nodiscard]] QString errorName(int error);

} // namespace pathlight::platform
