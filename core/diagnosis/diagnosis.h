// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/walker.h"

#include <QThread>

#include <chrono>
#include <memory>

/// Where the parts meet: the flowchart, the steps, the rules and the walker. The window and the command line
/// both start a walk here, and a replayed journal is judged anew here.
namespace pathlight {

/// What a user asks for.
struct DiagnosisRequest
{
    Target target;
    WalkOptions options;
    ApiKey key;
    Pace pace = Pace::RunAll;
    bool practice = false;
    QString scenario;
    /// Leave connections quiet up to so long in the step `stream`, in place of a streamed answer; 0: do not.
    std::chrono::milliseconds quietUpTo{0};
};

/// The plan of a real walk: every step of the program, judged by its rules.
[[nodiscard]] WalkPlan planFor(const DiagnosisRequest& request);

/// The step functions by id.
[[nodiscard]] QHash<QString, StepFunction> allSteps();

/// Judges old events with today's rules: findings and verdicts are made anew, everything else stays as
/// recorded. A journal that was cut gets an end, with the ending "cut".
[[nodiscard]] QList<Event> rejudge(const QList<Event>& events);

/// A walk on a thread of its own, so that nothing it does can block the caller's. All signals come in the
/// caller's thread. Destroying it cancels the walk and waits for the thread, which never waits for the
/// network.
class Diagnosis final : public QObject
{
    Q_OBJECT
public:
    explicit Diagnosis(DiagnosisRequest request, QObject* parent = nullptr);
    ~Diagnosis() override;

    void start();
    void next(); ///< pace StepByStep: let the next step begin
    void runAll();
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void event(const pathlight::Event& event);
    /// The one end of the walk; every event was emitted before.
    void finished();

private:
    std::unique_ptr<QThread> m_thread;
    Walker* m_walker = nullptr; ///< lives in m_thread
    bool m_running = false;
};

} // namespace pathlight
