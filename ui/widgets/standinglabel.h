// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QWidget>

namespace pathlight {

/// A mark and its words: "✗ failed". The mark is the same that the flowchart and the list draw.
class StandingLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit StandingLabel(QWidget* parent = nullptr);

    void setStanding(Standing standing, const QString& words);
    [[nodiscard]] Standing standing() const { return m_standing; }
    [[nodiscard]] const QString& words() const { return m_words; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QFont wordsFont() const;

    Standing m_standing = Standing::Waiting;
    QString m_words;
};

} // namespace pathlight
