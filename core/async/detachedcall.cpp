// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/detachedcall.h"

#include <QMutex>

#include <thread>

namespace pathlight {

/// What the thread and the object share: whoever of them goes first leaves the other unharmed.
struct DetachedCall::Shared
{
    QMutex mutex;
    DetachedCall* owner = nullptr; ///< null: nobody waits any more

    void tell()
    {
        // The owner cannot go while the lock is held, and its destructor takes the call out of the queue.
        const QMutexLocker lock(&mutex);
        if (owner) QMetaObject::invokeMethod(owner, &DetachedCall::finish, Qt::QueuedConnection);
    }
};

DetachedCall::DetachedCall(std::function<void()> work, QObject* parent)
    : QObject(parent), m_shared(std::make_shared<Shared>())
{
    m_shared->owner = this;
    std::thread([shared = m_shared, work = std::move(work)] {
        work();
        shared->tell();
    }).detach();
}

DetachedCall::~DetachedCall()
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->owner = nullptr;
}

void DetachedCall::finish()
{
    m_done = true;
    Q_EMIT changed();
}

} // namespace pathlight
