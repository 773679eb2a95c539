// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sseparser.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pathlight {

namespace {

constexpr std::array byteOrderMark{'\xef', '\xbb', '\xbf'};
constexpr qsizetype longestField = 16; ///< the names that mean something are shorter

} // namespace

void SseParser::feed(const QByteArray& bytes)
{
    for (const char byte : bytes)
        takeByte(byte);
}

void SseParser::takeByte(char byte)
{
    if (m_markBytes >= 0) {
        takeMark(byte);
        return;
    }
    const bool belongsToReturn = m_afterReturn && byte == '\n';
    m_afterReturn = byte == '\r';
    if (belongsToReturn) return;
    if (byte == '\r' || byte == '\n')
        endLine();
    else
        keep(byte);
}

/// A byte order mark before the first line is no part of it; the beginning of one is.
void SseParser::takeMark(char byte)
{
    const auto seen = static_cast<std::size_t>(m_markBytes);
    if (byte == byteOrderMark.at(seen)) {
        m_markBytes = seen + 1 == byteOrderMark.size() ? -1 : m_markBytes + 1;
        return;
    }
    m_markBytes = -1;
    for (std::size_t index = 0; index < seen; ++index)
        keep(byteOrderMark.at(index));
    takeByte(byte);
}

void SseParser::keep(char byte)
{
    ++m_lineBytes;
    if (m_part == Part::Field) {
        if (byte == ':')
            m_part = Part::AfterColon;
        else if (m_field.size() < longestField)
            m_field += byte;
        return;
    }
    // One space after the colon is no part of the value.
    const bool isPadding = m_part == Part::AfterColon && byte == ' ';
    m_part = Part::Value;
    if (isPadding) return;
    ++m_valueBytes;
    if (m_lineData.size() < mostDataBytes) m_lineData += byte;
}

void SseParser::endLine()
{
    m_longestLine = std::max(m_longestLine, m_lineBytes);
    if (m_lineBytes == 0) {
        endEvent();
    } else if (m_field == "event") {
        m_event.name = m_lineData.left(mostNameBytes);
    } else if (m_field == "data") {
        if (m_hasData && m_event.data.size() < mostDataBytes) m_event.data += '\n';
        m_event.data += m_lineData.left(mostDataBytes - m_event.data.size());
        m_event.dataBytes += m_valueBytes + (m_hasData ? 1 : 0);
        m_hasData = true;
    } else if (m_field.isEmpty() && m_part != Part::Field) {
        ++m_comments;
    }
    m_field.clear();
    m_lineData.clear();
    m_valueBytes = 0;
    m_lineBytes = 0;
    m_part = Part::Field;
}

/// An event without data is none.
void SseParser::endEvent()
{
    if (m_hasData) {
        ++m_count;
        if (m_events.size() < mostEvents) m_events.append(m_event);
    }
    m_event = {};
    m_hasData = false;
}

} // namespace pathlight
