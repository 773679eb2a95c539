// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/assess.h"

#include <QHostAddress>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

bool isLocal(const QString& host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1) || QHostAddress(host).isLoopback();
}

StepStatus worse(StepStatus now, Severity severity)
{
    if (severity == Severity::Fault) return StepStatus::Failed;
    if (severity == Severity::Warning && now != StepStatus::Failed) return StepStatus::Warned;
    return now;
}

} // namespace

Facts factsOf(const Target& target, const WalkOptions& options, const Evidence& evidence,
              const QHash<QString, StepState>& states)
{
    Facts facts;
    facts.evidence = evidence;
    facts.host = target.host();
    facts.port = target.port();
    facts.targetIsLocal = isLocal(facts.host);
    facts.comparisonNamed = !target.comparisonResolvers.isEmpty() || !options.resolvers.isEmpty();
    for (auto each = states.cbegin(); each != states.cend(); ++each) {
        if (!each->ended) continue;
        facts.ended.insert(each.key());
        if (each->status == StepStatus::Unknown) facts.unknown.insert(each.key());
    }
    return facts;
}

Assessment assess(const Facts& facts)
{
    const Judgement judgement = judge(facts);
    Assessment assessment;
    for (const QString& step : facts.ended)
        assessment.statuses.insert(step, StepStatus::Passed);
    for (const Finding& finding : judgement.findings) {
        assessment.findings[finding.step].append(toObject(finding));
        StepStatus& status = assessment.statuses[finding.step];
        status = worse(status, finding.severity);
    }
    assessment.verdict = toObject(judgement.verdict);
    return assessment;
}

} // namespace pathlight
