// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QCoroTask>

namespace pathlight {

/// Do full-size packets cross, in both directions? Over a connection of its own the step sends a ClientHello
/// of several segments and waits for the server's flight of certificates; nothing else is ever sent
/// (PROCEDURES section 2). Where both come through, that is all, and takes two round trips. Where something
/// stays silent it connects again, as before and with its segments held down, side by side: what passes so
/// alone is a black hole. Then it narrows the size that passes, to the byte if the walk's packet budget
/// (walk/packetbudget.h) has room for it: by packets that grow on one connection where only the way up is
/// broken, else by connections held down to one size each. Both address families, where both have a way out;
/// the first with a hole is narrowed.
///
/// Behind a proxy the hello goes to the target through its tunnel, and the sizes are those of the path to the
/// proxy.
[[nodiscard]] QCoro::Task<StepResult> mtuStep(StepContext context);

} // namespace pathlight
