// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/judge.h"

namespace pathlight {

Judgement judge(const Facts& facts)
{
    Q_UNUSED(facts)
    return {};
}

} // namespace pathlight
