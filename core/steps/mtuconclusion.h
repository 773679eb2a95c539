// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/losschance.h"
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
    bool control = false; ///< held down to a size that any way carries, before anything was known of this one
    PacketTally data;     ///< its segments with data
};

/// What these probes say of the size that passes, both ways. Packets that grow tell of the way up alone, so
/// what was acknowledged counts only where nothing is missing on the way down. What failed below a size that
/// passed was loss.
[[nodiscard]] SizeRange rangeOf(const QList<SizedProbe>& probes);

/// Is the way down whole, as far as these probes show, and the way up not?
[[nodiscard]] bool isUpAlone(const QList<SizedProbe>& probes);

/// What these probes lost, beside the SYNs of all connections to their address. Where a clamped hello came
/// through, the small ones are the small hello and the controls, whether they passed or not; where none did,
/// it may be the hello that is too long, and every long one counts as large. What was chosen by how earlier
/// ones ended counts on neither side.
[[nodiscard]] SizeLoss lossIn(const QList<SizedProbe>& probes, const PacketTally& handshakes);

/// Does this way lose small packets, too?
[[nodiscard]] bool losesSmall(const QList<SizedProbe>& probes, const PacketTally& handshakes);

/// The same question as the first probe's, or one whose answer is as large, was answered: it was chance.
[[nodiscard]] bool isContradicted(const QList<SizedProbe>& probes);

struct MtuConclusion
{
    std::optional<bool> blackHole;
    std::optional<QString> direction;
    std::optional<int> largestThatPassed;
    std::optional<int> smallestThatFailed;
    SizeLoss loss;
};

/// What the probes of one address say together. The first is not clamped and carries a hello of several
/// segments; others may repeat it, be clamped, grow packet by packet, or carry a small hello, whose answer
/// alone is large. A black hole is silence at full size, seen twice, where a clamped connection brings
/// everything (PROCEDURES section 2), and where plain loss would hardly do the same (isMoreThanLoss()).
/// Silence at every size is none, and stays unknown, as does what loss explains. On a way that loses small
/// packets too, a size failed only if it did so twice.
[[nodiscard]] MtuConclusion concludeMtu(const QList<SizedProbe>& probes, const PacketTally& handshakes);

} // namespace pathlight
