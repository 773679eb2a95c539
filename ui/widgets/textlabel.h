// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
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

    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    /// What the text measures, which layouts ask for many times over and the base class lays out anew each
    /// time.
    struct Measures
    {
        QString text;
        QFont font;
        bool wraps = true;
        QSize most;
        QSize least;
        QHash<int, int> heights; ///< by width
    };

    void applyRole();
    [[nodiscard]] Measures& measures() const;

    TextRole m_role;
    mutable Measures m_measures;
};

} // namespace pathlight
