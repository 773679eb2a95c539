// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/markdown.h"

#include "core/report/plaintext.h"
#include "core/report/worded.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

bool isWordAt(const QString& text, qsizetype index)
{
    return index >= 0 && index < text.size() && text.at(index).isLetterOrNumber();
}

bool onlyDigitsBefore(const QString& text, qsizetype index)
{
    return std::all_of(text.begin(), text.begin() + index, [](QChar c) { return c.isDigit() || c == u' '; });
}

/// Would the character at `index` be markup? Escaping every mark would be safe too, but people read this.
bool meansSomething(const QString& text, qsizetype index)
{
    static const QString always = u"\\`*[]<>|~$@"_s;
    static const QString atStart = u"#-+="_s;
    const QChar c = text.at(index);
    const bool listMark = onlyDigitsBefore(text, index) && text.mid(index + 1, 1).trimmed().isEmpty();
    if (always.contains(c)) return true;
    if (atStart.contains(c)) return index == 0;
    if (c == u'_') return !(isWordAt(text, index - 1) && isWordAt(text, index + 1));
    if (c == u'&') return isWordAt(text, index + 1) || QStringView(text).mid(index + 1).startsWith(u'#');
    // "https://…" and "www.…" become links by themselves (GitHub's autolinks).
    if (c == u':') return QStringView(text).mid(index + 1).startsWith(u"//");
    if (c == u'.') {
        const bool isWww = QStringView(text).left(index).endsWith(u"www", Qt::CaseInsensitive);
        return isWww || listMark;
    }
    return c == u')' && listMark;
}

/// A code span around a text that may hold backticks itself (CommonMark 6.1).
QString codeSpan(const QString& text)
{
    const QString visible = visibleText(text);
    int longest = 0;
    int run = 0;
    for (const QChar c : visible) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    const QString space = longest > 0 ? u" "_s : QString();
    return fence + space + visible + space + fence;
}

QString tableRow(const QStringList& cells)
{
    QStringList safe;
    for (const QString& cell : cells)
        safe.append(markdownText(cell));
    return u"| "_s + safe.join(u" | "_s) + u" |\n"_s;
}

QString table(const QStringList& columns, const QList<bool>& numeric, const QList<QStringList>& rows)
{
    QString out = tableRow(columns) + u'|';
    for (qsizetype index = 0; index < columns.size(); ++index)
        out += numeric.value(index) ? u" ---: |"_s : u" --- |"_s;
    out += u'\n';
    for (const QStringList& row : rows)
        out += tableRow(row);
    return out + u'\n';
}

QString remediesText(const QList<Remedy>& remedies, const Texts& texts)
{
    QString out;
    int number = 0;
    for (const Remedy& each : remedies) {
        out += u"%1. %2\n"_s.arg(++number).arg(markdownText(each.text));
        if (!each.command.isEmpty()) out += u"   - "_s + codeSpan(each.command) + u'\n';
        out += u"   - %1 · %2\n"_s.arg(markdownText(texts(u"risk."_s + each.risk)),
                                       markdownText(texts(u"scope."_s + each.scope)));
        if (!each.undo.isEmpty())
            out += u"   - %1: %2\n"_s.arg(markdownText(texts(u"report.undo"_s)), codeSpan(each.undo));
    }
    return out + u'\n';
}

QString paragraphsText(const QStringList& paragraphs)
{
    QString out;
    for (const QString& each : paragraphs)
        out += markdownText(each) + u"\n\n"_s;
    return out;
}

QString headText(const WordedReport& words, const Texts& texts)
{
    QString out = u"# "_s + markdownText(words.title) + u"\n\n"_s;
    for (const QString& banner : {words.practice, words.ending}) {
        if (!banner.isEmpty()) out += u"> "_s + markdownText(banner) + u"\n\n"_s;
    }
    out += u"## %1 %2: %3\n\n**%4**\n\n"_s.arg(words.mark, markdownText(words.statusWord),
                                               markdownText(words.headline), markdownText(words.summary));
    QString code = words.helpCode;
    if (!words.code.isEmpty()) code += u" (%1)"_s.arg(words.code);
    const QList<QStringList> facts{{texts(u"report.whose"_s), words.whose},
                                   {texts(u"report.help_code"_s), code},
                                   {texts(u"report.confidence"_s), words.confidence},
                                   {texts(u"report.target"_s), words.target},
                                   {texts(u"report.at"_s), words.madeAt}};
    for (const QStringList& fact : facts)
        out += u"- %1: %2\n"_s.arg(markdownText(fact.at(0)), markdownText(fact.at(1)));
    if (!words.clientMessage.isEmpty())
        out +=
            u"- %1: %2\n"_s.arg(markdownText(texts(u"message.heading"_s)), markdownText(words.clientMessage));
    if (!words.sent.isEmpty()) out += u"- %1\n"_s.arg(markdownText(words.sent));
    for (const QString& each : words.alternatives)
        out += u"- %1: %2\n"_s.arg(markdownText(texts(u"report.alternatives"_s)), markdownText(each));
    return out + u'\n';
}

QString findingText(const WordedFinding& finding, const WordedReport& words, const Texts& texts)
{
    QString out = u"- **%1** %2: %3\n\n"_s.arg(markdownText(finding.severityWord), codeSpan(finding.code),
                                               markdownText(finding.summary));
    // The verdict's own finding was explained above.
    if (finding.code == words.code) return out;
    return out + paragraphsText(finding.paragraphs) + remediesText(finding.remedies, texts);
}

QString stepText(const WordedStep& step, const WordedReport& words, const Texts& texts)
{
    QString heading =
        u"### %1 %2: %3"_s.arg(step.mark, markdownText(step.name), markdownText(step.statusWord));
    if (!step.time.isEmpty()) heading += u" ("_s + step.time + u')';
    QString out = heading + u"\n\n"_s;
    if (!step.reason.isEmpty()) out += markdownText(step.reason) + u"\n\n"_s;
    for (const WordedFinding& finding : step.findings)
        out += findingText(finding, words, texts);
    QList<QStringList> rows;
    for (const EvidenceRow& row : step.rows)
        rows.append({row.label, row.value});
    if (!rows.isEmpty())
        out += table({texts(u"report.measured"_s), texts(u"report.value"_s)}, {false, false}, rows);
    for (const EvidenceTable& each : step.tables)
        out += markdownText(each.title) + u"\n\n"_s + table(each.columns, each.numericColumns, each.rows);
    return out;
}

QString routesText(const WordedReport& words, const Texts& texts)
{
    if (words.otherRoutes.isEmpty()) return {};
    QString out = u"## "_s + markdownText(texts(u"report.other_routes"_s)) + u"\n\n"_s;
    for (const QString& each : words.otherRoutes)
        out += u"- "_s + markdownText(each) + u'\n';
    return out + u'\n';
}

} // namespace

QString markdownText(const QString& text)
{
    QString out;
    const QString visible = visibleText(text);
    for (qsizetype index = 0; index < visible.size(); ++index) {
        if (meansSomething(visible, index)) out += u'\\';
        out += visible.at(index);
    }
    return out;
}

QString markdownReport(const Report& report, const Texts& texts)
{
    const WordedReport words = wordReport(report, texts);
    QString out = headText(words, texts);
    if (!words.paragraphs.isEmpty())
        out += u"## "_s + markdownText(texts(u"report.what_it_means"_s)) + u"\n\n"_s +
               paragraphsText(words.paragraphs);
    if (!words.remedies.isEmpty())
        out += u"## "_s + markdownText(texts(u"report.what_to_do"_s)) + u"\n\n"_s +
               remediesText(words.remedies, texts);
    out += routesText(words, texts);
    out += u"## "_s + markdownText(texts(u"report.what_was_measured"_s)) + u"\n\n"_s;
    for (const WordedStep& step : words.steps)
        out += stepText(step, words, texts);
    return out;
}

} // namespace pathlight
