// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/route.h"
#include "core/report/texts.h"
#include "ui/graphics/table.h"

namespace pathlight {

/// The hop table: the end of the path first and emphasised, for that row decides (loss further up that does
/// not go on to the end is a router that answers few probes, no fault), then the hops in order of distance.
/// Silent hops in a row share one row that says so.
[[nodiscard]] Table hopTable(const RouteTraceEvidence& route, const Texts& texts);

/// The index of the hop the path ends at: the target, else the last that answered; -1: nobody did.
[[nodiscard]] qsizetype lastHop(const RouteTraceEvidence& route);

} // namespace pathlight
