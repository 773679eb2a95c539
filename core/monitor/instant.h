// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <chrono>
#include <functional>
#include <optional>

namespace pathlight {

/// One moment, by every clock there is: each of them lies in its own way.
struct Instant
{
    std::chrono::milliseconds awake{0};                 ///< steady; stands still while the computer sleeps
    std::optional<std::chrono::milliseconds> sinceBoot; ///< steady; goes on while it sleeps; null: not told
    std::chrono::milliseconds wall{0};                  ///< since 1970, UTC; somebody may set it
};

/// Tells the time. Tests give one that does as they say.
using MonitorClock = std::function<Instant()>;

/// This computer's clocks.
[[nodiscard]] Instant systemInstant();

/// ISO 8601, UTC, milliseconds.
[[nodiscard]] QString isoTime(std::chrono::milliseconds wall);

/// Something that happened to the clocks between two looks.
struct ClockGap
{
    enum class Kind {
        Slept,   ///< the computer slept for `by`
        Jumped,  ///< the wall clock was set forward by `by`, or back where it is negative
        Unclear, ///< the wall clock went ahead of the steady one by `by`: it slept, or the clock was set
    };
    Kind kind = Kind::Slept;
    std::chrono::milliseconds by{0};
};

/// Turns the clocks into one time axis that never runs back and that a set clock does not bend, and tells
/// when the computer slept. Pure.
class Timeline
{
public:
    /// A difference smaller than this is the clocks' own disagreement (a slewed clock, two look-ups in turn).
    static constexpr std::chrono::milliseconds leastGap{2000};

    /// Takes a moment; the gaps since the one before, none for the first.
    QList<ClockGap> look(const Instant& now);

    /// Time on the axis at the last look, from zero at the first: time asleep counts where it is known.
    [[nodiscard]] std::chrono::milliseconds elapsed() const { return m_elapsed; }

private:
    std::optional<Instant> m_last;
    std::chrono::milliseconds m_elapsed{0};
};

} // namespace pathlight
