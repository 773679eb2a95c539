// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"
#include "core/rules/finding.h"

namespace pathlight {

/// One edge of the order of causes (resources/causes.json): where `cause` was found, it explains findings
/// whose code matches one of `explains` (a code, or a prefix ending in `*`), for the reason given; unless an
/// argument of such a finding has the value that `unless` names.
struct Cause
{
    QString cause;
    QStringList explains;
    QJsonObject unless; ///< argument to value
    QString because;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Cause;
        visit("cause", &T::cause);
        visit("explains", &T::explains);
        visit("unless", &T::unless);
        visit("because", &T::because);
    }
};

[[nodiscard]] const QList<Cause>& causes();

/// Can a finding of `cause` explain one of `effect`?
[[nodiscard]] bool explains(const QString& cause, const QString& effect);
/// Does this finding explain that one?
[[nodiscard]] bool explains(const Finding& cause, const Finding& effect);

} // namespace pathlight
