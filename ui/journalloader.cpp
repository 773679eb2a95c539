// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journalloader.h"

#include "core/diagnosis/diagnosis.h"

namespace pathlight {

JournalLoader::JournalLoader(QObject* parent) : QObject(parent) {}

void JournalLoader::load(const QString& path)
{
    run(path, [path] { return readJournalFile(path); });
}

void JournalLoader::judge(const QString& origin, const QList<Event>& events)
{
    run(origin, [events] {
        JournalRead given;
        given.events = events;
        return given;
    });
}

void JournalLoader::run(const QString& path, const std::function<JournalRead()>& read)
{
    auto found = std::make_shared<JournalRead>();
    const auto work = [found, read] {
        *found = read();
        found->events = rejudge(found->events);
    };
    m_workers.run(work, [this, found, path, generation = ++m_generation] {
        if (generation == m_generation) Q_EMIT loaded(path, *found);
    });
}

} // namespace pathlight
