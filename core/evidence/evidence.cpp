// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/evidence.h"

namespace pathlight {

void Evidence::set(const QString& step, const QJsonObject& json)
{
    fields([&](const char* name, auto member) {
        if (step == QLatin1StringView(name)) readJson(QJsonValue(json), this->*member);
    });
}

} // namespace pathlight
