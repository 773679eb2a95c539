// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/walksource.h"

#include <QTimer>

namespace pathlight {

/// Gives out the events of a walk made beforehand, a few each turn of the event loop. In the pace StepByStep
/// it holds before each step until next(). Held on purpose, it waits before the first event of a step.
class FakeSource final : public WalkSource
{
    Q_OBJECT
public:
    FakeSource(QList<Event> events, Pace pace, QString holdBefore = {});

    void start() override;
    void next() override;
    void runAll() override;
    void cancel() override;
    [[nodiscard]] int nextCalls() const { return m_nextCalls; }

private:
    void turn();
    void end();
    [[nodiscard]] bool holdsBefore(const Event& event) const;

    QList<Event> m_events;
    Pace m_pace;
    QString m_holdBefore;
    QTimer m_timer;
    qsizetype m_given = 0;
    int m_stepsAllowed = 0;
    int m_stepsBegun = 0;
    int m_nextCalls = 0;
    bool m_ended = false;
};

} // namespace pathlight
