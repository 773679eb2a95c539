// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include <cstdlib>

namespace pathlight::cli {

/// Runs the event loop until `run` is done and ends the program with its status. A look-up of the system's
/// resolver cannot be called off; the program does not wait for it.
template <typename Run>
[[noreturn]] void runToEnd(Run* run)
{
    run->start();
    QCoreApplication::exec();
    const int status = run->finish();
    std::_Exit(status);
}

} // namespace pathlight::cli
