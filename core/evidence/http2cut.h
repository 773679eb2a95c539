// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/stream.h"

/// What attempts over HTTP/2 tell beside those over HTTP/1.1. Pure.
namespace pathlight {

/// Did this attempt over HTTP/2 fail: cut, left unanswered, or answered by another than HTTP/1.1 was? Not
/// where it is not offered, or the other end asks for HTTP/1.1 itself: then clients use that.
[[nodiscard]] bool failedOverHttp2(const Http2Evidence& seen, bool apiAnswersHttp1);

/// Twice over HTTP/2 no good, and then at once over HTTP/1.1: two observations, and one that it is not the
/// way as such. `apiAnswersHttp1`: the walk's own request had the API's answer.
[[nodiscard]] bool isCutOverHttp2(const QList<Http2Evidence>& seen, bool apiAnswersHttp1);

/// A streamed answer that came whole, and was not held back.
[[nodiscard]] bool cameWell(const StreamRunEvidence& run);

/// Was it cut, stopped, held back or answered by something else? Not where the API itself said no, or time
/// ran out.
[[nodiscard]] bool cameBadly(const StreamRunEvidence& run);

/// Did this stream over HTTP/2 fail? As with one plain request, not where the other end chose HTTP/1.1.
[[nodiscard]] bool failedOverHttp2(const Http2StreamEvidence& seen);

/// Twice over HTTP/2 no good, and over HTTP/1.1 well before and after.
[[nodiscard]] bool isStreamCutOverHttp2(const StreamEvidence& seen);

/// The other way round: twice over HTTP/1.1 no good, and well over HTTP/2.
[[nodiscard]] bool isStreamOnlyOverHttp2(const StreamEvidence& seen);

} // namespace pathlight
