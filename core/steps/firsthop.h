// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QHostAddress>
#include <QList>

#include <optional>

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

/// What the walk has sent so far to those addresses, packets, without what closing a connection takes. No
/// walk may send over 200, so a step that could do without some asks before it sends them. Null: not counted
/// here.
[[nodiscard]] std::optional<qint64> packetsSentTo(const FirstHop& hop);

/// "ipv4" or "ipv6".
[[nodiscard]] QString familyName(const QHostAddress& address);

} // namespace pathlight
