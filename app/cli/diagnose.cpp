// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/diagnoserun.h"
#include "app/cli/formats.h"
#include "app/cli/output.h"
#include "app/cli/runtoend.h"
#include "app/cli/terminal.h"
#include "app/cli/walkoptions.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

int runDiagnose(const QStringList& arguments)
{
    Arguments given(u"diagnose"_s, u"Walks from this computer to the target and says what is broken."_s);
    addWalkOptions(&given);
    addFormatOptions(&given);
    if (const auto status = given.parse(arguments)) return *status;
    const FormatChoice format = formatChoice(&given);
    WalkChoice walk = walkChoice(&given);
    if (const auto status = given.complaint()) return *status;
    if (!formatIsInstalled(format)) return Failed;

    DiagnoseRun run(walk, format);
    if (!run.isReady()) return Failed;
    runToEnd(&run);
}

} // namespace pathlight::cli
