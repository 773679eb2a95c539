// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <algorithm>

namespace pathlight {

inline bool hasHan(const QString& text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

/// Controls that a user can put the focus on with the Tab key.
inline QList<QWidget*> controlsOf(const QWidget* root)
{
    QList<QWidget*> controls;
    for (QWidget* const each : root->findChildren<QWidget*>()) {
        const bool tab = (each->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
        if (tab && each->isVisible() && each->isEnabled() && !each->focusProxy()) controls.append(each);
    }
    return controls;
}

} // namespace pathlight
