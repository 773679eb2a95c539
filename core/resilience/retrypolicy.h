// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

#include <QByteArray>
#include <QDateTime>

#include <chrono>

/// When to send a request again, and after how long: the policies of real clients as data, and one pure
/// function that applies them. Nothing here knows a clock or a network.
namespace pathlight {

/// How the wait before a retry is spread, so that many clients do not come back at the same moment.
enum class JitterKind {
    None,
    Subtract, ///< up to `amount` of the wait is taken off (the Claude SDKs: 0.25)
    Full,     ///< anything from nothing to the whole wait
    Add,      ///< up to `amount` seconds are added where there is a wait (urllib3's backoff_jitter)
};
template <>
struct EnumNames<JitterKind>
{
    static constexpr std::array names{"none", "subtract", "full", "add"};
};

struct JitterRule
{
    JitterKind kind = JitterKind::None;
    double amount = 0;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = JitterRule;
        visit("kind", &T::kind);
        visit("amount", &T::amount);
    }
};

/// The wait before retry n, the first being 1: base · factor^(n-1), at most the cap; none before the first
/// `immediateRetries`, which count all the same.
struct BackoffRule
{
    double baseSeconds = 0;
    double factor = 2;
    double capSeconds = 0;
    int immediateRetries = 0;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = BackoffRule;
        visit("baseSeconds", &T::baseSeconds);
        visit("factor", &T::factor);
        visit("capSeconds", &T::capSeconds);
        visit("immediateRetries", &T::immediateRetries);
    }
};

/// What a client does when the server asks for a longer pause than it will make.
enum class BeyondLimit {
    Backoff, ///< pays no heed to it and waits its own time
    Cap,     ///< waits as long as it will at most
    Stop,    ///< gives up, for "earlier retries will fail"
};
template <>
struct EnumNames<BeyondLimit>
{
    static constexpr std::array names{"backoff", "cap", "stop"};
};

struct RetryAfterRule
{
    bool obeyed = false;
    double maximumSeconds = 0;
    BeyondLimit beyond = BeyondLimit::Backoff;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = RetryAfterRule;
        visit("obeyed", &T::obeyed);
        visit("maximumSeconds", &T::maximumSeconds);
        visit("beyond", &T::beyond);
    }
};

/// A client's retry policy, as resources/retrypolicies.json describes it.
struct RetryPolicy
{
    QString id;
    int maximumRetries = 0;         ///< besides the first try
    QList<int> statuses;            ///< HTTP statuses tried again
    bool serverErrors = false;      ///< every status from 500 up as well
    QStringList methods;            ///< methods tried again; empty: any
    bool connectionErrors = false;  ///< no answer: refused, reset, closed, timed out
    bool certificateErrors = false; ///< the server's certificate was not accepted
    bool heedsShouldRetry = false;  ///< the answer's x-should-retry header decides before its status
    BackoffRule backoff;
    JitterRule jitter;
    RetryAfterRule retryAfter;
    QStringList sources;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = RetryPolicy;
        visit("id", &T::id);
        visit("maximumRetries", &T::maximumRetries);
        visit("statuses", &T::statuses);
        visit("serverErrors", &T::serverErrors);
        visit("methods", &T::methods);
        visit("connectionErrors", &T::connectionErrors);
        visit("certificateErrors", &T::certificateErrors);
        visit("heedsShouldRetry", &T::heedsShouldRetry);
        visit("backoff", &T::backoff);
        visit("jitter", &T::jitter);
        visit("retryAfter", &T::retryAfter);
        visit("sources", &T::sources);
    }

    /// Is an answer with this status tried again, as long as nothing else speaks against it?
    [[nodiscard]] bool retriesStatus(int status) const;
};

/// How one try that did not do ended.
struct TryOutcome
{
    QString method = QStringLiteral("GET");
    std::optional<int> status; ///< null: no answer came
    QString error;             ///< where no answer came: "timed_out", "reset", "certificate"…
    std::optional<double> retryAfterSeconds;
    std::optional<bool> shouldRetry; ///< the answer's x-should-retry header
    bool spendCap = false;           ///< a 429 that lasts until the account's spending limit is lifted
};

/// Why a decision is what it is.
enum class RetryBecause {
    Status,          ///< the answer's status is one that is tried again
    ConnectionError, ///< no answer came
    ServerAsked,     ///< x-should-retry: true
    BudgetSpent,     ///< every retry the policy has was made
    NotRetryable,    ///< trying again cannot help, or the policy does not try it again
    Method,          ///< this method is not sent twice
    SpendCap,
    RetryAfterTooLong,
};
template <>
struct EnumNames<RetryBecause>
{
    static constexpr std::array names{"status",       "connection_error",    "server_asked",
                                      "budget_spent", "not_retryable",       "method",
                                      "spend_cap",    "retry_after_too_long"};
};

struct RetryDecision
{
    bool retry = false;
    std::chrono::milliseconds wait{0}; ///< before the next try
    RetryBecause because = RetryBecause::NotRetryable;
};

/// Decides whether a request is sent again. `triesSoFar` counts the one that just ended, so it is at least 1;
/// `random` is from 0 to 1 and spreads the wait. What cannot succeed is never tried again whatever the policy
/// says: a 4xx other than 408, 409 and 429, and the spending limit's 429.
[[nodiscard]] RetryDecision decide(const RetryPolicy& policy, int triesSoFar, const TryOutcome& outcome,
                                   double random);

/// The wait before the given retry (1 is the first) without Retry-After.
[[nodiscard]] std::chrono::milliseconds backoffBefore(const RetryPolicy& policy, int retry, double random);

/// Seconds a Retry-After header asks for (RFC 9110 section 10.2.3): a number, or a date seen from `now`. Null
/// where it is neither; never negative.
[[nodiscard]] std::optional<double> retryAfterSeconds(const QByteArray& header, const QDateTime& now);

/// The policies that ship with the program: "none", "article", "anthropic-sdk", "claude-code", "pathlight".
[[nodiscard]] const QList<RetryPolicy>& retryPolicies();

/// One of them; null where there is none of that id.
[[nodiscard]] const RetryPolicy* retryPolicy(const QString& id);

/// What a policy made of a sequence of measured tries.
struct PolicyTrial
{
    int calls = 0;
    int succeeded = 0;
    int requests = 0; ///< sent in all
    std::chrono::milliseconds waited{0};
};

/// One measured try, for replaying under another policy.
struct MeasuredTry
{
    bool succeeded = false;
    TryOutcome outcome;
};

/// Plays measured tries under a policy: one call begins at each try and goes on with those that follow it,
/// the first coming after the last, so that every try counts as often as every other. Jitter takes its middle
/// value.
[[nodiscard]] PolicyTrial playUnder(const RetryPolicy& policy, const QList<MeasuredTry>& tries);

} // namespace pathlight
