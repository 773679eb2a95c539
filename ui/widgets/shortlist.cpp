// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/shortlist.h"

namespace pathlight {

ShortList::ShortList(int leastHeight, QWidget* parent) : QListWidget(parent)
{
    setMinimumHeight(leastHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize ShortList::sizeHint() const
{
    return {QListWidget::sizeHint().width(), minimumHeight()};
}

QSize ShortList::minimumSizeHint() const
{
    return {QListWidget::minimumSizeHint().width(), minimumHeight()};
}

} // namespace pathlight
