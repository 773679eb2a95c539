// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http.h"

#include "core/async/wait.h"
#include "core/net/httpparser.h"
#include "core/net/platform/traffic.h"

#include <QElapsedTimer>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

double msSince(const QElapsedTimer& clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

bool names(const QList<HttpHeader>& headers, const QByteArray& name)
{
    return std::any_of(headers.begin(), headers.end(), [&](const HttpHeader& header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

/// One exchange on its way: what arrived and when.
struct Progress
{
    Stream* stream;
    HttpParser parser;
    QElapsedTimer clock;
    std::optional<double> flushedMs;
    std::optional<double> firstByteMs;

    /// Takes what the stream has; true when the exchange is over.
    bool look()
    {
        if (!flushedMs && stream->flushed()) flushedMs = msSince(clock);
        const bool ended = stream->end() != StreamEnd::Open;
        // The end was asked before the bytes, so that none that came with it is lost.
        for (QByteArray bytes = stream->read(); !bytes.isEmpty() && !parser.isOver();
             bytes = stream->read()) {
            if (!firstByteMs) firstByteMs = msSince(clock) - flushedMs.value_or(0);
            parser.feed(bytes);
        }
        if (ended && !parser.isOver() && parser.isBegun())
            parser.finish(stream->end() == StreamEnd::ClosedByPeer);
        return parser.isOver() || ended;
    }
};

/// The words for a stream that ended before one byte of an answer came.
void endedEarly(const Stream& stream, HttpAnswer& answer)
{
    answer.outcome = stream.end() == StreamEnd::Reset ? ExchangeOutcome::Reset : ExchangeOutcome::ClosedEarly;
    answer.detail = stream.errorText();
}

void lateEnd(const HttpParser& parser, HttpAnswer& answer)
{
    const bool inBody = parser.state() == HttpParser::State::Body;
    answer.outcome = inBody ? ExchangeOutcome::Invalid : ExchangeOutcome::TimedOut;
    if (inBody)
        answer.detail = parser.endIsTold() ? u"unfinished body"_s : u"endless body"_s;
    else
        answer.detail = parser.isBegun() ? u"unfinished head"_s : QString();
}

void takeParsed(const HttpParser& parser, HttpAnswer& answer)
{
    answer.status = parser.status();
    answer.version = parser.version();
    answer.reason = parser.reason().left(200);
    answer.headers = parser.headers();
    answer.body = parser.body();
    answer.detail = parser.detail();
    if (parser.state() == HttpParser::State::NotHttp) answer.firstBytes = parser.firstBytes();
}

/// What makes every client fail that reads the body is no answer.
void holdAgainstItsCoding(HttpAnswer& answer)
{
    if (answer.outcome != ExchangeOutcome::Answered) return;
    const auto altered = alterationOf(answer);
    if (!altered) return;
    answer.outcome = ExchangeOutcome::Invalid;
    answer.detail = *altered == "packed"_L1 ? u"unmarked compression"_s : u"not the announced compression"_s;
}

HttpAnswer answerFrom(Ended ended, const Progress& progress)
{
    HttpAnswer answer;
    takeParsed(progress.parser, answer);
    answer.firstByteMs = progress.firstByteMs;
    answer.totalMs = msSince(progress.clock);
    const HttpParser::State state = progress.parser.state();
    if (state == HttpParser::State::Done)
        answer.outcome = ExchangeOutcome::Answered;
    else if (state == HttpParser::State::NotHttp)
        answer.outcome = ExchangeOutcome::NotHttp;
    else if (state == HttpParser::State::Invalid)
        answer.outcome = ExchangeOutcome::Invalid;
    else if (ended == Ended::Cancelled)
        answer.outcome = ExchangeOutcome::Cancelled;
    else if (ended == Ended::TimedOut) {
        platform::abandon(progress.stream->descriptor());
        lateEnd(progress.parser, answer);
    } else
        endedEarly(*progress.stream, answer);
    return answer;
}

} // namespace

QByteArray safeTarget(const QByteArray& path)
{
    QByteArray safe;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7f)
            safe += c;
        else
            safe += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return safe;
}

QByteArray bytesOf(const HttpRequest& request)
{
    QList<HttpHeader> headers{{"Host", request.host}};
    if (!names(request.headers, "User-Agent"))
        headers.append(HttpHeader{"User-Agent", "pathlight/" PATHLIGHT_VERSION});
    if (!names(request.headers, "Accept")) headers.append(HttpHeader{"Accept", "*/*"});
    if (request.method != "CONNECT")
        headers.append(HttpHeader{"Connection", request.keepAlive ? "keep-alive" : "close"});
    if (!request.body.isEmpty())
        headers.append(HttpHeader{"Content-Length", QByteArray::number(request.body.size())});
    headers += request.headers;
    QByteArray bytes = request.method + ' ' + safeTarget(request.path) + " HTTP/1.1\r\n";
    for (const HttpHeader& header : headers) {
        if (isHeaderValue(header.value)) bytes += header.name + ": " + header.value + "\r\n";
    }
    return bytes + "\r\n" + request.body;
}

std::optional<QString> alterationOf(const HttpAnswer& answer)
{
    if (answer.body.isEmpty()) return std::nullopt;
    const QByteArray coding = answer.header("content-encoding").value_or(QByteArray()).trimmed().toLower();
    if (coding.isEmpty() || coding == "identity") {
        const bool saysJson = answer.header("content-type").value_or(QByteArray()).toLower().contains("json");
        const bool isPacked =
            answer.body.startsWith("\x1f\x8b") || answer.body.startsWith("\x28\xb5\x2f\xfd");
        return saysJson && isPacked ? std::optional(u"packed"_s) : std::nullopt;
    }
    static const QList<QByteArray> codings{"gzip", "x-gzip", "deflate", "br", "zstd"};
    const bool isJson = !QJsonDocument::fromJson(answer.body).isNull();
    return codings.contains(coding) && isJson ? std::optional(u"unpacked"_s) : std::nullopt;
}

bool isHeaderValue(const QByteArray& value)
{
    return std::none_of(value.begin(), value.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || byte == 0x7f;
    });
}

std::optional<QByteArray> HttpAnswer::header(const QByteArray& name) const
{
    for (const HttpHeader& header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0) return header.value;
    }
    return std::nullopt;
}

QByteArray pathAndQuery(const QUrl& url)
{
    QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty()) path = "/";
    if (url.hasQuery()) path += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return path;
}

QCoro::Task<HttpAnswer> exchange(Scope scope, Stream* stream, HttpRequest request, HttpLimits limits)
{
    Progress progress{stream, HttpParser(limits, request.method), {}, {}, {}};
    progress.clock.start();
    stream->write(bytesOf(request));
    Progress* const at = &progress;
    const Ended ended = co_await until(scope, stream, &Stream::changed, [at] { return at->look(); });
    HttpAnswer answer = answerFrom(ended, progress);
    // What a proxy says beside its answer to CONNECT is read by nobody.
    if (request.method != "CONNECT") holdAgainstItsCoding(answer);
    co_return answer;
}

} // namespace pathlight
