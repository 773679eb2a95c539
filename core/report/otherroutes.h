// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"

namespace pathlight {

/// Plan B: the other ways to the target that this walk met, and how they stand, a sentence with its mark
/// each. Only what was measured, and no more than was measured; at most eight. Empty where the verdict is
/// healthy or not there yet.
[[nodiscard]] QStringList otherRoutes(const Report& report, const Texts& texts);

} // namespace pathlight
