// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/journalfile.h"

#include "app/cli/terminal.h"
#include "core/diagnosis/diagnosis.h"
#include "core/monitor/monitorjournal.h"
#include "core/walk/journal.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

std::optional<QList<Event>> rejudgedJournal(const QString& path, const Texts& texts)
{
    if (const auto walk = newestWalkIn(path)) {
        if (!walk->isEmpty()) return rejudge(*walk);
        say(path + u": "_s + texts(u"monitor.no_walk"_s));
        return std::nullopt;
    }
    const JournalRead read = readJournalFile(path);
    if (!read.error.isEmpty()) {
        const QString place = read.errorLine > 0 ? u"%1:%2"_s.arg(path).arg(read.errorLine) : path;
        say(place + u": "_s + read.error);
        return std::nullopt;
    }
    if (read.cut) {
        say(path + u": "_s +
            texts(u"report.journal_cut"_s, {{u"lines"_s, QString::number(read.wholeLines)}}));
    }
    return rejudge(read.events);
}

} // namespace pathlight::cli
