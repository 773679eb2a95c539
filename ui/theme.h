// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/finding.h"
#include "core/walk/event.h"

#include <QColor>
#include <QFont>

class QPalette;

/// Every colour and every type size of the pictures stands here: light, dark and print.
namespace pathlight {

/// How something stands, for its colour and its mark. A colour never stands without a mark or a word.
enum class Standing { Waiting, Running, Passed, Warned, Failed, Skipped, Cancelled, Unknown };
template <>
struct EnumNames<Standing>
{
    static constexpr std::array names{"waiting", "running", "passed",    "warned",
                                      "failed",  "skipped", "cancelled", "unknown"};
};

[[nodiscard]] Standing standingOf(StepStatus status);
[[nodiscard]] Standing standingOf(VerdictStatus status);

/// The colours of one theme. Text and status colours reach a contrast of 4.5:1 on `page`, `panel` and their
/// own tint (WCAG 2.1, success criterion 1.4.3); lines that carry meaning reach 3:1 on `page`.
struct Palette
{
    QColor page;   ///< behind everything
    QColor panel;  ///< behind a group, a header, a box
    QColor line;   ///< frames and lanes
    QColor grid;   ///< behind data, never meaning
    QColor text;   ///< what is read first
    QColor quiet;  ///< what is read second
    QColor accent; ///< links, the crosshair, what is chosen
    QColor passed;
    QColor warned;
    QColor failed;
    QColor idle; ///< waiting, skipped, cancelled, unknown
    QColor first;
    QColor second;
    QColor third; ///< three series that mean no status
    bool dark = false;
};

enum class Theme { Light, Dark, Print };

[[nodiscard]] const Palette& paletteOf(Theme theme);
/// The theme that suits a widget's own palette.
[[nodiscard]] Theme themeFor(const QPalette& palette);

[[nodiscard]] QColor colourOf(Standing standing, const Palette& palette);
/// A faint background in the colour of a standing, opaque on `page`.
[[nodiscard]] QColor tintOf(Standing standing, const Palette& palette);
/// `share` of `over` on `under`, opaque.
[[nodiscard]] QColor mixed(const QColor& over, const QColor& under, double share);

/// Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1, "contrast ratio").
[[nodiscard]] double contrastRatio(const QColor& one, const QColor& other);

/// The type of the pictures, in the painter's own units. A font without hinting, so that a picture's layout
/// is the same on every screen and on paper.
[[nodiscard]] QFont pictureFont(double size, QFont::Weight weight = QFont::Normal);
[[nodiscard]] QFont fixedFont(double size);

} // namespace pathlight
