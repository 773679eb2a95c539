// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"

#include <QObject>
#include <QPointer>

#include <coroutine>
#include <functional>
#include <memory>

/// The one helper through which every step waits.
///
/// @code
/// const Ended ended = co_await until(scope, socket, &QTcpSocket::readyRead, [=] { return
/// socket->canReadLine(); });
/// @endcode
/// The wait ends in Success when `ready()` is true (asked at once and after each signal), in TimedOut when
/// the scope's deadline passes and in Cancelled when its source is cancelled. The coroutine is always resumed
/// from the event loop, never from inside the signal, so it may destroy the sender. The sender must live in
/// this thread; if it is destroyed while somebody waits, the wait goes on to its deadline.
namespace pathlight {

/// Resumes a suspended coroutine once, from the event loop. Internal to Wait.
class Waker final : public QObject
{
    Q_OBJECT
public:
    Waker(const Scope& scope, std::function<bool()> ready);

    void arm(std::coroutine_handle<> handle);
    /// Asks whether the wait is over; connected to the awaited signal.
    void check();
    [[nodiscard]] Ended ended() const { return m_ended; }

private:
    void finish(Ended ended);

    Scope m_scope;
    std::function<bool()> m_ready;
    std::coroutine_handle<> m_handle;
    Ended m_ended = Ended::Success;
    bool m_done = false;
};

/// What until() and pause() return: awaited at once, where it stands.
class [[nodiscard]] Wait
{
public:
    Wait(const Scope& scope, std::function<bool()> ready, std::function<void(Waker*)> subscribe);

    [[nodiscard]] bool await_ready();
    void await_suspend(std::coroutine_handle<> handle);
    [[nodiscard]] Ended await_resume() const { return m_waker ? m_waker->ended() : m_immediate; }

private:
    Scope m_scope;
    std::function<bool()> m_ready;
    std::function<void(Waker*)> m_subscribe;
    std::unique_ptr<Waker> m_waker;
    Ended m_immediate = Ended::Success;
};

/// Waits until `ready()`, asked after each `signal` of `sender`.
template <typename Sender, typename Signal>
Wait until(const Scope& scope, Sender* sender, Signal signal, std::function<bool()> ready)
{
    return {scope, std::move(ready), [sender, signal](Waker* waker) {
                QObject::connect(sender, signal, waker, [waker] { waker->check(); });
            }};
}

/// Waits until something is true that several objects may make true; `subscribe` connects each of their
/// signals to Waker::check.
inline Wait untilAny(const Scope& scope, std::function<bool()> ready, std::function<void(Waker*)> subscribe)
{
    return {scope, std::move(ready), std::move(subscribe)};
}

/// Waits for a time: TimedOut when it has passed, or when the scope's own deadline came first.
inline Wait pause(const Scope& scope, std::chrono::milliseconds time)
{
    return {scope.within(time), [] { return false; }, [](Waker*) {}};
}

} // namespace pathlight
