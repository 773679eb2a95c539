// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "ui/words.h"

namespace pathlight {

/// What a verdict says, from the knowledge: by its code, or by its status where it has none.
[[nodiscard]] Explanation explanationOf(const Verdict& verdict, const Texts& texts);

/// A few lines for a chat or a ticket: the sentence, whose it is, the help code, the steps.
[[nodiscard]] QString summaryOf(const Report& report, const Words& words);

} // namespace pathlight
