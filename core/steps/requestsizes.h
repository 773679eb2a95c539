// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

/// Requests of growing size: real prompts are large where a probe is small, so a limit on the way, or a
/// filter that reads bodies, lets the probe pass and stops the client (FACTS 1, classes M1 and P2).
namespace pathlight {

/// Sends a message of 1 KB, then 16, 64, 256 KB and 1 MB, each on a verified connection of its own, at most
/// ten seconds each. It names a model that does not exist, so no answer is made and nothing is charged; the
/// key goes with it where there is one, for without one the API may refuse before it has read a body. The
/// first size that the API itself did not answer is sent once more, and is the last. Only to be called where
/// the user allowed it (WalkOptions::requestSizes). Empty: this profile has no path for messages.
[[nodiscard]] QCoro::Task<QList<SizedRequestEvidence>> sendGrowingRequests(StepContext context);

/// The body of such a request, of exactly `bytes` where that is at least 200; JSON of ordinary words.
[[nodiscard]] QByteArray bodyOfSize(int bytes);

} // namespace pathlight
