// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QCoroTask>

namespace pathlight {

/// Do full-size packets cross, in both directions? Over a connection of its own the step sends a ClientHello
/// of several segments and waits for the server's flight of certificates; nothing else is ever sent
/// (PROCEDURES section 2). Where both come through, that is all, and takes two round trips. Where something
/// stays silent it connects again, unclamped and with its segments held down to several sizes, all side by
/// side: what passes clamped alone is a black hole, and the sizes bracket it. Both address families, where
/// both have a way out; at most seven connections and 64 KiB in all.
///
/// Behind a proxy the hello goes to the target through its tunnel, and the sizes are those of the path to the
/// proxy.
[[nodiscard]] QCoro::Task<StepResult> mtuStep(StepContext context);

} // namespace pathlight
