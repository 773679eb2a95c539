// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/roomybutton.h"

namespace pathlight {

QSize RoomyButton::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const QSize words = metrics.size(Qt::TextShowMnemonic, text());
    return QPushButton::sizeHint().expandedTo(
        {words.width() + 4 * metrics.averageCharWidth(), 2 * metrics.height()});
}

} // namespace pathlight
