// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/portable/connector.h"

#include "core/net/platform/portable/tcpstream.h"

#include <QNetworkProxy>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::platform {

namespace {

/// What Qt's error says of the attempt, the name POSIX has for it, and the tick it leaves in the ladder.
struct Ending
{
    QAbstractSocket::SocketError error;
    ConnectOutcome outcome;
    const char* name;
    const char* tick; ///< null: nothing was seen on the wire
};

constexpr Ending endings[] = {
    {QAbstractSocket::ConnectionRefusedError, ConnectOutcome::Refused, "ECONNREFUSED", "rst"},
    {QAbstractSocket::RemoteHostClosedError, ConnectOutcome::Reset, "ECONNRESET", "rst"},
    {QAbstractSocket::SocketTimeoutError, ConnectOutcome::TimedOut, "ETIMEDOUT", "gave_up"},
    {QAbstractSocket::SocketAccessError, ConnectOutcome::Prohibited, "EACCES", nullptr},
    {QAbstractSocket::NetworkError, ConnectOutcome::Unreachable, "ENETUNREACH", nullptr},
    {QAbstractSocket::UnsupportedSocketOperationError, ConnectOutcome::Unreachable, "EAFNOSUPPORT", nullptr},
};

} // namespace

std::unique_ptr<Connector> Connector::create(const ConnectRequest& request)
{
    return std::make_unique<PortableConnector>(request);
}

PortableConnector::PortableConnector(const ConnectRequest& request) : m_request(request)
{
    m_seen.address = request.address.toString();
    m_seen.port = request.port;
    m_seen.family = request.address.protocol() == QAbstractSocket::IPv6Protocol ? u"ipv6"_s : u"ipv4"_s;
    QMetaObject::invokeMethod(this, &PortableConnector::begin, Qt::QueuedConnection);
}

void PortableConnector::begin()
{
    if (m_request.maximumSegment || m_request.timeToLive) {
        m_seen.error = u"ENOTSUP"_s;
        m_seen.local = true;
        finish();
        return;
    }
    m_socket = std::make_unique<QTcpSocket>();
    m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket.get(), &QTcpSocket::connected, this, &PortableConnector::succeed);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &PortableConnector::fail);
    m_clock.start();
    m_seen.ticks.append({u"syn"_s, 0});
    m_socket->connectToHost(m_request.address, m_request.port);
    if (!m_over) Q_EMIT changed();
}

void PortableConnector::succeed()
{
    m_seen.outcome = ConnectOutcome::Connected;
    m_seen.connectMs = elapsedMs();
    m_seen.ticks.append({u"established"_s, *m_seen.connectMs});
    finish();
}

void PortableConnector::fail()
{
    if (m_over) return;
    m_seen.error = m_socket->errorString();
    for (const Ending& ending : endings) {
        if (ending.error != m_socket->error()) continue;
        m_seen.outcome = ending.outcome;
        m_seen.error = QString::fromLatin1(ending.name);
        if (ending.tick) m_seen.ticks.append({QString::fromLatin1(ending.tick), elapsedMs()});
    }
    if (m_seen.outcome == ConnectOutcome::Refused) m_seen.connectMs = elapsedMs();
    finish();
}

void PortableConnector::finish()
{
    m_over = true;
    Q_EMIT changed();
}

std::unique_ptr<Stream> PortableConnector::take()
{
    if (!m_over || m_seen.outcome != ConnectOutcome::Connected || !m_socket) return nullptr;
    return std::make_unique<PortableStream>(std::move(m_socket));
}

double PortableConnector::elapsedMs() const
{
    return static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
}

} // namespace pathlight::platform
