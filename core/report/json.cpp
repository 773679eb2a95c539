// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/json.h"

#include "core/report/worded.h"
#include "core/rules/codes.h"
#include "core/walk/target.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QJsonArray remediesJson(const QList<Remedy>& remedies)
{
    QJsonArray out;
    for (const Remedy& each : remedies) {
        QJsonObject remedy{{u"text"_s, each.text}, {u"risk"_s, each.risk}, {u"scope"_s, each.scope}};
        if (!each.command.isEmpty()) remedy.insert("command"_L1, each.command);
        if (!each.undo.isEmpty()) remedy.insert("undo"_L1, each.undo);
        out.append(remedy);
    }
    return out;
}

QJsonObject findingJson(const Finding& finding, const Report& report, const Texts& texts)
{
    const Explanation explained = texts.explain(finding.code, withTarget(report, finding.arguments));
    return {{u"code"_s, finding.code},
            {u"severity"_s, nameOf(finding.severity)},
            {u"confidence"_s, finding.confidence},
            {u"summary"_s, explained.summary},
            {u"explanation"_s, explained.paragraphs.join(u"\n\n"_s)},
            {u"remedies"_s, remediesJson(explained.remedies)}};
}

/// A journal that was cut leaves steps without an end: one that ran stayed unknown, another was skipped.
StepStatus statusOf(const StepReport& step)
{
    if (step.status) return *step.status;
    return step.started ? StepStatus::Unknown : StepStatus::Skipped;
}

QJsonValue reasonOf(const StepReport& step, const Report& report, const Texts& texts)
{
    if (step.reason) return reasonText(*step.reason, texts);
    if (step.status) return QJsonValue::Null;
    return reasonText(Reason::of(report.ending.isEmpty() ? u"cut"_s : report.ending), texts);
}

QJsonObject stepJson(const StepReport& step, const Report& report, const Texts& texts)
{
    QJsonArray findings;
    for (const Finding& each : step.findings)
        findings.append(findingJson(each, report, texts));
    const bool timed = step.started && step.status;
    return {{u"id"_s, step.id},
            {u"status"_s, nameOf(statusOf(step))},
            {u"startedMs"_s, step.started ? QJsonValue(step.startedMs) : QJsonValue::Null},
            {u"durationMs"_s, timed ? QJsonValue(step.durationMs) : QJsonValue::Null},
            {u"reason"_s, reasonOf(step, report, texts)},
            {u"evidence"_s, step.evidence},
            {u"findings"_s, findings}};
}

QJsonObject verdictJson(const Report& report, const Texts& texts)
{
    const Verdict& verdict = report.verdict;
    const CodeInfo* info = codeInfo(verdict.code.value_or(nameOf(verdict.status)));
    const QString helpCode = verdict.helpCode.isEmpty() && info ? info->help : verdict.helpCode;
    const QString whose = verdict.whose.isEmpty() && info ? info->whose : verdict.whose;
    return {{u"status"_s, nameOf(verdict.status)},
            {u"code"_s, toJson(verdict.code)},
            {u"step"_s, toJson(verdict.step)},
            {u"confidence"_s, verdict.confidence},
            {u"helpCode"_s, helpCode},
            {u"whose"_s, whose.isEmpty() ? u"unknown"_s : whose},
            {u"summary"_s, explainVerdict(report, texts).summary},
            {u"alternatives"_s, toJson(verdict.alternatives)}};
}

QJsonObject targetJson(const Report& report)
{
    const auto target = fromObject<Target>(report.header.target);
    return {{u"profile"_s, target.id},
            {u"url"_s, target.url},
            {u"host"_s, target.host()},
            {u"port"_s, target.port()}};
}

QJsonArray clientsJson(const Report& report)
{
    const StepReport* clients = report.step(u"clients"_s);
    return clients ? clients->evidence.value("clients"_L1).toArray() : QJsonArray();
}

} // namespace

QJsonObject reportJson(const Report& report, const Texts& texts)
{
    QJsonArray steps;
    for (const StepReport& each : report.steps)
        steps.append(stepJson(each, report, texts));
    QJsonObject out{{u"schema"_s, u"pathlight.report/1"_s},
                    {u"tool"_s, report.header.tool},
                    {u"target"_s, targetJson(report)},
                    {u"startedAt"_s, report.header.startedAt},
                    {u"durationMs"_s, report.durationMs},
                    {u"verdict"_s, verdictJson(report, texts)},
                    {u"steps"_s, steps},
                    {u"clients"_s, clientsJson(report)},
                    {u"path"_s, QJsonArray::fromStringList(report.path)}};
    if (report.sent) out.insert("sent"_L1, toObject(*report.sent));
    if (report.header.practice) out.insert("practice"_L1, report.header.scenario);
    if (report.ending != "completed"_L1)
        out.insert("ending"_L1, report.ending.isEmpty() ? u"cut"_s : report.ending);
    return out;
}

QByteArray reportJsonText(const Report& report, const Texts& texts)
{
    return QJsonDocument(reportJson(report, texts)).toJson(QJsonDocument::Indented);
}

QByteArray reportSchema()
{
    QFile file(u":/pathlight/schema/report-1.schema.json"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace pathlight
