// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/firsthop.h"

#include "core/net/platform/traffic.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

FirstHop firstHop(const Evidence& evidence, const Target& target)
{
    FirstHop hop;
    hop.port = target.port();
    QStringList addresses;
    if (evidence.proxy && evidence.proxy->proxy) {
        hop.isProxy = true;
        hop.port = static_cast<quint16>(evidence.proxy->proxy->port);
        addresses = evidence.proxy->addresses;
    } else if (evidence.dns) {
        addresses = evidence.dns->addresses;
    }
    for (const QString& text : addresses) {
        const QHostAddress address(text);
        if (!address.isNull() && !hop.addresses.contains(address)) hop.addresses.append(address);
    }
    return hop;
}

namespace {

/// As many as went to the first place on the way, with those that no step claims.
PacketAmount sentTo(const FirstHop& hop)
{
    constexpr int headerBytes = 52; // IPv4 and TCP with timestamps
    constexpr int packetsToClose = 2;
    constexpr PacketAmount unasked{10, 2LL * 1024}; // for what is sent without leave, and sent again
    const SentEvidence sent = platform::trafficTo(hop.addresses).value_or(SentEvidence());
    const qint64 packets = sent.packets + packetsToClose * platform::connectionsTo(hop.addresses);
    return {packets + unasked.packets, sent.bytes + headerBytes * packets + unasked.bytes};
}

} // namespace

PacketClaim claimPackets(const StepContext& context, const FirstHop& hop, PacketAmount wanted)
{
    return context.packets->claim(wanted, sentTo(hop));
}

PacketClaim claimSetAside(const StepContext& context, const FirstHop& hop, PacketAmount wanted)
{
    return context.packets->claimSetAside(wanted, sentTo(hop));
}

QString familyName(const QHostAddress& address)
{
    return address.protocol() == QAbstractSocket::IPv6Protocol ? u"ipv6"_s : u"ipv4"_s;
}

} // namespace pathlight
