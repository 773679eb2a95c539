// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/eventstream.h"

#include "core/async/wait.h"
#include "core/net/httpparser.h"

#include <QElapsedTimer>

#include <algorithm>

namespace pathlight {

namespace {

constexpr qsizetype mostArrivals = 5000;
constexpr qsizetype mostForeignBody = 64LL * 1024;

/// A streamed answer on its way.
struct Reading
{
    Stream* stream;
    QByteArray lastEvent;
    StreamLimits limits;
    HttpParser parser;
    ArrivalHandler onArrival = {};
    SseParser events = {};
    QElapsedTimer clock = {};
    double flushedMs = 0;
    double lastByteMs = 0;
    bool flushed = false;
    bool sawLast = false;
    bool over = false; ///< and everything that came was read
    StreamedAnswer answer = {};

    [[nodiscard]] double now() const { return static_cast<double>(clock.nsecsElapsed()) / 1e6 - flushedMs; }
    [[nodiscard]] bool isEventStream() const;
    void takeBody(double at);
    void noteArrival(const StreamArrival& arrival);
    void noteQuiet(double at);
    bool look();
};

bool Reading::isEventStream() const
{
    for (const HttpHeader& header : parser.headers()) {
        if (header.name.compare("content-type", Qt::CaseInsensitive) == 0)
            return header.value.trimmed().toLower().startsWith("text/event-stream");
    }
    return false;
}

void Reading::noteQuiet(double at)
{
    if (parser.status() != 0) answer.longestQuietMs = std::max(answer.longestQuietMs, at - lastByteMs);
    lastByteMs = at;
}

void Reading::noteArrival(const StreamArrival& arrival)
{
    if (answer.arrivals.size() >= mostArrivals) return;
    answer.arrivals.append(arrival);
    if (onArrival) onArrival(arrival);
}

void Reading::takeBody(double at)
{
    const QByteArray part = parser.takeBody();
    if (part.isEmpty()) return;
    const qint64 before = events.count();
    if (isEventStream()) events.feed(part);
    noteArrival({at, static_cast<int>(events.count() - before), part.size()});
    if (!isEventStream()) {
        answer.body += part.left(mostForeignBody - answer.body.size());
        return;
    }
    for (const SseEvent& event : events.take()) {
        sawLast = sawLast || event.name == lastEvent;
        if (answer.events.size() < limits.events) answer.events.append({at, event});
    }
}

/// Takes what the stream has; true when bytes came or it is over.
bool Reading::look()
{
    if (!flushed && stream->flushed()) {
        flushed = true;
        flushedMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    }
    const bool ended = stream->end() != StreamEnd::Open;
    bool took = false;
    // The end was asked before the bytes, so that none that came with it is lost.
    for (QByteArray bytes = stream->read(); !bytes.isEmpty() && !parser.isOver() && !sawLast;
         bytes = stream->read()) {
        const double at = now();
        if (!answer.firstByteMs) answer.firstByteMs = at;
        noteQuiet(at);
        parser.feed(bytes);
        takeBody(at);
        took = true;
    }
    if (ended && !parser.isOver() && parser.isBegun())
        parser.finish(stream->end() == StreamEnd::ClosedByPeer);
    over = sawLast || parser.isOver() || ended;
    return took || over;
}

StreamStop stopOf(const Reading& reading, const Scope& scope, Ended ended)
{
    if (reading.sawLast) return StreamStop::LastEvent;
    if (ended == Ended::Cancelled) return StreamStop::Cancelled;
    const StreamEnd end = reading.stream->end();
    if (end == StreamEnd::Reset || end == StreamEnd::Failed) return StreamStop::Reset;
    if (reading.parser.state() == HttpParser::State::Done || end == StreamEnd::ClosedByPeer)
        return StreamStop::BodyEnd;
    if (reading.parser.isOver()) return StreamStop::Broken;
    return scope.isOver() ? StreamStop::OutOfTime : StreamStop::Quiet;
}

} // namespace

std::optional<QByteArray> StreamedAnswer::header(const QByteArray& name) const
{
    for (const HttpHeader& header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0) return header.value;
    }
    return std::nullopt;
}

QCoro::Task<StreamedAnswer> readEvents(Scope scope, Stream* stream, HttpRequest request, QByteArray lastEvent,
                                       StreamLimits limits, ArrivalHandler onArrival)
{
    HttpLimits bounds;
    bounds.bodyBytes = limits.bodyBytes;
    Reading reading{stream, std::move(lastEvent), limits, HttpParser(bounds, request.method)};
    reading.onArrival = std::move(onArrival);
    reading.clock.start();
    stream->write(bytesOf(request));
    Reading* const at = &reading;
    Ended ended = Ended::Success;
    while (ended == Ended::Success && !reading.over) {
        ended =
            co_await until(scope.within(limits.quiet), stream, &Stream::changed, [at] { return at->look(); });
    }
    const double now = reading.now();
    reading.noteQuiet(now);
    StreamedAnswer& answer = reading.answer;
    answer.stop = stopOf(reading, scope, ended);
    answer.status = reading.parser.status();
    answer.headers = reading.parser.headers();
    answer.totalMs = now;
    answer.longestLine = reading.events.longestLine();
    co_return std::move(answer);
}

} // namespace pathlight
