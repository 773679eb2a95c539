// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace pathlight {

/// The one button of a page that is meant to be pressed: filled with the accent colour of the theme.
class AccentButton final : public QPushButton
{
    Q_OBJECT
public:
    using QPushButton::QPushButton;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont wordsFont() const;
};

} // namespace pathlight
