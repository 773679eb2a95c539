// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http2.h"

#include "core/async/wait.h"
#include "core/net/platform/traffic.h"

#include <QElapsedTimer>

#include <array>
#include <vector>

#include <nghttp2/nghttp2.h>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// An answer to a probe takes ten or so. Each PING and each SETTINGS is answered, so a flood of them would
/// make this side send too.
constexpr int mostFrames = 200;
constexpr qint64 framingBytes = 64LL * 1024;
/// What HTTP adds to each header where the size of a list is counted (RFC 9113 section 6.5.2).
constexpr qint64 bytesBesideHeader = 32;

template <auto Delete>
struct Freeing
{
    template <typename T>
    void operator()(T* object) const
    {
        Delete(object);
    }
};

double msSince(const QElapsedTimer& clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// Headers that speak of an HTTP/1.1 connection have no place here (RFC 9113 section 8.2.2).
bool isOfTheConnection(const QByteArray& name)
{
    static const QList<QByteArray> names{"connection",        "host",    "keep-alive", "proxy-connection",
                                         "transfer-encoding", "upgrade", "te"};
    return names.contains(name);
}

/// One that could not stand in a request is left out, never sent.
bool maySend(const HttpHeader& header)
{
    const auto bytes = [](const QByteArray& text) {
        return reinterpret_cast<const std::uint8_t*>(text.constData());
    };
    return !isOfTheConnection(header.name) && isHeaderValue(header.value) &&
           nghttp2_check_header_name(bytes(header.name), static_cast<std::size_t>(header.name.size())) != 0 &&
           nghttp2_check_header_value(bytes(header.value), static_cast<std::size_t>(header.value.size())) !=
               0;
}

/// The request's fields in HTTP/2's order and spelling.
QList<HttpHeader> fieldsOf(const HttpRequest& request)
{
    QList<HttpHeader> fields{{":method", request.method},
                             {":scheme", "https"},
                             {":authority", request.host},
                             {":path", safeTarget(request.path)}};
    QList<HttpHeader> plain{{"user-agent", "pathlight/" PATHLIGHT_VERSION}, {"accept", "*/*"}};
    for (const HttpHeader& header : request.headers) {
        const QByteArray name = header.name.toLower();
        plain.removeIf([&](const HttpHeader& each) { return each.name == name; });
        plain.append({name, header.value});
    }
    for (const HttpHeader& header : plain) {
        if (maySend(header)) fields.append(header);
    }
    return fields;
}

/// One exchange on its way. The library frames; this counts, keeps and judges. Neither clock nor network.
class Http2Client
{
public:
    Http2Client(const HttpRequest& request, HttpLimits limits);

    void feed(const QByteArray& bytes);
    /// What is to be written now.
    [[nodiscard]] QByteArray output();
    [[nodiscard]] bool isOver() const { return m_closedWith || !m_broken.isEmpty() || isSpent(); }
    [[nodiscard]] bool isBegun() const { return m_answer.status != 0; }
    /// How it ended, where the connection ended so.
    [[nodiscard]] Http2Answer take(Ended ended, StreamEnd end);

private:
    using Callbacks = std::unique_ptr<nghttp2_session_callbacks, Freeing<nghttp2_session_callbacks_del>>;
    using Options = std::unique_ptr<nghttp2_option, Freeing<nghttp2_option_del>>;
    using Session = std::unique_ptr<nghttp2_session, Freeing<nghttp2_session_del>>;

    void open();
    void ask(const HttpRequest& request);
    /// The library has given the connection up.
    [[nodiscard]] bool isSpent() const;
    [[nodiscard]] Http2Outcome outcome(Ended ended, StreamEnd end) const;
    int breakOff(const QString& why);
    int takeHeader(const QByteArray& name, const QByteArray& value);
    int takeBody(const QByteArray& bytes);
    void takeFrame(const nghttp2_frame& frame);

    HttpLimits m_limits;
    Session m_session;
    std::int32_t m_stream = 0;
    HttpAnswer m_answer;
    int m_frames = 0;
    qint64 m_received = 0;
    qint64 m_headBytes = 0;
    std::optional<qint64> m_maxConcurrentStreams;
    std::optional<std::uint32_t> m_closedWith; ///< the request's stream is closed, with this code
    std::optional<std::uint32_t> m_resetWith;  ///< the other end's RST_STREAM
    std::optional<std::uint32_t> m_goaway;     ///< the other end's
    QString m_broken;                          ///< what a stranger went over or against
};

Http2Client* clientOf(void* user)
{
    return static_cast<Http2Client*>(user);
}

QByteArray bytesOf(const std::uint8_t* data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
}

Http2Client::Http2Client(const HttpRequest& request, HttpLimits limits) : m_limits(limits)
{
    open();
    ask(request);
}

void Http2Client::open()
{
    nghttp2_session_callbacks* made = nullptr;
    nghttp2_session_callbacks_new(&made);
    const Callbacks callbacks(made);
    nghttp2_session_callbacks_set_on_begin_frame_callback(
        made, [](nghttp2_session*, const nghttp2_frame_hd*, void* user) {
            Http2Client* const client = clientOf(user);
            return ++client->m_frames > mostFrames ? client->breakOff(u"too many frames"_s) : 0;
        });
    nghttp2_session_callbacks_set_on_frame_recv_callback(
        made, [](nghttp2_session*, const nghttp2_frame* frame, void* user) {
            clientOf(user)->takeFrame(*frame);
            return 0;
        });
    nghttp2_session_callbacks_set_on_header_callback(
        made, [](nghttp2_session*, const nghttp2_frame*, const std::uint8_t* name, std::size_t nameSize,
                 const std::uint8_t* value, std::size_t valueSize, std::uint8_t, void* user) {
            return clientOf(user)->takeHeader(bytesOf(name, nameSize), bytesOf(value, valueSize));
        });
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(
        made, [](nghttp2_session*, std::uint8_t, std::int32_t, const std::uint8_t* data, std::size_t size,
                 void* user) { return clientOf(user)->takeBody(bytesOf(data, size)); });
    nghttp2_session_callbacks_set_on_stream_close_callback(
        made, [](nghttp2_session*, std::int32_t stream, std::uint32_t code, void* user) {
            if (stream == clientOf(user)->m_stream) clientOf(user)->m_closedWith = code;
            return 0;
        });
    nghttp2_option* option = nullptr;
    nghttp2_option_new(&option);
    const Options options(option);
    nghttp2_option_set_max_outbound_ack(option, mostFrames);
    nghttp2_session* session = nullptr;
    nghttp2_session_client_new2(&session, made, this, option);
    m_session.reset(session);
}

void Http2Client::ask(const HttpRequest& request)
{
    const std::array settings{
        nghttp2_settings_entry{NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
        nghttp2_settings_entry{NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE,
                               static_cast<std::uint32_t>(m_limits.headBytes)},
    };
    nghttp2_submit_settings(m_session.get(), NGHTTP2_FLAG_NONE, settings.data(), settings.size());
    QList<HttpHeader> fields = fieldsOf(request);
    std::vector<nghttp2_nv> pairs;
    for (HttpHeader& field : fields) {
        pairs.push_back({reinterpret_cast<std::uint8_t*>(field.name.data()),
                         reinterpret_cast<std::uint8_t*>(field.value.data()),
                         static_cast<std::size_t>(field.name.size()),
                         static_cast<std::size_t>(field.value.size()), NGHTTP2_NV_FLAG_NONE});
    }
    m_stream = nghttp2_submit_request(m_session.get(), nullptr, pairs.data(), pairs.size(), nullptr, nullptr);
}

void Http2Client::feed(const QByteArray& bytes)
{
    if (isOver() || bytes.isEmpty()) return;
    m_received += bytes.size();
    if (m_received > m_limits.headBytes + m_limits.bodyBytes + framingBytes) {
        breakOff(u"too many bytes"_s);
        return;
    }
    const auto taken =
        nghttp2_session_mem_recv(m_session.get(), reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                                 static_cast<std::size_t>(bytes.size()));
    if (taken < 0 && m_broken.isEmpty())
        breakOff(taken == NGHTTP2_ERR_FLOODED ? u"too many frames"_s : u"not HTTP/2"_s);
}

QByteArray Http2Client::output()
{
    QByteArray out;
    if (!m_broken.isEmpty()) return out;
    const std::uint8_t* data = nullptr;
    for (auto size = nghttp2_session_mem_send(m_session.get(), &data); size > 0;
         size = nghttp2_session_mem_send(m_session.get(), &data))
        out += bytesOf(data, static_cast<std::size_t>(size));
    return out;
}

bool Http2Client::isSpent() const
{
    return nghttp2_session_want_read(m_session.get()) == 0 &&
           nghttp2_session_want_write(m_session.get()) == 0;
}

int Http2Client::breakOff(const QString& why)
{
    m_broken = why;
    return NGHTTP2_ERR_CALLBACK_FAILURE;
}

int Http2Client::takeHeader(const QByteArray& name, const QByteArray& value)
{
    m_headBytes += name.size() + value.size() + bytesBesideHeader;
    if (m_headBytes > m_limits.headBytes)
        return breakOff(u"head over %1 KiB"_s.arg(m_limits.headBytes / 1024));
    if (name == ":status") {
        // An interim head (1xx) gives way to the final one.
        m_answer.status = value.toInt();
        m_answer.headers.clear();
    } else {
        m_answer.headers.append({name, value});
    }
    return 0;
}

int Http2Client::takeBody(const QByteArray& bytes)
{
    if (m_answer.body.size() + bytes.size() > m_limits.bodyBytes)
        return breakOff(u"body over %1 KiB"_s.arg(m_limits.bodyBytes / 1024));
    m_answer.body += bytes;
    return 0;
}

void Http2Client::takeFrame(const nghttp2_frame& frame)
{
    if (frame.hd.type == NGHTTP2_GOAWAY) m_goaway = frame.goaway.error_code;
    if (frame.hd.type == NGHTTP2_RST_STREAM && frame.hd.stream_id == m_stream)
        m_resetWith = frame.rst_stream.error_code;
    if (frame.hd.type != NGHTTP2_SETTINGS) return;
    for (std::size_t index = 0; index < frame.settings.niv; ++index) {
        const nghttp2_settings_entry& entry = frame.settings.iv[index];
        if (entry.settings_id == NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
            m_maxConcurrentStreams = entry.value;
    }
}

Http2Outcome Http2Client::outcome(Ended ended, StreamEnd end) const
{
    if (!m_broken.isEmpty()) return Http2Outcome::ProtocolError;
    if (m_closedWith == NGHTTP2_NO_ERROR && m_answer.status >= 200) return Http2Outcome::Answered;
    if (m_resetWith) return Http2Outcome::StreamReset;
    if (m_goaway && (m_closedWith || end != StreamEnd::Open)) return Http2Outcome::Goaway;
    if (m_closedWith || isSpent()) return Http2Outcome::ProtocolError;
    if (ended == Ended::Cancelled) return Http2Outcome::Cancelled;
    if (end == StreamEnd::Open) return Http2Outcome::TimedOut;
    return end == StreamEnd::Reset ? Http2Outcome::Reset : Http2Outcome::Closed;
}

Http2Answer Http2Client::take(Ended ended, StreamEnd end)
{
    Http2Answer seen;
    seen.outcome = outcome(ended, end);
    seen.detail = m_broken;
    seen.maxConcurrentStreams = m_maxConcurrentStreams;
    if (seen.outcome == Http2Outcome::StreamReset) seen.errorCode = http2ErrorName(*m_resetWith);
    if (seen.outcome == Http2Outcome::Goaway) seen.errorCode = http2ErrorName(*m_goaway);
    if (seen.outcome == Http2Outcome::ProtocolError && m_broken.isEmpty()) seen.detail = u"not HTTP/2"_s;
    const bool isOpen = seen.outcome == Http2Outcome::TimedOut || seen.outcome == Http2Outcome::Closed;
    if (isOpen && isBegun()) seen.detail = u"unfinished answer"_s;
    seen.answer = std::move(m_answer);
    seen.answer.version = "HTTP/2";
    if (seen.answer.status < 200) seen.answer.status = 0;
    return seen;
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

QString http2ErrorName(std::uint32_t code)
{
    constexpr std::uint32_t lastKnown = NGHTTP2_HTTP_1_1_REQUIRED;
    if (code > lastKnown) return u"ERROR_%1"_s.arg(code);
    return QString::fromLatin1(nghttp2_http2_strerror(code));
}

QCoro::Task<Http2Answer> exchangeHttp2(Scope scope, Stream* stream, HttpRequest request, HttpLimits limits)
{
    Http2Client client(request, limits);
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
