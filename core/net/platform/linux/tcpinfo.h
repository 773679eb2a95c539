// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <linux/tcp.h>

namespace pathlight::platform {

/// What the kernel tells of a TCP socket (tcp(7), TCP_INFO), and how many of its bytes this kernel filled.
struct TcpInfo
{
    tcp_info values{};
    std::size_t length = 0;

    /// Does this kernel know the field that ends at this offset?
    [[nodiscard]] bool holds(std::size_t offset, std::size_t size) const { return offset + size <= length; }
};

/// The states of tcpi_state that matter here (they stand in no header that goes with <linux/tcp.h>).
inline constexpr int tcpEstablished = 1;
inline constexpr int tcpSynSent = 2;
inline constexpr int tcpClose = 7;
inline constexpr int tcpCloseWait = 8;

[[nodiscard]] std::optional<TcpInfo> tcpInfo(int socket);

} // namespace pathlight::platform
