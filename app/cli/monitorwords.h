// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/monitor.h"
#include "core/report/texts.h"

namespace pathlight::cli {

/// A monitor's event as a line for people, with its time in the local zone; empty: it is not for them.
[[nodiscard]] QString monitorLine(const MonitorEvent& event, const Texts& texts);

/// What was seen in all, several lines.
[[nodiscard]] QString monitorSummary(const MonitorBook& book, const Texts& texts);

} // namespace pathlight::cli
