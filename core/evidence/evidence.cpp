// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/evidence.h"

namespace pathlight {

void Evidence::set(const QString& step, const QJsonObject& json)
{
    const auto setField = [&](auto each) {
        if (step == QLatin1StringView(each.name)) readJson(QJsonValue(json), this->*each.member);
    };
    std::apply([&](auto... each) { (setField(each), ...); }, fields());
}

} // namespace pathlight
