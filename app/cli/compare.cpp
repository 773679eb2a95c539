// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/compare.h"

#include "app/cli/arguments.h"
#include "app/cli/formats.h"
#include "app/cli/journalfile.h"
#include "app/cli/output.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

int runCompare(const QStringList& arguments)
{
    Arguments given(u"compare"_s, u"What changed between two walks, the earlier one first."_s);
    given.positional(u"FILE FILE"_s, u"Two journals."_s, 2, 2);
    given.option(u"format"_s, u"FORMAT"_s, u"text or json."_s, u"text"_s);
    given.option(u"output"_s, u"FILE"_s, u"Write there instead of standard output."_s);
    given.option(u"redact"_s, u"MODE"_s, u"none, standard or strict."_s, u"standard"_s);
    given.option(u"language"_s, u"LANGUAGE"_s, u"en or zh_CN; by default the locale's."_s);
    if (const auto status = given.parse(arguments)) return *status;
    const QString format = given.oneOf(u"format"_s, {u"text"_s, u"json"_s});
    const QString mode = given.oneOf(u"redact"_s, {u"none"_s, u"standard"_s, u"strict"_s});
    const Texts texts(languageOf(given));
    if (const auto status = given.complaint()) return *status;

    // One redactor for both, so that a pseudonym means the same on each side.
    Redactor redactor(namedValue<Redaction>(mode).value_or(Redaction::Standard), privateNames());
    QList<Report> reports;
    for (const QString& path : given.positionals()) {
        const auto events = rejudgedJournal(path, texts);
        if (!events) return Usage;
        reports.append(foldReport(redactor.events(*events)));
    }
    const Comparison comparison = compareReports(reports.at(0), reports.at(1));
    Output output(given.value(u"output"_s));
    const bool json = format == "json"_L1;
    return finishWith(&output, json ? comparisonJson(comparison) : comparisonText(comparison, texts).toUtf8(),
                      Healthy);
}

} // namespace pathlight::cli
