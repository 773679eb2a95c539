// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/eventstream.h"
#include "core/steps/stream.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

#include "http2frames.h"
#include "pipestream.h"

using namespace pathlight;
using namespace pathlight::frames;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray refusal = R"({"error":{"type":"authentication_error","message":"x-api-key"}})";

QByteArray answered()
{
    return greeting +
           frame(headers, endHeaders, 1, literal(":status", "401") + literal("request-id", "req_1")) +
           frame(data, endStream, 1, refusal);
}

QByteArray times(int count, const QByteArray& bytes)
{
    return bytes.repeated(count);
}

/// One header of 4,000 bytes put into the table, then named again and again by one byte each.
QByteArray headerBomb()
{
    const QByteArray value(3900, 'x');
    QByteArray block = status200 + QByteArray("\x40\x01y", 3);
    block += QByteArray("\x7f\xbd\x1d", 3) + value; // 127 + 61 + 29 * 128 = 3900 (RFC 7541 section 5.1)
    block += QByteArray(1000, '\xbe');
    return greeting + frame(headers, endHeaders, 1, block);
}

struct Exchange
{
    Http2Answer seen;
    QByteArray request;
    qint64 ms = 0;
};

Exchange ask(const QByteArray& says, StreamEnd then = StreamEnd::Open, std::chrono::milliseconds time = 3s,
             HttpRequest request = {})
{
    auto [client, server] = PipeStream::pair();
    auto heard = std::make_shared<QByteArray>();
    server->onChange([says, then, heard](PipeStream* end) {
        const bool isFirst = heard->isEmpty();
        *heard += end->read();
        if (!isFirst) return;
        end->write(says);
        if (then != StreamEnd::Open) end->endAs(then);
    });
    if (request.host.isEmpty()) request.host = "api.example";
    QElapsedTimer clock;
    clock.start();
    const Http2Answer seen =
        QCoro::waitFor(exchangeHttp2(Scope::lasting(time), client.get(), std::move(request)));
    return {seen, *heard, clock.elapsed()};
}

Http2StreamedAnswer readFrom(PipeStream* client, std::chrono::milliseconds time = 5s)
{
    HttpRequest request;
    request.host = "api.example";
    request.method = "POST";
    request.body = "{}";
    StreamLimits limits;
    limits.quiet = 250ms;
    return QCoro::waitFor(
        readEventsHttp2(Scope::lasting(time), client, request, QByteArray("message_stop"), limits));
}

Http2StreamedAnswer streamFrom(const Parts& parts, StreamEnd then = StreamEnd::Open,
                               std::chrono::milliseconds time = 5s)
{
    auto [client, server] = PipeStream::pair();
    bool isBegun = false;
    server->onChange([&](PipeStream* self) {
        if (self->read().isEmpty() || std::exchange(isBegun, true)) return;
        int at = 0;
        for (const auto& [afterMs, bytes] : parts) {
            at += afterMs;
            QTimer::singleShot(at, Qt::PreciseTimer, self, [self, bytes = bytes] { self->write(bytes); });
        }
        if (then == StreamEnd::Open) return;
        QTimer::singleShot(at, Qt::PreciseTimer, self, [self, then] { self->endAs(then); });
    });
    return readFrom(client.get(), time);
}

struct FloodSeen
{
    Http2StreamedAnswer stream;
    qint64 sentBytes = 0;
    qint64 ms = 0;
};

/// A beginning, then a flood in pieces as a socket gives them.
FloodSeen floodedBy(const QByteArray& beginning, const QByteArray& flood)
{
    constexpr qsizetype piece = 64 * 1024;
    auto [client, server] = PipeStream::pair();
    FloodSeen seen;
    qsizetype at = -1;
    QTimer ticks;
    QObject::connect(&ticks, &QTimer::timeout, server.get(), [&, end = server.get()] {
        if (at < flood.size()) end->write(flood.mid(at, piece));
        at += piece;
    });
    server->onChange([&](PipeStream* self) {
        seen.sentBytes += self->read().size();
        if (std::exchange(at, std::max<qsizetype>(at, 0)) >= 0) return;
        self->write(beginning);
        ticks.start(0);
    });
    QElapsedTimer clock;
    clock.start();
    seen.stream = readFrom(client.get());
    seen.ms = clock.elapsed();
    return seen;
}

/// Sends a body that ends never or after some bytes, as far as the client's windows let it (RFC 9113
/// section 5.2).
class Flooding
{
public:
    Flooding(PipeStream* end, qint64 bytes) : m_left(bytes)
    {
        end->onChange([this](PipeStream* self) { serve(self); });
    }
    [[nodiscard]] qint64 updates() const { return m_updates; }

private:
    void serve(PipeStream* end)
    {
        m_heard += end->read();
        if (!m_isBegun && m_heard.size() >= 24) {
            m_heard.remove(0, 24); // the preface
            m_isBegun = true;
            end->write(streamHead + frame(data, 0, 1, "data: "));
        }
        while (m_isBegun && m_heard.size() >= 9 && m_heard.size() >= 9 + sizeAt(0)) {
            if (m_heard[3] == 8) takeUpdate();
            m_heard.remove(0, 9 + sizeAt(0));
        }
        while (m_left > 0 && std::min(m_connection, m_stream) >= 16'000) {
            end->write(frame(data, 0, 1, QByteArray(16'000, 'x')));
            m_connection -= 16'000;
            m_stream -= 16'000;
            m_left -= 16'000;
            if (m_left <= 0) end->write(frame(data, 0, 1, "\n\n") + sse("message_stop"));
        }
    }
    [[nodiscard]] qsizetype sizeAt(qsizetype at) const
    {
        const auto byte = [&](qsizetype index) { return static_cast<quint8>(m_heard[at + index]); };
        return (byte(0) << 16) + (byte(1) << 8) + byte(2);
    }
    void takeUpdate()
    {
        ++m_updates;
        const qint64 more = (static_cast<qint64>(static_cast<quint8>(m_heard[9])) << 24) + sizeAt(10);
        (m_heard[8] == 0 ? m_connection : m_stream) += more;
    }

    qint64 m_left;
    bool m_isBegun = false;
    QByteArray m_heard;
    qint64 m_connection = 65'000;
    qint64 m_stream = 65'000;
    qint64 m_updates = 0;
};

} // namespace

class TestHttp2 final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAnAnswer()
    {
        const Exchange one = ask(answered());
        QCOMPARE(one.seen.outcome, Http2Outcome::Answered);
        QCOMPARE(one.seen.answer.status, 401);
        QCOMPARE(one.seen.answer.header("Request-Id"), std::optional(QByteArray("req_1")));
        QCOMPARE(one.seen.answer.body, refusal);
        QCOMPARE(one.seen.maxConcurrentStreams, 128);
        QVERIFY(one.seen.answer.firstByteMs && one.seen.answer.totalMs);
        QVERIFY(!one.seen.errorCode);
        QVERIFY(one.request.startsWith("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    }

    void aFinalHeadFollowsAnInterimOne()
    {
        const Exchange one = ask(
            greeting + frame(headers, endHeaders, 1, literal(":status", "103") + literal("link", "</a>")) +
            frame(headers, endHeaders | endStream, 1, status200));
        QCOMPARE(one.seen.outcome, Http2Outcome::Answered);
        QCOMPARE(one.seen.answer.status, 200);
        QVERIFY(one.seen.answer.headers.isEmpty());
    }

    void whatNoRequestMayCarryIsLeftOut()
    {
        HttpRequest request;
        request.host = "api.example";
        request.headers = {
            {"Connection", "close"}, {"Bad Name", "x"}, {"x-bad", "a\r\nb: c"}, {"X-Good", "yes"}};
        const Exchange one = ask(answered(), StreamEnd::Open, 3s, request);
        QCOMPARE(one.seen.outcome, Http2Outcome::Answered);
        // The library packs names by Huffman's code, so the request's length tells what is in it.
        request.headers = {{"X-Good", "yes"}};
        QCOMPARE(one.request, ask(answered(), StreamEnd::Open, 3s, request).request);
        request.headers.clear();
        QVERIFY(one.request.size() > ask(answered(), StreamEnd::Open, 3s, request).request.size());
    }

    void failures_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<int>("then");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("errorCode");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const QByteArray& says, StreamEnd then, Http2Outcome outcome,
                            const QString& errorCode = {}, const QString& detail = {}) {
            QTest::newRow(name) << says << int(then) << int(outcome) << errorCode << detail;
        };
        using Outcome = Http2Outcome;
        const auto open = StreamEnd::Open;
        const QByteArray head = greeting + frame(headers, endHeaders, 1, status200);
        row("request reset", greeting + frame(reset, 0, 1, number(2)), open, Outcome::StreamReset,
            u"INTERNAL_ERROR"_s);
        row("asked for HTTP/1.1", greeting + frame(reset, 0, 1, number(13)), open, Outcome::StreamReset,
            u"HTTP_1_1_REQUIRED"_s);
        row("reset with a code nobody knows", greeting + frame(reset, 0, 1, number(0xfffffff0)), open,
            Outcome::StreamReset, u"ERROR_4294967280"_s);
        row("sent away before the request counts", greeting + frame(goaway, 0, 0, number(0) + number(11)),
            open, Outcome::Goaway, u"ENHANCE_YOUR_CALM"_s);
        row("sent away and closed", greeting + frame(goaway, 0, 0, number(1) + number(2)),
            StreamEnd::ClosedByPeer, Outcome::Goaway, u"INTERNAL_ERROR"_s);
        row("sent away, and the connection stays", greeting + frame(goaway, 0, 0, number(1) + number(0)),
            open, Outcome::TimedOut);
        row("closed at once", {}, StreamEnd::ClosedByPeer, Outcome::Closed);
        row("reset at once", {}, StreamEnd::Reset, Outcome::Reset, {}, u"reset"_s);
        row("reset after its settings", greeting, StreamEnd::Reset, Outcome::Reset, {}, u"reset"_s);
        row("silent", greeting, open, Outcome::TimedOut);
        row("closed in the body", head, StreamEnd::ClosedByPeer, Outcome::Closed, {}, u"unfinished answer"_s);
        row("silent in the body", head + frame(data, 0, 1, "part"), open, Outcome::TimedOut, {},
            u"unfinished answer"_s);
        row("HTTP/1.1", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", open, Outcome::ProtocolError,
            {}, u"not HTTP/2"_s);
        row("noise", times(64, QByteArray("\xde\xad\xbe\xef", 4)), open, Outcome::ProtocolError, {},
            u"not HTTP/2"_s);
        row("an answer without a status",
            greeting + frame(headers, endHeaders | endStream, 1, literal("a", "b")), open,
            Outcome::ProtocolError, {}, u"not HTTP/2"_s);
        row("a header bomb", headerBomb(), open, Outcome::ProtocolError, {}, u"head over 64 KiB"_s);
        row("a head without end",
            greeting + frame(headers, 0, 1, status200) +
                times(20'000, frame(continuation, 0, 1, literal("name", QByteArray(100, 'v')))),
            open, Outcome::ProtocolError, {}, u"too many bytes"_s);
        row("a head of empty pieces",
            greeting + frame(headers, 0, 1, status200) + times(40'000, frame(continuation, 0, 1, {})), open,
            Outcome::ProtocolError, {}, u"too many bytes"_s);
        row("a flood of settings", greeting + times(1000, frame(settings, 0, 0, {})), open,
            Outcome::ProtocolError, {}, u"too many frames"_s);
        row("a flood of pings", greeting + times(1000, frame(ping, 0, 0, "01234567")), open,
            Outcome::ProtocolError, {}, u"too many frames"_s);
        row("a flood of resets", greeting + times(1000, frame(reset, 0, 3, number(8))), open,
            Outcome::ProtocolError);
        row("a body over the limit", head + times(10, frame(data, 0, 1, QByteArray(8000, 'x'))), open,
            Outcome::ProtocolError, {}, u"body over 64 KiB"_s);
        row("a body of empty pieces", head + times(1000, frame(data, 0, 1, {})), open, Outcome::ProtocolError,
            {}, u"too many frames"_s);
        row("a promise nobody asked for",
            greeting + frame(settings, 1, 0, {}) + frame(5, endHeaders, 1, number(2) + literal(":path", "/")),
            open, Outcome::ProtocolError);
        // The settings that forbid it went before the request.
        row("a promise before the settings are acknowledged",
            greeting + frame(5, endHeaders, 1, number(2) + literal(":path", "/")) +
                frame(headers, endHeaders, 2, status200) + frame(data, endStream, 2, "pushed") +
                frame(headers, endHeaders | endStream, 1, status200),
            open, Outcome::ProtocolError, {}, u"a push nobody asked for"_s);
    }

    void failures()
    {
        QFETCH(QByteArray, says);
        QFETCH(int, then);
        QFETCH(int, outcome);
        QFETCH(QString, errorCode);
        QFETCH(QString, detail);
        const Exchange one = ask(says, static_cast<StreamEnd>(then), 300ms);
        QCOMPARE(nameOf(one.seen.outcome), nameOf(static_cast<Http2Outcome>(outcome)));
        QCOMPARE(one.seen.errorCode.value_or(QString()), errorCode);
        if (!detail.isEmpty()) QCOMPARE(one.seen.detail, detail);
        QVERIFY2(one.ms < 2000, qPrintable(u"%1 ms"_s.arg(one.ms)));
        // A flood does not make this side send: preface, settings, request, and an answer to each of 200.
        QVERIFY2(one.request.size() < 8 * 1024, qPrintable(u"%1 bytes"_s.arg(one.request.size())));
    }

    void readsAStream()
    {
        const Http2StreamedAnswer seen = streamFrom(wholeStream(10));
        QCOMPARE(seen.outcome, Http2Outcome::Answered);
        const StreamRunEvidence run = describeStream(seen.answer);
        QCOMPARE(run.ending, StreamEnding::Complete);
        QCOMPARE(run.status, 200);
        QCOMPARE(run.events, 15);
        QCOMPARE(run.tokens, 24);
        QCOMPARE(run.buffered, false);
        QVERIFY(run.spreadMs.value() >= 100);
        QVERIFY(run.firstByteMs.value() <= run.firstEventMs.value());
    }

    void aStreamHeldBack()
    {
        QByteArray whole;
        for (const auto& [pause, bytes] : wholeStream(0))
            whole += bytes;
        const Http2StreamedAnswer seen = streamFrom({{150, whole}});
        QCOMPARE(seen.outcome, Http2Outcome::Answered);
        QCOMPARE(describeStream(seen.answer).buffered, true);
    }

    void streamsThatFail_data()
    {
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("then");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("errorCode");
        QTest::addColumn<QString>("ending");
        const auto row = [](const char* name, const QByteArray& after, StreamEnd then, const QString& outcome,
                            const QString& errorCode, const QString& ending) {
            QTest::newRow(name) << after << int(then) << outcome << errorCode << ending;
        };
        const auto open = StreamEnd::Open;
        row("reset", frame(reset, 0, 1, number(2)), open, u"stream_reset"_s, u"INTERNAL_ERROR"_s, u"reset"_s);
        row("sent away, then closed", frame(goaway, 0, 0, number(1) + number(0)), StreamEnd::ClosedByPeer,
            u"goaway"_s, u"NO_ERROR"_s, u"closed"_s);
        row("closed", {}, StreamEnd::ClosedByPeer, u"closed"_s, {}, u"closed"_s);
        row("connection reset", {}, StreamEnd::Reset, u"reset"_s, {}, u"reset"_s);
        row("ended too early", frame(data, endStream, 1, {}), open, u"answered"_s, {}, u"closed"_s);
        row("stands still", {}, open, u"timed_out"_s, {}, u"stalled"_s);
        row("noise", times(64, QByteArray("\xde\xad\xbe\xef", 4)), open, u"protocol_error"_s, {},
            u"over_limit"_s);
        row("a flood of pings", times(1000, frame(ping, 0, 0, "01234567")), open, u"protocol_error"_s, {},
            u"over_limit"_s);
        row("an endless body of empty pieces", times(30'000, frame(data, 0, 1, {})), open,
            u"protocol_error"_s, {}, u"over_limit"_s);
        row("more than the window", times(40, frame(data, 0, 1, QByteArray(16'000, 'x'))), open,
            u"protocol_error"_s, {}, u"over_limit"_s);
    }

    void streamsThatFail()
    {
        QFETCH(QByteArray, after);
        QFETCH(int, then);
        QFETCH(QString, outcome);
        QFETCH(QString, errorCode);
        QFETCH(QString, ending);
        QElapsedTimer clock;
        clock.start();
        const Http2StreamedAnswer seen =
            streamFrom({{0, streamHead}, {5, sse("message_start")}, {5, after}}, StreamEnd(then));
        QCOMPARE(nameOf(seen.outcome), outcome);
        QCOMPARE(seen.errorCode.value_or(QString()), errorCode);
        QCOMPARE(nameOf(describeStream(seen.answer).ending), ending);
        QCOMPARE(seen.answer.events.size(), 1);
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
    }

    void floodsInAStream_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const QByteArray& piece, const QString& detail) {
            QTest::newRow(name) << piece << detail;
        };
        const QString frames = u"too many frames"_s;
        row("pings", frame(ping, 0, 0, "01234567"), frames);
        row("answers to pings", frame(ping, 1, 0, "01234567"), frames);
        row("settings", frame(settings, 0, 0, QByteArray("\x00\x04\x00\x00\x40\x00", 6)), frames);
        row("window updates", frame(windowUpdate, 0, 0, number(1)), frames);
        row("window updates of the stream", frame(windowUpdate, 0, 1, number(1)), frames);
        row("windows that overflow", frame(windowUpdate, 0, 0, number(0x7fffffff)), {});
        row("priorities", frame(2, 0, 1, number(0) + '\x10'), frames);
        row("frames of a kind that nobody knows", frame(0x7f, 0, 0, "unknown"), u"too many bytes"_s);
        row("the same, empty", frame(0x7f, 0, 1, {}), u"too many bytes"_s);
        row("farewells", frame(goaway, 0, 0, number(1) + number(0)), frames);
        row("resets of streams that never were", frame(reset, 0, 3, number(8)), {});
        row("heads", frame(headers, endHeaders, 1, literal("a", "b")), {});
        row("pieces of a body, all padding", frame(data, 8, 1, QByteArray("\x7f", 1) + QByteArray(127, '\0')),
            {});
    }

    /// Ten megabytes of frames that carry nothing: they end it soon, and hardly make this side send.
    void floodsInAStream()
    {
        QFETCH(QByteArray, piece);
        QFETCH(QString, detail);
        const FloodSeen seen =
            floodedBy(streamHead + sse("message_start"), piece.repeated(10'000'000 / piece.size()));
        QCOMPARE(nameOf(seen.stream.outcome), u"protocol_error"_s);
        if (!detail.isEmpty()) QCOMPARE(seen.stream.detail, detail);
        QCOMPARE(nameOf(describeStream(seen.stream.answer).ending), u"over_limit"_s);
        QVERIFY2(seen.ms < 1500, qPrintable(u"%1 ms"_s.arg(seen.ms)));
        QVERIFY2(seen.sentBytes < 8 * 1024, qPrintable(u"%1 bytes"_s.arg(seen.sentBytes)));
    }

    void headsWithoutEnd_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::newRow("fields") << frame(continuation, 0, 1, literal("name", QByteArray(100, 'v')));
        QTest::newRow("nothing in it") << frame(continuation, 0, 1, {});
    }

    /// Twenty megabytes of one head, which never ends.
    void headsWithoutEnd()
    {
        QFETCH(QByteArray, piece);
        const FloodSeen seen =
            floodedBy(greeting + frame(headers, 0, 1, status200), piece.repeated(20'000'000 / piece.size()));
        QCOMPARE(nameOf(seen.stream.outcome), u"protocol_error"_s);
        QVERIFY(seen.stream.answer.headers.size() < 64 * 1024 / (100 + 32));
        QVERIFY2(seen.ms < 1500, qPrintable(u"%1 ms"_s.arg(seen.ms)));
        QVERIFY2(seen.sentBytes < 8 * 1024, qPrintable(u"%1 bytes"_s.arg(seen.sentBytes)));
    }

    void aConnectionsPingsAreNoLifeOfTheStream()
    {
        Parts parts{{0, streamHead}, {0, sse("message_start")}};
        for (int count = 0; count < 20; ++count)
            parts.append({50, frame(ping, 0, 0, "01234567")});
        QElapsedTimer clock;
        clock.start();
        const Http2StreamedAnswer seen = streamFrom(parts);
        QCOMPARE(describeStream(seen.answer).ending, StreamEnding::Stalled);
        QVERIFY2(clock.elapsed() < 900, qPrintable(QString::number(clock.elapsed())));
    }

    void aLineOfTenMegabytes()
    {
        auto [client, server] = PipeStream::pair();
        const Flooding flooding(server.get(), 10'000'000);
        const Http2StreamedAnswer seen = readFrom(client.get(), 20s);
        QCOMPARE(seen.outcome, Http2Outcome::Answered);
        QCOMPARE(seen.answer.stop, StreamStop::LastEvent);
        QCOMPARE(seen.answer.longestLine, 10'000'006);
        QVERIFY(flooding.updates() > 100);
        QVERIFY(seen.answer.events.first().event.data.size() <= 64 * 1024);
    }

    void anEndlessLineEnds()
    {
        auto [client, server] = PipeStream::pair();
        const Flooding flooding(server.get(), 1'000'000'000);
        const Http2StreamedAnswer seen = readFrom(client.get(), 20s);
        QCOMPARE(seen.outcome, Http2Outcome::ProtocolError);
        QCOMPARE(seen.detail, u"body over 16384 KiB"_s);
        QCOMPARE(describeStream(seen.answer).ending, StreamEnding::OverLimit);
    }

    /// However its bytes are cut on the way, and whenever it is stopped.
    void endsWhenStopped()
    {
        const QByteArray says = answered();
        for (qsizetype stopAt = 0; stopAt <= says.size() + 5; ++stopAt) {
            auto [client, server] = PipeStream::pair();
            PipeStream* const end = server.get();
            const auto source = std::make_shared<CancelSource>();
            qsizetype at = 0;
            QTimer ticks;
            QObject::connect(&ticks, &QTimer::timeout, end, [&, end] {
                if (at == stopAt) source->cancel();
                if (at < says.size()) end->write(says.mid(at, 1));
                ++at;
            });
            ticks.start(0);
            HttpRequest request;
            request.host = "api.example";
            const Http2Answer seen = QCoro::waitFor(
                exchangeHttp2(Scope(source, QDeadlineTimer(5s)), client.get(), std::move(request)));
            if (stopAt < says.size() - 1)
                QCOMPARE(seen.outcome, Http2Outcome::Cancelled);
            else
                QVERIFY(seen.outcome == Http2Outcome::Cancelled || seen.outcome == Http2Outcome::Answered);
            if (stopAt == says.size() + 5) QCOMPARE(seen.outcome, Http2Outcome::Answered);
        }
    }

    /// Whatever a stranger makes of an answer, it ends, and what is kept stays within the limits.
    void survivesDamage()
    {
        QRandomGenerator random(20261101);
        const QList<QByteArray> seeds{
            answered(), headerBomb(), greeting + frame(goaway, 0, 0, number(1) + number(2)),
            greeting + frame(headers, 0, 1, status200) +
                frame(continuation, endHeaders, 1, literal("a", "b")) + frame(data, endStream, 1, "text")};
        for (int round = 0; round < 3000; ++round) {
            QByteArray says = seeds[random.bounded(seeds.size())];
            for (int change = random.bounded(1, 6); change > 0; --change) {
                const qsizetype at = random.bounded(static_cast<int>(says.size()));
                switch (random.bounded(3)) {
                case 0:
                    says[at] = static_cast<char>(random.bounded(256));
                    break;
                case 1:
                    says.remove(at, random.bounded(8));
                    break;
                default:
                    says.insert(at,
                                says.mid(random.bounded(static_cast<int>(says.size())), random.bounded(40)));
                }
                if (says.isEmpty()) says = "x";
            }
            const Exchange one = ask(says, StreamEnd::ClosedByPeer, 2s);
            QVERIFY(one.seen.outcome != Http2Outcome::TimedOut);
            QVERIFY(one.seen.answer.body.size() <= 64 * 1024);
            qsizetype head = 0;
            for (const HttpHeader& each : one.seen.answer.headers)
                head += each.name.size() + each.value.size();
            QVERIFY(head <= 64 * 1024);
            QVERIFY(one.seen.detail.size() < 200);
        }
    }
};

QTEST_GUILESS_MAIN(TestHttp2)
#include "tst_http2.moc"
