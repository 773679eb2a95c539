// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/toolparsers.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostLines = 5000;
constexpr qsizetype longestLine = 4000;

ToolLine broken(int number)
{
    return {number, {}, {}, true};
}

/// Calls `read` with each line, its blanks at both ends taken off, and its number.
template <typename Read>
void eachLine(const QString& text, Read&& read)
{
    qsizetype begin = 0;
    for (int number = 1; begin < text.size() && number <= mostLines; ++number) {
        qsizetype end = text.indexOf(u'\n', begin);
        if (end < 0) end = text.size();
        read(text.mid(begin, std::min(end - begin, longestLine)), number);
        begin = end + 1;
    }
}

bool isRemark(const QString& line)
{
    return line.isEmpty() || line.startsWith(u'#') || line.startsWith(u';');
}

bool isQuoted(const QString& value, QChar quote)
{
    return value.size() > 1 && value.startsWith(quote) && value.endsWith(quote);
}

/// Up to a remark's beginning, unless it stands behind a backslash.
QString withoutRemark(const QString& value)
{
    static const QRegularExpression remark(u"(?<!\\\\)[;#]"_s);
    return value.section(remark, 0, 0).trimmed();
}

QString npmValue(const QString& value)
{
    if (isQuoted(value, u'"') || isQuoted(value, u'\'')) return value.mid(1, value.size() - 2);
    return withoutRemark(value);
}

} // namespace

QList<ToolLine> npmLines(const QString& text)
{
    QList<ToolLine> lines;
    bool inSection = false;
    eachLine(text, [&](const QString& whole, int number) {
        const QString line = whole.trimmed();
        inSection = inSection || (line.startsWith(u'[') && line.endsWith(u']'));
        if (inSection || isRemark(line)) return;
        const QString name = npmValue(line.section(u'=', 0, 0).trimmed()).toLower();
        lines.append({number, name, npmValue(line.section(u'=', 1).trimmed()), false});
    });
    return lines;
}

namespace {

/// Reads git's files line by line; keeps the section it is in.
class GitReader
{
public:
    void read(const QString& text, int number)
    {
        QString line = text.trimmed();
        if (line.startsWith(u'[')) {
            const qsizetype end = endOfHeader(line);
            if (end < 0 || !enter(line.mid(1, end - 1))) return m_lines.append(broken(number));
            line = line.mid(end + 1).trimmed();
        }
        if (!isRemark(line)) assign(line, number);
    }

    [[nodiscard]] QList<ToolLine> lines() const { return m_lines; }

private:
    /// The bracket that ends it; one between quotes does not.
    static qsizetype endOfHeader(const QString& line)
    {
        bool quoted = false;
        for (qsizetype at = 1; at < line.size(); ++at) {
            if (line.at(at) == u'"') quoted = !quoted;
            if (line.at(at) == u'\\' && quoted) ++at;
            if (!quoted && at < line.size() && line.at(at) == u']') return at;
        }
        return -1;
    }

    bool enter(const QString& header)
    {
        static const QRegularExpression form(uR"x(^\s*([-.\w]+)(?:\s+"(.*)")?\s*$)x"_s);
        const auto match = form.match(header);
        if (!match.hasMatch()) return false;
        m_section = match.captured(1).toLower() + u'.';
        if (match.hasCaptured(2)) m_section += match.captured(2) + u'.';
        return true;
    }

    void assign(const QString& line, int number)
    {
        static const QRegularExpression form(uR"(^([A-Za-z][-A-Za-z0-9]*)\s*(?:=\s*(.*)|[#;].*)?$)"_s);
        const auto match = form.match(line);
        const auto value = match.hasMatch() ? valueOf(match.captured(2)) : std::nullopt;
        if (!value || m_section.isEmpty()) return m_lines.append(broken(number));
        m_lines.append({number, m_section + match.captured(1).toLower(), *value, false});
    }

    /// Null: a quotation mark is never closed.
    static std::optional<QString> valueOf(const QString& text)
    {
        QString value;
        bool quoted = false;
        for (qsizetype at = 0; at < text.size(); ++at) {
            const QChar character = text.at(at);
            if (!quoted && (character == u'#' || character == u';')) break;
            if (character == u'"')
                quoted = !quoted;
            else if (character == u'\\' && at + 1 < text.size())
                value += text.at(++at);
            else if (character != u'\\')
                value += character;
        }
        if (quoted) return std::nullopt;
        return value.trimmed();
    }

    QString m_section;
    QList<ToolLine> m_lines;
};

} // namespace

QList<ToolLine> gitLines(const QString& text)
{
    GitReader reader;
    QString joined;
    int first = 0;
    eachLine(text, [&](const QString& line, int number) {
        if (first == 0) first = number;
        joined += line.endsWith(u'\r') ? line.chopped(1) : line;
        // A backslash at a line's end joins the next to it.
        if (joined.endsWith(u'\\') && joined.size() < longestLine) return joined.chop(1);
        reader.read(joined, first);
        joined.clear();
        first = 0;
    });
    if (first != 0) reader.read(joined, first);
    return reader.lines();
}

QList<ToolLine> pipLines(const QString& text)
{
    QList<ToolLine> lines;
    QString section;
    bool continues = false;
    eachLine(text, [&](const QString& whole, int number) {
        static const QRegularExpression header(u"^\\[([^\\]]+)\\]"_s);
        static const QRegularExpression assignment(u"^([^=:]*[^=:\\s])\\s*[=:]\\s*(.*)$"_s);
        const QString line = whole.trimmed();
        if (isRemark(line)) return;
        if (continues && whole.at(0).isSpace()) return; // it goes on with the value above
        if (const auto entered = header.match(line); entered.hasMatch()) {
            section = entered.captured(1).toLower() + u'.';
            continues = false;
            return;
        }
        const auto match = assignment.match(line);
        continues = match.hasMatch() && !section.isEmpty();
        if (!continues) return lines.append(broken(number));
        const QString name = match.captured(1).toLower().replace(u'_', u'-');
        lines.append({number, section + name, match.captured(2).trimmed(), false});
    });
    return lines;
}

QList<ToolLine> curlLines(const QString& text)
{
    QList<ToolLine> lines;
    eachLine(text, [&](const QString& whole, int number) {
        static const QRegularExpression form(uR"(^(?:--)?([^\s=:]+)(?:\s*[=:]\s*|\s+)?(.*)$)"_s);
        const QString line = whole.trimmed();
        if (isRemark(line)) return;
        const auto match = form.match(line);
        if (!match.hasMatch()) return lines.append(broken(number));
        QString value = match.captured(2);
        value = value.startsWith(u'"') ? value.section(u'"', 1, 1) : value.section(u' ', 0, 0);
        lines.append({number, match.captured(1), value, false});
    });
    return lines;
}

} // namespace pathlight
