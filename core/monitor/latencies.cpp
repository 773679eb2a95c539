// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/latencies.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pathlight {

std::size_t Latencies::classOf(double ms)
{
    if (!(ms > least)) return 0;
    const double steps = std::ceil(std::log(ms / least) / std::log(growth));
    return static_cast<std::size_t>(std::min(steps, static_cast<double>(classes - 1)));
}

void Latencies::add(double ms)
{
    if (!std::isfinite(ms) || ms < 0) return;
    quint32& count = m_counts.at(classOf(ms));
    if (count < std::numeric_limits<quint32>::max()) ++count;
    ++m_count;
    m_sumMs += ms;
    m_maximum = std::max(m_maximum, ms);
}

void Latencies::add(const Latencies& other)
{
    for (std::size_t index = 0; index < classes; ++index)
        m_counts.at(index) += other.m_counts.at(index);
    m_count += other.m_count;
    m_sumMs += other.m_sumMs;
    m_maximum = std::max(m_maximum, other.m_maximum);
}

std::optional<double> Latencies::maximum() const
{
    return m_count == 0 ? std::nullopt : std::optional(m_maximum);
}

std::optional<double> Latencies::percentile(double percent) const
{
    if (m_count == 0) return std::nullopt;
    const double share = std::clamp(percent, 0.0, 100.0) / 100;
    const auto rank =
        std::max<quint64>(1, static_cast<quint64>(std::ceil(share * static_cast<double>(m_count))));
    quint64 seen = 0;
    for (std::size_t index = 0; index < classes; ++index) {
        seen += m_counts.at(index);
        if (seen < rank) continue;
        // The middle of the class, by ratio; never more than was ever seen.
        return std::min(m_maximum, least * std::pow(growth, static_cast<double>(index) - 0.5));
    }
    return m_maximum;
}

quint64 Latencies::countUpTo(double ms) const
{
    quint64 seen = 0;
    for (std::size_t index = 0; index <= classOf(ms); ++index)
        seen += m_counts.at(index);
    return seen;
}

} // namespace pathlight
