// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/connector.h"

#include "core/net/platform/linux/errorqueue.h"
#include "core/net/platform/linux/socketaddress.h"
#include "core/net/platform/linux/tcpinfo.h"
#include "core/net/platform/linux/tcpstream.h"
#include "core/net/platform/linux/traffic.h"

#include <cerrno>
#include <ctime>

#include <netinet/in.h>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace pathlight::platform {

namespace {

constexpr auto pollInterval = 10ms;

qint64 monotonicNs()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<qint64>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

} // namespace

std::unique_ptr<Connector> Connector::create(const ConnectRequest& request)
{
    return std::make_unique<LinuxConnector>(request);
}

LinuxConnector::LinuxConnector(const ConnectRequest& request)
    : m_request(request),
      m_family(request.address.protocol() == QAbstractSocket::IPv6Protocol ? AF_INET6 : AF_INET)
{
    m_seen.address = request.address.toString();
    m_seen.port = request.port;
    m_seen.family = m_family == AF_INET6 ? u"ipv6"_s : u"ipv4"_s;
    m_poll.setTimerType(Qt::PreciseTimer);
    m_poll.setInterval(pollInterval);
    connect(&m_poll, &QTimer::timeout, this, &LinuxConnector::countRetransmits);
    QMetaObject::invokeMethod(this, &LinuxConnector::begin, Qt::QueuedConnection);
}

LinuxConnector::~LinuxConnector()
{
    if (!m_socket.isOpen()) return;
    countSegments(m_socket.get(), m_request.address);
    // A connection that only asked for the way carried nothing, and is over with one packet.
    if (m_request.timeToLive) abandon(m_socket.get());
}

void LinuxConnector::begin()
{
    m_beganNs = monotonicNs();
    if (const int error = openSocket(); error != 0) {
        m_seen.local = true;
        fail(error);
        return;
    }
    connectNow();
}

/// Returns the error that keeps the socket from being what was asked for; 0: none.
int LinuxConnector::openSocket()
{
    m_socket = Descriptor(::socket(m_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
    if (!m_socket.isOpen()) return errno;
    watchSegments(m_socket.get(), m_request.address);
    keepIcmp(m_socket.get(), m_family);
    if (m_request.maximumSegment) {
        const int size = *m_request.maximumSegment;
        if (setsockopt(m_socket.get(), IPPROTO_TCP, TCP_MAXSEG, &size, sizeof size) != 0) return errno;
    }
    if (m_request.timeToLive) {
        const int hops = *m_request.timeToLive;
        const bool v6 = m_family == AF_INET6;
        const int level = v6 ? IPPROTO_IPV6 : IPPROTO_IP;
        const int option = v6 ? IPV6_UNICAST_HOPS : IP_TTL;
        if (setsockopt(m_socket.get(), level, option, &hops, sizeof hops) != 0) return errno;
    }
    return 0;
}

void LinuxConnector::connectNow()
{
    const SocketAddress to = toSocketAddress(m_request.address, m_request.port);
    m_beganNs = monotonicNs();
    const int result = ::connect(m_socket.get(), to.get(), to.length);
    if (result != 0 && errno != EINPROGRESS) {
        // Loopback can refuse within the call; anything else means that no packet left this computer.
        const int error = errno;
        m_seen.local = error != ECONNREFUSED;
        if (!m_seen.local) tick("syn", 0);
        fail(error);
        return;
    }
    tick("syn", 0);
    watch();
    Q_EMIT changed();
}

void LinuxConnector::watch()
{
    // A failed attempt is reported as writable too.
    m_writable = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Write);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &LinuxConnector::readEnd);
    m_poll.start();
}

void LinuxConnector::countRetransmits()
{
    const auto info = tcpInfo(m_socket.get());
    if (!info) return;
    const int sentAgain = static_cast<int>(info->values.tcpi_total_retrans);
    const int known = m_seen.synRetransmits.value_or(0);
    m_seen.synRetransmits = std::max(sentAgain, known);
    for (int each = known; each < sentAgain; ++each)
        tick("syn_again", elapsedMs());
    if (sentAgain > known) Q_EMIT changed();
}

void LinuxConnector::readEnd()
{
    int error = 0;
    socklen_t length = sizeof error;
    // Asked before the error queue, for reading the queue clears it.
    if (getsockopt(m_socket.get(), SOL_SOCKET, SO_ERROR, &error, &length) != 0) error = errno;
    m_seen.icmp = takeIcmp(m_socket.get());
    const auto info = tcpInfo(m_socket.get());
    if (error == 0 && info && info->values.tcpi_state == tcpSynSent) {
        // Told, but not ended by it: the kernel goes on trying.
        if (m_seen.icmp) tick("icmp", elapsedMs());
        Q_EMIT changed();
        return;
    }
    countRetransmits();
    if (error == 0 && info && info->values.tcpi_state != tcpClose)
        succeed();
    else
        fail(error != 0 ? error : ECONNRESET);
}

void LinuxConnector::succeed()
{
    m_seen.outcome = ConnectOutcome::Connected;
    m_seen.connectMs = elapsedMs();
    const auto info = tcpInfo(m_socket.get());
    if (info && m_seen.synRetransmits.value_or(0) == 0 && info->values.tcpi_rtt > 0) {
        // The kernel's own time from SYN to SYN-ACK: this program may have been busy when it came.
        m_seen.rttMs = info->values.tcpi_rtt / 1000.0;
        m_seen.connectMs = std::min(*m_seen.rttMs, *m_seen.connectMs);
    }
    ignoreIcmp(m_socket.get(), m_family);
    tick("established", *m_seen.connectMs);
    finish();
}

void LinuxConnector::fail(int error)
{
    m_seen.error = errorName(error);
    judgeFailure(error);
    if (m_seen.icmp && isFromThisComputer(m_seen.icmp->from)) m_seen.local = true;
    if (m_seen.icmp)
        tick("icmp", elapsedMs());
    else if (m_seen.outcome == ConnectOutcome::Refused || m_seen.outcome == ConnectOutcome::Reset)
        tick("rst", elapsedMs());
    else if (m_seen.outcome == ConnectOutcome::TimedOut)
        tick("gave_up", elapsedMs());
    finish();
}

void LinuxConnector::judgeFailure(int error)
{
    if (m_seen.icmp && isProhibition(*m_seen.icmp, m_family)) {
        m_seen.outcome = ConnectOutcome::Prohibited;
    } else if (error == ECONNREFUSED) {
        m_seen.outcome = ConnectOutcome::Refused;
        m_seen.connectMs = elapsedMs();
    } else if (error == ECONNRESET || error == EPIPE) {
        m_seen.outcome = ConnectOutcome::Reset;
    } else if (error == ETIMEDOUT) {
        m_seen.outcome = ConnectOutcome::TimedOut;
    } else if (m_seen.local && (error == EACCES || error == EPERM)) {
        m_seen.outcome = ConnectOutcome::Prohibited;
    } else if (m_seen.icmp || error == ENETUNREACH || error == EHOSTUNREACH || error == ENETDOWN ||
               error == EADDRNOTAVAIL || error == EAFNOSUPPORT || (m_seen.local && error == EINVAL)) {
        // EINVAL is what a blackhole route gives, EADDRNOTAVAIL a family without an address.
        m_seen.outcome = ConnectOutcome::Unreachable;
    }
}

void LinuxConnector::finish()
{
    m_poll.stop();
    if (m_writable) m_writable->setEnabled(false);
    m_over = true;
    Q_EMIT changed();
}

std::unique_ptr<Stream> LinuxConnector::take()
{
    if (!m_over || m_seen.outcome != ConnectOutcome::Connected || !m_socket.isOpen()) return nullptr;
    m_writable.reset();
    return std::make_unique<TcpStream>(std::exchange(m_socket, {}), m_request.address);
}

void LinuxConnector::tick(const char* what, double atMs)
{
    m_seen.ticks.append({QString::fromLatin1(what), atMs});
}

double LinuxConnector::elapsedMs() const
{
    return static_cast<double>(monotonicNs() - m_beganNs) / 1e6;
}

/// A router that does not answer ARP, or a rule on this computer, makes the kernel send ICMP to itself.
bool LinuxConnector::isFromThisComputer(const QString& address) const
{
    sockaddr_storage local{};
    socklen_t length = sizeof local;
    if (getsockname(m_socket.get(), reinterpret_cast<sockaddr*>(&local), &length) != 0) return false;
    return fromSocketAddress(local).isEqual(QHostAddress(address)) &&
           !m_request.address.isEqual(QHostAddress(address));
}

} // namespace pathlight::platform
