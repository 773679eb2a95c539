// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/printable.h"

namespace pathlight {

QString printable(const QByteArray& bytes, qsizetype most)
{
    QString text = QString::fromUtf8(bytes.left(4 * most)).left(most);
    for (QChar& each : text) {
        // Format characters would let a stranger turn the direction of what stands around.
        if (!each.isPrint() && !each.isSurrogate()) each = u'\ufffd';
    }
    return text;
}

} // namespace pathlight
