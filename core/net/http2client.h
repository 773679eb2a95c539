// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/wait.h"
#include "core/net/http2.h"

struct nghttp2_session;

namespace pathlight {

/// Bounds on what a stranger may send over HTTP/2.
struct Http2Limits
{
    HttpLimits http = {};
    /// Frames that are not the body's: an answer to a probe takes ten or so. Each PING and each SETTINGS is
    /// answered, so a flood of them would make this side send too.
    int frames = 200;
    int bodyFrames = 200;
};

/// One request over HTTP/2 (RFC 9113) on its way, from bytes as they come. The library frames, unpacks
/// headers and gives the other end room for more; this counts, keeps and judges. Neither clock nor network.
class Http2Client
{
public:
    /// The request's body goes with it.
    Http2Client(HttpRequest request, Http2Limits limits);
    Http2Client(const Http2Client&) = delete;
    Http2Client& operator=(const Http2Client&) = delete;
    ~Http2Client();

    void feed(const QByteArray& bytes);
    /// What is to be written now.
    [[nodiscard]] QByteArray output();
    [[nodiscard]] bool isOver() const { return m_closedWith || isBroken() || isSpent(); }
    /// Did a head come, be it an interim one?
    [[nodiscard]] bool isBegun() const { return m_answer.status != 0; }
    /// Did a stranger go over the limits or against the rules?
    [[nodiscard]] bool isBroken() const { return !m_broken.isEmpty(); }
    /// Did the other end cut the request's stream by RST_STREAM, and not because all of it was sent?
    [[nodiscard]] bool isReset() const;

    [[nodiscard]] int status() const { return m_answer.status < 200 ? 0 : m_answer.status; }
    [[nodiscard]] const QList<HttpHeader>& headers() const { return m_answer.headers; }
    /// Takes what came of the body since the last call. The limit holds for all of it.
    [[nodiscard]] QByteArray takeBody() { return std::exchange(m_answer.body, {}); }
    /// Bytes of the answer's own heads and body so far: what the connection says besides is no sign of it.
    [[nodiscard]] qint64 received() const { return m_headBytes + m_bodyBytes; }

    /// How it ended, or stands: `ended` tells why nobody waits any longer, `end` how the connection is.
    [[nodiscard]] Http2Outcome outcome(Ended ended, StreamEnd end) const;
    /// All of it, with what is left of the body.
    [[nodiscard]] Http2Answer take(Ended ended, StreamEnd end);

private:
    struct Hooks; ///< what the library calls
    struct CloseSession
    {
        void operator()(nghttp2_session* session) const;
    };

    void open();
    void ask();
    /// The library has given the connection up.
    [[nodiscard]] bool isSpent() const;
    int breakOff(const QString& why);
    int countFrame(bool isOfTheBody);
    int takeHeader(const QByteArray& name, const QByteArray& value);
    int keepBody(const QByteArray& bytes);

    HttpRequest m_request;
    Http2Limits m_limits;
    std::unique_ptr<nghttp2_session, CloseSession> m_session;
    std::int32_t m_stream = 0;
    qsizetype m_sent = 0; ///< of the request's body
    HttpAnswer m_answer;
    int m_frames = 0;
    int m_bodyFrames = 0;
    qint64 m_fed = 0;
    qint64 m_headBytes = 0;
    qint64 m_bodyBytes = 0;
    std::optional<qint64> m_maxConcurrentStreams;
    std::optional<std::uint32_t> m_closedWith; ///< the request's stream is closed, with this code
    std::optional<std::uint32_t> m_resetWith;  ///< the other end's RST_STREAM
    std::optional<std::uint32_t> m_goaway;     ///< the other end's
    QString m_broken;                          ///< what a stranger went over or against
};

} // namespace pathlight
