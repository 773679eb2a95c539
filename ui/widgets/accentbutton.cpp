// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/accentbutton.h"

#include "ui/appearance.h"
#include "ui/theme.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace pathlight {

QFont AccentButton::wordsFont() const
{
    QFont words = font();
    words.setPointSizeF(words.pointSizeF() * 1.15);
    words.setWeight(QFont::DemiBold);
    return words;
}

QSize AccentButton::sizeHint() const
{
    const QFontMetrics metrics(wordsFont());
    const QSize words = metrics.size(Qt::TextShowMnemonic, text());
    return QPushButton::sizeHint().expandedTo(
        {words.width() + 3 * metrics.averageCharWidth(), metrics.height() * 3 / 2});
}

void AccentButton::paintEvent(QPaintEvent*)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    const Palette& colours = coloursOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = isEnabled() ? colours.accent : colours.grid;
    if (isDown()) fill = mixed(colours.text, fill, 0.25);
    if (isEnabled() && option.state.testFlag(QStyle::State_MouseOver)) fill = mixed(colours.text, fill, 0.12);
    painter.setBrush(fill);
    painter.setPen(Qt::NoPen);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(box, 6, 6);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colours.page, 1.5));
        painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), 4, 4);
    }
    painter.setFont(wordsFont());
    painter.setPen(isEnabled() ? colours.page : colours.quiet);
    painter.drawText(box, Qt::AlignCenter | Qt::TextShowMnemonic, text());
}

} // namespace pathlight
