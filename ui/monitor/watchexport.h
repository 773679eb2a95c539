// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/monitor/monitormodel.h"
#include "ui/words.h"

/// What a watch saw, for a file or the clipboard. Labels and addresses come from journals too: what is
/// written of them is made visible (core/report/plaintext.h).
namespace pathlight {

/// One row for each outage, interruption and change of the way, told apart by the column `kind`: RFC 4180,
/// instants in ISO 8601 UTC. A text that a spreadsheet would take for a formula has an apostrophe before it.
[[nodiscard]] QByteArray outagesCsv(const MonitorRecord& record, const Texts& texts);

/// The outages as a table, and for each target whose way was traced the hops and the changes.
[[nodiscard]] QString outagesMarkdown(const MonitorModel& model, const Texts& texts);

} // namespace pathlight
