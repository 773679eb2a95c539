// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/formats.h"

#include "app/cli/arguments.h"
#include "app/cli/output.h"
#include "app/cli/renderer.h"
#include "app/cli/terminal.h"
#include "core/report/authority.h"
#include "core/report/html.h"
#include "core/report/json.h"
#include "core/report/letter.h"
#include "core/report/markdown.h"
#include "core/report/textreport.h"
#include "core/walk/journal.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

void addFormatOptions(Arguments* arguments)
{
    arguments->option(
        u"format"_s, u"FORMAT"_s,
        u"text, json, jsonl (the journal, as it happens), markdown, html, pdf or letter (to whoever runs the "
        "network)."_s,
        u"text"_s);
    arguments->option(u"output"_s, u"FILE"_s, u"Write there instead of standard output (pdf needs it)."_s);
    arguments->option(u"redact"_s, u"MODE"_s,
                      u"none, standard (no user or host names) or strict (addresses and names as "
                      "pseudonyms). Secrets are never written."_s,
                      u"standard"_s);
    arguments->option(u"language"_s, u"LANGUAGE"_s, u"en or zh_CN; by default the locale's."_s);
}

FormatChoice formatChoice(Arguments* arguments)
{
    FormatChoice choice;
    choice.format = arguments->oneOf(u"format"_s, {u"text"_s, u"json"_s, u"jsonl"_s, u"markdown"_s, u"html"_s,
                                                   u"pdf"_s, u"letter"_s, u"pem"_s});
    choice.output = arguments->value(u"output"_s);
    const QString mode = arguments->oneOf(u"redact"_s, {u"none"_s, u"standard"_s, u"strict"_s});
    choice.redaction = namedValue<Redaction>(mode).value_or(Redaction::Standard);
    choice.language = languageOf(*arguments);
    if (choice.format == "pdf"_L1 && choice.output.isEmpty())
        arguments->complain(u"--format pdf needs --output FILE"_s);
    return choice;
}

bool formatIsInstalled(const FormatChoice& choice)
{
    if (choice.format != "pdf"_L1 || !rendererPath().isEmpty()) return true;
    sayRendererIsMissing(u"pdf"_s);
    return false;
}

QByteArray formatted(const FormatChoice& choice, const QList<Event>& events, bool colours)
{
    const Texts texts(choice.language);
    if (choice.format == "jsonl"_L1) {
        QByteArray lines;
        for (const Event& event : events)
            lines += journalLine(event);
        return lines;
    }
    const Report report = foldReport(events);
    if (choice.format == "json"_L1) return reportJsonText(report, texts);
    if (choice.format == "markdown"_L1) return markdownReport(report, texts).toUtf8();
    if (choice.format == "letter"_L1) return letterText(letterToIt(report, texts)).toUtf8();
    if (choice.format == "html"_L1) return htmlReport(report, texts).toUtf8();
    return textReport(report, texts, {80, colours}).toUtf8();
}

/// Only a certificate that is there is written: a file of advice alone would be taken for one.
int writeAuthority(const FormatChoice& choice, const QList<Event>& events, Output* output)
{
    const Texts texts(choice.language);
    const ExportedAuthority authority = exportedAuthority(foldReport(events));
    if (!authority.problem.isEmpty()) {
        say(authorityAdvice(authority, choice.output, texts).first());
        return Failed;
    }
    const QString file =
        choice.output.isEmpty() ? u"authority.pem"_s : QFileInfo(choice.output).absoluteFilePath();
    return finishWith(output, authorityFile(authority, file, texts), Healthy);
}

int writeReport(const FormatChoice& choice, const QList<Event>& events, Output* output, int status)
{
    if (choice.format == "pem"_L1) return writeAuthority(choice, events, output);
    if (choice.format != "pdf"_L1) {
        const bool colours = output->isStandardOutput() && outputTakesColours();
        return finishWith(output, formatted(choice, events, colours), status);
    }
    FormatChoice journal = choice;
    journal.format = u"jsonl"_s;
    const QString error = render({u"pdf"_s, u"--language"_s, choice.language, u"--redact"_s,
                                  nameOf(choice.redaction), u"--output"_s, choice.output},
                                 formatted(journal, events, false));
    if (error.isEmpty()) return status;
    say(error);
    return Failed;
}

int exitStatusOf(const Report& report)
{
    if (!report.judged) return Inconclusive;
    switch (report.verdict.status) {
    case VerdictStatus::Healthy:
        return Healthy;
    case VerdictStatus::Degraded:
    case VerdictStatus::Broken:
        return Broken;
    case VerdictStatus::Inconclusive:
        return Inconclusive;
    }
    return Inconclusive;
}

PrivateNames privateNames()
{
    PrivateNames names;
    names.homeFolders = {QDir::homePath()};
    for (const char* name : {"ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_CLIENT_KEY_PASSPHRASE",
                             "CLAUDE_CODE_OAUTH_TOKEN"})
        names.secrets.append(qEnvironmentVariable(name).trimmed());
    for (const char* name :
         {"https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"}) {
        const QUrl url(qEnvironmentVariable(name));
        names.secrets.append(url.password(QUrl::FullyEncoded));
        names.secrets.append(url.password(QUrl::FullyDecoded));
    }
    names.secrets.removeAll(QString());
    return names;
}

} // namespace pathlight::cli
