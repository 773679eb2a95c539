// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/idlerun.h"
#include "app/cli/runtoend.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

int runIdle(const QStringList& arguments)
{
    Arguments given(
        u"idle"_s, u"Measures how long a connection that nobody uses lives on this way, with and without TCP "
                   "keep-alive: about ten connections at once, each left quiet for another time and then "
                   "used again. It takes as long as the longest quiet, and up to four times that where "
                   "connections are dropped."_s);
    addTargetOptions(&given, 1);
    given.option(u"up-to"_s, u"SECONDS"_s, u"The longest quiet to test, at most 3600."_s, u"420"_s);
    addFormatOptions(&given);
    if (const auto status = given.parse(arguments)) return *status;
    const FormatChoice format = formatChoice(&given);
    const WalkChoice walk = targetChoices(&given).first();
    const double seconds = given.number(u"up-to"_s, 1, 3600, false);
    if (const auto status = given.complaint()) return *status;
    if (!formatIsInstalled(format)) return Failed;

    IdleRun run(walk, format, std::chrono::milliseconds(static_cast<qint64>(seconds * 1000)));
    if (!run.isReady()) return Failed;
    runToEnd(&run);
}

} // namespace pathlight::cli
