// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight::platform {

Abilities abilities()
{
    return {true, true, true, true, true, true};
}

QString name()
{
    return u"linux"_s;
}

} // namespace pathlight::platform
