// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QWidget>

namespace pathlight {

class TextLabel;

/// A stripe across the window that says what kind of walk this is, or what went wrong. Empty: hidden.
class Banner final : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);

    void setMessage(const QString& text, Standing standing);
    [[nodiscard]] QString message() const;
    /// Buttons and the like at its right end.
    void addControl(QWidget* control);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TextLabel* m_text;
    Standing m_standing = Standing::Unknown;
};

} // namespace pathlight
