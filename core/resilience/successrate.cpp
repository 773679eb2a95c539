// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resilience/successrate.h"

#include <algorithm>
#include <cmath>

namespace pathlight {

std::optional<double> SuccessRate::share() const
{
    if (m_total == 0) return std::nullopt;
    return static_cast<double>(m_succeeded) / m_total;
}

std::optional<Interval> SuccessRate::interval(double z) const
{
    if (m_total == 0) return std::nullopt;
    const double n = m_total;
    const double p = m_succeeded / n;
    const double z2 = z * z;
    const double centre = p + z2 / (2 * n);
    const double half = z * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    const double scale = 1 + z2 / n;
    return Interval{std::max(0.0, (centre - half) / scale), std::min(1.0, (centre + half) / scale)};
}

std::optional<double> percentile(QList<double> values, double percent)
{
    if (values.isEmpty()) return std::nullopt;
    const double share = std::clamp(percent, 0.0, 100.0) / 100;
    const auto rank = static_cast<qsizetype>(std::ceil(share * static_cast<double>(values.size())));
    const auto chosen = values.begin() + std::max<qsizetype>(rank, 1) - 1;
    std::nth_element(values.begin(), chosen, values.end());
    return *chosen;
}

} // namespace pathlight
