// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/sizeddatagram.h"

#include "core/net/platform/linux/errorqueue.h"
#include "core/net/platform/linux/socketaddress.h"
#include "core/net/platform/linux/traffic.h"

#include <array>
#include <cerrno>

#include <netinet/in.h>

namespace pathlight::platform {

namespace {

constexpr int headerBytes4 = 20 + 8;
constexpr int headerBytes6 = 40 + 8;

/// The smallest size a router may name (RFC 791: 68; RFC 8200: 1280); less is a forgery or a mistake.
constexpr int smallestMtu4 = 68;
constexpr int smallestMtu6 = 1280;

} // namespace

std::unique_ptr<SizedDatagram> SizedDatagram::create(const QHostAddress& address, quint16 port,
                                                     int packetBytes)
{
    return std::make_unique<LinuxSizedDatagram>(address, port, packetBytes);
}

LinuxSizedDatagram::LinuxSizedDatagram(const QHostAddress& address, quint16 port, int packetBytes)
    : m_address(address),
      m_port(port),
      m_family(address.protocol() == QAbstractSocket::IPv6Protocol ? AF_INET6 : AF_INET)
{
    m_seen.address = address.toString();
    m_seen.size = packetBytes;
    QMetaObject::invokeMethod(this, &LinuxSizedDatagram::send, Qt::QueuedConnection);
}

/// Returns the error that keeps the socket from being what was asked for; 0: none.
int LinuxSizedDatagram::openSocket()
{
    m_socket = Descriptor(::socket(m_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_UDP));
    if (!m_socket.isOpen()) return errno;
    keepIcmp(m_socket.get(), m_family);
    const bool v6 = m_family == AF_INET6;
    const int mode = v6 ? IPV6_PMTUDISC_PROBE : IP_PMTUDISC_PROBE;
    if (setsockopt(m_socket.get(), v6 ? IPPROTO_IPV6 : IPPROTO_IP, v6 ? IPV6_MTU_DISCOVER : IP_MTU_DISCOVER,
                   &mode, sizeof mode) != 0)
        return errno;
    const SocketAddress to = toSocketAddress(m_address, m_port);
    return ::connect(m_socket.get(), to.get(), to.length) == 0 ? 0 : errno;
}

void LinuxSizedDatagram::send()
{
    m_clock.start();
    const int payload = m_seen.size - (m_family == AF_INET6 ? headerBytes6 : headerBytes4);
    const QByteArray zeros(std::max(payload, 0), '\0');
    const bool sent =
        openSocket() == 0 && ::send(m_socket.get(), zeros.constData(), zeros.size(), 0) == zeros.size();
    if (!sent) {
        conclude(SizedDatagramOutcome::NotSent, {});
        return;
    }
    countDatagram(m_seen.size, m_address);
    listen();
}

void LinuxSizedDatagram::listen()
{
    // What ICMP says makes the socket readable too.
    m_notifier = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &LinuxSizedDatagram::hear);
}

void LinuxSizedDatagram::hear()
{
    const auto kept = takeKeptIcmp(m_socket.get());
    if (!kept) {
        std::array<char, 64> buffer;
        const bool answered = recv(m_socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT) >= 0;
        if (answered) conclude(SizedDatagramOutcome::Reached, m_address.toString());
        return;
    }
    const IcmpEvidence& icmp = kept->message;
    if (isTooBig(icmp, m_family)) {
        const int smallest = m_family == AF_INET6 ? smallestMtu6 : smallestMtu4;
        const auto fits = static_cast<qint64>(kept->information);
        // A router that names no smaller size, or an impossible one, has said nothing that can be used.
        if (fits >= m_seen.size || fits < smallest) return;
        m_seen.fits = static_cast<int>(fits);
        conclude(SizedDatagramOutcome::TooBig, icmp.from);
    } else if (QHostAddress(icmp.from).isEqual(m_address)) {
        conclude(SizedDatagramOutcome::Reached, icmp.from);
    } else {
        conclude(SizedDatagramOutcome::NotAllowed, icmp.from);
    }
}

void LinuxSizedDatagram::conclude(SizedDatagramOutcome outcome, const QString& from)
{
    if (m_notifier) m_notifier->setEnabled(false);
    m_seen.outcome = outcome;
    m_seen.ms = static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
    if (!from.isEmpty()) m_seen.from = from;
    Q_EMIT changed();
}

} // namespace pathlight::platform
