// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"

namespace pathlight::platform {

QString loginShell()
{
    return {};
}

void leaveTerminal() {}

bool endSession(qint64)
{
    return false;
}

} // namespace pathlight::platform
