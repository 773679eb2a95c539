// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace pathlight {

/// A button of a row of actions, with air around its words: some styles leave them none.
class RoomyButton final : public QPushButton
{
    Q_OBJECT
public:
    using QPushButton::QPushButton;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace pathlight
