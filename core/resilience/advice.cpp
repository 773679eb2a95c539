// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resilience/advice.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr double wantedShare = 0.99; ///< of calls that succeed

bool canBeHelped(const RetryPolicy& policy, const MeasuredTry& each)
{
    return !each.succeeded && decide(policy, 1, each.outcome, 0.5).retry;
}

/// The longest row of failures that a retry may outlast. The first try comes after the last, as in
/// playUnder().
int longestRow(const RetryPolicy& policy, const QList<MeasuredTry>& tries)
{
    int longest = 0;
    int row = 0;
    for (qsizetype index = 0; index < 2 * tries.size(); ++index) {
        row = canBeHelped(policy, tries.at(index % tries.size())) ? row + 1 : 0;
        longest = std::max(longest, row);
    }
    return longest;
}

/// Retries until `wantedShare` of calls succeed where each try fails by itself with this share.
int retriesAgainst(double failingShare)
{
    const double tries = std::log(1 - wantedShare) / std::log(failingShare);
    return static_cast<int>(std::ceil(tries - 1e-9)) - 1;
}

} // namespace

RetryPolicy advisedPolicy(const QList<MeasuredTry>& tries)
{
    RetryPolicy policy = *retryPolicy(u"pathlight"_s);
    const auto succeeded =
        std::count_if(tries.cbegin(), tries.cend(), [](const auto& each) { return each.succeeded; });
    const auto helped = std::count_if(tries.cbegin(), tries.cend(),
                                      [&](const auto& each) { return canBeHelped(policy, each); });
    if (succeeded == 0 || helped == 0) {
        policy.maximumRetries = 0;
        return policy;
    }
    const double failingShare = static_cast<double>(helped) / static_cast<double>(succeeded + helped);
    const int wanted = std::max(longestRow(policy, tries), retriesAgainst(failingShare));
    policy.maximumRetries = std::clamp(wanted, 1, mostRetriesAdvised);
    return policy;
}

} // namespace pathlight
