// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/stream.h"

/// What quiet connections that lived and died tell of the way's limit. Pure.
namespace pathlight {

/// How far the search for the limit has come.
struct IdleBounds
{
    std::optional<double> aliveMs;   ///< the longest quiet that was survived
    std::optional<double> droppedMs; ///< the shortest beyond it that was not
    std::optional<IdleOutcome> how;  ///< of that one
    int deaths = 0;                  ///< connections without keep-alive that died
};
/// Did the quiet end the connection, in whatever way?
[[nodiscard]] bool isDeath(IdleOutcome outcome);
[[nodiscard]] IdleBounds boundsOf(const QList<IdleProbeEvidence>& probes);

/// The quiet times of a round, ascending, in ms: spread up to the whole for the first, between the bounds for
/// those after it. Empty: the limit is known to a second or two per cent, or there is none to be found.
[[nodiscard]] QList<double> idleRound(const IdleBounds& bounds, double upToMs, bool first);

/// The keep-alive interval to test along with the first round: the usual one of a minute, or less where the
/// test is short.
[[nodiscard]] int keepAliveToTest(double upToMs);

/// The interval to test once a limit is known; null: that of the first round was short enough.
[[nodiscard]] std::optional<int> keepAliveFor(double droppedMs, int tested);

/// Fills in what follows from `probes` and `upToMs`: limit, keep-alive, kinds of boxes, clients.
void conclude(IdleEvidence* evidence);

} // namespace pathlight
