// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QObject>

#include <chrono>
#include <memory>

namespace pathlight {

using namespace std::chrono_literals;

/// How a wait ended. A user's Stop must never read as "your network is broken", so it is never a bool.
enum class Ended { Success, TimedOut, Cancelled };

/// Tells everyone who waits that the walk was stopped. Emitted once.
class CancelSource final : public QObject
{
    Q_OBJECT
public:
    void cancel();
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }

Q_SIGNALS:
    void cancelled();

private:
    bool m_cancelled = false;
};

/// The life of a piece of work: until when it may go on, and who may stop it. A plain value, passed by copy;
/// a scope made by within() never outlives the one it came from.
class Scope
{
public:
    Scope(std::shared_ptr<CancelSource> source, QDeadlineTimer deadline);

    /// A scope without cancel and with this much time, for tests and for work outside a walk.
    [[nodiscard]] static Scope lasting(std::chrono::milliseconds time);

    [[nodiscard]] Scope within(std::chrono::milliseconds time) const;
    [[nodiscard]] bool isCancelled() const { return m_source->isCancelled(); }
    [[nodiscard]] bool isOver() const { return isCancelled() || m_deadline.hasExpired(); }
    /// Time left, never negative.
    [[nodiscard]] std::chrono::nanoseconds remaining() const;
    [[nodiscard]] const QDeadlineTimer& deadline() const { return m_deadline; }
    [[nodiscard]] CancelSource* source() const { return m_source.get(); }

private:
    std::shared_ptr<CancelSource> m_source;
    QDeadlineTimer m_deadline;
};

} // namespace pathlight
