// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/stream.h"

#include <algorithm>

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

/// A streamed answer that came whole, and was not held back.
[[nodiscard]] inline bool cameWell(const StreamRunEvidence& run)
{
    return run.ending == StreamEnding::Complete && !run.buffered.value_or(false);
}

/// Was it cut, stopped, held back or answered by something else? Not where the API itself said no, or time
/// ran out.
[[nodiscard]] inline bool cameBadly(const StreamRunEvidence& run)
{
    switch (run.ending) {
    case StreamEnding::Complete:
        return run.buffered.value_or(false);
    case StreamEnding::Closed:
    case StreamEnding::Reset:
    case StreamEnding::Stalled:
    case StreamEnding::OverLimit:
    case StreamEnding::NoAnswer:
        return true;
    case StreamEnding::NotAStream:
    case StreamEnding::Refused:
        return !run.errorType;
    case StreamEnding::Error:
    case StreamEnding::OutOfTime:
        break;
    }
    return false;
}

/// Did this stream over HTTP/2 fail? As with one plain request, not where the other end chose HTTP/1.1.
[[nodiscard]] inline bool failedOverHttp2(const Http2StreamEvidence& seen)
{
    const bool saysNothing =
        seen.outcome == Http2Outcome::NotOffered || seen.outcome == Http2Outcome::ConnectFailed ||
        seen.outcome == Http2Outcome::Cancelled || seen.errorCode == QStringLiteral("HTTP_1_1_REQUIRED");
    if (saysNothing) return false;
    return seen.run ? cameBadly(*seen.run) : seen.outcome == Http2Outcome::TlsFailed;
}

/// Is one of two answers known to be held back, the other must be known not to be: a fast model, or a short
/// answer, leaves it open.
[[nodiscard]] inline bool outdoes(const StreamRunEvidence& well, const StreamRunEvidence& badly)
{
    return cameWell(well) && cameBadly(badly) &&
           (!badly.buffered.value_or(false) || well.buffered.has_value());
}

/// Twice over HTTP/2 no good, and over HTTP/1.1 well before and after.
[[nodiscard]] inline bool isStreamCutOverHttp2(const StreamEvidence& seen)
{
    if (seen.http2.size() != 2 || seen.streams.size() < 2) return false;
    return std::all_of(seen.http2.begin(), seen.http2.end(), [&](const Http2StreamEvidence& over) {
        return failedOverHttp2(over) &&
               std::all_of(seen.streams.begin(), seen.streams.end(), [&](const StreamRunEvidence& run) {
                   return over.run ? outdoes(run, *over.run) : cameWell(run);
               });
    });
}

/// The other way round: twice over HTTP/1.1 no good, and well over HTTP/2.
[[nodiscard]] inline bool isStreamOnlyOverHttp2(const StreamEvidence& seen)
{
    if (seen.http2.isEmpty() || !seen.http2.first().run || seen.streams.size() < 2) return false;
    const StreamRunEvidence& over = *seen.http2.first().run;
    return std::all_of(seen.streams.begin(), seen.streams.end(),
                       [&](const StreamRunEvidence& run) { return outdoes(over, run); });
}

} // namespace pathlight
