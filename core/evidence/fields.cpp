// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/fields.h"

#include <cmath>
#include <limits>

namespace pathlight {

namespace {

bool isWhole(double number)
{
    return std::isfinite(number) && std::floor(number) == number && std::fabs(number) <= 9007199254740992.0;
}

} // namespace

void readJson(const QJsonValue& json, bool& value)
{
    if (json.isBool()) value = json.toBool();
}

void readJson(const QJsonValue& json, int& value)
{
    const double number = json.toDouble(std::numeric_limits<double>::quiet_NaN());
    if (isWhole(number) && std::fabs(number) <= std::numeric_limits<int>::max())
        value = static_cast<int>(number);
}

void readJson(const QJsonValue& json, qint64& value)
{
    const double number = json.toDouble(std::numeric_limits<double>::quiet_NaN());
    if (isWhole(number)) value = static_cast<qint64>(number);
}

void readJson(const QJsonValue& json, double& value)
{
    if (json.isDouble()) value = json.toDouble();
}

void readJson(const QJsonValue& json, QString& value)
{
    if (json.isString()) value = json.toString();
}

void readJson(const QJsonValue& json, QJsonObject& value)
{
    if (json.isObject()) value = json.toObject();
}

} // namespace pathlight
