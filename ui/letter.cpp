// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/letter.h"

#include "ui/graphics/ink.h"
#include "ui/tr.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString stepLine(const StepReport& step, const Words& words)
{
    const QString status = step.status ? words.status(*step.status) : words.texts()(u"status.waiting"_s);
    QString line = u"- "_s + words.stepName(step.id) + u": "_s + status;
    if (step.started && step.durationMs > 0) line += u" ("_s + durationText(step.durationMs) + u")"_s;
    for (const Finding& finding : step.findings) {
        line += u"\n  "_s + words.texts().explain(finding.code, finding.arguments).summary;
    }
    return line;
}

QStringList stepLines(const Report& report, const Words& words)
{
    QStringList lines;
    for (const StepReport& step : report.steps) {
        if (step.status && *step.status != StepStatus::Skipped) lines.append(stepLine(step, words));
    }
    return lines;
}

QString whenText(const Report& report)
{
    const QDateTime when = QDateTime::fromString(report.header.startedAt, Qt::ISODateWithMs);
    return timeText(when);
}

QString targetText(const Report& report)
{
    return report.header.target.value(u"url"_s).toString();
}

QStringList practiceLine(const Report& report)
{
    if (!report.header.practice) return {};
    return {Tr::tr("Practice: this is a simulated fault, not a measurement of a network.")};
}

} // namespace

Explanation explanationOf(const Verdict& verdict, const Texts& texts)
{
    return texts.explain(verdict.code ? *verdict.code : nameOf(verdict.status), verdict.arguments);
}

QString summaryOf(const Report& report, const Words& words)
{
    const Verdict& verdict = report.verdict;
    QStringList lines = practiceLine(report);
    lines += explanationOf(verdict, words.texts()).summary;
    lines += Tr::tr("Result: %1. Whose: %2. Confidence: %3. Help code: %4.")
                 .arg(words.texts()(u"verdict."_s + nameOf(verdict.status)), words.whose(verdict.whose),
                      confidenceText(verdict.confidence), verdict.helpCode);
    lines +=
        Tr::tr("Tested: %1, %2, with Pathlight %3.")
            .arg(targetText(report), whenText(report), report.header.tool.value(u"version"_s).toString());
    return (lines + stepLines(report, words)).join(u'\n') + u'\n';
}

} // namespace pathlight
