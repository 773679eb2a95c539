// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/window.h"

#include <algorithm>

namespace pathlight {

Window::Window(std::chrono::milliseconds length, int slots)
    : m_slotLength(std::max(length / std::max(slots, 1), std::chrono::milliseconds(1))),
      m_slots(static_cast<std::size_t>(std::max(slots, 1)))
{}

void Window::add(std::chrono::milliseconds at, bool succeeded, std::optional<double> ms)
{
    const qint64 number = std::max<qint64>(numberAt(at), 0);
    Slot& slot = m_slots.at(static_cast<std::size_t>(number) % m_slots.size());
    if (slot.number > number) return; // Older than the whole window.
    if (slot.number < number) slot = Slot{number, {}};
    slot.stats.rate.add(succeeded);
    if (succeeded && ms) slot.stats.latencies.add(*ms);
}

WindowStats Window::stats(std::chrono::milliseconds now) const
{
    const qint64 oldest = numberAt(now) - static_cast<qint64>(m_slots.size()) + 1;
    WindowStats all;
    for (const Slot& slot : m_slots) {
        if (slot.number < oldest || slot.number < 0) continue;
        all.rate = SuccessRate(all.rate.succeeded() + slot.stats.rate.succeeded(),
                               all.rate.total() + slot.stats.rate.total());
        all.latencies.add(slot.stats.latencies);
    }
    return all;
}

} // namespace pathlight
