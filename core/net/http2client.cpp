// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http2client.h"

#include "core/net/freeby.h"

#include <algorithm>
#include <array>
#include <vector>

#include <nghttp2/nghttp2.h>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qint64 framingBytes = 64LL * 1024;
constexpr qint64 frameHeadBytes = 9;
/// The most that a frame of the body holds besides: its own head, and padding (RFC 9113 section 6.1).
constexpr qint64 bytesBesideBody = frameHeadBytes + 256;
/// What HTTP adds to each header where the size of a list is counted (RFC 9113 section 6.5.2).
constexpr qint64 bytesBesideHeader = 32;

using Callbacks = std::unique_ptr<nghttp2_session_callbacks, FreeBy<nghttp2_session_callbacks_del>>;
using Options = std::unique_ptr<nghttp2_option, FreeBy<nghttp2_option_del>>;

/// Headers that speak of an HTTP/1.1 connection have no place here (RFC 9113 section 8.2.2).
bool isOfTheConnection(const QByteArray& name)
{
    static const QList<QByteArray> names{"connection",        "host",    "keep-alive", "proxy-connection",
                                         "transfer-encoding", "upgrade", "te"};
    return names.contains(name);
}

/// No one on the way keeps these in a table of headers (RFC 7541 section 7.1.3).
bool isSecret(const QByteArray& name)
{
    return name == "x-api-key" || name == "authorization";
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
    if (!request.body.isEmpty()) plain.append({"content-length", QByteArray::number(request.body.size())});
    for (const HttpHeader& header : plain) {
        if (maySend(header)) fields.append(header);
    }
    return fields;
}

QByteArray bytesOf(const std::uint8_t* data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
}

} // namespace

struct Http2Client::Hooks
{
    static Http2Client* of(void* user) { return static_cast<Http2Client*>(user); }

    static int beginFrame(nghttp2_session*, const nghttp2_frame_hd* head, void* user)
    {
        // The settings that forbid it go before the request.
        if (head->type == NGHTTP2_PUSH_PROMISE) return of(user)->breakOff(u"a push nobody asked for"_s);
        return of(user)->countFrame(head->type == NGHTTP2_DATA);
    }

    static int frame(nghttp2_session*, const nghttp2_frame* frame, void* user)
    {
        Http2Client* const client = of(user);
        if (frame->hd.type == NGHTTP2_GOAWAY) client->m_goaway = frame->goaway.error_code;
        if (frame->hd.type == NGHTTP2_RST_STREAM && frame->hd.stream_id == client->m_stream)
            client->m_resetWith = frame->rst_stream.error_code;
        if (frame->hd.type != NGHTTP2_SETTINGS) return 0;
        for (std::size_t index = 0; index < frame->settings.niv; ++index) {
            const nghttp2_settings_entry& entry = frame->settings.iv[index];
            if (entry.settings_id == NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
                client->m_maxConcurrentStreams = entry.value;
        }
        return 0;
    }

    static int header(nghttp2_session*, const nghttp2_frame*, const std::uint8_t* name, std::size_t nameSize,
                      const std::uint8_t* value, std::size_t valueSize, std::uint8_t, void* user)
    {
        return of(user)->takeHeader(bytesOf(name, nameSize), bytesOf(value, valueSize));
    }

    static int body(nghttp2_session*, std::uint8_t, std::int32_t, const std::uint8_t* data, std::size_t size,
                    void* user)
    {
        return of(user)->keepBody(bytesOf(data, size));
    }

    static int closed(nghttp2_session*, std::int32_t stream, std::uint32_t code, void* user)
    {
        if (stream == of(user)->m_stream) of(user)->m_closedWith = code;
        return 0;
    }

    /// Gives the library the next piece of the request's body.
    static ssize_t send(nghttp2_session*, std::int32_t, std::uint8_t* room, std::size_t size,
                        std::uint32_t* flags, nghttp2_data_source*, void* user)
    {
        Http2Client* const client = of(user);
        const QByteArray part = client->m_request.body.mid(client->m_sent, static_cast<qsizetype>(size));
        std::copy(part.begin(), part.end(), room);
        client->m_sent += part.size();
        if (client->m_sent == client->m_request.body.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
        return part.size();
    }
};

void Http2Client::CloseSession::operator()(nghttp2_session* session) const
{
    nghttp2_session_del(session);
}

Http2Client::Http2Client(HttpRequest request, Http2Limits limits)
    : m_request(std::move(request)), m_limits(limits)
{
    open();
    ask();
}

Http2Client::~Http2Client() = default;

void Http2Client::open()
{
    nghttp2_session_callbacks* made = nullptr;
    nghttp2_session_callbacks_new(&made);
    const Callbacks callbacks(made);
    nghttp2_session_callbacks_set_on_begin_frame_callback(made, Hooks::beginFrame);
    nghttp2_session_callbacks_set_on_frame_recv_callback(made, Hooks::frame);
    nghttp2_session_callbacks_set_on_header_callback(made, Hooks::header);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(made, Hooks::body);
    nghttp2_session_callbacks_set_on_stream_close_callback(made, Hooks::closed);
    nghttp2_option* option = nullptr;
    nghttp2_option_new(&option);
    const Options options(option);
    nghttp2_option_set_max_outbound_ack(option, static_cast<std::size_t>(m_limits.frames));
    nghttp2_session* session = nullptr;
    nghttp2_session_client_new2(&session, made, this, option);
    m_session.reset(session);
}

void Http2Client::ask()
{
    const std::array settings{
        nghttp2_settings_entry{NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
        nghttp2_settings_entry{NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE,
                               static_cast<std::uint32_t>(m_limits.http.headBytes)},
    };
    nghttp2_submit_settings(m_session.get(), NGHTTP2_FLAG_NONE, settings.data(), settings.size());
    QList<HttpHeader> fields = fieldsOf(m_request);
    std::vector<nghttp2_nv> pairs;
    for (HttpHeader& field : fields) {
        const bool hides = isSecret(field.name);
        pairs.push_back({reinterpret_cast<std::uint8_t*>(field.name.data()),
                         reinterpret_cast<std::uint8_t*>(field.value.data()),
                         static_cast<std::size_t>(field.name.size()),
                         static_cast<std::size_t>(field.value.size()),
                         static_cast<std::uint8_t>(hides ? NGHTTP2_NV_FLAG_NO_INDEX : NGHTTP2_NV_FLAG_NONE)});
    }
    nghttp2_data_provider body{};
    body.read_callback = Hooks::send;
    m_stream = nghttp2_submit_request(m_session.get(), nullptr, pairs.data(), pairs.size(),
                                      m_request.body.isEmpty() ? nullptr : &body, nullptr);
}

void Http2Client::feed(const QByteArray& bytes)
{
    if (isOver() || bytes.isEmpty()) return;
    m_fed += bytes.size();
    const qint64 most = m_limits.http.headBytes + m_limits.http.bodyBytes + framingBytes +
                        m_limits.bodyFrames * frameHeadBytes;
    if (m_fed > most) {
        breakOff(u"too many bytes"_s);
        return;
    }
    const auto taken =
        nghttp2_session_mem_recv(m_session.get(), reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                                 static_cast<std::size_t>(bytes.size()));
    if (taken < 0 && !isBroken())
        breakOff(taken == NGHTTP2_ERR_FLOODED ? u"too many frames"_s : u"not HTTP/2"_s);
    // The library skips frames of a kind that it does not know without a word, and counts no empty ones.
    const qint64 besides = m_limits.http.headBytes + framingBytes + m_bodyFrames * bytesBesideBody;
    if (!isBroken() && m_fed - m_bodyBytes > besides) breakOff(u"too many bytes"_s);
}

QByteArray Http2Client::output()
{
    QByteArray out;
    if (isBroken()) return out;
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

bool Http2Client::isReset() const
{
    return m_resetWith && m_closedWith != NGHTTP2_NO_ERROR;
}

int Http2Client::breakOff(const QString& why)
{
    m_broken = why;
    return NGHTTP2_ERR_CALLBACK_FAILURE;
}

int Http2Client::countFrame(bool isOfTheBody)
{
    ++(isOfTheBody ? m_bodyFrames : m_frames);
    const bool isFlood = m_frames > m_limits.frames || m_bodyFrames > m_limits.bodyFrames;
    return isFlood ? breakOff(u"too many frames"_s) : 0;
}

int Http2Client::takeHeader(const QByteArray& name, const QByteArray& value)
{
    m_headBytes += name.size() + value.size() + bytesBesideHeader;
    if (m_headBytes > m_limits.http.headBytes)
        return breakOff(u"head over %1 KiB"_s.arg(m_limits.http.headBytes / 1024));
    if (name == ":status") {
        // An interim head (1xx) gives way to the final one.
        m_answer.status = value.toInt();
        m_answer.headers.clear();
    } else {
        m_answer.headers.append({name, value});
    }
    return 0;
}

int Http2Client::keepBody(const QByteArray& bytes)
{
    m_bodyBytes += bytes.size();
    if (m_bodyBytes > m_limits.http.bodyBytes)
        return breakOff(u"body over %1 KiB"_s.arg(m_limits.http.bodyBytes / 1024));
    m_answer.body += bytes;
    return 0;
}

Http2Outcome Http2Client::outcome(Ended ended, StreamEnd end) const
{
    if (isBroken()) return Http2Outcome::ProtocolError;
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
    if (seen.outcome == Http2Outcome::ProtocolError && !isBroken()) seen.detail = u"not HTTP/2"_s;
    const bool isOpen = seen.outcome == Http2Outcome::TimedOut || seen.outcome == Http2Outcome::Closed;
    if (isOpen && isBegun()) seen.detail = u"unfinished answer"_s;
    seen.answer = std::move(m_answer);
    seen.answer.version = "HTTP/2";
    if (seen.answer.status < 200) seen.answer.status = 0;
    return seen;
}

QString http2ErrorName(std::uint32_t code)
{
    constexpr std::uint32_t lastKnown = NGHTTP2_HTTP_1_1_REQUIRED;
    if (code > lastKnown) return u"ERROR_%1"_s.arg(code);
    return QString::fromLatin1(nghttp2_http2_strerror(code));
}

} // namespace pathlight
