// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/html.h"

#include "core/report/flowchartexport.h"
#include "core/report/plaintext.h"
#include "core/report/worded.h"

#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString safe(const QString& text)
{
    return visibleText(text).toHtmlEscaped();
}

QString element(const QString& name, const QString& text, const QString& style = {})
{
    const QString attribute = style.isEmpty() ? QString() : u" class=\"%1\""_s.arg(style);
    return u"<"_s + name + attribute + u'>' + safe(text) + u"</"_s + name + u">\n"_s;
}

QString styleSheet()
{
    QFile file(u":/pathlight/report.css"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString tableHtml(const QStringList& columns, const QList<bool>& numeric, const QList<QStringList>& rows)
{
    QString out = u"<table>\n<tr>"_s;
    const auto cell = [&](const QString& name, const QString& text, qsizetype column) -> QString {
        const QString style = numeric.value(column) ? u" class=\"number\""_s : QString();
        return u"<"_s + name + style + u'>' + safe(text) + u"</"_s + name + u'>';
    };
    for (qsizetype column = 0; column < columns.size(); ++column)
        out += cell(u"th"_s, columns.at(column), column);
    out += u"</tr>\n"_s;
    for (const QStringList& row : rows) {
        out += u"<tr>"_s;
        for (qsizetype column = 0; column < row.size(); ++column)
            out += cell(u"td"_s, row.at(column), column);
        out += u"</tr>\n"_s;
    }
    return out + u"</table>\n"_s;
}

QString remediesHtml(const QList<Remedy>& remedies, const Texts& texts)
{
    if (remedies.isEmpty()) return {};
    QString out = u"<ol>\n"_s;
    for (const Remedy& each : remedies) {
        out += u"<li>"_s + safe(each.text);
        if (!each.command.isEmpty()) out += u"<pre>"_s + safe(each.command) + u"</pre>"_s;
        out += u"<p class=\"faint\">"_s + safe(texts(u"risk."_s + each.risk)) + u" · "_s +
               safe(texts(u"scope."_s + each.scope)) + u"</p>"_s;
        if (!each.undo.isEmpty())
            out += u"<p class=\"faint\">"_s + safe(texts(u"report.undo"_s)) + u": <code>"_s +
                   safe(each.undo) + u"</code></p>"_s;
        out += u"</li>\n"_s;
    }
    return out + u"</ol>\n"_s;
}

QString paragraphsHtml(const QStringList& paragraphs)
{
    QString out;
    for (const QString& each : paragraphs)
        out += element(u"p"_s, each);
    return out;
}

QString verdictHtml(const WordedReport& words, const Texts& texts)
{
    QString code = words.helpCode;
    if (!words.code.isEmpty()) code += u" (%1)"_s.arg(words.code);
    QString out = u"<section class=\"verdict %1\">\n"_s.arg(nameOf(words.status));
    out += element(u"h2"_s, u"%1 %2: %3"_s.arg(words.mark, words.statusWord, words.headline));
    out += element(u"p"_s, words.summary, u"summary"_s) + u"<dl>\n"_s;
    QList<QStringList> facts{{texts(u"report.whose"_s), words.whose},
                             {texts(u"report.help_code"_s), code},
                             {texts(u"report.confidence"_s), words.confidence}};
    if (!words.clientMessage.isEmpty()) facts.append({texts(u"message.heading"_s), words.clientMessage});
    for (const QString& each : words.alternatives)
        facts.append({texts(u"report.alternatives"_s), each});
    for (const QStringList& fact : facts)
        out += element(u"dt"_s, fact.at(0)) + element(u"dd"_s, fact.at(1));
    return out + u"</dl>\n</section>\n"_s;
}

QString findingHtml(const WordedFinding& finding, const WordedReport& words, const Texts& texts)
{
    QString out = u"<div class=\"finding\">\n<p><strong>"_s + safe(finding.severityWord) +
                  u"</strong> <code>"_s + safe(finding.code) + u"</code>: "_s + safe(finding.summary) +
                  u"</p>\n"_s;
    if (finding.code != words.code)
        out += paragraphsHtml(finding.paragraphs) + remediesHtml(finding.remedies, texts);
    return out + u"</div>\n"_s;
}

QString stepHtml(const WordedStep& step, const WordedReport& words, const Texts& texts)
{
    const QString status = step.status ? nameOf(*step.status) : u"waiting"_s;
    QString out = u"<section class=\"step %1\">\n<h3><span class=\"mark\">"_s.arg(status) + safe(step.mark) +
                  u"</span> "_s + safe(step.name) + u" <span class=\"faint\">"_s + safe(step.statusWord) +
                  u' ' + safe(step.time) + u"</span></h3>\n"_s;
    if (!step.reason.isEmpty()) out += element(u"p"_s, step.reason, u"faint"_s);
    for (const WordedFinding& finding : step.findings)
        out += findingHtml(finding, words, texts);
    QList<QStringList> rows;
    for (const EvidenceRow& row : step.rows)
        rows.append({row.label, row.value});
    if (!rows.isEmpty()) out += tableHtml({texts(u"report.measured"_s), texts(u"report.value"_s)}, {}, rows);
    for (const EvidenceTable& each : step.tables)
        out += element(u"h4"_s, each.title) + tableHtml(each.columns, each.numericColumns, each.rows);
    return out + u"</section>\n"_s;
}

QString headHtml(const WordedReport& words, const Texts& texts)
{
    const QString language = texts.language() == "zh_CN"_L1 ? u"zh-CN"_s : u"en"_s;
    return u"<!DOCTYPE html>\n<html lang=\""_s + language +
           u"\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" "
           "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n"_s +
           element(u"title"_s, words.title + u": "_s + words.summary) + u"<style>\n"_s + styleSheet() +
           u"</style>\n</head>\n"_s;
}

} // namespace

QString htmlReport(const Report& report, const Texts& texts)
{
    const WordedReport words = wordReport(report, texts);
    QString out = headHtml(words, texts) + u"<body>\n<header>\n"_s + element(u"h1"_s, words.title) +
                  element(u"p"_s, words.target) + element(u"p"_s, words.madeAt, u"faint"_s) +
                  (words.sent.isEmpty() ? QString() : element(u"p"_s, words.sent, u"faint"_s)) +
                  u"</header>\n"_s;
    for (const QString& banner : {words.practice, words.ending}) {
        if (!banner.isEmpty()) out += element(u"p"_s, banner, u"banner"_s);
    }
    out += u"<main>\n"_s + verdictHtml(words, texts);
    if (!words.paragraphs.isEmpty())
        out += element(u"h2"_s, texts(u"report.what_it_means"_s)) + paragraphsHtml(words.paragraphs);
    if (!words.remedies.isEmpty())
        out += element(u"h2"_s, texts(u"report.what_to_do"_s)) + remediesHtml(words.remedies, texts);
    if (!words.otherRoutes.isEmpty()) out += element(u"h2"_s, texts(u"report.other_routes"_s));
    for (const QString& each : words.otherRoutes)
        out += element(u"p"_s, each);
    out += element(u"h2"_s, texts(u"report.what_was_measured"_s));
    for (const WordedStep& step : words.steps)
        out += stepHtml(step, words, texts);
    out += u"<figure>\n"_s + flowchartSvg(flowchart(), texts, &report) + u"</figure>\n"_s;
    return out + u"</main>\n</body>\n</html>\n"_s;
}

} // namespace pathlight
