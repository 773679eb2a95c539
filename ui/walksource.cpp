// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/walksource.h"

#include <limits>

namespace pathlight {

namespace {

/// The longest a replay works before the window's event loop gets its turn again.
constexpr qint64 longestTurnMs = 6;
constexpr int replayTickMs = 16;

} // namespace

LiveSource::LiveSource(const DiagnosisRequest& request, QObject* parent)
    : WalkSource(parent), m_diagnosis(request)
{
    connect(&m_diagnosis, &Diagnosis::event, this, &WalkSource::event);
    connect(&m_diagnosis, &Diagnosis::finished, this, &WalkSource::finished);
}

ReplaySource::ReplaySource(QList<Event> events, double speed, QObject* parent)
    : WalkSource(parent), m_events(std::move(events)), m_speed(speed)
{
    connect(&m_timer, &QTimer::timeout, this, &ReplaySource::turn);
}

double ReplaySource::totalMs() const
{
    return m_events.isEmpty() ? 0 : m_events.last().atMs;
}

void ReplaySource::start()
{
    setPlaying(true);
}

void ReplaySource::setPlaying(bool playing)
{
    if (m_ended || playing == m_playing) return;
    m_playing = playing;
    m_clock.restart();
    if (playing)
        m_timer.start(m_speed > 0 ? replayTickMs : 0);
    else
        m_timer.stop();
}

void ReplaySource::setSpeed(double speed)
{
    m_speed = speed;
    if (m_timer.isActive()) m_timer.start(m_speed > 0 ? replayTickMs : 0);
    if (speed <= 0) setPlaying(true);
}

void ReplaySource::cancel()
{
    if (!m_ended) QMetaObject::invokeMethod(this, &ReplaySource::end, Qt::QueuedConnection);
}

void ReplaySource::turn()
{
    if (m_speed > 0) m_atMs += static_cast<double>(m_clock.restart()) * m_speed;
    giveOut(m_speed > 0 ? m_atMs : std::numeric_limits<double>::infinity());
    if (m_next == m_events.size()) end();
}

void ReplaySource::giveOut(double untilMs)
{
    QElapsedTimer clock;
    clock.start();
    while (m_next < m_events.size() && m_events.at(m_next).atMs <= untilMs &&
           clock.elapsed() < longestTurnMs) {
        const Event event = m_events.at(m_next++);
        m_atMs = std::max(m_atMs, event.atMs);
        Q_EMIT this->event(event);
    }
}

void ReplaySource::end()
{
    if (m_ended) return;
    m_ended = true;
    m_playing = false;
    m_timer.stop();
    Q_EMIT finished();
}

} // namespace pathlight
