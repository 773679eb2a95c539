// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journalloader.h"

#include "core/diagnosis/diagnosis.h"

#include <QThread>

namespace pathlight {

JournalLoader::JournalLoader(QObject* parent) : QObject(parent) {}

JournalLoader::~JournalLoader()
{
    for (const auto& thread : m_threads) thread->wait();
}

void JournalLoader::load(const QString& path)
{
    auto read = std::make_shared<JournalRead>();
    m_threads.emplace_back(QThread::create([read, path] {
        *read = readJournalFile(path);
        read->events = rejudge(read->events);
    }));
    QThread* const thread = m_threads.back().get();
    connect(thread, &QThread::finished, this,
            [this, thread, read, path, generation = ++m_generation] { finish(thread, generation, path, *read); });
    thread->start();
}

void JournalLoader::finish(QThread* thread, int generation, const QString& path, const JournalRead& read)
{
    const JournalRead kept = read;
    std::erase_if(m_threads, [thread](const auto& each) {
        if (each.get() != thread) return false;
        thread->wait();
        return true;
    });
    if (generation == m_generation) Q_EMIT loaded(path, kept);
}

} // namespace pathlight
