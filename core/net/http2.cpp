// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http2.h"

#include "core/net/http2client.h"
#include "core/net/platform/traffic.h"

#include <QElapsedTimer>

namespace pathlight {

namespace {

double msSince(const QElapsedTimer& clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// What the stream brought, and when.
struct Arrivals
{
    Stream* stream;
    QByteArray bytes;
    bool hasEnded = false;

    /// The end was asked before the bytes, so that none that came with it is lost.
    bool look()
    {
        hasEnded = stream->end() != StreamEnd::Open;
        bytes += stream->read();
        return hasEnded || !bytes.isEmpty();
    }
};

} // namespace

QCoro::Task<Http2Answer> exchangeHttp2(Scope scope, Stream* stream, HttpRequest request, HttpLimits limits)
{
    Http2Client client(std::move(request), {limits});
    Arrivals arrivals{stream, {}, false};
    Arrivals* const at = &arrivals;
    std::optional<double> firstByteMs;
    QElapsedTimer clock;
    clock.start();
    stream->write(client.output());
    Ended ended = Ended::Success;
    while (ended == Ended::Success && !client.isOver() && !arrivals.hasEnded) {
        ended = co_await until(scope, stream, &Stream::changed, [at] { return at->look(); });
        client.feed(std::exchange(arrivals.bytes, {}));
        if (!firstByteMs && client.isBegun()) firstByteMs = msSince(clock);
        if (const QByteArray out = client.output(); !out.isEmpty()) stream->write(out);
    }
    Http2Answer seen = client.take(ended, stream->end());
    if (seen.outcome == Http2Outcome::TimedOut) platform::abandon(stream->descriptor());
    if (seen.detail.isEmpty() && seen.outcome != Http2Outcome::Answered) seen.detail = stream->errorText();
    seen.answer.firstByteMs = firstByteMs;
    seen.answer.totalMs = msSince(clock);
    co_return seen;
}

} // namespace pathlight
