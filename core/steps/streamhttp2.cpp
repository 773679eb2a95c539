// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/streamhttp2.h"

#include "core/steps/egress.h"
#include "core/steps/probe.h"
#include "core/steps/stream.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Two of them, and what HTTP/1.1 takes, end before the step does.
constexpr auto quietTime = 7s;
constexpr qsizetype longestDetail = 100;

/// One that the step's end or a user's stop cut short says nothing of the protocol.
Http2Outcome outcomeIn(const Scope& scope, Http2Outcome outcome)
{
    return scope.isOver() || scope.isCancelled() ? Http2Outcome::Cancelled : outcome;
}

} // namespace

QCoro::Task<Http2StreamEvidence> streamOverHttp2(StepContext context, HttpRequest request,
                                                 ArrivalHandler onArrival)
{
    const Scope scope = context.scope;
    Http2StreamEvidence seen;
    QCoro::Task<Way> opening = openWay(context, scope, peerOf(context));
    Way way = co_await opening;
    if (!way.stream) {
        seen.detail = way.error;
        co_return seen;
    }
    QCoro::Task<TlsConnected> securing =
        secureWay(context, scope, std::move(way.stream), true, {"h2", "http/1.1"});
    const TlsConnected connected = co_await securing;
    seen.alpn = connected.seen.alpn;
    if (!connected.stream) {
        seen.outcome = outcomeIn(scope, Http2Outcome::TlsFailed);
        seen.detail = connected.seen.alert.value_or(nameOf(connected.seen.outcome));
        co_return seen;
    }
    if (seen.alpn != "h2"_L1) {
        seen.outcome = Http2Outcome::NotOffered;
        co_return seen;
    }
    addProbeKey(context, &request);
    StreamLimits limits;
    limits.quiet = quietTime;
    QCoro::Task<Http2StreamedAnswer> reading = readEventsHttp2(
        scope, connected.stream.get(), std::move(request), "message_stop", limits, std::move(onArrival));
    const Http2StreamedAnswer streamed = co_await reading;
    seen.run = describeStream(streamed.answer);
    const bool isCutShort = streamed.outcome == Http2Outcome::TimedOut;
    seen.outcome = isCutShort ? outcomeIn(scope, streamed.outcome) : streamed.outcome;
    seen.errorCode = streamed.errorCode;
    if (!streamed.detail.isEmpty()) seen.detail = streamed.detail.left(longestDetail);
    co_return seen;
}

} // namespace pathlight
