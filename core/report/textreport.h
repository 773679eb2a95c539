// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"

namespace pathlight {

/// How a text report is laid out.
struct TextLayout
{
    int width = 80; ///< columns; commands and other long words are never cut, so that they can be copied
    bool colours = false; ///< ANSI colours beside the marks, for a terminal
};

/// The report for a terminal: the verdict first, whose it is, the help code, what to do, then each step in
/// one line with its mark, its time and its key numbers.
[[nodiscard]] QString textReport(const Report& report, const Texts& texts, const TextLayout& layout = {});

/// One step's line, as the text report shows it and as progress is told while a walk goes on.
[[nodiscard]] QString stepLine(const Report& report, const StepReport& step, const Texts& texts,
                               const TextLayout& layout);

/// An explanation by itself: what a code means and what to do about it.
[[nodiscard]] QString textExplanation(const Explanation& explanation, const QString& helpCode,
                                      const Texts& texts, const TextLayout& layout);

} // namespace pathlight
