// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace pathlight {

/// Checks a value against a JSON Schema of the 2020-12 draft. Knows the keywords that Pathlight's schema
/// uses; one that it does not know is an error, so that none is passed over in silence. Empty: the value is
/// valid; else the first place that is not, and why.
[[nodiscard]] QString schemaProblem(const QJsonValue& value, const QJsonObject& schema);

} // namespace pathlight
