// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpparser.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype firstBytesKept = 80;
constexpr qsizetype longestChunkLine = 4096;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// A token of RFC 9110 section 5.6.2.
bool isToken(const QByteArray& text)
{
    static const QByteArray marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.contains(c);
    });
}

bool isAllDigits(const QByteArray& text, qsizetype most)
{
    return !text.isEmpty() && text.size() <= most && std::all_of(text.begin(), text.end(), isDigit);
}

} // namespace

HttpParser::HttpParser(HttpLimits limits, QByteArray method) : m_limits(limits), m_method(std::move(method))
{}

void HttpParser::fail(State state, const QString& detail)
{
    m_state = state;
    m_detail = detail;
    m_buffer.clear();
}

QByteArray HttpParser::takeBody()
{
    m_taken += m_body.size();
    return std::exchange(m_body, {});
}

void HttpParser::feed(const QByteArray& bytes)
{
    if (isOver() || bytes.isEmpty()) return;
    m_received += bytes.size();
    if (m_firstBytes.size() < firstBytesKept) {
        m_firstBytes += bytes.left(firstBytesKept - m_firstBytes.size());
    }
    m_buffer += bytes;
    if (m_state == State::Head) readHead();
    if (m_state == State::Body) readBody();
}

void HttpParser::finish(bool orderly)
{
    if (isOver()) return;
    if (m_state == State::Head) {
        const bool wholeStatus = m_statusSeen;
        fail(wholeStatus ? State::Invalid : State::NotHttp, u"short head"_s);
        return;
    }
    if (m_framing == Framing::UntilClose && orderly) {
        m_state = State::Done;
        return;
    }
    fail(State::Invalid, orderly ? u"short body"_s : u"body cut by a reset"_s);
}

/// The first bytes tell at once whether this is HTTP, before a line of any length has ended.
bool HttpParser::looksLikeHttp()
{
    if (m_statusSeen) return true;
    const QByteArray mark("HTTP/");
    const qsizetype compared = std::min(mark.size(), m_buffer.size());
    if (m_buffer.left(compared) == mark.left(compared)) return true;
    fail(State::NotHttp, u"not HTTP"_s);
    return false;
}

/// The next line without its end; a bare line feed ends one too (RFC 9112 section 2.2).
std::optional<QByteArray> HttpParser::nextLine()
{
    const qsizetype end = m_buffer.indexOf('\n', m_scanned);
    if (end < 0) {
        m_scanned = m_buffer.size();
        return std::nullopt;
    }
    QByteArray line = m_buffer.left(end);
    m_buffer.remove(0, end + 1);
    m_scanned = 0;
    m_headBytes += end + 1;
    if (line.endsWith('\r')) line.chop(1);
    return line;
}

void HttpParser::readHead()
{
    while (m_state == State::Head && looksLikeHttp()) {
        const auto line = nextLine();
        const qint64 pending = line ? 0 : m_buffer.size();
        if (m_headBytes + pending > m_limits.headBytes) {
            fail(State::Invalid, u"head over %1 KiB"_s.arg(m_limits.headBytes / 1024));
            return;
        }
        if (!line) return;
        takeHeadLine(*line);
    }
}

void HttpParser::takeHeadLine(const QByteArray& line)
{
    if (!m_statusSeen)
        takeStatusLine(line);
    else if (line.isEmpty())
        endHead();
    else
        takeHeaderLine(line);
}

/// "HTTP/1.1 200 OK"; the reason may be missing, with or without its space (RFC 9112 section 4).
void HttpParser::takeStatusLine(const QByteArray& line)
{
    const QByteArray version = line.left(8);
    const QByteArray status = line.mid(9, 3);
    const bool sound = version.size() == 8 && isDigit(version[5]) && version[6] == '.' &&
                       isDigit(version[7]) && line.mid(8, 1) == " " && isAllDigits(status, 3) &&
                       status.size() == 3 && status[0] != '0' && (line.size() == 12 || line[12] == ' ');
    if (!sound) {
        fail(State::NotHttp, u"malformed status line"_s);
        return;
    }
    m_statusSeen = true;
    m_version = version;
    m_status = status.toInt();
    m_reason = line.mid(13).trimmed();
}

void HttpParser::takeHeaderLine(const QByteArray& line)
{
    if (line.startsWith(' ') || line.startsWith('\t')) {
        fail(State::NotHttp, u"folded header line"_s);
        return;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArray name = line.left(std::max<qsizetype>(colon, 0));
    if (!isToken(name) || line.contains('\0')) {
        fail(State::NotHttp, u"malformed header line"_s);
        return;
    }
    m_headers.append(HttpHeader{name, line.mid(colon + 1).trimmed()});
}

void HttpParser::endHead()
{
    const bool interim = m_status >= 100 && m_status < 200 && m_status != 101;
    if (interim) {
        m_statusSeen = false;
        m_status = 0;
        m_headers.clear();
        return;
    }
    chooseFraming();
    if (isOver()) return;
    if (m_framing == Framing::None || (m_framing == Framing::Length && m_left == 0)) {
        m_framing = Framing::None;
        m_state = State::Done;
        return;
    }
    m_state = State::Body;
}

/// RFC 9112 section 6.3, in its order.
void HttpParser::chooseFraming()
{
    const bool tunnel = m_method == "CONNECT" && m_status >= 200 && m_status < 300;
    if (tunnel || m_method == "HEAD" || m_status == 101 || m_status == 204 || m_status == 304) return;
    for (const HttpHeader& header : m_headers) {
        if (header.name.compare("transfer-encoding", Qt::CaseInsensitive) != 0) continue;
        if (header.value.compare("chunked", Qt::CaseInsensitive) != 0) {
            fail(State::Invalid, u"unknown transfer coding"_s);
            return;
        }
        m_framing = Framing::Chunks;
    }
    if (m_framing == Framing::Chunks) return;
    m_framing = Framing::UntilClose;
    if (!readLength()) fail(State::Invalid, u"contradicting Content-Length"_s);
}

/// Takes Content-Length; false when it is malformed or its values differ.
bool HttpParser::readLength()
{
    for (const HttpHeader& header : m_headers) {
        if (header.name.compare("content-length", Qt::CaseInsensitive) != 0) continue;
        for (const QByteArray& part : header.value.split(',')) {
            const QByteArray digits = part.trimmed();
            if (!isAllDigits(digits, 18)) return false;
            const qint64 length = digits.toLongLong();
            if (m_framing == Framing::Length && length != m_left) return false;
            m_framing = Framing::Length;
            m_left = length;
        }
    }
    return true;
}

/// Moves bytes from the buffer to the body; over the limit the answer is refused.
void HttpParser::keep(qint64 count)
{
    const qint64 room = m_limits.bodyBytes - m_taken - m_body.size();
    m_body += m_buffer.left(std::min(count, room));
    if (count > room) {
        fail(State::Invalid, u"body over %1 KiB"_s.arg(m_limits.bodyBytes / 1024));
        return;
    }
    m_buffer.remove(0, count);
}

void HttpParser::readBody()
{
    if (m_framing == Framing::Chunks) {
        readChunks();
        return;
    }
    const bool told = m_framing == Framing::Length;
    const qint64 count = told ? std::min<qint64>(m_left, m_buffer.size()) : m_buffer.size();
    keep(count);
    if (isOver() || !told) return;
    m_left -= count;
    if (m_left == 0) m_state = State::Done;
}

void HttpParser::readChunks()
{
    while (m_state == State::Body) {
        if (m_chunk == Chunk::Data) {
            const qint64 count = std::min<qint64>(m_left, m_buffer.size());
            keep(count);
            m_left -= count;
            m_scanned = 0;
            if (isOver() || m_left > 0) return;
            m_chunk = Chunk::DataEnd;
        }
        const auto line = nextLine();
        if (!line) {
            if (m_buffer.size() > longestChunkLine) fail(State::Invalid, u"malformed chunk"_s);
            return;
        }
        takeChunkLine(*line);
    }
}

/// A line between chunks: a size with its extensions, the end of a chunk's data, or a trailer
/// (RFC 9112 section 7.1).
void HttpParser::takeChunkLine(const QByteArray& line)
{
    if (m_chunk == Chunk::DataEnd) {
        if (!line.isEmpty()) fail(State::Invalid, u"malformed chunk"_s);
        m_chunk = Chunk::Size;
        return;
    }
    if (m_chunk == Chunk::Trailer) {
        m_left += line.size() + 2;
        if (line.isEmpty())
            m_state = State::Done;
        else if (m_left > m_limits.headBytes)
            fail(State::Invalid, u"endless trailer"_s);
        return;
    }
    const QByteArray size = line.split(';').first().trimmed();
    bool isNumber = false;
    m_left = size.toLongLong(&isNumber, 16);
    const bool sound = isNumber && size.size() <= 15 && m_left >= 0 && size[0] != '-' && size[0] != '+';
    if (!sound || line.size() > longestChunkLine) {
        fail(State::Invalid, u"malformed chunk"_s);
        return;
    }
    m_chunk = m_left == 0 ? Chunk::Trailer : Chunk::Data;
}

} // namespace pathlight
