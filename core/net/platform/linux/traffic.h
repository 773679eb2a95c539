// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/platform/traffic.h"

namespace pathlight::platform {

/// Begins to watch a TCP socket to this address.
void watchSegments(int socket, const QHostAddress& to);
/// Adds what a TCP socket has sent to this thread's traffic; to be called before it is closed.
void countSegments(int socket, const QHostAddress& to);
/// Adds one datagram of so many bytes, IP and UDP headers included.
void countDatagram(int bytes, const QHostAddress& to);

} // namespace pathlight::platform
