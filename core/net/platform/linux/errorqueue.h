// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/tcp.h"

#include <optional>

namespace pathlight::platform {

/// Asks the kernel to keep the ICMP messages that answer this socket's packets (ip(7), IP_RECVERR).
void keepIcmp(int socket, int family);
/// Ends that, and drops what was kept.
void ignoreIcmp(int socket, int family);

/// A message that the kernel kept, and the 32 bits it carries for its kind: the size that would fit, where a
/// packet was too big (RFC 1191 section 4, RFC 4443 section 3.2).
struct KeptIcmp
{
    IcmpEvidence message;
    quint32 information = 0;
};

/// Takes the messages off a socket's error queue, at most 32, and returns the first one; null: there was
/// none.
[[nodiscard]] std::optional<KeptIcmp> takeKeptIcmp(int socket);
/// The same, where what the message carries does not matter.
[[nodiscard]] std::optional<IcmpEvidence> takeIcmp(int socket);

/// Does this message say that the packet was too big for the next link?
[[nodiscard]] bool isTooBig(const IcmpEvidence& icmp, int family);

/// Does this message say that a rule forbids the way, and not that there is none? (RFC 1812 section 5.2.7.1:
/// codes 9, 10 and 13; RFC 4443 section 3.1: codes 1 and 5.)
[[nodiscard]] bool isProhibition(const IcmpEvidence& icmp, int family);

} // namespace pathlight::platform
