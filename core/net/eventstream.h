// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http2.h"
#include "core/net/sseparser.h"

#include <functional>

namespace pathlight {

/// One event and when it came, in ms since the request's last byte was handed over.
struct TimedEvent
{
    double atMs = 0;
    SseEvent event;
};

/// Bytes of the body that came at one moment, and the events that became whole by them.
struct StreamArrival
{
    double atMs = 0; ///< since the request's last byte was handed over
    int events = 0;
    qint64 bytes = 0;
};
using ArrivalHandler = std::function<void(const StreamArrival&)>;

/// Bounds on a streamed answer.
struct StreamLimits
{
    std::chrono::milliseconds quiet{10'500}; ///< without a byte for so long, the stream stands still
    qint64 bodyBytes = 16LL * 1024 * 1024;
    qsizetype events = 2000; ///< kept; more are read over
};

/// How a streamed answer ended, as far as the wire tells.
enum class StreamStop {
    LastEvent, ///< the event that ends it came
    BodyEnd,   ///< the body or the connection ended
    Reset,
    Quiet,  ///< nothing more came for StreamLimits::quiet
    Broken, ///< malformed, or over the limit
    OutOfTime,
    Cancelled,
};

struct StreamedAnswer
{
    StreamStop stop = StreamStop::OutOfTime;
    int status = 0; ///< 0: no head came
    QList<HttpHeader> headers;
    std::optional<double> firstByteMs;
    QList<TimedEvent> events;
    QList<StreamArrival> arrivals; ///< at most 5,000
    double totalMs = 0;
    double longestQuietMs = 0; ///< without a byte, from the head on
    qint64 longestLine = 0;
    QByteArray body; ///< the beginning of one that is no event stream, at most 64 KiB

    [[nodiscard]] std::optional<QByteArray> header(const QByteArray& name) const;
};

/// Sends a request on a connected stream, which stays the caller's, and reads a streamed answer as it comes,
/// up to an event named `lastEvent`. `onArrival` is told of each arrival that is kept, as it comes.
[[nodiscard]] QCoro::Task<StreamedAnswer> readEvents(Scope scope, Stream* stream, HttpRequest request,
                                                     QByteArray lastEvent, StreamLimits limits = {},
                                                     ArrivalHandler onArrival = {});

struct Http2StreamedAnswer
{
    StreamedAnswer answer;
    Http2Outcome outcome = Http2Outcome::TimedOut; ///< Answered: `lastEvent` came, or the stream's end
    QString detail;                                ///< where it broke
    std::optional<QString> errorCode;              ///< as in Http2Evidence
};

/// The same over HTTP/2, on a stream whose handshake agreed on "h2". What belongs to the connection alone, as
/// PING does, is no sign of life of the answer. Besides `limits`, 20,000 frames of the body and 200 others
/// are the most that are read.
[[nodiscard]] QCoro::Task<Http2StreamedAnswer> readEventsHttp2(Scope scope, Stream* stream,
                                                               HttpRequest request, QByteArray lastEvent,
                                                               StreamLimits limits = {},
                                                               ArrivalHandler onArrival = {});

} // namespace pathlight
