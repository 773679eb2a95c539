// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// The table of verdict codes, resources/codes.json: CONTRACT section 3, and "healthy" and "inconclusive".
namespace pathlight {

struct CodeInfo
{
    QString code;
    QString help;  ///< "PL-T01": short, unique, readable over the phone
    QString step;  ///< the step whose rules make it; empty: it speaks of the whole walk
    QString whose; ///< the default; a rule that knows better says so in the verdict
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = CodeInfo;
        visit("code", &T::code);
        visit("help", &T::help);
        visit("step", &T::step);
        visit("whose", &T::whose);
    }
};

/// All codes in the order of the contract.
[[nodiscard]] const QList<CodeInfo>& allCodes();

/// The entry of a code; null where there is none (notes have none).
[[nodiscard]] const CodeInfo* codeInfo(const QString& code);

/// The entry of a help code, in any case and with or without "PL-"; null where there is none.
[[nodiscard]] const CodeInfo* codeForHelp(const QString& help);

} // namespace pathlight
