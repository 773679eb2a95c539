// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"

#include <algorithm>
#include <ctime>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace pathlight::platform {

namespace {

bool set(int socket, int level, int option, int value)
{
    return setsockopt(socket, level, option, &value, sizeof value) == 0;
}

} // namespace

bool keepAlive(qintptr descriptor, std::chrono::seconds interval)
{
    const int socket = static_cast<int>(descriptor);
    const int seconds = static_cast<int>(std::clamp<std::int64_t>(interval.count(), 1, 32'767));
    return socket >= 0 && set(socket, IPPROTO_TCP, TCP_KEEPIDLE, seconds) &&
           set(socket, IPPROTO_TCP, TCP_KEEPINTVL, seconds) && set(socket, IPPROTO_TCP, TCP_KEEPCNT, 5) &&
           set(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
}

std::optional<std::chrono::milliseconds> timeSinceBoot()
{
    timespec now{};
    if (clock_gettime(CLOCK_BOOTTIME, &now) != 0) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::seconds(now.tv_sec) +
                                                                 std::chrono::nanoseconds(now.tv_nsec));
}

} // namespace pathlight::platform
