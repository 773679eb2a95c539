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

/// Takes the messages off a socket's error queue, at most 32, and returns the first one; null: there was
/// none.
[[nodiscard]] std::optional<IcmpEvidence> takeIcmp(int socket);

/// Does this message say that a rule forbids the way, and not that there is none? (RFC 1812 section 5.2.7.1:
/// codes 9, 10 and 13; RFC 4443 section 3.1: codes 1 and 5.)
[[nodiscard]] bool isProhibition(const IcmpEvidence& icmp, int family);

} // namespace pathlight::platform
