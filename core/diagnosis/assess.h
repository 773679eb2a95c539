// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/judge.h"
#include "core/walk/walker.h"

namespace pathlight {

/// What the rules may look at, from what the walk knows.
[[nodiscard]] Facts factsOf(const Target& target, const WalkOptions& options, const Evidence& evidence,
                            const QHash<QString, StepState>& states);

/// The rules, in the form the walker asks them.
[[nodiscard]] Assessment assess(const Facts& facts);

} // namespace pathlight
