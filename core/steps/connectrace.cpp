// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/connectrace.h"

#include <algorithm>

namespace pathlight {

ConnectRace::ConnectRace(int lanes) : m_lanes(lanes) {}

void ConnectRace::fail(int lane, const ConnectAttempt& seen)
{
    m_lanes[lane].seen = seen;
    m_lanes[lane].state = State::Failed;
    Q_EMIT changed();
}

void ConnectRace::connected(int lane, const ConnectAttempt& seen, std::unique_ptr<Stream> stream)
{
    Lane& each = m_lanes[lane];
    each.seen = seen;
    each.state = State::Connected;
    each.stream = std::move(stream);
    each.since.start();
    const Stream* watched = each.stream.get();
    connect(watched, &Stream::changed, this, [this, lane, watched] { look(lane, watched); });
    Q_EMIT changed();
}

void ConnectRace::look(int lane, const Stream* stream)
{
    Lane& each = m_lanes[lane];
    if (each.end != StreamEnd::Open || stream->end() == StreamEnd::Open) return;
    each.end = stream->end();
    each.endedMs = static_cast<double>(each.since.nsecsElapsed()) / 1e6;
    Q_EMIT changed();
}

std::optional<int> ConnectRace::first() const
{
    const auto found = std::find_if(m_lanes.begin(), m_lanes.end(),
                                    [](const Lane& lane) { return lane.state == State::Connected; });
    if (found == m_lanes.end()) return std::nullopt;
    return static_cast<int>(found - m_lanes.begin());
}

bool ConnectRace::isDecided() const
{
    const auto answered = std::find_if(m_lanes.begin(), m_lanes.end(),
                                       [](const Lane& lane) { return lane.state != State::Failed; });
    return answered == m_lanes.end() || answered->state == State::Connected;
}

bool ConnectRace::isAnswered() const
{
    return first() || std::none_of(m_lanes.begin(), m_lanes.end(),
                                   [](const Lane& lane) { return lane.state == State::Pending; });
}

std::unique_ptr<Stream> ConnectRace::take(int lane)
{
    Lane& each = m_lanes[lane];
    each.taken = true;
    if (each.stream) disconnect(each.stream.get(), nullptr, this, nullptr);
    Q_EMIT changed();
    return std::move(each.stream);
}

QList<ConnectAttempt> ConnectRace::attempts() const
{
    QList<ConnectAttempt> list;
    for (const Lane& lane : m_lanes) {
        if (lane.state != State::Pending) list.append(lane.seen);
    }
    return list;
}

} // namespace pathlight
