// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/knowledge.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Takes a knowledge file line by line.
class KnowledgeParser
{
public:
    std::optional<KnowledgeFile> parse(const QString& text)
    {
        for (const QString& line : text.split(u'\n'))
            take(line);
        endParagraph();
        if (m_file.code.isEmpty() || m_file.title.isEmpty() || m_file.verdict.isEmpty()) return std::nullopt;
        return m_file;
    }

private:
    enum class Part { Before, Head, Body, Remedies };

    void take(const QString& line)
    {
        const QString trimmed = line.trimmed();
        if (trimmed == "---"_L1 && (m_part == Part::Before || m_part == Part::Head)) {
            m_part = m_part == Part::Before ? Part::Head : Part::Body;
            return;
        }
        switch (m_part) {
        case Part::Before:
            return;
        case Part::Head:
            takeHead(trimmed);
            return;
        case Part::Body:
            takeBody(trimmed);
            return;
        case Part::Remedies:
            takeRemedy(trimmed);
            return;
        }
    }

    void takeHead(const QString& line)
    {
        const qsizetype colon = line.indexOf(u':');
        if (colon < 0) return;
        const QString value = line.mid(colon + 1).trimmed();
        const QStringView key = QStringView(line).left(colon);
        if (key == "code"_L1) m_file.code = value;
        if (key == "title"_L1) m_file.title = value;
        if (key == "verdict"_L1) m_file.verdict = value;
    }

    void takeBody(const QString& line)
    {
        if (line.startsWith("## "_L1)) {
            endParagraph();
            m_part = Part::Remedies;
        } else if (line.isEmpty()) {
            endParagraph();
        } else {
            m_paragraph.append(line);
        }
    }

    void endParagraph()
    {
        if (!m_paragraph.isEmpty()) m_file.paragraphs.append(m_paragraph.join(u' '));
        m_paragraph.clear();
    }

    void takeRemedy(const QString& line)
    {
        static const QRegularExpression number(u"^\\d+\\.\\s+(.+)$"_s);
        static const QRegularExpression property(u"^-\\s+([a-z]+):\\s*(.*)$"_s);
        if (const auto match = number.match(line); match.hasMatch()) {
            m_file.remedies.append(RemedyTemplate{match.captured(1), {}, {}, {}, {}, {}});
        } else if (m_file.remedies.isEmpty() || line.isEmpty()) {
            return;
        } else if (const auto entry = property.match(line); entry.hasMatch()) {
            takeProperty(&m_file.remedies.last(), entry.captured(1), withoutTicks(entry.captured(2)));
        } else {
            m_file.remedies.last().text += u' ' + line;
        }
    }

    static void takeProperty(RemedyTemplate* remedy, const QString& key, const QString& value)
    {
        CommandTemplate* command = remedy->commands.isEmpty() ? nullptr : &remedy->commands.last();
        if (key == "command"_L1) remedy->commands.append({value, {}, {}});
        if (key == "system"_L1) (command ? command->system : remedy->system) = value;
        if (key == "undo"_L1) (command ? command->undo : remedy->undo) = value;
        if (key == "risk"_L1) remedy->risk = value;
        if (key == "scope"_L1) remedy->scope = value;
    }

    static QString withoutTicks(const QString& value)
    {
        const bool ticked = value.size() >= 2 && value.startsWith(u'`') && value.endsWith(u'`');
        return ticked ? value.mid(1, value.size() - 2) : value.trimmed();
    }

    KnowledgeFile m_file;
    QStringList m_paragraph;
    Part m_part = Part::Before;
};

} // namespace

std::optional<KnowledgeFile> readKnowledge(const QString& text)
{
    return KnowledgeParser().parse(text);
}

QString thisSystem()
{
#if defined(Q_OS_LINUX)
    return u"linux"_s;
#elif defined(Q_OS_MACOS)
    return u"macos"_s;
#elif defined(Q_OS_WIN)
    return u"windows"_s;
#else
    return {};
#endif
}

} // namespace pathlight
