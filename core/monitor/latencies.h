// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <optional>

namespace pathlight {

/// Any number of latencies in a fixed amount of memory: counts by size, each class 4 % wider than the one
/// before, from 0.1 ms to two minutes. A percentile is therefore off by 2 % at most.
class Latencies
{
public:
    void add(double ms);
    void add(const Latencies& other);

    [[nodiscard]] quint64 count() const { return m_count; }
    [[nodiscard]] double sumMs() const { return m_sumMs; }
    [[nodiscard]] std::optional<double> maximum() const;
    /// The value below which `percent` of the values lie, by nearest rank; null: there are none.
    [[nodiscard]] std::optional<double> percentile(double percent) const;
    /// How many are `ms` or less: exact at the limits of a class.
    [[nodiscard]] quint64 countUpTo(double ms) const;

private:
    static constexpr double least = 0.1;
    static constexpr double growth = 1.04;
    static constexpr std::size_t classes = 358;

    [[nodiscard]] static std::size_t classOf(double ms);

    std::array<quint32, classes> m_counts{};
    quint64 m_count = 0;
    double m_sumMs = 0;
    double m_maximum = 0;
};

} // namespace pathlight
