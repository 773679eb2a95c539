// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/terminal.h"
#include "core/report/messages.h"
#include "core/report/plaintext.h"
#include "core/report/textreport.h"
#include "core/rules/codes.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

namespace {

/// The code that a person named: a fault code, a note, or a help code read out over the phone.
QString codeNamed(const QString& text, const Texts& texts)
{
    if (const CodeInfo* info = codeForHelp(text)) return info->code;
    const QString code = text.trimmed().toLower();
    return codeInfo(code) || texts.knows(code) ? code : QString();
}

QString explainCode(const QString& code, const Texts& texts, const TextLayout& layout)
{
    const CodeInfo* info = codeInfo(code);
    return textExplanation(texts.explain(code), info ? info->help : QString(), texts, layout);
}

QString explainMessage(const QList<KnownMessage>& messages, const Texts& texts)
{
    const QString step = texts(u"step.%1.name"_s.arg(messages.first().step));
    QString out = texts(u"cli.explain_layer"_s, {{u"step"_s, step}}) + u'\n' +
                  texts(u"cli.explain_causes"_s) + u"\n\n"_s;
    int number = 0;
    for (const QString& code : causesOf(messages)) {
        const Explanation explained = texts.explain(code);
        const CodeInfo* info = codeInfo(code);
        out += u"%1. %2 (%3%4)\n"_s.arg(++number, 2)
                   .arg(explained.title, code, info ? QString(u" · "_s + info->help) : QString());
        out += u"    "_s + wrapText(explained.summary, 76).join(u"\n    "_s) + u'\n';
    }
    return out + u'\n' + texts(u"cli.more"_s, {{u"code"_s, causesOf(messages).value(0)}}) + u'\n';
}

} // namespace

int runExplain(const QStringList& arguments)
{
    Arguments given(u"explain"_s, u"What a fault code, a help code (PL-…) or the error text of a client "
                                  "means, and what to do about it."_s);
    given.positional(u"CODE|TEXT"_s, u"For example tcp.timed_out, PL-T01 or \"fetch failed\"."_s, 1, 1);
    given.option(u"language"_s, u"LANGUAGE"_s, u"en or zh_CN; by default the locale's."_s);
    if (const auto status = given.parse(arguments)) return *status;
    const Texts texts(languageOf(given));
    const QString text = given.positionals().first();
    if (text.toUtf8().size() > maximumMessageBytes) given.complain(u"the text is longer than 64 KiB"_s);
    if (text.trimmed().isEmpty()) given.complain(u"expected a code or an error text, found nothing"_s);
    if (const auto status = given.complaint()) return *status;

    const QString code = codeNamed(text, texts);
    const QList<KnownMessage> messages = code.isEmpty() ? messagesIn(text) : QList<KnownMessage>();
    if (code.isEmpty() && messages.isEmpty()) {
        say(texts(u"cli.explain_unknown"_s));
        return NotExplained;
    }
    const QString out = code.isEmpty() ? explainMessage(messages, texts)
                                       : explainCode(code, texts, {80, outputTakesColours()});
    return writeStandardOutput(out.toUtf8()) ? Healthy : Failed;
}

} // namespace pathlight::cli
