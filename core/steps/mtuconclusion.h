// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/mtu.h"
#include "core/steps/mtunarrowing.h"

namespace pathlight {

/// A probe and what its evidence struct does not say.
struct SizedProbe
{
    enum class End {
        Silent,   ///< something was still missing when its time was up
        Answered, ///< the server's answer to the whole hello came
        Ended,    ///< the connection was reset or closed without one: not silence
    };
    MtuProbe seen;
    End end = End::Silent;
    int packet = 0;        ///< as in MtuProbe
    bool fullSize = false; ///< the hello was larger than a segment, or its packets grow
};

/// What these probes say of the size that passes, both ways. Packets that grow tell of the way up alone, so
/// what was acknowledged counts only where nothing is missing on the way down.
[[nodiscard]] SizeRange rangeOf(const QList<SizedProbe>& probes);

/// Is the way down whole, as far as these probes show, and the way up not?
[[nodiscard]] bool isUpAlone(const QList<SizedProbe>& probes);

struct MtuConclusion
{
    std::optional<bool> blackHole;
    std::optional<QString> direction;
    std::optional<int> largestThatPassed;
    std::optional<int> smallestThatFailed;
};

/// What the probes of one address say together. The first is not clamped and carries a hello of several
/// segments; others may repeat it, be clamped, grow packet by packet, or carry a small hello, whose answer
/// alone is large. A black hole is silence at full size, seen twice, where a clamped connection brings
/// everything (PROCEDURES section 2). Silence at every size is none, and stays unknown.
[[nodiscard]] MtuConclusion concludeMtu(const QList<SizedProbe>& probes);

} // namespace pathlight
