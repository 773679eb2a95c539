// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/stepview.h"

namespace pathlight {

StepView* makeStepView(const QString& step)
{
    return new StepView(step);
}

} // namespace pathlight
