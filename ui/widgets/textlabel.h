// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace pathlight {

/// How a text stands on a page: its size, weight and colour.
enum class TextRole { Body, Strong, Quiet, Small, Heading, Title, Sentence, Fixed };

/// Words on a page. Always plain text, because evidence is hostile; wraps; can be selected with mouse and
/// keys; follows the theme and the font size.
class TextLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit TextLabel(TextRole role, QWidget* parent = nullptr);
    TextLabel(TextRole role, const QString& text, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyRole();

    TextRole m_role;
};

} // namespace pathlight
