// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/losschance.h"

namespace pathlight {

namespace {

constexpr double mostChance = 0.01;

} // namespace

double chanceByLoss(const SizeLoss& loss)
{
    double chance = 1;
    for (int each = 0; each < loss.largeLost; ++each)
        chance *= (loss.small.lost + 1.0 + each) / (loss.small.sent + 2.0 + each);
    return chance;
}

bool isMoreThanLoss(const SizeLoss& loss)
{
    return chanceByLoss(loss) < mostChance;
}

} // namespace pathlight
