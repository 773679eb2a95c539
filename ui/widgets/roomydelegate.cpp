// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/roomydelegate.h"

#include "ui/appearance.h"
#include "ui/theme.h"

#include <QPainter>

namespace pathlight {

namespace {

constexpr int air = 10; // above and below a row's words

} // namespace

int roomyHeight(const QWidget* list, int rows)
{
    constexpr int frames = 6;
    return rows * (list->fontMetrics().height() + air) + frames;
}

QSize RoomyDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {size.width() + 16, option.fontMetrics.height() + air};
}

void RoomyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const Palette& colours = coloursOf(option.widget);
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(mixed(colours.accent, colours.page, colours.dark ? 0.25 : 0.12));
        const bool focused = option.state.testFlag(QStyle::State_HasFocus);
        painter->setPen(focused ? QPen(colours.accent, 1.5) : QPen(Qt::NoPen));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4);
    }
    const QRect row = option.rect.adjusted(8, 0, -8, 0);
    painter->setFont(option.font);
    painter->setPen(colours.text);
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, row.width()));
    painter->restore();
}

} // namespace pathlight
