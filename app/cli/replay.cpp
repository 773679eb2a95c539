// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/formats.h"
#include "app/cli/journalfile.h"
#include "app/cli/output.h"
#include "app/cli/terminal.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

int runReplay(const QStringList& arguments)
{
    Arguments given(u"replay"_s, u"Reads a journal again and judges it with today's rules."_s);
    given.positional(u"FILE"_s, u"A journal, made by --format jsonl or by the window (.pathlight)."_s, 1, 1);
    addFormatOptions(&given);
    if (const auto status = given.parse(arguments)) return *status;
    const FormatChoice choice = formatChoice(&given);
    if (const auto status = given.complaint()) return *status;
    if (!formatIsInstalled(choice)) return Failed;

    const auto events = rejudgedJournal(given.positionals().first(), Texts(choice.language));
    if (!events) return Usage;
    Output output(choice.format == "pdf"_L1 ? QString() : choice.output);
    if (!output.error().isEmpty()) {
        say(output.error());
        return Failed;
    }
    Redactor redactor(choice.redaction, privateNames());
    const QList<Event> redacted = redactor.events(*events);
    return writeReport(choice, redacted, &output, exitStatusOf(foldReport(redacted)));
}

} // namespace pathlight::cli
