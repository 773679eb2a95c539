// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

#include <QHash>

#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr double intermittentShare = 0.1; ///< CONTRACT section 2: a request in ten

bool failed(const TryEvidence& each)
{
    if (!each.status) return true;
    static const QList<int> statuses{408, 429, 500, 502, 503, 504, 529};
    return statuses.contains(*each.status);
}

QString kindOf(const TryEvidence& each)
{
    return each.status ? QString::number(*each.status) : each.error.value_or(u"?"_s);
}

/// The commonest failure of first tries, by its status or error.
QString commonest(const QHash<QString, int>& kinds)
{
    QString name;
    for (auto each = kinds.cbegin(); each != kinds.cend(); ++each) {
        if (name.isEmpty() || each.value() > kinds.value(name) ||
            (each.value() == kinds.value(name) && each.key() < name)) {
            name = each.key();
        }
    }
    return name;
}

void intermittent(const Facts& facts, Findings& out)
{
    QHash<QString, int> kinds;
    int asked = 0;
    int bad = 0;
    for (const StabilityAttempt& attempt : facts.evidence.stability->attempts) {
        if (attempt.tries.isEmpty()) continue;
        ++asked;
        if (!failed(attempt.tries.first())) continue;
        ++bad;
        ++kinds[kindOf(attempt.tries.first())];
    }
    if (bad == 0 || bad == asked || bad < intermittentShare * asked) return;
    Finding& finding = out.fault(u"stability.intermittent"_s, bad >= 2 ? 0.95 : 0.75);
    finding.arguments = {{u"failed"_s, QString::number(bad)},
                         {u"attempts"_s, QString::number(asked)},
                         {u"percent"_s, spoken(100.0 * bad / asked)},
                         {u"commonest"_s, commonest(kinds)}};
    finding.because = {u"stability.attempts"_s};
}

double shareOf(const PolicyOutcome& outcome)
{
    return outcome.calls > 0 ? static_cast<double>(outcome.succeeded) / outcome.calls : 0;
}

const PolicyOutcome* outcomeOf(const QList<PolicyOutcome>& outcomes, const QString& policy)
{
    for (const PolicyOutcome& each : outcomes) {
        if (each.policy == policy) return &each;
    }
    return nullptr;
}

/// Of the policies the one under which most calls succeed; among equals the one that sends least, then waits
/// least.
const PolicyOutcome* bestOf(const QList<PolicyOutcome>& outcomes)
{
    const auto rank = [](const PolicyOutcome& each) {
        return std::tuple(-shareOf(each), each.requests, each.waitedMs);
    };
    const PolicyOutcome* best = nullptr;
    for (const PolicyOutcome& each : outcomes) {
        if (each.policy == "article"_L1) continue; // No client's, but a guide's example.
        if (!best || rank(each) < rank(*best)) best = &each;
    }
    return best;
}

QString percentOf(const std::optional<double>& share)
{
    return share ? spoken(100 * *share) : QString();
}

/// What the measured failures say of retrying: does it help, how sure is that, and what does it cost?
void retryAdvice(const Facts& facts, Findings& out)
{
    const StabilityEvidence& seen = *facts.evidence.stability;
    const PolicyOutcome* none = outcomeOf(seen.policies, u"none"_s);
    const PolicyOutcome* best = bestOf(seen.policies);
    if (!none || !best || none->calls < 2 || none->succeeded == none->calls) return;
    const bool helps = shareOf(*best) - shareOf(*none) >= intermittentShare;
    Finding& finding = out.note(helps ? u"note.retries_help"_s : u"note.retries_futile"_s);
    if (!seen.failures.isEmpty()) finding.arguments.insert(u"commonest"_s, seen.failures.first().kind);
    finding.arguments.insert(u"percent"_s, percentOf(shareOf(*none)));
    finding.because = {u"stability.policies"_s};
    if (!helps) return;
    finding.arguments.insert(u"policy"_s, best->policy);
    if (best->retries) finding.arguments.insert(u"retries"_s, QString::number(*best->retries));
    if (const PolicyOutcome* advice = outcomeOf(seen.policies, u"pathlight"_s); advice && advice->retries)
        finding.arguments.insert(u"advised"_s, QString::number(*advice->retries));
    finding.arguments.insert(u"share"_s, percentOf(shareOf(*best)));
    finding.arguments.insert(u"low"_s, percentOf(best->low));
    finding.arguments.insert(u"load"_s, spoken(100.0 * (best->requests - best->calls) / best->calls));
    finding.arguments.insert(u"seconds"_s, spoken(best->waitedMs / best->calls / 1000));
}

} // namespace

std::span<const Rule> stabilityRules()
{
    static constexpr Rule rules[] = {
        {"intermittent", "some first tries fail and others pass (CONTRACT stability.intermittent)",
         intermittent},
        {"retry advice", "the measured tries played under each client's policy (PROCEDURES 5)", retryAdvice},
    };
    return rules;
}

} // namespace pathlight
