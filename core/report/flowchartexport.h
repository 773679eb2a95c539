// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"
#include "core/walk/flowchart.h"

/// The flowchart for other programs. With a report, each box also shows how its step ended: a mark, a word
/// and a colour, never the colour alone.
namespace pathlight {

/// A picture, whole in itself: no script, nothing loaded, readable on light and dark grounds.
[[nodiscard]] QString flowchartSvg(const Flowchart& chart, const Texts& texts,
                                   const Report* report = nullptr);

/// For https://mermaid.js.org and whatever renders it.
[[nodiscard]] QString flowchartMermaid(const Flowchart& chart, const Texts& texts,
                                       const Report* report = nullptr);

/// The data itself, with the words of one language, and each node's `status` where there is a report.
[[nodiscard]] QByteArray flowchartJson(const Flowchart& chart, const Texts& texts,
                                       const Report* report = nullptr);

} // namespace pathlight
