// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/traffic.h"

#include "core/net/platform/linux/tcpinfo.h"

#include <cstddef>

#include <sys/socket.h>

namespace pathlight::platform {

namespace {

struct Tally
{
    QHash<QHostAddress, SentEvidence> byAddress;
    QHash<QHostAddress, int> stood; ///< connections that came to stand
    QHash<int, QHostAddress> open;  ///< the sockets that are not closed yet
    bool isWhole = true;            ///< every socket could tell
};

/// By the kernel's number of a connection's state, of which <netinet/tcp.h> has the names but does not go
/// together with <linux/tcp.h>.
bool cameToStand(int state)
{
    constexpr int synSent = 2;
    constexpr int closed = 7;
    return state != synSent && state != closed;
}

/// What the kernel tells of a socket that is still there.
void addSegments(int socket, const QHostAddress& to, Tally* tally)
{
    const auto info = tcpInfo(socket);
    // Linux 4.19 is the first to count the bytes; the packets came before.
    if (!info || !info->holds(offsetof(tcp_info, tcpi_bytes_sent), sizeof info->values.tcpi_bytes_sent)) {
        tally->isWhole = false;
        return;
    }
    if (cameToStand(info->values.tcpi_state)) ++tally->stood[to];
    SentEvidence& sum = tally->byAddress[to];
    ++sum.connections;
    sum.packets += info->values.tcpi_segs_out;
    sum.bytes += static_cast<qint64>(info->values.tcpi_bytes_sent);
}

Tally& tally()
{
    thread_local Tally ofThisThread;
    return ofThisThread;
}

/// With what is still open.
Tally tallyByNow()
{
    Tally now = tally();
    for (auto each = tally().open.cbegin(); each != tally().open.cend(); ++each)
        addSegments(each.key(), each.value(), &now);
    return now;
}

} // namespace

std::optional<QHash<QHostAddress, SentEvidence>> takeTraffic()
{
    Tally taken = tally();
    tally() = {{}, {}, taken.open, true};
    if (!taken.isWhole) return std::nullopt;
    return std::move(taken.byAddress);
}

std::optional<SentEvidence> trafficTo(const QList<QHostAddress>& addresses)
{
    const Tally now = tallyByNow();
    if (!now.isWhole) return std::nullopt;
    SentEvidence sum;
    for (const QHostAddress& address : addresses) {
        const SentEvidence sent = now.byAddress.value(address);
        sum.connections += sent.connections;
        sum.datagrams += sent.datagrams;
        sum.packets += sent.packets;
        sum.bytes += sent.bytes;
    }
    return sum;
}

int connectionsTo(const QList<QHostAddress>& addresses)
{
    const Tally now = tallyByNow();
    int sum = 0;
    for (const QHostAddress& address : addresses)
        sum += now.stood.value(address);
    return sum;
}

void abandon(qintptr descriptor)
{
    const linger atOnce{1, 0};
    setsockopt(static_cast<int>(descriptor), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
}

void watchSegments(int socket, const QHostAddress& to)
{
    tally().open.insert(socket, to);
}

void countSegments(int socket, const QHostAddress& to)
{
    tally().open.remove(socket);
    addSegments(socket, to, &tally());
}

void countDatagram(int bytes, const QHostAddress& to)
{
    SentEvidence& sum = tally().byAddress[to];
    ++sum.datagrams;
    ++sum.packets;
    sum.bytes += bytes;
}

} // namespace pathlight::platform
