// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report.h"

#include "core/walk/flowchart.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Did the rules give this status, so that later evidence may still change it?
bool wasJudged(const std::optional<StepStatus>& status)
{
    return status == StepStatus::Passed || status == StepStatus::Warned || status == StepStatus::Failed;
}

bool sameFinding(const Finding& one, const Finding& other)
{
    return one.code == other.code && one.rule == other.rule && one.arguments == other.arguments;
}

} // namespace

const StepReport* Report::step(const QString& id) const
{
    for (const StepReport& each : steps) {
        if (each.id == id) return &each;
    }
    return nullptr;
}

ReportFold::ReportFold()
{
    for (const QString& id : flowchart().stepIds()) {
        StepReport step;
        step.id = id;
        m_report.steps.append(step);
    }
}

StepReport* ReportFold::step(const QString& id)
{
    for (StepReport& each : m_report.steps) {
        if (each.id == id) return &each;
    }
    return nullptr;
}

void ReportFold::add(const Event& event)
{
    m_report.durationMs = std::max(m_report.durationMs, event.atMs);
    switch (event.kind) {
    case EventKind::WalkStarted:
        m_report.header = fromObject<WalkHeader>(event.data);
        return;
    case EventKind::Verdict:
        takeVerdict(event.data);
        return;
    case EventKind::WalkEnded:
        m_report.ending = event.data.value("ending"_L1).toString(u"completed"_s);
        m_report.durationMs = event.data.value("durationMs"_L1).toDouble(event.atMs);
        if (event.data.value("sent"_L1).isObject())
            m_report.sent = fromObject<SentEvidence>(event.data.value("sent"_L1).toObject());
        if (!m_report.path.contains("verdict"_L1)) m_report.path.append(u"verdict"_s);
        return;
    default:
        // A step this program does not know comes from a newer journal, or a damaged one.
        if (StepReport* found = step(event.step)) takeStep(found, event);
    }
}

void ReportFold::takeStep(StepReport* step, const Event& event)
{
    switch (event.kind) {
    case EventKind::StepStarted:
        step->started = true;
        step->startedMs = event.atMs;
        if (!m_report.path.contains(step->id)) m_report.path.append(step->id);
        return;
    case EventKind::Sample:
        if (event.data.value("kind"_L1) == QLatin1StringView(sample::waiting)) step->waitingFor = event.data;
        return;
    case EventKind::Evidence:
        step->evidence = event.data;
        m_report.evidence.set(step->id, event.data);
        return;
    case EventKind::Finding:
        takeFinding(step, fromObject<Finding>(event.data));
        return;
    case EventKind::StepEnded: {
        const auto ending = fromObject<StepEnding>(event.data);
        step->status = ending.status;
        step->durationMs = ending.durationMs;
        step->reason = ending.reason;
        step->waitingFor = {};
        return;
    }
    default:
        return;
    }
}

void ReportFold::takeFinding(StepReport* step, const Finding& finding)
{
    const bool known = std::any_of(step->findings.cbegin(), step->findings.cend(),
                                   [&](const Finding& each) { return sameFinding(each, finding); });
    if (!known) step->findings.append(finding);
}

/// A verdict speaks of everything seen so far: its findings and statuses replace the earlier ones.
void ReportFold::takeVerdict(const QJsonObject& data)
{
    m_report.judged = true;
    m_report.provisional = data.value("provisional"_L1).toBool();
    m_report.verdict = fromObject<Verdict>(data.value("verdict"_L1).toObject());
    const QJsonObject findings = data.value("findings"_L1).toObject();
    const QJsonObject statuses = data.value("statuses"_L1).toObject();
    for (StepReport& step : m_report.steps) {
        step.findings.clear();
        readJson(findings.value(step.id), step.findings);
        const auto judged = namedValue<StepStatus>(statuses.value(step.id).toString());
        if (judged && wasJudged(step.status) && wasJudged(judged)) step.status = judged;
    }
}

Report foldReport(const QList<Event>& events)
{
    ReportFold fold;
    for (const Event& event : events)
        fold.add(event);
    return fold.report();
}

} // namespace pathlight
