// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resilience/retrypolicy.h"

namespace pathlight {

/// More retries than this keep a person waiting for longer than an error message would.
inline constexpr int mostRetriesAdvised = 8;

/// The retry policy for a way on which tries went like these, one after the other: the policy "pathlight"
/// with as many retries as they call for. That is enough to outlast the longest row of failures, and enough
/// for 99 calls in a hundred if each try failed by itself as often as these did; at most
/// `mostRetriesAdvised`. None where no try succeeded, or no failure was of a kind that another try can
/// change: a retry is load, not help.
[[nodiscard]] RetryPolicy advisedPolicy(const QList<MeasuredTry>& tries);

} // namespace pathlight
