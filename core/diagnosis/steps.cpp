// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"

namespace pathlight {

QHash<QString, StepFunction> allSteps()
{
    return {};
}

} // namespace pathlight
