// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace pathlight::platform {

/// When a lost SYN is sent again, in ms after the first: RFC 6298's first timeout of one second, which
/// doubles each time but for the first `linearTimeouts` extra ones (Linux 6.5 and later,
/// tcp_syn_linear_timeouts). At most `retries` + `linearTimeouts` of them, and none after `untilMs`.
[[nodiscard]] QList<double> synScheduleOf(int linearTimeouts, int retries, double untilMs);

} // namespace pathlight::platform
