// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/texts.h"
#include "ui/theme.h"

#include <QWidget>

class QPainter;

namespace pathlight {

/// Milliseconds between two frames of something that changes: thirty a second at most.
inline constexpr int frameInterval = 33;

/// The words of a view that nobody gave any: those of the current locale.
[[nodiscard]] const Texts& defaultTexts();

/// A widget that shows one picture: a pure painter over plain data, the same that the PDF uses. It keeps the
/// height its width asks for, follows the theme, says in words what it shows (to screen readers, and to the
/// clipboard with Copy), and shows a tip where the picture has one.
class PictureView : public QWidget
{
    Q_OBJECT
public:
    explicit PictureView(QWidget* parent = nullptr);

    void setTexts(const Texts& texts);
    [[nodiscard]] const Texts& texts() const { return m_texts; }
    [[nodiscard]] const Palette& colours() const;

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    /// Paints the picture into the box.
    virtual void paintPicture(QPainter& painter, const QRectF& box, const Palette& palette) = 0;
    /// How high the picture is at a width.
    [[nodiscard]] virtual double heightAt(double width) const = 0;
    /// The picture as a few lines of text.
    [[nodiscard]] virtual QString inWords() const = 0;
    /// The name of the picture, as a heading would give it.
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString tipAt(const QPointF&) const { return {}; }
    /// The data must be mapped anew: other words.
    virtual void retranslate() = 0;
    /// The data has changed: size, description and picture follow.
    void pictureChanged();

    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString safeWords() const;

    Texts m_texts;
};

} // namespace pathlight
