// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resilience/retrypolicy.h"

#include <QFile>
#include <QJsonDocument>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// A pause longer than a day is no pause. The bound also keeps a hostile header out of the arithmetic.
constexpr double longestPauseSeconds = 86'400;

std::chrono::milliseconds milliseconds(double seconds)
{
    return std::chrono::milliseconds(std::llround(std::clamp(seconds, 0.0, longestPauseSeconds) * 1000));
}

double spread(const JitterRule& jitter, double seconds, double random)
{
    switch (jitter.kind) {
    case JitterKind::None:
        return seconds;
    case JitterKind::Subtract:
        return seconds * (1 - jitter.amount * random);
    case JitterKind::Full:
        return seconds * random;
    case JitterKind::Add:
        return seconds > 0 ? seconds + jitter.amount * random : 0;
    }
    return seconds;
}

bool canEverSucceed(int status)
{
    return status < 400 || status >= 500 || status == 408 || status == 409 || status == 429;
}

/// Whether the kind of failure is one that the policy tries again, leaving its budget aside.
RetryDecision judged(const RetryPolicy& policy, const TryOutcome& outcome)
{
    const auto no = [](RetryBecause because) { return RetryDecision{false, {}, because}; };
    const auto yes = [](RetryBecause because) { return RetryDecision{true, {}, because}; };
    if (outcome.spendCap) return no(RetryBecause::SpendCap);
    if (!policy.methods.isEmpty() && !policy.methods.contains(outcome.method))
        return no(RetryBecause::Method);
    if (!outcome.status) {
        const bool certificate = outcome.error == "certificate"_L1;
        const bool retried = certificate ? policy.certificateErrors : policy.connectionErrors;
        return retried ? yes(RetryBecause::ConnectionError) : no(RetryBecause::NotRetryable);
    }
    if (!canEverSucceed(*outcome.status)) return no(RetryBecause::NotRetryable);
    if (policy.heedsShouldRetry && outcome.shouldRetry) {
        return *outcome.shouldRetry ? yes(RetryBecause::ServerAsked) : no(RetryBecause::NotRetryable);
    }
    return policy.retriesStatus(*outcome.status) ? yes(RetryBecause::Status) : no(RetryBecause::NotRetryable);
}

/// The wait that Retry-After asks for; null: it says nothing, or this policy does not heed it.
std::optional<RetryDecision> asAsked(const RetryPolicy& policy, const TryOutcome& outcome,
                                     RetryBecause because)
{
    const RetryAfterRule& rule = policy.retryAfter;
    const double asked = outcome.retryAfterSeconds.value_or(0);
    if (!rule.obeyed || !(asked > 0)) return std::nullopt;
    if (asked <= rule.maximumSeconds) return RetryDecision{true, milliseconds(asked), because};
    switch (rule.beyond) {
    case BeyondLimit::Backoff:
        return std::nullopt;
    case BeyondLimit::Cap:
        return RetryDecision{true, milliseconds(rule.maximumSeconds), because};
    case BeyondLimit::Stop:
        return RetryDecision{false, {}, RetryBecause::RetryAfterTooLong};
    }
    return std::nullopt;
}

QList<RetryPolicy> readPolicies()
{
    QFile file(u":/pathlight/retrypolicies.json"_s);
    if (!file.open(QIODevice::ReadOnly)) qFatal("The retry policies are not compiled in");
    QList<RetryPolicy> policies;
    readJson(QJsonDocument::fromJson(file.readAll()).object().value("policies"_L1), policies);
    return policies;
}

} // namespace

bool RetryPolicy::retriesStatus(int status) const
{
    return statuses.contains(status) || (serverErrors && status >= 500);
}

std::chrono::milliseconds backoffBefore(const RetryPolicy& policy, int retry, double random)
{
    if (retry <= policy.backoff.immediateRetries) return std::chrono::milliseconds(0);
    const double grown = policy.backoff.baseSeconds * std::pow(policy.backoff.factor, retry - 1);
    const double seconds = std::min(grown, policy.backoff.capSeconds);
    return milliseconds(spread(policy.jitter, seconds, std::clamp(random, 0.0, 1.0)));
}

RetryDecision decide(const RetryPolicy& policy, int triesSoFar, const TryOutcome& outcome, double random)
{
    const RetryDecision decision = judged(policy, outcome);
    if (!decision.retry) return decision;
    if (triesSoFar > policy.maximumRetries) return {false, {}, RetryBecause::BudgetSpent};
    if (const auto asked = asAsked(policy, outcome, decision.because)) return *asked;
    return {true, backoffBefore(policy, triesSoFar, random), decision.because};
}

std::optional<double> retryAfterSeconds(const QByteArray& header, const QDateTime& now)
{
    const QByteArray text = header.trimmed();
    if (text.isEmpty() || text.size() > 64) return std::nullopt;
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber) return std::isfinite(seconds) && seconds >= 0 ? std::optional(seconds) : std::nullopt;
    // IMF-fixdate, the one form RFC 9110 section 5.6.7 lets a sender generate.
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    if (!date.isValid()) return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return std::max<double>(0, static_cast<double>(now.msecsTo(date)) / 1000);
}

const QList<RetryPolicy>& retryPolicies()
{
    static const QList<RetryPolicy> policies = readPolicies();
    return policies;
}

const RetryPolicy* retryPolicy(const QString& id)
{
    const auto& policies = retryPolicies();
    const auto found =
        std::find_if(policies.begin(), policies.end(), [&](const auto& each) { return each.id == id; });
    return found == policies.end() ? nullptr : &*found;
}

PolicyTrial playUnder(const RetryPolicy& policy, const QList<MeasuredTry>& tries)
{
    PolicyTrial trial;
    for (qsizetype start = 0; start < tries.size(); ++start) {
        ++trial.calls;
        for (int made = 1;; ++made) {
            ++trial.requests;
            const MeasuredTry& measured = tries.at((start + made - 1) % tries.size());
            if (measured.succeeded) {
                ++trial.succeeded;
                break;
            }
            const RetryDecision decision = decide(policy, made, measured.outcome, 0.5);
            if (!decision.retry) break;
            trial.waited += decision.wait;
        }
    }
    return trial;
}

} // namespace pathlight
