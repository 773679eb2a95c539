// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journalloader.h"

#include "core/diagnosis/diagnosis.h"

namespace pathlight {

JournalLoader::JournalLoader(QObject* parent) : QObject(parent) {}

void JournalLoader::load(const QString& path)
{
    auto read = std::make_shared<JournalRead>();
    const auto work = [read, path] {
        *read = readJournalFile(path);
        read->events = rejudge(read->events);
    };
    m_workers.run(work, [this, read, path, generation = ++m_generation] {
        if (generation == m_generation) Q_EMIT loaded(path, *read);
    });
}

} // namespace pathlight
