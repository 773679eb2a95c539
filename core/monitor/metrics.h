// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/monitor.h"

#include <QByteArray>

namespace pathlight {

/// What a monitor knows, in Prometheus' text exposition format 0.0.4: base units, and labels from closed
/// lists alone (the targets, failureKinds(), the fault codes of the contract). Pure.
[[nodiscard]] QByteArray metricsText(const MonitorBook& book);

} // namespace pathlight
