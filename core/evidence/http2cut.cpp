// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/http2cut.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// It was not tried to its end, or is not what the other end wants.
bool saysNothing(Http2Outcome outcome, const std::optional<QString>& errorCode)
{
    return outcome == Http2Outcome::NotOffered || outcome == Http2Outcome::ConnectFailed ||
           outcome == Http2Outcome::Cancelled || errorCode == "HTTP_1_1_REQUIRED"_L1;
}

/// Is one of two answers known to be held back, the other must be known not to be: a fast model, or a short
/// answer, leaves it open.
bool outdoes(const StreamRunEvidence& well, const StreamRunEvidence& badly)
{
    return cameWell(well) && cameBadly(badly) &&
           (!badly.buffered.value_or(false) || well.buffered.has_value());
}

} // namespace

bool failedOverHttp2(const Http2Evidence& seen, bool apiAnswersHttp1)
{
    if (saysNothing(seen.outcome, seen.errorCode)) return false;
    return seen.outcome != Http2Outcome::Answered || (apiAnswersHttp1 && !seen.fromTheApi.value_or(true));
}

bool isCutOverHttp2(const QList<Http2Evidence>& seen, bool apiAnswersHttp1)
{
    const bool isWhole = seen.size() == 3 && seen[0].offered == "h2"_L1 && seen[1].offered == "h2"_L1 &&
                         seen[2].offered == "http/1.1"_L1;
    return isWhole && seen[2].outcome == Http2Outcome::Answered &&
           seen[2].fromTheApi.value_or(false) == apiAnswersHttp1 &&
           failedOverHttp2(seen[0], apiAnswersHttp1) && failedOverHttp2(seen[1], apiAnswersHttp1);
}

bool cameWell(const StreamRunEvidence& run)
{
    return run.ending == StreamEnding::Complete && !run.buffered.value_or(false);
}

bool cameBadly(const StreamRunEvidence& run)
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

bool failedOverHttp2(const Http2StreamEvidence& seen)
{
    if (saysNothing(seen.outcome, seen.errorCode)) return false;
    return seen.run ? cameBadly(*seen.run) : seen.outcome == Http2Outcome::TlsFailed;
}

bool isStreamCutOverHttp2(const StreamEvidence& seen)
{
    if (seen.http2.size() != 2 || seen.streams.size() < 2) return false;
    return std::all_of(seen.http2.begin(), seen.http2.end(), [&](const Http2StreamEvidence& over) {
        return failedOverHttp2(over) &&
               std::all_of(seen.streams.begin(), seen.streams.end(), [&](const StreamRunEvidence& run) {
                   return over.run ? outdoes(run, *over.run) : cameWell(run);
               });
    });
}

bool isStreamOnlyOverHttp2(const StreamEvidence& seen)
{
    if (seen.http2.isEmpty() || !seen.http2.first().run || seen.streams.size() < 2) return false;
    const StreamRunEvidence& over = *seen.http2.first().run;
    return std::all_of(seen.streams.begin(), seen.streams.end(),
                       [&](const StreamRunEvidence& run) { return outdoes(over, run); });
}

} // namespace pathlight
