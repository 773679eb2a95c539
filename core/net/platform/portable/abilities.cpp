// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"
#include "core/net/platform/traffic.h"

#include <QNetworkInterface>
#include <QNetworkProxy>
#include <QUdpSocket>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

/// What Qt alone can tell; all else is answered "unknown".
namespace pathlight::platform {

namespace {

constexpr quint16 discardPort = 9;

bool holds(const QNetworkInterface& interface, const QHostAddress& address)
{
    const QList<QNetworkAddressEntry> entries = interface.addressEntries();
    return std::any_of(entries.begin(), entries.end(), [&](const QNetworkAddressEntry& entry) {
        return entry.ip().isEqual(address, QHostAddress::TolerantConversion);
    });
}

/// The address this computer would speak from. Connecting a datagram socket asks for a route and sends
/// nothing.
QHostAddress sourceTo(const QHostAddress& address)
{
    QUdpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(address, discardPort);
    return socket.state() == QAbstractSocket::ConnectedState ? socket.localAddress() : QHostAddress();
}

} // namespace

Abilities abilities()
{
    return {};
}

QString name()
{
    return u"portable"_s;
}

std::optional<QHash<QHostAddress, SentEvidence>> takeTraffic()
{
    return std::nullopt;
}

std::optional<SentEvidence> trafficTo(const QList<QHostAddress>&)
{
    return std::nullopt;
}

int connectionsTo(const QList<QHostAddress>&)
{
    return 0;
}

void abandon(qintptr) {}

Counters counters(qintptr)
{
    return {};
}

std::unique_ptr<SizedDatagram> SizedDatagram::create(const QHostAddress&, quint16, int)
{
    return nullptr;
}

std::unique_ptr<HopDatagram> HopDatagram::create(HopDatagramKind, const QHostAddress&, quint16,
                                                 std::optional<int>)
{
    return nullptr;
}

QList<double> synSchedule(double)
{
    return {};
}

bool keepAlive(qintptr, std::chrono::seconds)
{
    return false;
}

std::optional<std::chrono::milliseconds> timeSinceBoot()
{
    return std::nullopt;
}

std::optional<QList<RouteEvidence>> routes()
{
    return std::nullopt;
}

std::optional<Egress> egressTo(const QHostAddress& address)
{
    const QHostAddress source = sourceTo(address);
    if (source.isNull()) return std::nullopt;
    for (const QNetworkInterface& interface : QNetworkInterface::allInterfaces()) {
        if (!holds(interface, source)) continue;
        const int mtu = interface.maximumTransmissionUnit();
        return Egress{interface.name(), mtu > 0 ? std::optional(mtu) : std::nullopt};
    }
    return std::nullopt;
}

} // namespace pathlight::platform
