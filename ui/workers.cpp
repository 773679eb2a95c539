// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workers.h"

#include <QThread>

namespace pathlight {

Workers::Workers(QObject* parent) : QObject(parent) {}

Workers::~Workers()
{
    for (const auto& thread : m_threads)
        thread->wait();
}

void Workers::run(const std::function<void()>& work, const std::function<void()>& done)
{
    m_threads.emplace_back(QThread::create(work));
    QThread* const thread = m_threads.back().get();
    connect(thread, &QThread::finished, this, [this, thread, done] {
        // A copy, for the connection that holds it goes with the thread.
        const std::function<void()> answer = done;
        drop(thread);
        answer();
    });
    thread->start();
}

void Workers::drop(const QThread* thread)
{
    for (auto each = m_threads.begin(); each != m_threads.end(); ++each) {
        if (each->get() != thread) continue;
        // Its own signal is being handled: it is deleted when that is over.
        each->release()->deleteLater();
        m_threads.erase(each);
        return;
    }
}

} // namespace pathlight
