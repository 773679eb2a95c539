// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

namespace pathlight {

/// Is there a reason to look twice at these answers: an address outside the published networks or of no
/// public network, resolvers that disagree, or one whose answer over TCP shares nothing with that over UDP?
/// A reason to look is no reason to judge.
[[nodiscard]] bool wantsACloserLook(const DnsEvidence& dns);

/// Asks more where wantsACloserLook(), in at most five seconds while the walk goes on. Every resolver that
/// answered is asked once more and listened to for two seconds, in case another answer to the same question
/// follows, unless all that is odd is that resolvers disagree. Where the system's answer stands alone, the
/// name is asked with a search domain behind it. Then at most three addresses that were given, and that the
/// walk does not go on with, are asked what they prove.
[[nodiscard]] QCoro::Task<DnsEvidence> lookCloserAtAnswers(StepContext context, DnsEvidence dns);

} // namespace pathlight
