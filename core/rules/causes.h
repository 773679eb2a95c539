// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

namespace pathlight {

/// One edge of the order of causes (resources/causes.json): where `cause` was found, it explains findings
/// whose code matches one of `explains` (a code, or a prefix ending in `*`), for the reason given.
struct Cause
{
    QString cause;
    QStringList explains;
    QString because;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Cause;
        visit("cause", &T::cause);
        visit("explains", &T::explains);
        visit("because", &T::because);
    }
};

[[nodiscard]] const QList<Cause>& causes();

/// Does a finding of `cause` explain one of `effect`?
[[nodiscard]] bool explains(const QString& cause, const QString& effect);

} // namespace pathlight
