// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/traffic.h"

#include "core/net/platform/linux/tcpinfo.h"

#include <cstddef>
#include <utility>

namespace pathlight::platform {

namespace {

struct Tally
{
    QHash<QHostAddress, SentEvidence> byAddress;
    bool isWhole = true; ///< every socket could tell
};

Tally& tally()
{
    thread_local Tally ofThisThread;
    return ofThisThread;
}

} // namespace

std::optional<QHash<QHostAddress, SentEvidence>> takeTraffic()
{
    Tally taken = std::exchange(tally(), {});
    if (!taken.isWhole) return std::nullopt;
    return std::move(taken.byAddress);
}

void countSegments(int socket, const QHostAddress& to)
{
    const auto info = tcpInfo(socket);
    // Linux 4.19 is the first to count the bytes; the packets came before.
    if (!info || !info->holds(offsetof(tcp_info, tcpi_bytes_sent), sizeof info->values.tcpi_bytes_sent)) {
        tally().isWhole = false;
        return;
    }
    SentEvidence& sum = tally().byAddress[to];
    ++sum.connections;
    sum.packets += info->values.tcpi_segs_out;
    sum.bytes += static_cast<qint64>(info->values.tcpi_bytes_sent);
}

void countDatagram(int bytes, const QHostAddress& to)
{
    SentEvidence& sum = tally().byAddress[to];
    ++sum.datagrams;
    ++sum.packets;
    sum.bytes += bytes;
}

} // namespace pathlight::platform
