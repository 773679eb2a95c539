// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/hopdatagram.h"

#include "core/net/platform/linux/errorqueue.h"
#include "core/net/platform/linux/socketaddress.h"

#include <array>

#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <netinet/in.h>

namespace pathlight::platform {

namespace {

/// Enough to be quoted in an answer, and no message of any protocol on that port.
constexpr int udpPayloadBytes = 8;

} // namespace

std::unique_ptr<HopDatagram> HopDatagram::create(HopDatagramKind kind, const QHostAddress& address,
                                                 quint16 port, std::optional<int> timeToLive)
{
    if (kind == HopDatagramKind::Echo && !abilities().hopEcho) return nullptr;
    return std::make_unique<LinuxHopDatagram>(kind, address, port, timeToLive);
}

LinuxHopDatagram::LinuxHopDatagram(HopDatagramKind kind, const QHostAddress& address, quint16 port,
                                   std::optional<int> timeToLive)
    : m_kind(kind),
      m_address(address),
      m_port(kind == HopDatagramKind::Echo ? quint16(0) : port),
      m_timeToLive(timeToLive),
      m_family(address.protocol() == QAbstractSocket::IPv6Protocol ? AF_INET6 : AF_INET)
{
    QMetaObject::invokeMethod(this, &LinuxHopDatagram::send, Qt::QueuedConnection);
}

bool LinuxHopDatagram::openSocket()
{
    int protocol = IPPROTO_UDP;
    if (m_kind == HopDatagramKind::Echo) protocol = m_family == AF_INET6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
    m_socket = Descriptor(::socket(m_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol));
    if (!m_socket.isOpen()) return false;
    keepIcmp(m_socket.get(), m_family);
    const SocketAddress to = toSocketAddress(m_address, m_port);
    return limit() && ::connect(m_socket.get(), to.get(), to.length) == 0;
}

bool LinuxHopDatagram::limit()
{
    if (!m_timeToLive) return true;
    const bool v6 = m_family == AF_INET6;
    return setsockopt(m_socket.get(), v6 ? IPPROTO_IPV6 : IPPROTO_IP, v6 ? IPV6_UNICAST_HOPS : IP_TTL,
                      &*m_timeToLive, sizeof *m_timeToLive) == 0;
}

/// An echo's identifier is the kernel's own, and there is one question a socket: the sequence number says no
/// more, and stays zero.
QByteArray LinuxHopDatagram::payload() const
{
    if (m_kind == HopDatagramKind::Udp) return QByteArray(udpPayloadBytes, '\0');
    QByteArray echo(sizeof(icmphdr), '\0');
    echo[0] = static_cast<char>(m_family == AF_INET6 ? ICMPV6_ECHO_REQUEST : ICMP_ECHO);
    return echo;
}

void LinuxHopDatagram::send()
{
    const bool open = openSocket();
    const QByteArray bytes = payload();
    m_clock.start();
    if (!open || ::send(m_socket.get(), bytes.constData(), bytes.size(), 0) != bytes.size()) {
        conclude(HopDatagramSeen::State::NotSent);
        return;
    }
    // What ICMP says makes the socket readable too.
    m_notifier = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &LinuxHopDatagram::hear);
}

void LinuxHopDatagram::hear()
{
    const auto icmp = takeIcmp(m_socket.get());
    if (icmp) {
        // Nonsense: the datagram is far smaller than any link's limit.
        if (isTooBig(*icmp, m_family)) return;
        m_seen.icmp = icmp;
        m_seen.prohibited = isProhibition(*icmp, m_family);
        const bool own = isFromThisComputer(icmp->from);
        conclude(own ? HopDatagramSeen::State::NotSent : HopDatagramSeen::State::Icmp);
        return;
    }
    std::array<char, 64> buffer;
    if (recv(m_socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT) >= 0)
        conclude(HopDatagramSeen::State::Answered);
}

void LinuxHopDatagram::conclude(HopDatagramSeen::State state)
{
    if (m_notifier) m_notifier->setEnabled(false);
    m_seen.state = state;
    m_seen.ms = static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
    Q_EMIT changed();
}

/// A neighbour that does not answer makes the kernel send ICMP to itself.
bool LinuxHopDatagram::isFromThisComputer(const QString& address) const
{
    sockaddr_storage local{};
    socklen_t length = sizeof local;
    if (getsockname(m_socket.get(), reinterpret_cast<sockaddr*>(&local), &length) != 0) return false;
    const QHostAddress from(address);
    return fromSocketAddress(local).isEqual(from) && !m_address.isEqual(from);
}

} // namespace pathlight::platform
