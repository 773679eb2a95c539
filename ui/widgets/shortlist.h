// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace pathlight {

/// A list that asks for its least height and takes what is left over, so that a page is no longer for a long
/// list. It does ask for that: a size policy that ignores the hint would count it as nothing where a page
/// works out its height, and what stands below would be drawn over it.
class ShortList : public QListWidget
{
    Q_OBJECT
public:
    /// `leastHeight`: in pixels.
    explicit ShortList(int leastHeight, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
};

} // namespace pathlight
