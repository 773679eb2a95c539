// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"
#include "core/steps/tcp.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

QHash<QString, StepFunction> allSteps()
{
    return {
        {u"tcp"_s, tcpStep},
    };
}

} // namespace pathlight
