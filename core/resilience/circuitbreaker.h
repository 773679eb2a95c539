// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

#include <chrono>
#include <optional>

namespace pathlight {

/// Stops requests for a while once several in a row have failed, so that retries do not add to an overload.
///
///     closed ──(threshold failures in a row)──▶ open ──(cool-down over, one asks)──▶ half-open
///        ▲                                        ▲                                   │    │
///        └──────────────(the trial succeeded)─────┼───────────────────────────────────┘    │
///                                                 └──────────(the trial failed)────────────┘
///
/// It knows no clock: every call is told the time, counted from any one origin. A caller asks for leave, and
/// hands the leave back with what came of it. A result that was begun before the last change of state says
/// nothing about the present one and is dropped.
class CircuitBreaker
{
public:
    using Time = std::chrono::milliseconds;
    enum class State { Closed, Open, HalfOpen };

    /// Leave to send one request. Give it back once, to succeeded(), failed() or abandoned().
    struct Leave
    {
        int era = 0;
    };

    /// A threshold below 1 counts as 1.
    CircuitBreaker(int threshold, Time coolDown);

    /// Leave to send now; null: refused. After the cool-down the first who asks gets the one trial.
    [[nodiscard]] std::optional<Leave> ask(Time now);
    void succeeded(Leave leave);
    void failed(Leave leave, Time now);
    /// The request was given up before anything came of it. A trial given up makes room for another.
    void abandoned(Leave leave);

    [[nodiscard]] State state() const { return m_state; }
    /// When the next trial will be let through; null unless open.
    [[nodiscard]] std::optional<Time> opensAgainAt() const;

private:
    void enter(State state);

    int m_threshold;
    Time m_coolDown;
    State m_state = State::Closed;
    int m_failuresInARow = 0;
    int m_era = 0; ///< counts changes of state
    bool m_trialOut = false;
    Time m_openedAt{0};
};

template <>
struct EnumNames<CircuitBreaker::State>
{
    static constexpr std::array names{"closed", "open", "half_open"};
};

} // namespace pathlight
