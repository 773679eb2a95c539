// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

namespace pathlight {

/// Which way do the settings send the connection, and does the proxy open it? Yields `route_known` and
/// `tunnel` at once where the way is direct. Through a proxy it yields `proxy_address` and `route_known` when
/// the proxy's name has an address, and `tunnel` when the proxy opened one to the target. The way past the
/// proxy is walked beside it (walkDirect()).
[[nodiscard]] QCoro::Task<StepResult> proxyStep(StepContext context);

} // namespace pathlight
