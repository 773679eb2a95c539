// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"

namespace pathlight {

/// The report as one JSON object, `pathlight.report/1` (CONTRACT section 2 and
/// resources/schema/report-1.schema.json). Null is unknown. Two members beyond it stand only where they say
/// something: `practice`, the id of a simulated fault, and `ending`, where the walk is not whole.
[[nodiscard]] QJsonObject reportJson(const Report& report, const Texts& texts);

/// The same as text, indented, with a line break at its end.
[[nodiscard]] QByteArray reportJsonText(const Report& report, const Texts& texts);

/// The JSON Schema of the report, as shipped.
[[nodiscard]] QByteArray reportSchema();

} // namespace pathlight
