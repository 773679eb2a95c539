// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resilience/circuitbreaker.h"

#include <algorithm>

namespace pathlight {

CircuitBreaker::CircuitBreaker(int threshold, Time coolDown)
    : m_threshold(std::max(threshold, 1)), m_coolDown(std::max(coolDown, Time(0)))
{}

std::optional<CircuitBreaker::Leave> CircuitBreaker::ask(Time now)
{
    if (m_state == State::Open && now - m_openedAt >= m_coolDown) enter(State::HalfOpen);
    if (m_state == State::Open || m_trialOut) return std::nullopt;
    m_trialOut = m_state == State::HalfOpen;
    return Leave{m_era};
}

void CircuitBreaker::succeeded(Leave leave)
{
    if (leave.era != m_era) return;
    m_failuresInARow = 0;
    if (m_state == State::HalfOpen) enter(State::Closed);
}

void CircuitBreaker::failed(Leave leave, Time now)
{
    if (leave.era != m_era) return;
    ++m_failuresInARow;
    if (m_state == State::Closed && m_failuresInARow < m_threshold) return;
    enter(State::Open);
    m_openedAt = now;
}

void CircuitBreaker::abandoned(Leave leave)
{
    if (leave.era == m_era) m_trialOut = false;
}

std::optional<CircuitBreaker::Time> CircuitBreaker::opensAgainAt() const
{
    return m_state == State::Open ? std::optional(m_openedAt + m_coolDown) : std::nullopt;
}

void CircuitBreaker::enter(State state)
{
    m_state = state;
    ++m_era;
    m_trialOut = false;
    if (state == State::Closed) m_failuresInARow = 0;
}

} // namespace pathlight
