// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/route.h"
#include "core/evidence/tcp.h"
#include "core/report/texts.h"
#include "ui/graphics/table.h"

namespace pathlight {

/// The hop table of a route: for each trace a row that says how it was made and what it shows, then the end
/// of the way, emphasised, for that row decides (loss further up that does not go on to the end is a router
/// that answers few probes, no fault), then the hops in order of distance. Silent hops in a row share one row
/// that says so; whatever a load balancer shows at one distance is one hop.
///
/// `tcp` tells whether silence at the end is a break: where a connection stands, it is none.
[[nodiscard]] Table hopTable(const RouteTraceEvidence& route, const std::optional<TcpEvidence>& tcp,
                             const Texts& texts);

} // namespace pathlight
