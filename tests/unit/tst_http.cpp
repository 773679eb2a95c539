// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http.h"
#include "core/net/httpparser.h"

#include <QCoroTask>
#include <QTest>

#include "pipestream.h"

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What the other end does once it has the whole request head.
struct Script
{
    QByteArray says;
    StreamEnd then = StreamEnd::Open;
};

struct Outcome
{
    HttpAnswer answer;
    QByteArray request;
};

Outcome ask(Script script, HttpRequest request = {}, HttpLimits limits = {},
            std::chrono::milliseconds time = 3s)
{
    auto [client, server] = PipeStream::pair();
    auto heard = std::make_shared<QByteArray>();
    server->onChange([script, heard](PipeStream* end) {
        *heard += end->read();
        if (!heard->contains("\r\n\r\n")) return;
        end->write(script.says);
        if (script.then != StreamEnd::Open) end->endAs(script.then);
    });
    if (request.host.isEmpty()) request.host = "api.example";
    const HttpAnswer answer =
        QCoro::waitFor(exchange(Scope::lasting(time), client.get(), std::move(request), limits));
    return {answer, *heard};
}

using State = HttpParser::State;

HttpParser parsed(const QByteArray& bytes, qsizetype pieceSize, std::optional<bool> orderlyEnd,
                  const QByteArray& method = "GET")
{
    HttpParser parser({4096, 64 * 1024}, method);
    for (qsizetype at = 0; at < bytes.size(); at += pieceSize)
        parser.feed(bytes.mid(at, pieceSize));
    if (orderlyEnd) parser.finish(*orderlyEnd);
    return parser;
}

} // namespace

class TestHttp final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The same answer must be read however its bytes are cut on the way.
    void readsAnswers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("end"); // 0: none, 1: orderly, 2: not orderly
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, QByteArray bytes, int end, State state, int status,
                            QByteArray body, QString detail) {
            QTest::newRow(name) << bytes << end << int(state) << status << body << detail;
        };
        row("length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 0, State::Done, 200, "hello", {});
        row("bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", 0, State::Done, 200, "hi", {});
        row("no reason", "HTTP/1.0 404\r\nContent-Length: 0\r\n\r\n", 0, State::Done, 404, "", {});
        row("until close", "HTTP/1.1 200 OK\r\n\r\nall of it", 1, State::Done, 200, "all of it", {});
        row("until reset", "HTTP/1.1 200 OK\r\n\r\npart", 2, State::Invalid, 200, "part",
            u"body cut by a reset"_s);
        row("chunks",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
            "chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
            0, State::Done, 200, "abc0123456789", {});
        row("interim",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No "
            "Content\r\n\r\n",
            0, State::Done, 204, "", {});
        row("same length twice", "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nhi", 0,
            State::Done, 200, "hi", {});
        row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi!", 0,
            State::Invalid, 200, "", u"contradicting Content-Length"_s);
        row("negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", 0, State::Invalid, 200, "",
            u"contradicting Content-Length"_s);
        row("huge length", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", 0,
            State::Invalid, 200, "", u"contradicting Content-Length"_s);
        row("short body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", 1, State::Invalid, 200, "half",
            u"short body"_s);
        row("short chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf", 1,
            State::Invalid, 200, "half", u"short body"_s);
        row("bad chunk size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n", 0,
            State::Invalid, 200, "", u"malformed chunk"_s);
        row("chunk without end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n", 0,
            State::Invalid, 200, "he", u"malformed chunk"_s);
        row("unknown coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", 0, State::Invalid, 200,
            "", u"unknown transfer coding"_s);
        row("folded", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", 0, State::NotHttp, 200, "",
            u"folded header line"_s);
        row("no colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", 0, State::NotHttp, 200, "",
            u"malformed header line"_s);
        row("not HTTP", "220 mail.example ESMTP\r\n", 0, State::NotHttp, 0, "", u"not HTTP"_s);
        row("almost HTTP", "HTTP/1.1 2000 OK\r\n", 0, State::NotHttp, 0, "", u"malformed status line"_s);
        row("short head", "HTTP/1.1 200 OK\r\nServer: x\r\n", 1, State::Invalid, 200, "", u"short head"_s);
        row("short status", "HTTP/1", 1, State::NotHttp, 0, "", u"short head"_s);
        row("long head", "HTTP/1.1 200 OK\r\nX: " + QByteArray(5000, 'x'), 0, State::Invalid, 200, "",
            u"head over 4 KiB"_s);
        row("long body", "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(70'000, 'x'), 0, State::Invalid, 200,
            QByteArray(64 * 1024, 'x'), u"body over 64 KiB"_s);
    }

    void readsAnswers()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, end);
        const auto orderly = end == 0 ? std::nullopt : std::optional(end == 1);
        for (const qsizetype piece : {1, 2, 3, 7, 64, 100'000}) {
            const HttpParser parser = parsed(bytes, piece, orderly);
            QTEST(int(parser.state()), "state");
            QTEST(parser.status(), "status");
            QTEST(parser.body(), "body");
            QTEST(parser.detail(), "detail");
        }
    }

    void connectHasNoBody()
    {
        const HttpParser parser = parsed("HTTP/1.1 200 Established\r\nContent-Length: 9\r\n\r\n\x16\x03", 3,
                                         std::nullopt, "CONNECT");
        QCOMPARE(int(parser.state()), int(State::Done));
        QVERIFY(parser.body().isEmpty());
    }

    /// Whatever comes, the parser keeps no more than its limits and never goes past its end.
    void aBodyIsTakenAsItComes()
    {
        HttpParser parser({4096, 10}, "GET");
        parser.feed("HTTP/1.1 200 OK\r\n\r\n12345");
        QCOMPARE(parser.takeBody(), "12345");
        QCOMPARE(parser.takeBody(), "");
        parser.feed("67890");
        QCOMPARE(parser.takeBody(), "67890");
        QCOMPARE(parser.state(), State::Body);
        parser.feed("x"); // The limit is for all of it, not for what waits to be taken.
        QCOMPARE(parser.state(), State::Invalid);
    }

    void survivesGarbage()
    {
        std::srand(7);
        const QByteArray sound =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        for (int round = 0; round < 5000; ++round) {
            QByteArray bytes = sound;
            for (int change = 0; change < 3; ++change)
                bytes[std::rand() % bytes.size()] = static_cast<char>(std::rand());
            HttpParser parser = parsed(bytes, 1 + std::rand() % 9, true);
            QVERIFY(parser.isOver());
            QVERIFY(parser.body().size() <= 64 * 1024);
        }
    }

    void sendsAWholeRequest()
    {
        HttpRequest request;
        request.path = "/v1/mod els\r\nX: y";
        request.headers = {{"anthropic-version", "2023-06-01"}, {"x-api-key", "line\r\nBreak: 1"}};
        const Outcome outcome = ask({"HTTP/1.1 204 No Content\r\n\r\n"}, request);
        QCOMPARE(outcome.answer.outcome, ExchangeOutcome::Answered);
        QCOMPARE(outcome.request, QByteArray("GET /v1/mod%20els%0D%0AX:%20y HTTP/1.1\r\nHost: api.example\r\n"
                                             "User-Agent: pathlight/" PATHLIGHT_VERSION
                                             "\r\nAccept: */*\r\nConnection: close\r\n"
                                             "anthropic-version: 2023-06-01\r\n\r\n"));
    }

    void tellsTheTimes()
    {
        const HttpAnswer answer = ask({"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"}).answer;
        QCOMPARE(answer.outcome, ExchangeOutcome::Answered);
        QVERIFY(answer.firstByteMs && *answer.firstByteMs >= 0 && *answer.firstByteMs < 3000);
        QVERIFY(answer.totalMs && *answer.totalMs >= *answer.firstByteMs);
        QCOMPARE(answer.header("CONTENT-length"), std::optional(QByteArray("2")));
        QCOMPARE(answer.header("absent"), std::nullopt);
    }

    void namesTheEnd_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<int>("then");
        QTest::addColumn<int>("outcome");
        const auto row = [](const char* name, QByteArray says, StreamEnd then, ExchangeOutcome outcome) {
            QTest::newRow(name) << says << int(then) << int(outcome);
        };
        row("closed", "", StreamEnd::ClosedByPeer, ExchangeOutcome::ClosedEarly);
        row("reset", "", StreamEnd::Reset, ExchangeOutcome::Reset);
        row("silence", "", StreamEnd::Open, ExchangeOutcome::TimedOut);
        row("head never ends", "HTTP/1.1 200 OK\r\nA", StreamEnd::Open, ExchangeOutcome::TimedOut);
        row("body never ends", "HTTP/1.1 200 OK\r\n\r\nA", StreamEnd::Open, ExchangeOutcome::Invalid);
        row("whole, then reset", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nA", StreamEnd::Reset,
            ExchangeOutcome::Answered);
        row("part, then reset", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nA", StreamEnd::Reset,
            ExchangeOutcome::Invalid);
        row("garbage", "\x01\x02\x03", StreamEnd::ClosedByPeer, ExchangeOutcome::NotHttp);
    }

    void namesTheEnd()
    {
        QFETCH(QByteArray, says);
        QFETCH(int, then);
        const HttpAnswer answer = ask({says, StreamEnd(then)}, {}, {}, 100ms).answer;
        QTEST(int(answer.outcome), "outcome");
        if (answer.outcome == ExchangeOutcome::NotHttp) QCOMPARE(answer.firstBytes, says);
    }

    void holdsTheBodyAgainstItsCoding_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("sound");
        const QByteArray gzip("Content-Encoding: gzip\r\n");
        const QByteArray json("Content-Type: application/json\r\n");
        const QByteArray packed("\x1f\x8b\x08\x00 packed");
        const QByteArray plain("{\"type\": \"error\"}");
        QTest::newRow("plain") << json << plain << true;
        QTest::newRow("identity") << json + "Content-Encoding: identity\r\n" << plain << true;
        QTest::newRow("packed") << json + gzip << packed << true;
        QTest::newRow("no body") << gzip << QByteArray() << true;
        QTest::newRow("unpacked, header left") << json + gzip << plain << false;
        QTest::newRow("capitals") << QByteArray("content-ENCODING: X-GZip\r\n") << plain << false;
        QTest::newRow("packed, header lost") << json << packed << false;
        QTest::newRow("a file that is packed")
            << QByteArray("Content-Type: application/gzip\r\n") << packed << true;
        QTest::newRow("br, unpacked") << QByteArray("Content-Encoding: br\r\n") << plain << false;
        QTest::newRow("a page is no JSON") << gzip << QByteArray(" <html>") << true;
        QTest::newRow("br") << QByteArray("Content-Encoding: br\r\n") << QByteArray("\x0b\x05\x80{}") << true;
        QTest::newRow("zstd, unpacked") << QByteArray("Content-Encoding: zstd\r\n") << plain << false;
        QTest::newRow("unknown coding") << QByteArray("Content-Encoding: rot13\r\n") << plain << true;
    }

    void holdsTheBodyAgainstItsCoding()
    {
        QFETCH(QByteArray, headers);
        QFETCH(QByteArray, body);
        QFETCH(bool, sound);
        const HttpAnswer answer =
            ask({"HTTP/1.1 401 Unauthorized\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
                 headers + "\r\n" + body})
                .answer;
        QCOMPARE(answer.outcome, sound ? ExchangeOutcome::Answered : ExchangeOutcome::Invalid);
        QCOMPARE(answer.detail.isEmpty(), sound);
        QCOMPARE(answer.body, body);
    }

    void readsNothingIntoAProxysRefusal()
    {
        HttpRequest request;
        request.method = "CONNECT";
        request.path = "api.example:443";
        const HttpAnswer answer = ask({"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\n"
                                       "Content-Encoding: gzip\r\n\r\n{}"},
                                      request)
                                      .answer;
        QCOMPARE(answer.outcome, ExchangeOutcome::Answered);
        QCOMPARE(answer.status, 407);
    }

    void isCancelled()
    {
        auto [client, server] = PipeStream::pair();
        const auto source = std::make_shared<CancelSource>();
        const Scope scope(source, QDeadlineTimer(5000));
        auto task = exchange(scope, client.get(), {"GET", "/", "api.example", {}, {}});
        source->cancel();
        QCOMPARE(QCoro::waitFor(task).outcome, ExchangeOutcome::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
