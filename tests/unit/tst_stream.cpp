// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/practiceserver.h"
#include "core/steps/stream.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <random>

#include "pipestream.h"
#include "stepbench.h"

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace {

QList<SseEvent> parsed(const QByteArray& text)
{
    SseParser parser;
    parser.feed(text);
    return parser.take();
}

/// "name|data" of each event.
QList<QByteArray> shortly(const QList<SseEvent>& events)
{
    QList<QByteArray> list;
    for (const SseEvent& each : events)
        list.append(each.name + '|' + each.data);
    return list;
}

const QByteArray streamHead("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n");

QByteArray sse(const QByteArray& name, const QByteArray& data = "{}")
{
    return "event: " + name + "\ndata: " + data + "\n\n";
}

/// What a server does after the request came: parts to write, each after a pause, and how it ends.
struct Script
{
    struct Part
    {
        int afterMs;
        QByteArray bytes;
    };
    QList<Part> parts;
    std::optional<StreamEnd> end;
};

void play(PipeStream* server, const Script& script)
{
    int at = 0;
    for (const Script::Part& part : script.parts) {
        at += part.afterMs;
        QTimer::singleShot(at, Qt::PreciseTimer, server, [server, part] { server->write(part.bytes); });
    }
    if (!script.end) return;
    QTimer::singleShot(at, Qt::PreciseTimer, server, [server, script] { server->endAs(*script.end); });
}

StreamLimits quickLimits()
{
    StreamLimits limits;
    limits.quiet = milliseconds(250);
    return limits;
}

StreamedAnswer readFrom(const Script& script, milliseconds time = std::chrono::seconds(10),
                        StreamLimits limits = quickLimits())
{
    auto [client, server] = PipeStream::pair();
    bool begun = false;
    server->onChange([&](PipeStream* self) {
        if (self->read().isEmpty() || begun) return;
        begun = true;
        play(self, script);
    });
    HttpRequest request;
    request.method = "POST";
    request.body = "{}";
    return QCoro::waitFor(
        readEvents(Scope::lasting(time), client.get(), request, QByteArray("message_stop"), limits));
}

/// Twelve words as the API streams them, `pauseMs` apart.
Script wholeAnswer(int pauseMs)
{
    Script script{{{0, streamHead}, {5, sse("message_start") + sse("ping")}}, StreamEnd::ClosedByPeer};
    for (int index = 0; index < 12; ++index)
        script.parts.append({pauseMs, sse("content_block_delta")});
    script.parts.append({pauseMs, sse("message_delta", R"({"usage":{"output_tokens":24}})")});
    script.parts.append({0, sse("message_stop")});
    return script;
}

StreamRunEvidence runOf(const Script& script)
{
    return describeStream(readFrom(script));
}

struct Practice
{
    explicit Practice(const char* id) : server(*practiceScenario(QString::fromLatin1(id)))
    {
        QSignalSpy ready(&server, &PracticeServer::ready);
        server.start();
        if (!ready.wait(10'000)) qFatal("not ready: %s", id);
        bench.aimAt(server.target().url, {u"127.0.0.1"_s});
        bench.aimAtPractice(server.target(), server.caFile());
        bench.context.key = ApiKey("practice-key-that-opens-nothing");
        ApiEvidence api;
        api.keySent = true;
        api.status = 200;
        bench.context.evidence.api = api;
    }

    StepResult result() { return bench.run(u"stream"_s, streamStep).value_or(StepResult{}); }
    StreamEvidence seen() { return fromObject<StreamEvidence>(result().evidence); }

    PracticeServer server;
    StepBench bench;
};

} // namespace

class TestStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void events_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<QByteArray>>("expected");
        const auto row = [](const char* name, const QByteArray& text, const QList<QByteArray>& expected) {
            QTest::newRow(name) << text << expected;
        };
        row("one", "event: ping\ndata: {}\n\n", {"ping|{}"});
        row("no name", "data: x\n\n", {"|x"});
        row("no space", "data:x\n\n", {"|x"});
        row("one space is taken off", "data:  x\n\n", {"| x"});
        row("lines are joined", "data: a\ndata: b\n\n", {"|a\nb"});
        row("no data is no event", "event: a\n\ndata: b\n\n", {"|b"});
        row("empty data is one", "data\n\n", {"|"});
        row("carriage returns", "data: a\r\rdata: b\r\r", {"|a", "|b"});
        row("both", "data: a\r\n\r\ndata: b\r\n\r\n", {"|a", "|b"});
        row("comments", ": hello\ndata: a\n: x\n\n", {"|a"});
        row("unknown fields", "retry: 5\nid: 7\nfoo: x\ndata: a\n\n", {"|a"});
        row("byte order mark",
            "\xef\xbb\xbf"
            "data: a\n\n",
            {"|a"});
        row("half a mark",
            "\xef\xbb"
            "data: a\n\ndata: b\n\n",
            {"|b"});
        row("the end cuts", "data: a\n\ndata: b\n", {"|a"});
        row("nothing", "", {});
        row("line ends alone", "\n\n\r\n\r\r", {});
    }
    void events()
    {
        QFETCH(QByteArray, text);
        QFETCH(QList<QByteArray>, expected);
        QCOMPARE(shortly(parsed(text)), expected);
        // However it is cut on its way.
        for (qsizetype size : {1, 2, 3, 7}) {
            SseParser parser;
            for (qsizetype at = 0; at < text.size(); at += size)
                parser.feed(text.mid(at, size));
            QCOMPARE(shortly(parser.take()), expected);
        }
    }

    void aTenMegabyteLineTakesLittleRoom()
    {
        SseParser parser;
        parser.feed("data: ");
        const QByteArray part(64 * 1024, 'x');
        for (int count = 0; count < 160; ++count)
            parser.feed(part);
        parser.feed("\n\n" + QByteArray("event: ") + QByteArray(1024 * 1024, 'n') + "\ndata: y\n\n");
        const auto events = parser.take();
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[0].data.size(), SseParser::mostDataBytes);
        QCOMPARE(events[0].dataBytes, 160 * 64 * 1024);
        QCOMPARE(events[1].name.size(), SseParser::mostNameBytes);
        QCOMPARE(parser.longestLine(), 160 * 64 * 1024 + 6);
    }

    void manyLinesOfDataAreBoundedToo()
    {
        SseParser parser;
        for (int count = 0; count < 100000; ++count)
            parser.feed("data: 0123456789\n");
        parser.feed("\n");
        const auto events = parser.take();
        QCOMPARE(events.size(), 1);
        QVERIFY(events[0].data.size() <= SseParser::mostDataBytes);
        QCOMPARE(events[0].dataBytes, 100000 * 11 - 1);
        for (int count = 0; count < 50000; ++count)
            parser.feed("data\n\n");
        QCOMPARE(parser.take().size(), SseParser::mostEvents);
        QCOMPARE(parser.count(), 50001);
    }

    void noiseIsSurvived()
    {
        std::mt19937 random(3);
        static constexpr char letters[] = "data: event\n\r\0\xff{}:"; // one of them NUL
        const QByteArray alphabet(letters, sizeof letters - 1);
        for (int round = 0; round < 300; ++round) {
            SseParser whole;
            SseParser cut;
            QByteArray text;
            for (int count = 0; count < 400; ++count)
                text += alphabet[static_cast<qsizetype>(random() % alphabet.size())];
            whole.feed(text);
            for (const char byte : text)
                cut.feed(QByteArray(1, byte));
            QCOMPARE(shortly(whole.take()), shortly(cut.take()));
        }
    }

    void aHealthyStream()
    {
        const StreamRunEvidence run = runOf(wholeAnswer(10));
        QCOMPARE(run.ending, StreamEnding::Complete);
        QCOMPARE(run.status, 200);
        QCOMPARE(run.events, 16);
        QCOMPARE(run.tokens, 24);
        QCOMPARE(run.buffered, false);
        QVERIFY(run.spreadMs.value() >= 100);
        QVERIFY(run.bursts.value() >= 10);
        QVERIFY(run.medianGapMs.value() >= 5 && run.medianGapMs.value() < 60);
        QVERIFY(run.firstEventMs.value() <= run.totalMs.value());
        QVERIFY(!run.lengthTold.value());
    }

    void momentsTellWhenEventsCame()
    {
        const StreamRunEvidence run = runOf(wholeAnswer(10));
        QVERIFY2(run.moments.size() >= 10, qPrintable(QString::number(run.moments.size())));
        int events = 0;
        double last = 0;
        for (const StreamMomentEvidence& each : run.moments) {
            QVERIFY(each.atMs >= last && each.bytes > 0);
            last = each.atMs;
            events += each.events;
        }
        QCOMPARE(events, run.events);
    }

    void manyMomentsAreFewAndLoseNothing()
    {
        StreamedAnswer answer;
        answer.status = 200;
        answer.stop = StreamStop::LastEvent;
        answer.headers = {{"content-type", "text/event-stream"}};
        for (int index = 0; index < 5000; ++index)
            answer.arrivals.append({index * 5.0, 1, 10});
        const QList<StreamMomentEvidence> moments = describeStream(answer).moments;
        QVERIFY(moments.size() > 100 && moments.size() <= 200);
        int events = 0;
        qint64 bytes = 0;
        for (const StreamMomentEvidence& each : moments) {
            events += each.events;
            bytes += each.bytes;
        }
        QCOMPARE(events, 5000);
        QCOMPARE(bytes, 50'000);
    }

    void whatCameTogetherIsOneMoment()
    {
        StreamedAnswer answer;
        answer.status = 200;
        answer.headers = {{"content-type", "text/event-stream"}};
        answer.arrivals = {{10, 1, 5}, {11, 2, 5}, {12.5, 1, 5}, {40, 1, 5}};
        const QList<StreamMomentEvidence> moments = describeStream(answer).moments;
        QCOMPARE(moments.size(), 2);
        QCOMPARE(moments[0].events, 4);
        QCOMPARE(moments[1].atMs, 40);
    }

    void theWalkIsToldOfEachMoment()
    {
        Practice practice("healthy");
        const StreamEvidence seen = practice.seen();
        const QList<QJsonObject> told = practice.bench.host->ofKind(u"stream_moment"_s);
        QVERIFY(told.size() >= 10 && told.size() <= 200);
        int events = 0;
        for (const QJsonObject& each : told) {
            QCOMPARE(each.value("run"_L1).toInt(-1), 0);
            events += each.value("events"_L1).toInt();
        }
        QCOMPARE(events, seen.events);
    }

    void allAtOnceIsBuffered()
    {
        QByteArray whole = streamHead;
        for (const Script::Part& part : wholeAnswer(0).parts.mid(1))
            whole += part.bytes;
        const StreamRunEvidence run = runOf({{{150, whole}}, StreamEnd::ClosedByPeer});
        QCOMPARE(run.ending, StreamEnding::Complete);
        QCOMPARE(run.buffered, true);
        QCOMPARE(run.bursts, 1);
        QVERIFY(run.firstEventMs.value() >= 140);
    }

    void tooFewTokensSayNothing()
    {
        const QByteArray tiny = streamHead + sse("message_start") +
                                sse("message_delta", R"({"usage":{"output_tokens":2}})") +
                                sse("message_stop");
        const StreamRunEvidence run = runOf({{{20, tiny}}, StreamEnd::ClosedByPeer});
        QCOMPARE(run.ending, StreamEnding::Complete);
        QVERIFY(!run.buffered);
    }

    void aLengthToldBeforehandIsBuffered()
    {
        QByteArray body;
        for (const Script::Part& part : wholeAnswer(0).parts.mid(1))
            body += part.bytes;
        const QByteArray head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: " +
                                QByteArray::number(body.size()) + "\r\n\r\n";
        // It dribbles in, as over a slow line, and was whole before it left all the same.
        Script script{{{0, head}, {0, body.left(100)}, {120, body.mid(100)}}, StreamEnd::ClosedByPeer};
        const StreamRunEvidence run = runOf(script);
        QCOMPARE(run.lengthTold, true);
        QCOMPARE(run.buffered, true);
    }

    void endings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("end"); // of StreamEnd; -1: it stays open
        QTest::addColumn<QString>("ending");
        const QByteArray some = streamHead + sse("message_start");
        const auto row = [](const char* name, const QByteArray& bytes, int end, const QString& ending) {
            QTest::newRow(name) << bytes << end << ending;
        };
        const int fin = static_cast<int>(StreamEnd::ClosedByPeer);
        const int rst = static_cast<int>(StreamEnd::Reset);
        row("cut by a close", some, fin, u"closed"_s);
        row("cut by a reset", some, rst, u"reset"_s);
        row("stands still", some, -1, u"stalled"_s);
        row("a head and nothing else", streamHead, -1, u"stalled"_s);
        row("no answer", QByteArray(), fin, u"no_answer"_s);
        row("silence", QByteArray(), -1, u"no_answer"_s);
        row("an error inside", some + sse("error", R"({"type":"error","error":{"type":"overloaded_error"}})"),
            fin, u"error"_s);
        row("an error inside, then silence",
            some + sse("error", R"({"type":"error","error":{"type":"overloaded_error"}})"), -1, u"error"_s);
        row("refused",
            "HTTP/1.1 402 X\r\ncontent-length: 35\r\n\r\n{\"error\":{\"type\":\"billing_error\"}}  ", fin,
            u"refused"_s);
        row("a web page", "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>",
            fin, u"not_a_stream"_s);
        row("chunks that end early",
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: "
            "chunked\r\n\r\n5\r\ndata:",
            fin, u"closed"_s);
        row("compressed, which nobody asked for",
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n\r\n\x1f\x8b" +
                QByteArray(100'000, '\0'),
            fin, u"not_a_stream"_s);
        row("broken chunks",
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
            -1, u"over_limit"_s);
    }
    void endings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, end);
        QFETCH(QString, ending);
        Script script{{{0, bytes}}, std::nullopt};
        if (end >= 0) script.end = static_cast<StreamEnd>(end);
        const StreamRunEvidence run = runOf(script);
        QCOMPARE(nameOf(run.ending), ending);
        if (ending == "stalled"_L1) QVERIFY(run.longestGapMs.value() >= 240);
        if (ending == "error"_L1) QCOMPARE(run.errorType, u"overloaded_error"_s);
        if (ending == "refused"_L1) QCOMPARE(run.errorType, u"billing_error"_s);
    }

    void namesThatWereTakenOutAreCounted()
    {
        const QByteArray bare = R"(data: {"type":"message_start"})"
                                "\n\n"
                                R"(data: {"type":"message_stop"})"
                                "\n\n";
        const StreamRunEvidence run = runOf({{{0, streamHead + bare}}, StreamEnd::ClosedByPeer});
        QCOMPARE(nameOf(run.ending), u"closed"_s);
        QCOMPARE(run.events, 2);
        QCOMPARE(run.nameless, 2);
        const QByteArray whole = sse("message_start") + sse("message_stop") + "data: [DONE]\n\n";
        QCOMPARE(runOf({{{0, streamHead + whole}}, StreamEnd::ClosedByPeer}).nameless, 0);
    }

    void pingsAreSignsOfLife()
    {
        Script script{{{0, streamHead + sse("message_start")}}, StreamEnd::ClosedByPeer};
        for (int count = 0; count < 5; ++count)
            script.parts.append({150, count % 2 ? sse("ping") : QByteArray(": still here\n\n")});
        script.parts.append({150, sse("message_stop")});
        QCOMPARE(runOf(script).ending, StreamEnding::Complete);
    }

    void aFloodEnds()
    {
        const QByteArray flood = streamHead + "data: " + QByteArray(20 * 1024 * 1024, 'x');
        QElapsedTimer clock;
        clock.start();
        const StreamRunEvidence run = runOf({{{0, flood}}, std::nullopt});
        QCOMPARE(run.ending, StreamEnding::OverLimit);
        QVERIFY(clock.elapsed() < 5000);
    }

    void itsTimeIsKept()
    {
        Script drip{{{0, streamHead}}, std::nullopt};
        for (int count = 0; count < 100; ++count)
            drip.parts.append({50, "data: x\n\n"});
        QElapsedTimer clock;
        clock.start();
        const StreamedAnswer answer = readFrom(drip, milliseconds(400));
        QCOMPARE(answer.stop, StreamStop::OutOfTime);
        QVERIFY(clock.elapsed() < 1500);
    }

    void whichModelIsAsked()
    {
        QCOMPARE(modelIn(R"({"data":[{"id":"big"},{"id":"claude-haiku-9"},{"id":"x"}]})"),
                 u"claude-haiku-9"_s);
        QCOMPARE(modelIn(R"({"data":[{"id":"big"},{"id":7}]})"), u"big"_s);
        for (const char* none : {"", "[]", R"({"data":{}})", R"({"data":[{"id":""}]})", "{\"data\":["})
            QVERIFY(!modelIn(none));
        QVERIFY(!modelIn("{\"data\":[{\"id\":\"" + QByteArray(5000, 'a') + "\"}]}"));
    }

    void whereMessagesGo()
    {
        Target target;
        target.url = u"https://api.example"_s;
        target.probe.path = u"/gateway/v1/models"_s;
        const auto request = messageRequest(target, u"m"_s);
        QVERIFY(request);
        QCOMPARE(request->path, "/gateway/v1/messages");
        QVERIFY(request->body.contains("\"stream\":true") && request->body.contains("\"max_tokens\":32"));
        target.probe.path = u"/"_s;
        QVERIFY(!messageRequest(target, u"m"_s));
    }

    void withoutAKeyItStaysUnknown()
    {
        Practice practice("healthy");
        practice.bench.context.key = {};
        practice.bench.context.options.http2 = true;
        QSignalSpy served(&practice.server, &PracticeServer::served);
        const StepResult result = practice.result();
        QVERIFY(result.unknown && result.evidence.isEmpty());
        QCOMPARE(result.unknown->key, u"stream_needs_key"_s);
        QCOMPARE(served.count(), 0); // Nothing was sent.
    }

    void withARefusedKeyItIsSkipped()
    {
        Practice practice("unauthorized");
        practice.bench.context.evidence.api->status = 401;
        QVERIFY(practice.result().skipped);
        practice.bench.context.evidence.api->status = 200;
        practice.bench.context.evidence.tls->verified = false;
        QVERIFY(practice.result().skipped); // The key would go to who does not prove its name.
    }

    void practiceStreams_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<int>("streams");
        QTest::newRow("healthy") << u"complete"_s << 1;
        QTest::newRow("stream_buffered") << u"complete"_s << 2;
        QTest::newRow("stream_cut") << u"closed"_s << 2;
        QTest::newRow("stream_error") << u"error"_s << 2;
    }
    void practiceStreams()
    {
        QFETCH(QString, ending);
        QFETCH(int, streams);
        Practice practice(QTest::currentDataTag());
        const StreamEvidence seen = practice.seen();
        QCOMPARE(seen.streams.size(), streams);
        QCOMPARE(nameOf(seen.ending.value()), ending);
        QCOMPARE(seen.model, u"practice-model"_s);
        QCOMPARE(seen.buffered.value_or(false),
                 QLatin1StringView(QTest::currentDataTag()) == "stream_buffered"_L1);
        QVERIFY(seen.events.value() >= 5);
    }

    void whyHttp2IsNotCompared_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::addColumn<bool>("cutBefore"); // one plain request over HTTP/2
        QTest::addColumn<int>("packets");
        QTest::addColumn<QString>("why");
        QTest::addColumn<int>("tried");
        const auto row = [](const char* scenario, const char* name, bool asked, bool cutBefore, int packets,
                            const QString& why, int tried) {
            QTest::addRow("%s/%s", scenario, name) << asked << cutBefore << packets << why << tried;
        };
        row("healthy", "nobody asked", false, false, 500, {}, 0);
        row("healthy", "not offered", true, false, 500, u"not_offered"_s, 1);
        row("healthy", "no room", true, false, 100, u"no_room"_s, 0);
        row("healthy", "cut before", true, true, 500, u"cut_already"_s, 0);
        row("stream_error", "the API says no", true, false, 500, u"nothing_to_compare"_s, 0);
    }
    void whyHttp2IsNotCompared()
    {
        QFETCH(bool, asked);
        QFETCH(bool, cutBefore);
        QFETCH(int, packets);
        QFETCH(QString, why);
        QFETCH(int, tried);
        Practice practice(QByteArray(QTest::currentDataTag()).split('/').first().constData());
        StepContext& context = practice.bench.context;
        context.options.http2 = asked;
        context.packets = std::make_shared<PacketBudget>(PacketAmount{packets, 64LL * 1024});
        if (cutBefore) {
            Http2Evidence cut;
            cut.offered = u"h2"_s;
            cut.outcome = Http2Outcome::Reset;
            Http2Evidence plain;
            plain.offered = u"http/1.1"_s;
            plain.outcome = Http2Outcome::Answered;
            HttpEvidence http;
            http.http2 = {cut, cut, plain};
            context.evidence.http = http;
        }
        const StreamEvidence seen = practice.seen();
        QVERIFY(!seen.streams.isEmpty());
        QCOMPARE(seen.http2LeftOut ? nameOf(*seen.http2LeftOut) : QString(), why);
        QCOMPARE(seen.http2.size(), tried);
    }

    void aStopLeavesHttp2Out()
    {
        Practice practice("healthy");
        practice.bench.context.options.http2 = true;
        QObject::connect(&practice.server, &PracticeServer::served, practice.bench.cancel.get(),
                         [cancel = practice.bench.cancel.get()](const PracticeServed& what) {
                             if (what.path.endsWith("/messages"_L1)) cancel->cancel();
                         });
        const StreamEvidence seen = practice.seen();
        QCOMPARE(seen.http2LeftOut ? nameOf(*seen.http2LeftOut) : QString(), u"out_of_time"_s);
        QVERIFY(seen.http2.isEmpty());
    }

    void stoppingEndsIt()
    {
        for (int moment = 0; moment < 400; moment += 40) {
            Practice practice("healthy");
            QTimer::singleShot(moment, practice.bench.cancel.get(), &CancelSource::cancel);
            QElapsedTimer clock;
            clock.start();
            practice.result();
            QVERIFY(clock.elapsed() < 3000);
        }
    }
};

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
