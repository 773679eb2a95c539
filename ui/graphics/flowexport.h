// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graphics/flowpicture.h"

#include <QImage>

/// The flowchart as a file, from the same painter as the window's.
namespace pathlight {

/// On an opaque page, `scale` pixels a canvas unit.
[[nodiscard]] QImage flowchartImage(const FlowPicture& picture, const Palette& palette, double scale);
/// Scalable, with text as text.
[[nodiscard]] QByteArray flowchartSvg(const FlowPicture& picture, const Palette& palette,
                                      const QString& title);

} // namespace pathlight
