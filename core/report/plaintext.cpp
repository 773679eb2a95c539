// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/plaintext.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr QChar replacement = u'\uFFFD';

/// Marks that change how neighbouring text reads without being seen (Unicode UAX #9 and the like).
bool isInvisible(char32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0x061C || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

bool isForbidden(char32_t c)
{
    return QChar::category(c) == QChar::Other_Control || QChar::category(c) == QChar::Other_Surrogate ||
           QChar::category(c) == QChar::Separator_Line || QChar::category(c) == QChar::Separator_Paragraph ||
           isInvisible(c);
}

/// Unicode's East Asian Width W and F, as far as reports need them.
bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0xA4CF) ||
           (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
           (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1F64F) ||
           (c >= 0x20000 && c <= 0x3FFFD);
}

/// Characters that must not begin a line in Chinese text.
bool closes(char32_t c)
{
    static const std::u32string_view marks = U"，。、；：？！）】》」』”’％";
    return marks.find(c) != std::u32string_view::npos;
}

/// Pieces that may not be broken: words, spaces, and each wide character by itself.
QStringList pieces(const QString& text)
{
    QStringList out;
    bool joinNext = false;
    for (const char32_t c : text.toUcs4()) {
        const QString piece = QString::fromUcs4(&c, 1);
        const bool separate = c == U' ' || isWide(c);
        if (closes(c) && !out.isEmpty())
            out.last() += piece;
        else if (separate || !joinNext)
            out.append(piece);
        else
            out.last() += piece;
        joinNext = !separate;
    }
    return out;
}

QString trimmedEnd(QString line)
{
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

} // namespace

QString visibleText(const QString& text)
{
    QString out;
    out.reserve(text.size());
    for (const char32_t c : text.toUcs4()) {
        if (isForbidden(c))
            out += replacement;
        else
            out += QString::fromUcs4(&c, 1);
    }
    return out;
}

int displayWidth(QStringView text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4()) {
        const auto category = QChar::category(c);
        if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing) continue;
        width += isWide(c) ? 2 : 1;
    }
    return width;
}

QStringList wrapText(const QString& text, int width)
{
    QStringList lines;
    QString line;
    int used = 0;
    for (const QString& piece : pieces(text)) {
        const int size = displayWidth(piece);
        if (used + size > width && used > 0) {
            lines.append(trimmedEnd(line));
            line.clear();
            used = 0;
        }
        if (used == 0 && piece == " "_L1) continue;
        line += piece;
        used += size;
    }
    if (used > 0) lines.append(trimmedEnd(line));
    return lines;
}

QString padded(const QString& text, int width)
{
    return text + QString(std::max(0, width - displayWidth(text)), u' ');
}

QString duration(double milliseconds)
{
    if (!std::isfinite(milliseconds)) return u"–"_s;
    const double size = std::fabs(milliseconds);
    if (size < 9.95) return QString::number(milliseconds, 'f', 1) + u" ms"_s;
    if (size < 999.5) return QString::number(milliseconds, 'f', 0) + u" ms"_s;
    return QString::number(milliseconds / 1000, 'f', size < 99'950 ? 1 : 0) + u" s"_s;
}

QString percentage(double share)
{
    if (!std::isfinite(share)) return u"–"_s;
    const double percent = share * 100;
    const bool whole = percent >= 9.95 || std::fabs(percent - std::round(percent)) < 0.05;
    return QString::number(percent, 'f', whole ? 0 : 1) + u" %"_s;
}

} // namespace pathlight
