// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/texts.h"
#include "ui/monitor/monitorrecord.h"

/// What was seen of the way to a watched target, in words. Addresses come from journals too: what is shown of
/// them is made visible (core/report/plaintext.h).
namespace pathlight {

/// Where the way ends while the target is down.
[[nodiscard]] QString breakText(const BreakPlace& place, const Texts& texts);

/// Where loss that goes on to the target begins; empty: there is none.
[[nodiscard]] QString lossText(const RouteRecord& record, const Texts& texts);

/// "192.0.2.1, 192.0.2.2"; a dash for none.
[[nodiscard]] QString addressesText(const QStringList& addresses);

/// "The way changed at distance 3: 192.0.2.1 -> 192.0.2.9"
[[nodiscard]] QString changeText(const RouteChange& change, const Texts& texts);

/// How many traces, what they say of loss, and where the way ends or ended in the newest outage that was
/// traced: a line each. Empty: nothing was traced.
[[nodiscard]] QStringList wayLines(const SeenTarget& target, const Texts& texts);

} // namespace pathlight
