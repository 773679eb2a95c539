// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/wait.h"

#include <QTimer>

namespace pathlight {

Waker::Waker(const Scope& scope, std::function<bool()> ready) : m_scope(scope), m_ready(std::move(ready)) {}

void Waker::arm(std::coroutine_handle<> handle)
{
    m_handle = handle;
    connect(m_scope.source(), &CancelSource::cancelled, this, [this] { finish(Ended::Cancelled); });
    if (m_scope.deadline().isForever()) return;
    // A millisecond is added because QTimer may fire early by its rounding, and a wait must not end before
    // its time.
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_scope.remaining());
    QTimer::singleShot(left, Qt::PreciseTimer, this, [this] { finish(Ended::TimedOut); });
}

void Waker::check()
{
    if (!m_done && m_ready()) finish(Ended::Success);
}

void Waker::finish(Ended ended)
{
    if (m_done) return;
    m_done = true;
    m_ended = ended;
    // Queued, so that the coroutine may destroy whoever emitted the signal that led here.
    QMetaObject::invokeMethod(
        this, [handle = m_handle] { handle.resume(); }, Qt::QueuedConnection);
}

Wait::Wait(const Scope& scope, std::function<bool()> ready, std::function<void(Waker*)> subscribe)
    : m_scope(scope), m_ready(std::move(ready)), m_subscribe(std::move(subscribe))
{}

bool Wait::await_ready()
{
    if (m_scope.isCancelled()) {
        m_immediate = Ended::Cancelled;
        return true;
    }
    if (m_ready()) return true;
    if (!m_scope.deadline().hasExpired()) return false;
    m_immediate = Ended::TimedOut;
    return true;
}

void Wait::await_suspend(std::coroutine_handle<> handle)
{
    m_waker = std::make_unique<Waker>(m_scope, m_ready);
    m_subscribe(m_waker.get());
    m_waker->arm(handle);
}

} // namespace pathlight
