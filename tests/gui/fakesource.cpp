// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/fakesource.h"

namespace pathlight {

FakeSource::FakeSource(QList<Event> events, Pace pace, QString holdBefore)
    : m_events(std::move(events)), m_pace(pace), m_holdBefore(std::move(holdBefore))
{
    connect(&m_timer, &QTimer::timeout, this, &FakeSource::turn);
}

void FakeSource::start()
{
    m_timer.start(0);
}

void FakeSource::next()
{
    ++m_nextCalls;
    m_stepsAllowed = m_stepsBegun + 1;
    if (!m_ended) m_timer.start(0);
}

void FakeSource::runAll()
{
    m_pace = Pace::RunAll;
    if (!m_ended) m_timer.start(0);
}

bool FakeSource::holdsBefore(const Event& event) const
{
    if (!m_holdBefore.isEmpty() && event.step == m_holdBefore && event.kind != EventKind::StepStarted)
        return true;
    return m_pace == Pace::StepByStep && event.kind == EventKind::StepStarted &&
           m_stepsBegun >= m_stepsAllowed;
}

void FakeSource::turn()
{
    for (int count = 0; count < 4 && m_given < m_events.size(); ++count) {
        const Event event = m_events.at(m_given);
        if (holdsBefore(event)) {
            m_timer.stop();
            return;
        }
        if (event.kind == EventKind::StepStarted) ++m_stepsBegun;
        ++m_given;
        Q_EMIT this->event(event);
    }
    if (m_given == m_events.size()) end();
}

void FakeSource::cancel()
{
    if (m_ended) return;
    m_timer.stop();
    QMetaObject::invokeMethod(
        this,
        [this] {
            const double atMs = m_given > 0 ? m_events.at(m_given - 1).atMs : 0;
            const QJsonObject ending{{QStringLiteral("ending"), QStringLiteral("cancelled")},
                                     {QStringLiteral("durationMs"), atMs}};
            Q_EMIT event(Event{m_given + 1, atMs, EventKind::WalkEnded, {}, ending});
            end();
        },
        Qt::QueuedConnection);
}

void FakeSource::end()
{
    if (m_ended) return;
    m_ended = true;
    m_timer.stop();
    Q_EMIT finished();
}

} // namespace pathlight
