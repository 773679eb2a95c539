// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Tells packets that vanish for their size from packets that are lost by chance. Pure.
namespace pathlight {

/// Packets that were sent, each repetition by itself, and those that were not acknowledged in time.
struct PacketTally
{
    int sent = 0;
    int lost = 0;
};

/// What went the same way within the same seconds: large packets, of which none came through, and small ones.
struct SizeLoss
{
    int largeLost = 0;
    PacketTally small;
};

/// How likely all the large ones were lost by chance, 0 to 1, if the way loses packets of every size alike.
/// How much it loses is known by the small ones alone, so no rate is assumed but what they show: of every
/// rate that could have lost so many of them, by how likely it did (a uniform prior; the rule of succession
/// repeated).
[[nodiscard]] double chanceByLoss(const SizeLoss& loss);

/// Plain loss would do this less than once in a hundred times.
[[nodiscard]] bool isMoreThanLoss(const SizeLoss& loss);

} // namespace pathlight
