// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <optional>

namespace pathlight {

/// A share between 0 and 1, both ends within.
struct Interval
{
    double low = 0;
    double high = 1;
};

/// How many of how many succeeded, and how sure that makes one of the true share.
class SuccessRate
{
public:
    SuccessRate() = default;
    /// What was counted elsewhere.
    SuccessRate(int succeeded, int total) : m_succeeded(succeeded), m_total(total) {}

    void add(bool succeeded)
    {
        ++m_total;
        if (succeeded) ++m_succeeded;
    }
    [[nodiscard]] int succeeded() const { return m_succeeded; }
    [[nodiscard]] int total() const { return m_total; }

    /// The share that succeeded; null: nothing was counted.
    [[nodiscard]] std::optional<double> share() const;

    /// Wilson's score interval (E. B. Wilson, JASA 22, 1927), which holds for few tries and for shares near 0
    /// and 1 alike. `z` is the normal quantile: 1.96 for 95 %. Null: nothing was counted.
    [[nodiscard]] std::optional<Interval> interval(double z = 1.96) const;

private:
    int m_succeeded = 0;
    int m_total = 0;
};

/// The value below or at which `percent` of the values lie, by nearest rank: always one that was measured.
/// Null: there are none. `percent` is from 0 to 100.
[[nodiscard]] std::optional<double> percentile(QList<double> values, double percent);

} // namespace pathlight
