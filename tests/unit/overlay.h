// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace pathlight {

/// Puts `over` over `under`, object by object.
inline QJsonObject overlay(QJsonObject under, const QJsonObject& over)
{
    for (auto each = over.begin(); each != over.end(); ++each) {
        const QJsonValue old = under.value(each.key());
        const bool deeper = old.isObject() && each.value().isObject();
        under.insert(each.key(),
                     deeper ? QJsonValue(overlay(old.toObject(), each.value().toObject())) : each.value());
    }
    return under;
}

} // namespace pathlight
