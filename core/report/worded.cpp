// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/worded.h"

#include "core/report/messages.h"
#include "core/report/otherroutes.h"
#include "core/report/plaintext.h"
#include "core/walk/options.h"
#include "core/walk/target.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

WordedFinding wordFinding(const Finding& finding, const Report& report, const Texts& texts)
{
    const Explanation explained = texts.explain(finding.code, withTarget(report, finding.arguments));
    WordedFinding out;
    out.code = visibleText(finding.code);
    out.severity = finding.severity;
    out.severityWord = texts(u"severity."_s + nameOf(finding.severity));
    out.confidence = finding.confidence;
    out.title = visibleText(explained.title);
    out.summary = visibleText(explained.summary);
    out.paragraphs = explained.paragraphs;
    out.remedies = explained.remedies;
    return out;
}

QString statusWord(const StepReport& step, const Texts& texts)
{
    if (step.status) return texts(u"status."_s + nameOf(*step.status));
    return texts(step.started ? u"status.running"_s : u"status.waiting"_s);
}

WordedStep wordStep(const StepReport& step, const Report& report, const Texts& texts)
{
    const QJsonObject arguments = withTarget(report, {});
    WordedStep out;
    out.id = step.id;
    out.name = texts(u"step.%1.name"_s.arg(step.id), arguments);
    out.question = texts(u"step.%1.question"_s.arg(step.id), arguments);
    out.status = step.status;
    out.mark = markOf(step.status, step.started);
    out.statusWord = statusWord(step, texts);
    if (step.started && step.status) out.time = duration(step.durationMs);
    if (step.reason) out.reason = reasonText(*step.reason, texts);
    out.gist = gistOf(step.id, report.evidence, texts);
    for (const Finding& finding : step.findings)
        out.findings.append(wordFinding(finding, report, texts));
    out.rows = rowsFor(step.id, report.evidence, texts);
    out.tables = tablesFor(step.id, report.evidence, texts);
    if (out.rows.isEmpty() && out.tables.isEmpty()) out.rows = plainRows(step.id, step.evidence, texts);
    return out;
}

QString targetText(const Report& report)
{
    const auto target = fromObject<Target>(report.header.target);
    const QString name = target.name.isEmpty() ? target.id : target.name;
    return visibleText(u"%1 (%2)"_s.arg(name, target.url));
}

QString madeAt(const Report& report, const Texts& texts)
{
    const QJsonObject& tool = report.header.tool;
    QStringList parts{report.header.startedAt,
                      tool.value("name"_L1).toString() + u' ' + tool.value("version"_L1).toString(),
                      tool.value("platform"_L1).toString()};
    if (!report.header.machine.isEmpty())
        parts.append(texts(u"report.machine"_s) + u": "_s + report.header.machine);
    parts.removeAll(QString());
    return visibleText(parts.join(u" · "_s));
}

QString sentText(const Report& report, const Texts& texts)
{
    if (!report.sent) return {};
    return texts(u"report.sent"_s,
                 {{u"packets"_s, QString::number(report.sent->packets)},
                  {u"connections"_s, QString::number(report.sent->connections)},
                  {u"size"_s, QString::number(static_cast<double>(report.sent->bytes) / 1024, 'f', 1)}});
}

QString endingText(const Report& report, const Texts& texts)
{
    if (report.ending.isEmpty() || report.ending == "completed"_L1) return {};
    return wordFor(texts, u"reason"_s, report.ending);
}

void wordVerdict(const Report& report, const Texts& texts, WordedReport* out)
{
    const Verdict& verdict = report.verdict;
    const Explanation explained = explainVerdict(report, texts);
    out->status = verdict.status;
    out->mark = markOf(verdict.status);
    out->statusWord = texts(u"verdict."_s + nameOf(verdict.status));
    out->headline = visibleText(explained.title);
    out->summary = visibleText(explained.summary);
    out->paragraphs = explained.paragraphs;
    out->remedies = explained.remedies;
    out->whose = whoseText(verdict.whose, texts);
    out->confidence = percentage(verdict.confidence);
    out->helpCode = visibleText(verdict.helpCode);
    out->code = visibleText(verdict.code.value_or(QString()));
    out->clientMessage = clientMessageText(report, texts);
    for (const Alternative& each : verdict.alternatives) {
        const Explanation other = texts.explain(each.code, withTarget(report, verdict.arguments));
        out->alternatives.append(u"%1: %2 (%3)"_s.arg(visibleText(each.code), visibleText(other.title),
                                                      percentage(each.confidence)));
    }
}

/// Are the message's causes among what was found?
QString fitOf(const QList<KnownMessage>& messages, const Report& report)
{
    const QStringList causes = causesOf(messages);
    bool isFound = causes.contains(report.verdict.code.value_or(QString()));
    for (const StepReport& step : report.steps) {
        for (const Finding& finding : step.findings)
            isFound |= finding.severity != Severity::Note && causes.contains(finding.code);
    }
    if (isFound) return u"explained"_s;
    switch (report.verdict.status) {
    case VerdictStatus::Healthy:
        return u"healthy"_s;
    case VerdictStatus::Degraded:
    case VerdictStatus::Broken:
        return u"elsewhere"_s;
    case VerdictStatus::Inconclusive:
        break;
    }
    return u"open"_s;
}

} // namespace

QString markOf(const std::optional<StepStatus>& status, bool started)
{
    if (!status) return started ? u"…"_s : u"·"_s;
    switch (*status) {
    case StepStatus::Passed:
        return u"✓"_s;
    case StepStatus::Warned:
        return u"!"_s;
    case StepStatus::Failed:
        return u"✗"_s;
    case StepStatus::Skipped:
        return u"–"_s;
    case StepStatus::Cancelled:
        return u"■"_s;
    case StepStatus::Unknown:
        return u"?"_s;
    }
    return u"?"_s;
}

QString markOf(VerdictStatus status)
{
    switch (status) {
    case VerdictStatus::Healthy:
        return u"✓"_s;
    case VerdictStatus::Degraded:
        return u"!"_s;
    case VerdictStatus::Broken:
        return u"✗"_s;
    case VerdictStatus::Inconclusive:
        return u"?"_s;
    }
    return u"?"_s;
}

QString reasonText(const Reason& reason, const Texts& texts)
{
    QJsonObject arguments = reason.arguments;
    // A reason names a step by its id; people read its name.
    const QString stepKey = u"step.%1.name"_s.arg(arguments.value("step"_L1).toString());
    if (texts.has(stepKey)) arguments.insert("step"_L1, texts(stepKey));
    const QString whatKey = u"step.%1.name"_s.arg(arguments.value("what"_L1).toString());
    if (texts.has(whatKey)) arguments.insert("what"_L1, texts(whatKey));
    const QString key = u"reason."_s + reason.key;
    return texts.has(key) ? texts(key, arguments) : visibleText(reason.key);
}

QJsonObject withTarget(const Report& report, const QJsonObject& arguments)
{
    const auto target = fromObject<Target>(report.header.target);
    QJsonObject out = arguments;
    if (!out.contains("host"_L1) && !target.host().isEmpty()) out.insert("host"_L1, target.host());
    if (!out.contains("port"_L1)) out.insert("port"_L1, QString::number(target.port()));
    return out;
}

QString clientMessageText(const Report& report, const Texts& texts)
{
    const auto options = fromObject<WalkOptions>(report.header.options);
    const QList<KnownMessage> messages = messagesById(options.clientMessages);
    if (messages.isEmpty() || !report.judged) return {};
    const QString step = texts(u"step.%1.name"_s.arg(messages.constFirst().step));
    return texts(u"message."_s + fitOf(messages, report), {{u"step"_s, step}});
}

Explanation explainVerdict(const Report& report, const Texts& texts)
{
    const Verdict& verdict = report.verdict;
    const bool unjudged = !report.judged || verdict.status == VerdictStatus::Inconclusive;
    QString code = verdict.code.value_or(QString());
    if (code.isEmpty()) code = unjudged ? u"inconclusive"_s : nameOf(verdict.status);
    return texts.explain(code, withTarget(report, verdict.arguments));
}

QString whoseText(const QString& whose, const Texts& texts)
{
    const QString word = whose.isEmpty() ? u"unknown"_s : whose;
    const QString key = u"whose."_s + QString(word).replace(u' ', u'_');
    return texts.has(key) ? texts(key) : visibleText(word);
}

WordedReport wordReport(const Report& report, const Texts& texts)
{
    WordedReport out;
    out.title = texts(u"report.title"_s);
    out.target = targetText(report);
    out.madeAt = madeAt(report, texts);
    out.sent = sentText(report, texts);
    out.ending = endingText(report, texts);
    if (report.header.practice) out.practice = texts(u"report.practice_banner"_s);
    wordVerdict(report, texts, &out);
    out.otherRoutes = otherRoutes(report, texts);
    for (const StepReport& step : report.steps)
        out.steps.append(wordStep(step, report, texts));
    return out;
}

} // namespace pathlight
