// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"

namespace pathlight {

/// The report as one HTML file by itself: no script, nothing loaded from elsewhere (its content security
/// policy forbids both), every text escaped. Follows the reader's light or dark theme and prints on white.
[[nodiscard]] QString htmlReport(const Report& report, const Texts& texts);

} // namespace pathlight
