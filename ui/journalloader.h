// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/journal.h"
#include "ui/workers.h"

#include <QObject>

namespace pathlight {

/// Reads a journal on a thread of its own and judges it with today's rules, so that a large file never holds
/// up the window. A second load() retires the first.
class JournalLoader final : public QObject
{
    Q_OBJECT
public:
    explicit JournalLoader(QObject* parent = nullptr);

    void load(const QString& path);
    /// Judges events that are here already; `origin` stands for their path.
    void judge(const QString& origin, const QList<Event>& events);

Q_SIGNALS:
    /// `read.events` are judged anew. `read.error` set: it is no journal, or it is damaged from a line on.
    void loaded(const QString& path, const pathlight::JournalRead& read);

private:
    void run(const QString& path, const std::function<JournalRead()>& read);

    Workers m_workers;
    int m_generation = 0; ///< an answer of an older one is for nobody any more
};

} // namespace pathlight
