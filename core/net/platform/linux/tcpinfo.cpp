// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/tcpinfo.h"

#include "core/net/platform/platform.h"

#include <algorithm>
#include <cstddef>

#include <linux/sockios.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace pathlight::platform {

namespace {

/// RFC 7323: with the option's two bytes of padding.
constexpr int timestampBytes = 12;

std::optional<int> headerBytesOf(int socket, const TcpInfo& info)
{
    sockaddr_storage local{};
    socklen_t length = sizeof local;
    if (getsockname(socket, reinterpret_cast<sockaddr*>(&local), &length) != 0) return std::nullopt;
    const int ip = local.ss_family == AF_INET6 ? 40 : 20;
    const bool timestamps = (info.values.tcpi_options & TCPI_OPT_TIMESTAMPS) != 0;
    return ip + 20 + (timestamps ? timestampBytes : 0);
}

} // namespace

std::optional<TcpInfo> tcpInfo(int socket)
{
    TcpInfo info;
    socklen_t length = sizeof info.values;
    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info.values, &length) != 0) return std::nullopt;
    info.length = length;
    return info;
}

Counters counters(qintptr descriptor)
{
    Counters result;
    const int socket = static_cast<int>(descriptor);
    const auto info = socket >= 0 ? tcpInfo(socket) : std::nullopt;
    if (!info) return result;
    const tcp_info& values = info->values;
    int queued = 0;
    if (ioctl(socket, SIOCOUTQ, &queued) == 0) result.unacknowledged = queued;
    if (info->holds(offsetof(tcp_info, tcpi_bytes_acked), sizeof values.tcpi_bytes_acked)) {
        // The kernel counts the SYN as a byte.
        result.acknowledged = std::max<qint64>(0, static_cast<qint64>(values.tcpi_bytes_acked) - 1);
    }
    result.retransmits = static_cast<int>(values.tcpi_total_retrans);
    if (info->holds(offsetof(tcp_info, tcpi_data_segs_out), sizeof values.tcpi_data_segs_out))
        result.dataSegments = static_cast<int>(values.tcpi_data_segs_out);
    if (info->holds(offsetof(tcp_info, tcpi_dsack_dups), sizeof values.tcpi_dsack_dups))
        result.needlessCopies = static_cast<int>(values.tcpi_dsack_dups);
    result.pathMtu = static_cast<int>(values.tcpi_pmtu);
    result.sendMss = static_cast<int>(values.tcpi_snd_mss);
    result.headerBytes = headerBytesOf(socket, *info);
    result.receiveMss = static_cast<int>(values.tcpi_rcv_mss);
    if (values.tcpi_rtt > 0) result.rttMs = values.tcpi_rtt / 1000.0;
    return result;
}

} // namespace pathlight::platform
