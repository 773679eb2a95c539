// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"

namespace pathlight {

/// A report as plain lines that can be compared and read in a difference: the verdict, then each step with
/// its findings and their arguments. No words of any language, no times.
[[nodiscard]] QString flatten(const Report& report);

} // namespace pathlight
