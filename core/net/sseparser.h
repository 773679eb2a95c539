// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace pathlight {

/// One event of a stream. What was longer than the parser keeps is cut, and counted in full.
struct SseEvent
{
    QByteArray name; ///< of its "event:" line; empty: it had none
    QByteArray data; ///< its "data:" lines, joined by line feeds
    qint64 dataBytes = 0;
};

/// Reads server-sent events (WHATWG HTML, section "Server-sent events") from bytes as they come, cut
/// anywhere. Pure; what it keeps is bounded whatever is fed: a line of any length takes no more room than a
/// short one.
class SseParser
{
public:
    static constexpr qsizetype mostNameBytes = 100;
    static constexpr qsizetype mostDataBytes = 64LL * 1024;
    static constexpr qsizetype mostEvents = 10'000; ///< waiting to be taken; more are counted alone

    void feed(const QByteArray& bytes);

    /// The events that became whole since the last call. One that the stream's end cut is none.
    [[nodiscard]] QList<SseEvent> take() { return std::exchange(m_events, {}); }
    /// Whole events so far.
    [[nodiscard]] qint64 count() const { return m_count; }
    /// Lines that say nothing (they begin with a colon): signs of life.
    [[nodiscard]] qint64 comments() const { return m_comments; }
    [[nodiscard]] qint64 longestLine() const { return m_longestLine; }

private:
    enum class Part { Field, AfterColon, Value };

    void takeByte(char byte);
    void takeMark(char byte);
    void keep(char byte);
    void endLine();
    void endEvent();

    SseEvent m_event;
    bool m_hasData = false;
    QByteArray m_field;    ///< of the line that is read
    QByteArray m_lineData; ///< its value, as much as may be kept
    qint64 m_valueBytes = 0;
    qint64 m_lineBytes = 0;
    Part m_part = Part::Field;
    bool m_afterReturn = false; ///< a line feed now belongs to the line that ended
    int m_markBytes = 0;        ///< of a byte order mark at the very beginning; -1: that has passed
    QList<SseEvent> m_events;
    qint64 m_count = 0;
    qint64 m_comments = 0;
    qint64 m_longestLine = 0;
};

} // namespace pathlight
