// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"
#include "core/evidence/tcp.h"
#include "core/net/stream.h"

#include <QCoroTask>
#include <QHostAddress>

#include <memory>

namespace pathlight {

/// A connection, or how the attempt ended.
struct Connected
{
    std::unique_ptr<Stream> stream; ///< null: it failed
    ConnectAttempt seen;
};

/// Connects to one address and ends with the scope at the latest.
[[nodiscard]] QCoro::Task<Connected> connectTo(Scope scope, QHostAddress address, quint16 port);

} // namespace pathlight
