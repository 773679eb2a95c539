// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// The subcommands of pathlight-cli. Each takes the arguments behind its name and returns the exit status.
namespace pathlight::cli {

/// CONTRACT section 1.
enum ExitStatus {
    Healthy = 0,
    Broken = 1, ///< or degraded
    Usage = 2,
    Failed = 3, ///< could not run, or its output could not be written
    Inconclusive = 4,
    Cancelled = 130,
};

/// `explain`: the text speaks of nothing known.
inline constexpr int NotExplained = 1;

/// `client-config --apply`: the user said no, and nothing was written.
inline constexpr int Declined = 1;

int runDiagnose(const QStringList& arguments);
int runReplay(const QStringList& arguments);
int runCompare(const QStringList& arguments);
int runExplain(const QStringList& arguments);
int runFlowchart(const QStringList& arguments);
int runClientConfig(const QStringList& arguments);
int runMonitor(const QStringList& arguments);
int runIdle(const QStringList& arguments);

} // namespace pathlight::cli
