// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"

namespace pathlight {

Diagnosis::Diagnosis(DiagnosisRequest request, QObject* parent)
    : QObject(parent), m_thread(std::make_unique<QThread>()), m_walker(new Walker(planFor(request)))
{
    m_thread->setObjectName(QStringLiteral("walk"));
    m_walker->moveToThread(m_thread.get());
    // Events are made on the walk's thread and shown on this one, in order.
    connect(m_walker, &Walker::event, this, &Diagnosis::event);
    connect(m_walker, &Walker::finished, this, [this] {
        m_running = false;
        Q_EMIT finished();
    });
    connect(m_thread.get(), &QThread::finished, m_walker, &QObject::deleteLater);
}

Diagnosis::~Diagnosis()
{
    QMetaObject::invokeMethod(m_walker, &Walker::cancel, Qt::QueuedConnection);
    const bool started = m_thread->isRunning();
    m_thread->quit();
    if (started)
        m_thread->wait();
    else
        delete m_walker;
}

void Diagnosis::start()
{
    if (m_thread->isRunning()) return;
    m_running = true;
    m_thread->start();
    QMetaObject::invokeMethod(m_walker, &Walker::start, Qt::QueuedConnection);
}

void Diagnosis::next()
{
    QMetaObject::invokeMethod(m_walker, &Walker::next, Qt::QueuedConnection);
}

void Diagnosis::runAll()
{
    QMetaObject::invokeMethod(m_walker, &Walker::runAll, Qt::QueuedConnection);
}

void Diagnosis::cancel()
{
    QMetaObject::invokeMethod(m_walker, &Walker::cancel, Qt::QueuedConnection);
}

} // namespace pathlight
