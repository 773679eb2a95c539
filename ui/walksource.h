// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace pathlight {

/// Where a walk's events come from: a live diagnosis, a practice endpoint, a journal. All signals come from
/// the event loop of the window's thread, never from inside start(); finished() comes once, after every
/// event.
class WalkSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0;
    virtual void next() {} ///< pace StepByStep: let the next step begin
    virtual void runAll() {}
    virtual void cancel() = 0;

Q_SIGNALS:
    void event(const pathlight::Event& event);
    void finished();
    /// The walk could not begin; a sentence for the user. finished() follows.
    void failed(const QString& message);
};

/// Makes the source of a walk that a user asked for. Tests put in their own.
using SourceMaker = std::function<std::unique_ptr<WalkSource>(const DiagnosisRequest&)>;

/// A live walk, or a practice walk where the request says so.
[[nodiscard]] std::unique_ptr<WalkSource> makeSource(const DiagnosisRequest& request);

/// A live walk: a Diagnosis on its own thread.
class LiveSource final : public WalkSource
{
    Q_OBJECT
public:
    explicit LiveSource(const DiagnosisRequest& request, QObject* parent = nullptr);

    void start() override { m_diagnosis.start(); }
    void next() override { m_diagnosis.next(); }
    void runAll() override { m_diagnosis.runAll(); }
    void cancel() override { m_diagnosis.cancel(); }

private:
    Diagnosis m_diagnosis;
};

/// A journal's events, given out at once or at their own pace.
class ReplaySource final : public WalkSource
{
    Q_OBJECT
public:
    /// `speed`: 1 is the pace the walk had, 4 four times as fast; 0 is at once.
    ReplaySource(QList<Event> events, double speed, QObject* parent = nullptr);

    void start() override;
    void runAll() override { setSpeed(0); }
    void cancel() override;
    void setPlaying(bool playing);
    void setSpeed(double speed);
    [[nodiscard]] bool isPlaying() const { return m_playing; }
    [[nodiscard]] double speed() const { return m_speed; }
    [[nodiscard]] double atMs() const { return m_atMs; } ///< how far the replay has come
    [[nodiscard]] double totalMs() const;

private:
    void turn();
    void giveOut(double untilMs);
    void end();

    QList<Event> m_events;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qsizetype m_next = 0;
    double m_speed = 1;
    double m_atMs = 0;
    bool m_playing = false;
    bool m_ended = false;
};

} // namespace pathlight
