// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

/// Frames by hand (RFC 9113 section 6), so that the other end of a test may also say what no library would.
namespace pathlight::frames {

constexpr char data = 0, headers = 1, reset = 3, settings = 4, ping = 6, goaway = 7, windowUpdate = 8,
               continuation = 9;
constexpr char endStream = 1, endHeaders = 4;

inline QByteArray number(quint32 value)
{
    QByteArray bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift);
    return bytes;
}

inline QByteArray frame(char type, char flags, quint32 stream, const QByteArray& payload)
{
    return number(static_cast<quint32>(payload.size())).mid(1) + type + flags + number(stream) + payload;
}

/// A header as a literal that is kept in no table (RFC 7541 section 6.2.2); both parts under 127 bytes.
inline QByteArray literal(const QByteArray& name, const QByteArray& value)
{
    return '\0' + QByteArray(1, static_cast<char>(name.size())) + name + static_cast<char>(value.size()) +
           value;
}

inline const QByteArray status200("\x88");
inline const QByteArray greeting = frame(settings, 0, 0, QByteArray("\x00\x03", 2) + number(128));
inline const QByteArray streamHead =
    greeting + frame(headers, endHeaders, 1, status200 + literal("content-type", "text/event-stream"));

/// One event of a streamed answer, in a frame of its own.
inline QByteArray sse(const QByteArray& name, const QByteArray& json = "{}")
{
    return frame(data, 0, 1, "event: " + name + "\ndata: " + json + "\n\n");
}

/// What the server says, each part after a pause in ms.
using Parts = QList<std::pair<int, QByteArray>>;

/// A short answer as the API streams it: 15 events, 24 tokens.
inline Parts wholeStream(int pauseMs)
{
    Parts parts{{0, streamHead}, {5, sse("message_start")}};
    for (int index = 0; index < 12; ++index)
        parts.append({pauseMs, sse("content_block_delta")});
    parts.append({pauseMs, sse("message_delta", R"({"usage":{"output_tokens":24}})")});
    parts.append({0, sse("message_stop")});
    return parts;
}

} // namespace pathlight::frames
