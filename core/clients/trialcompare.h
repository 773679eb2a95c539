// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clients/predict.h"

namespace pathlight {

/// Adds to a trial what was predicted of the program as it was started, and whether it did that.
///
/// Null, not compared, is what one request without a key cannot decide: nothing was predicted; the program
/// did not get as far as an answer or an error of its own; the fault is one that comes and goes, concerns the
/// key, or is of long answers; the program was ended before it had given up, where it was to work.
[[nodiscard]] ClientTrialEvidence compared(ClientTrialEvidence trial, const ClientEvidence& client,
                                           const ClientQuestion& question);

} // namespace pathlight
