// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QHostAddress>
#include <QList>

namespace pathlight {

/// Where this computer's own connection goes: to the proxy where one is used, else to the target. What lies
/// behind a proxy cannot be seen at the level of TCP.
struct FirstHop
{
    QList<QHostAddress> addresses; ///< in the system's order, without duplicates
    quint16 port = 0;
    bool isProxy = false;
};

/// By the evidence of the steps `proxy` and `dns`. No addresses: neither of them found one.
[[nodiscard]] FirstHop firstHop(const Evidence& evidence, const Target& target);

/// Leave to send so much there, from the walk's budget, beside what its sockets have sent so far. Null: the
/// budget has no room for it. Where nothing is counted, only what is claimed counts.
[[nodiscard]] PacketClaim claimPackets(const StepContext& context, const FirstHop& hop, PacketAmount wanted);
/// The same of what the walk set aside for this (PacketBudget::comparedStreams).
[[nodiscard]] PacketClaim claimSetAside(const StepContext& context, const FirstHop& hop, PacketAmount wanted);

/// "ipv4" or "ipv6".
[[nodiscard]] QString familyName(const QHostAddress& address);

} // namespace pathlight
