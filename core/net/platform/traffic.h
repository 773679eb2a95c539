// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/sent.h"

#include <QHash>
#include <QHostAddress>
#include <QList>

namespace pathlight::platform {

/// What the sockets of this thread had sent when they were closed, by address, since the last call; and
/// it counts anew. Null: this platform, or this kernel, does not count.
std::optional<QHash<QHostAddress, SentEvidence>> takeTraffic();

/// The same so far, to these addresses, with the sockets that are still open; and it goes on counting.
[[nodiscard]] std::optional<SentEvidence> trafficTo(const QList<QHostAddress>& addresses);

/// How many of this thread's connections to these addresses came to stand so far. Closing one takes about two
/// packets more, a FIN and the answer to the peer's, which nobody counts.
[[nodiscard]] int connectionsTo(const QList<QHostAddress>& addresses);

/// A connection that nobody waits for any more: when it is closed, what was not acknowledged is forgotten,
/// and the peer gets one packet (RST). Else the system would send it again for minutes after, to a peer that
/// does not answer.
void abandon(qintptr descriptor);

} // namespace pathlight::platform
