// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/eventstream.h"

#include "core/net/http2client.h"
#include "core/net/httpparser.h"

#include <QElapsedTimer>

#include <algorithm>

namespace pathlight {

namespace {

constexpr qsizetype mostArrivals = 5000;
constexpr qsizetype mostForeignBody = 64LL * 1024;
/// A server may send each event in a frame of its own, and a ping in between.
constexpr int mostBodyFrames = 20'000;

/// What differs between the protocols that carry a streamed answer.
class Carrier
{
public:
    Carrier() = default;
    Carrier(const Carrier&) = delete;
    Carrier& operator=(const Carrier&) = delete;
    virtual ~Carrier() = default;

    /// What is to be written now: the request first.
    [[nodiscard]] virtual QByteArray output() = 0;
    virtual void feed(const QByteArray& bytes) = 0;
    virtual void finish(bool orderly) = 0;
    /// Bytes of the answer so far.
    [[nodiscard]] virtual qint64 received() const = 0;
    [[nodiscard]] virtual int status() const = 0;
    [[nodiscard]] virtual const QList<HttpHeader>& headers() const = 0;
    [[nodiscard]] virtual QByteArray takeBody() = 0;
    [[nodiscard]] virtual bool isOver() const = 0;
    /// How it is over.
    [[nodiscard]] virtual StreamStop stop() const = 0;
};

class Http1Carrier final : public Carrier
{
public:
    Http1Carrier(const HttpRequest& request, HttpLimits limits)
        : m_output(bytesOf(request)), m_parser(limits, request.method)
    {}

    [[nodiscard]] QByteArray output() override { return std::exchange(m_output, {}); }
    void feed(const QByteArray& bytes) override { m_parser.feed(bytes); }
    void finish(bool orderly) override
    {
        if (!m_parser.isOver() && m_parser.isBegun()) m_parser.finish(orderly);
    }
    [[nodiscard]] qint64 received() const override { return m_parser.received(); }
    [[nodiscard]] int status() const override { return m_parser.status(); }
    [[nodiscard]] const QList<HttpHeader>& headers() const override { return m_parser.headers(); }
    [[nodiscard]] QByteArray takeBody() override { return m_parser.takeBody(); }
    [[nodiscard]] bool isOver() const override { return m_parser.isOver(); }
    [[nodiscard]] StreamStop stop() const override
    {
        return m_parser.state() == HttpParser::State::Done ? StreamStop::BodyEnd : StreamStop::Broken;
    }

private:
    QByteArray m_output;
    HttpParser m_parser;
};

class Http2Carrier final : public Carrier
{
public:
    Http2Carrier(HttpRequest request, HttpLimits limits) : m_client(std::move(request), limitsWith(limits)) {}

    [[nodiscard]] QByteArray output() override { return m_client.output(); }
    void feed(const QByteArray& bytes) override { m_client.feed(bytes); }
    void finish(bool) override {} // Frames tell the end; one that did not come was cut.
    [[nodiscard]] qint64 received() const override { return m_client.received(); }
    [[nodiscard]] int status() const override { return m_client.status(); }
    [[nodiscard]] const QList<HttpHeader>& headers() const override { return m_client.headers(); }
    [[nodiscard]] QByteArray takeBody() override { return m_client.takeBody(); }
    [[nodiscard]] bool isOver() const override { return m_client.isOver(); }
    [[nodiscard]] StreamStop stop() const override
    {
        if (m_client.isReset()) return StreamStop::Reset;
        const Http2Outcome outcome = m_client.outcome(Ended::Success, StreamEnd::Open);
        return outcome == Http2Outcome::ProtocolError ? StreamStop::Broken : StreamStop::BodyEnd;
    }
    [[nodiscard]] Http2Answer take(Ended ended, StreamEnd end) { return m_client.take(ended, end); }

private:
    static Http2Limits limitsWith(HttpLimits http)
    {
        Http2Limits limits;
        limits.http = http;
        limits.bodyFrames = mostBodyFrames;
        return limits;
    }

    Http2Client m_client;
};

/// A streamed answer on its way.
struct Reading
{
    Stream* stream;
    QByteArray lastEvent;
    StreamLimits limits;
    Carrier* carrier;
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
    void noteQuiet(double at, bool hasHead);
    bool take(const QByteArray& bytes);
    void reply();
    bool look();
};

bool Reading::isEventStream() const
{
    for (const HttpHeader& header : carrier->headers()) {
        if (header.name.compare("content-type", Qt::CaseInsensitive) == 0)
            return header.value.trimmed().toLower().startsWith("text/event-stream");
    }
    return false;
}

void Reading::noteQuiet(double at, bool hasHead)
{
    if (hasHead) answer.longestQuietMs = std::max(answer.longestQuietMs, at - lastByteMs);
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
    const QByteArray part = carrier->takeBody();
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

void Reading::reply()
{
    if (const QByteArray out = carrier->output(); !out.isEmpty()) stream->write(out);
}

/// True: something of the answer was in it.
bool Reading::take(const QByteArray& bytes)
{
    const double at = now();
    const qint64 before = carrier->received();
    const bool hadHead = carrier->status() != 0;
    carrier->feed(bytes);
    reply();
    if (carrier->received() == before) return false;
    if (!answer.firstByteMs) answer.firstByteMs = at;
    noteQuiet(at, hadHead);
    takeBody(at);
    return true;
}

/// Takes what the stream has; true when some of the answer came or it is over.
bool Reading::look()
{
    if (!flushed && stream->flushed()) {
        flushed = true;
        flushedMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    }
    const bool ended = stream->end() != StreamEnd::Open;
    bool took = false;
    // The end was asked before the bytes, so that none that came with it is lost.
    for (QByteArray bytes = stream->read(); !bytes.isEmpty() && !carrier->isOver() && !sawLast;
         bytes = stream->read())
        took = take(bytes) || took;
    if (ended) carrier->finish(stream->end() == StreamEnd::ClosedByPeer);
    over = sawLast || carrier->isOver() || ended;
    return took || over;
}

StreamStop stopOf(const Reading& reading, const Scope& scope, Ended ended)
{
    if (reading.sawLast) return StreamStop::LastEvent;
    if (ended == Ended::Cancelled) return StreamStop::Cancelled;
    const StreamEnd end = reading.stream->end();
    if (end == StreamEnd::Reset || end == StreamEnd::Failed) return StreamStop::Reset;
    if (end == StreamEnd::ClosedByPeer) return StreamStop::BodyEnd;
    if (reading.carrier->isOver()) return reading.carrier->stop();
    return scope.isOver() ? StreamStop::OutOfTime : StreamStop::Quiet;
}

HttpLimits boundsOf(const StreamLimits& limits)
{
    HttpLimits bounds;
    bounds.bodyBytes = limits.bodyBytes;
    return bounds;
}

/// Sends the request and fills the answer, which ends with `scope` at the latest.
QCoro::Task<Ended> readAll(Scope scope, Reading* reading)
{
    reading->clock.start();
    reading->reply();
    Ended ended = Ended::Success;
    while (ended == Ended::Success && !reading->over) {
        ended = co_await until(scope.within(reading->limits.quiet), reading->stream, &Stream::changed,
                               [reading] { return reading->look(); });
    }
    const double now = reading->now();
    reading->noteQuiet(now, reading->carrier->status() != 0);
    StreamedAnswer& answer = reading->answer;
    answer.stop = stopOf(*reading, scope, ended);
    answer.status = reading->carrier->status();
    answer.headers = reading->carrier->headers();
    answer.totalMs = now;
    answer.longestLine = reading->events.longestLine();
    co_return ended;
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
    Http1Carrier carrier(request, boundsOf(limits));
    Reading reading{stream, std::move(lastEvent), limits, &carrier, std::move(onArrival)};
    QCoro::Task<Ended> reads = readAll(scope, &reading);
    co_await reads;
    co_return std::move(reading.answer);
}

QCoro::Task<Http2StreamedAnswer> readEventsHttp2(Scope scope, Stream* stream, HttpRequest request,
                                                 QByteArray lastEvent, StreamLimits limits,
                                                 ArrivalHandler onArrival)
{
    Http2Carrier carrier(std::move(request), boundsOf(limits));
    Reading reading{stream, std::move(lastEvent), limits, &carrier, std::move(onArrival)};
    QCoro::Task<Ended> reads = readAll(scope, &reading);
    const Ended ended = co_await reads;
    const Http2Answer ending = carrier.take(ended, stream->end());
    Http2StreamedAnswer seen;
    seen.answer = std::move(reading.answer);
    seen.outcome = reading.sawLast ? Http2Outcome::Answered : ending.outcome;
    if (seen.outcome == Http2Outcome::Answered) co_return seen;
    seen.errorCode = ending.errorCode;
    seen.detail = ending.detail.isEmpty() ? stream->errorText() : ending.detail;
    co_return seen;
}

} // namespace pathlight
