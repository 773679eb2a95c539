// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"

namespace pathlight {

/// Text as Markdown (CommonMark and the tables of GitHub) that shows the same characters: nothing in it makes
/// a link, a picture, markup or HTML.
[[nodiscard]] QString markdownText(const QString& text);

/// The report as Markdown, to paste into an issue or a letter.
[[nodiscard]] QString markdownReport(const Report& report, const Texts& texts);

} // namespace pathlight
