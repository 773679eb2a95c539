// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/mtu.h"
#include "core/walk/step.h"

#include <QCoroTask>
#include <QHostAddress>

#include <chrono>

namespace pathlight {

/// Asks the routers by datagrams that may not be fragmented: one of `size` bytes, and as long as a router
/// says that it is too big, another of the size that router named (RFC 1191 section 3), at most four. Silence
/// ends it: many hosts and firewalls say nothing to a datagram. `patience` is the time each one has. Empty
/// where the platform cannot send such datagrams.
[[nodiscard]] QCoro::Task<QList<SizedDatagramEvidence>>
askBySize(Scope scope, QHostAddress address, quint16 port, int size, std::chrono::milliseconds patience);

/// What the datagrams say of the path's size: the smallest that a router named, or the one that reached the
/// target; null: nothing.
[[nodiscard]] std::optional<int> sizeNamedBy(const QList<SizedDatagramEvidence>& datagrams);

/// The router that named it; null: none did.
[[nodiscard]] std::optional<QString> narrowHopIn(const QList<SizedDatagramEvidence>& datagrams);

} // namespace pathlight
