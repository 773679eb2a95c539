// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/latencies.h"
#include "core/resilience/successrate.h"

#include <chrono>
#include <vector>

namespace pathlight {

/// What a stretch of time held.
struct WindowStats
{
    SuccessRate rate;
    Latencies latencies; ///< of the probes that succeeded
};

/// The last `length` of a time axis, moved on in slots: memory does not grow with the number of probes. What
/// it tells covers at most one slot less than `length`.
class Window
{
public:
    explicit Window(std::chrono::milliseconds length, int slots = 60);

    void add(std::chrono::milliseconds at, bool succeeded, std::optional<double> ms);
    [[nodiscard]] WindowStats stats(std::chrono::milliseconds now) const;
    [[nodiscard]] std::chrono::milliseconds length() const { return m_slotLength * m_slots.size(); }

private:
    struct Slot
    {
        qint64 number = -1; ///< which stretch of the axis it holds
        WindowStats stats;
    };

    [[nodiscard]] qint64 numberAt(std::chrono::milliseconds at) const { return at / m_slotLength; }

    std::chrono::milliseconds m_slotLength;
    std::vector<Slot> m_slots;
};

} // namespace pathlight
