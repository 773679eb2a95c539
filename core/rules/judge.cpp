// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/judge.h"

#include "core/rules/causes.h"
#include "core/rules/codes.h"
#include "core/rules/rule.h"

#include <algorithm>
#include <array>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// A finding this sure may explain others away; a weaker one stands beside them.
constexpr double confidenceToExplain = 0.6;

void run(const char* step, std::span<const Rule> rules, const Facts& facts, QList<Finding>* all)
{
    Findings found(QString::fromLatin1(step));
    for (const Rule& rule : rules) {
        found.setRule(QString::fromLatin1(rule.name));
        rule.look(facts, found);
    }
    all->append(found.all());
}

QList<Finding> findAll(const Facts& facts)
{
    const Evidence& seen = facts.evidence;
    QList<Finding> all;
    if (seen.environment) run("environment", environmentRules(), facts, &all);
    if (seen.proxy) run("proxy", proxyRules(), facts, &all);
    if (seen.dns) run("dns", dnsRules(), facts, &all);
    if (seen.tcp) run("tcp", tcpRules(), facts, &all);
    if (seen.mtu) run("mtu", mtuRules(), facts, &all);
    if (seen.tls) run("tls", tlsRules(), facts, &all);
    if (seen.http) run("http", httpRules(), facts, &all);
    if (seen.api) run("api", apiRules(), facts, &all);
    if (seen.stream) run("stream", streamRules(), facts, &all);
    if (seen.route) run("route", routeRules(), facts, &all);
    if (seen.stability) run("stability", stabilityRules(), facts, &all);
    if (seen.clients) run("clients", clientRules(), facts, &all);
    return all;
}

bool isExplained(const Finding& finding, const QList<Finding>& all)
{
    return std::any_of(all.begin(), all.end(), [&](const Finding& other) {
        return other.severity != Severity::Note && other.confidence >= confidenceToExplain &&
               explains(other, finding);
    });
}

/// A cause that is no block by itself blocks when it explains one that does.
bool blocksInEffect(const Finding& finding, const QList<Finding>& all)
{
    if (finding.blocks) return true;
    return std::any_of(all.begin(), all.end(),
                       [&](const Finding& other) { return other.blocks && explains(finding, other); });
}

/// Findings that nothing else explains, the ones that block first, then by the harm they do and how sure they
/// are.
QList<Finding> roots(const QList<Finding>& all)
{
    QList<Finding> left;
    for (const Finding& finding : all) {
        if (finding.severity != Severity::Note && !isExplained(finding, all)) left.append(finding);
    }
    const auto rank = [&](const Finding& finding) {
        return std::tuple(blocksInEffect(finding, all) ? 0 : 1, static_cast<int>(finding.severity));
    };
    // Stable: findings come in walking order, and the lowest layer that blocks is the cause of those above
    // it.
    std::stable_sort(left.begin(), left.end(),
                     [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
    return left;
}

void name(Verdict* verdict, const QString& code)
{
    const CodeInfo* info = codeInfo(code);
    verdict->helpCode = info ? info->help : QString();
    verdict->whose = info ? info->whose : u"unknown"_s;
}

void rest(Verdict* verdict, const QList<Finding>& left)
{
    for (const Finding& finding : left.mid(1)) {
        const auto same = [&](const Alternative& other) { return other.code == finding.code; };
        const bool known = finding.code == verdict->code.value_or(QString()) ||
                           std::any_of(verdict->alternatives.begin(), verdict->alternatives.end(), same);
        if (!known) verdict->alternatives.append({finding.code, finding.confidence});
    }
}

Verdict blame(const QList<Finding>& left, VerdictStatus status)
{
    const Finding& root = left.first();
    Verdict verdict;
    verdict.status = status;
    verdict.code = root.code;
    verdict.step = root.step;
    verdict.confidence = root.confidence;
    verdict.arguments = root.arguments;
    name(&verdict, root.code);
    if (!root.whose.isEmpty()) verdict.whose = root.whose;
    rest(&verdict, left);
    return verdict;
}

Verdict acquit(const Facts& facts)
{
    Verdict verdict;
    verdict.status = VerdictStatus::Healthy;
    name(&verdict, u"healthy"_s);
    // The API's own answer over a verified connection, and then again and again, is as sure as it gets.
    verdict.confidence = facts.evidence.stability ? 0.99 : 0.95;
    return verdict;
}

Verdict undecided(const QList<Finding>& left)
{
    Verdict verdict;
    name(&verdict, u"inconclusive"_s);
    QSet<QString> told;
    for (const Finding& finding : left) {
        if (told.contains(finding.code)) continue;
        told.insert(finding.code);
        verdict.alternatives.append({finding.code, finding.confidence / 2});
    }
    return verdict;
}

/// Loss and delay let some packets through: a client that waits and tries again succeeds at times.
bool letsSomeThrough(const Finding& finding)
{
    return finding.code == "path.loss"_L1 || finding.code == "path.latency"_L1;
}

Verdict weigh(const Facts& facts, const QList<Finding>& findings)
{
    const QList<Finding> left = roots(findings);
    const bool served = !stopsEveryClient(facts);
    const bool blocked = !left.isEmpty() && blocksInEffect(left.first(), findings);
    if (served && (apiServes(facts) || servesPastDesktopProxy(facts))) {
        if (left.isEmpty()) return acquit(facts);
        return blame(left, VerdictStatus::Degraded);
    }
    // A retried request may pass although the first answer was an error: that is degraded, not broken.
    const bool passesAtTimes =
        served && facts.evidence.stability && facts.evidence.stability->successRate.value_or(0) > 0;
    if (passesAtTimes && !left.isEmpty()) return blame(left, VerdictStatus::Degraded);
    if (!blocked) return undecided(left);
    return blame(left, letsSomeThrough(left.first()) ? VerdictStatus::Degraded : VerdictStatus::Broken);
}

} // namespace

Judgement judge(const Facts& facts)
{
    const QList<Finding> findings = findAll(facts);
    return {findings, weigh(facts, findings)};
}

} // namespace pathlight
