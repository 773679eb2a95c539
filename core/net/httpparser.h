// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http.h"

namespace pathlight {

/// Reads one HTTP/1.1 answer (RFC 9112) from bytes as they come. Pure: no clock and no network; what it keeps
/// is bounded by its limits, whatever is fed.
class HttpParser
{
public:
    enum class State {
        Head, ///< the final answer's head has not ended
        Body,
        Done,
        NotHttp, ///< what came is no HTTP head
        Invalid, ///< a head came, and what follows breaks the rules or the limits
    };

    /// `method` decides whether a body may follow (RFC 9112 section 6.3).
    HttpParser(HttpLimits limits, QByteArray method);

    void feed(const QByteArray& bytes);
    /// The stream ended: `orderly` when the peer closed it, false when it was reset or failed.
    void finish(bool orderly);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isOver() const { return m_state != State::Head && m_state != State::Body; }
    /// Did at least one byte come?
    [[nodiscard]] bool isBegun() const { return m_received > 0; }
    [[nodiscard]] qint64 received() const { return m_received; }
    /// Is the body's end told by its length or its chunks, not by the end of the stream?
    [[nodiscard]] bool endIsTold() const { return m_framing != Framing::UntilClose; }
    /// Where it broke, in a few words.
    [[nodiscard]] const QString& detail() const { return m_detail; }
    /// The first bytes that came, at most 80.
    [[nodiscard]] const QByteArray& firstBytes() const { return m_firstBytes; }
    /// Bytes after the answer's end: after CONNECT they are the tunnel's.
    [[nodiscard]] const QByteArray& leftover() const { return m_buffer; }

    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] const QByteArray& version() const { return m_version; }
    [[nodiscard]] const QByteArray& reason() const { return m_reason; }
    [[nodiscard]] const QList<HttpHeader>& headers() const { return m_headers; }
    [[nodiscard]] const QByteArray& body() const { return m_body; }
    /// Takes what came of the body since the last call, for who reads a long one as it comes. The limit holds
    /// for all of it.
    [[nodiscard]] QByteArray takeBody();

private:
    enum class Framing { None, Length, Chunks, UntilClose };
    enum class Chunk { Size, Data, DataEnd, Trailer };

    void fail(State state, const QString& detail);
    [[nodiscard]] bool looksLikeHttp();
    [[nodiscard]] std::optional<QByteArray> nextLine();
    void readHead();
    void takeHeadLine(const QByteArray& line);
    void takeStatusLine(const QByteArray& line);
    void takeHeaderLine(const QByteArray& line);
    void endHead();
    void chooseFraming();
    [[nodiscard]] bool readLength();
    void readBody();
    void readChunks();
    void takeChunkLine(const QByteArray& line);
    void keep(qint64 count);

    HttpLimits m_limits;
    QByteArray m_method;
    State m_state = State::Head;
    Framing m_framing = Framing::None;
    Chunk m_chunk = Chunk::Size;
    QByteArray m_buffer;
    qsizetype m_scanned = 0; ///< bytes of the buffer known to hold no line feed
    qint64 m_received = 0;
    qint64 m_headBytes = 0; ///< of all heads, interim ones too
    qint64 m_left = 0;      ///< to come of the body or the chunk; in the trailer, what came of it
    bool m_statusSeen = false;
    QString m_detail;
    QByteArray m_firstBytes;
    int m_status = 0;
    QByteArray m_version;
    QByteArray m_reason;
    QList<HttpHeader> m_headers;
    QByteArray m_body;
    qint64 m_taken = 0; ///< of the body
};

} // namespace pathlight
