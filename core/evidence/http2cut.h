// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/http.h"

namespace pathlight {

/// Twice over HTTP/2 no good, and then at once over HTTP/1.1: two observations, and one that it is not the
/// way as such. `apiAnswersHttp1`: the walk's own request had the API's answer.
[[nodiscard]] inline bool isCutOverHttp2(const QList<Http2Evidence>& seen, bool apiAnswersHttp1)
{
    const bool isWhole = seen.size() == 3 && seen[0].offered == QStringLiteral("h2") &&
                         seen[1].offered == QStringLiteral("h2") &&
                         seen[2].offered == QStringLiteral("http/1.1");
    return isWhole && seen[2].outcome == Http2Outcome::Answered &&
           seen[2].fromTheApi.value_or(false) == apiAnswersHttp1 &&
           failedOverHttp2(seen[0], apiAnswersHttp1) && failedOverHttp2(seen[1], apiAnswersHttp1);
}

} // namespace pathlight
