// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace pathlight {

/// `pathlight-cli simulate [SCENARIO]`. Without a scenario lists them and returns; with one it serves on
/// loopback until SIGINT or SIGTERM, and prints what was asked. `arguments` are those after the word
/// simulate. Needs the application object, and runs its event loop. Returns the exit status: 0; 2 for
/// arguments that are none of this; 3 where the system would not give what the scenario needs.
[[nodiscard]] int runSimulate(const QStringList& arguments);

} // namespace pathlight
