// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/outages.h"

namespace pathlight {

using std::chrono::milliseconds;

Outages::Change Outages::failed(milliseconds at, milliseconds wall, const QString& how)
{
    if (m_state != State::Down && m_answered && at < *m_answered) return Change::None;
    if (m_state == State::Up) {
        m_current = Outage{at, at, wall, wall, OutageEnd::StillOn, 1, how, {}, {}};
        m_state = State::Suspected;
        return Change::Suspected;
    }
    if (at >= m_current.ended) {
        m_current.ended = at;
        m_current.wallEnded = wall;
    }
    ++m_current.failures;
    if (m_state == State::Suspected) return begin();
    m_kept.last() = m_current;
    return Change::None;
}

Outages::Change Outages::succeeded(milliseconds at, milliseconds wall)
{
    const State before = m_state;
    m_answered = at;
    if (before == State::Up) return Change::None;
    m_current.ended = at;
    m_current.wallEnded = wall;
    if (before == State::Down) return end(OutageEnd::Recovered);
    m_state = State::Up;
    return Change::None;
}

Outages::Change Outages::explained(const QString& code)
{
    if (m_state == State::Up) return Change::None;
    m_current.code = code;
    if (m_state == State::Suspected) return begin();
    m_kept.last() = m_current;
    return Change::None;
}

void Outages::traced(const BreakPlace& place)
{
    if (m_state == State::Up) return;
    // The way may be whole again before the next probe tells that the outage is over.
    if (place.reached && m_current.route && !m_current.route->reached) return;
    m_current.route = place;
    if (m_state == State::Down) m_kept.last() = m_current;
}

Outages::Change Outages::unwatched()
{
    const State before = m_state;
    if (before == State::Down) return end(OutageEnd::Unwatched);
    m_state = State::Up;
    return Change::None;
}

const Outage* Outages::newest() const
{
    if (m_state == State::Suspected) return &m_current;
    return m_kept.isEmpty() ? nullptr : &m_kept.last();
}

milliseconds Outages::total() const
{
    return m_state == State::Down ? m_total + m_current.lasted() : m_total;
}

Outages::Change Outages::begin()
{
    m_state = State::Down;
    ++m_count;
    m_kept.append(m_current);
    if (m_kept.size() > mostKept) m_kept.removeFirst();
    return Change::Began;
}

Outages::Change Outages::end(OutageEnd how)
{
    m_state = State::Up;
    m_current.end = how;
    m_total += m_current.lasted();
    m_kept.last() = m_current;
    return Change::Ended;
}

} // namespace pathlight
