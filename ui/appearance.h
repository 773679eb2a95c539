// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>

class QWidget;

namespace pathlight {

struct Palette;

/// The colours of the theme that a widget is shown in now.
[[nodiscard]] const Palette& coloursOf(const QWidget* widget);

/// Dresses the whole application: light or dark, and the size of its type.
class Appearance
{
public:
    /// Remembers the font the system gave, which percentages are of.
    Appearance();

    /// `theme`: "light", "dark", or "system", which is whichever of the two the system's own palette is.
    void apply(const QString& theme, int fontPercent);

private:
    QFont m_systemFont;
};

} // namespace pathlight
