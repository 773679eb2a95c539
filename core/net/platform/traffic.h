// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/sent.h"

#include <QHash>
#include <QHostAddress>

namespace pathlight::platform {

/// What the sockets of this thread had sent when they were closed, by address, since the last call. A walk
/// has a thread of its own, so its last act is to ask. Null: this platform, or this kernel, does not count.
[[nodiscard]] std::optional<QHash<QHostAddress, SentEvidence>> takeTraffic();

} // namespace pathlight::platform
