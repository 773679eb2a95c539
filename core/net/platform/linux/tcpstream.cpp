// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/tcpstream.h"

#include "core/net/platform/linux/socketaddress.h"
#include "core/net/platform/linux/traffic.h"

#include <array>
#include <cerrno>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace pathlight::platform {

namespace {

constexpr qsizetype readAhead = 256LL * 1024;
constexpr qsizetype mostQueued = 16LL * 1024 * 1024;
constexpr int peerClosed = -1;

bool wouldBlock(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK;
}

} // namespace

TcpStream::TcpStream(Descriptor socket, const QHostAddress& peer)
    : m_socket(std::move(socket)),
      m_peer(peer),
      m_readable(m_socket.get(), QSocketNotifier::Read),
      m_writable(m_socket.get(), QSocketNotifier::Write)
{
    m_writable.setEnabled(false);
    const int on = 1;
    setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connect(&m_readable, &QSocketNotifier::activated, this, &TcpStream::receive);
    connect(&m_writable, &QSocketNotifier::activated, this, [this] {
        send();
        Q_EMIT changed();
    });
}

TcpStream::~TcpStream()
{
    countSegments(m_socket.get(), m_peer);
}

QByteArray TcpStream::read()
{
    if (m_end == StreamEnd::Open) m_readable.setEnabled(true);
    return std::exchange(m_incoming, {});
}

void TcpStream::write(const QByteArray& bytes)
{
    if (m_end != StreamEnd::Open) return;
    if (m_outgoing.size() + bytes.size() > mostQueued) {
        finish(StreamEnd::Failed, ENOBUFS);
        announce();
        return;
    }
    m_outgoing.append(bytes);
    send();
}

/// Reads what is there. What stopped it: 0, nothing more for now; peerClosed; or the error's number.
int TcpStream::fill()
{
    std::array<char, 16 * 1024> buffer;
    while (m_incoming.size() < readAhead) {
        const ssize_t count = recv(m_socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count > 0) {
            m_incoming.append(buffer.data(), count);
        } else if (count == 0) {
            return peerClosed;
        } else if (errno != EINTR) {
            return wouldBlock(errno) ? 0 : errno;
        }
    }
    m_readable.setEnabled(false);
    return 0;
}

void TcpStream::receive()
{
    const int stopped = fill();
    if (stopped != 0) finishBy(stopped);
    Q_EMIT changed();
}

void TcpStream::send()
{
    while (!m_outgoing.isEmpty()) {
        const ssize_t count =
            ::send(m_socket.get(), m_outgoing.constData(), m_outgoing.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count >= 0) {
            m_outgoing.remove(0, count);
        } else if (wouldBlock(errno)) {
            break;
        } else if (errno != EINTR) {
            failToSend(errno);
            return;
        }
    }
    m_writable.setEnabled(!m_outgoing.isEmpty());
}

/// What the peer sent before it went away is still there and is kept. EPIPE comes where the peer had closed
/// before it reset.
void TcpStream::failToSend(int error)
{
    m_outgoing.clear();
    fill();
    finishBy(error == EPIPE ? peerClosed : error);
    announce();
}

void TcpStream::finishBy(int stopped)
{
    if (stopped == peerClosed)
        finish(StreamEnd::ClosedByPeer, 0);
    else
        finish(stopped == ECONNRESET ? StreamEnd::Reset : StreamEnd::Failed, stopped);
}

void TcpStream::finish(StreamEnd end, int error)
{
    m_end = end;
    if (error != 0) m_errorText = errorName(error);
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
}

/// Tells of a change from the event loop: a caller of write() may not expect a signal in the midst of it.
void TcpStream::announce()
{
    QMetaObject::invokeMethod(this, &TcpStream::changed, Qt::QueuedConnection);
}

} // namespace pathlight::platform
