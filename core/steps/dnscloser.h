// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

namespace pathlight {

/// Is there a reason to look twice at these answers: an address outside the published networks or of no
/// public network, resolvers that disagree, or one whose answer over TCP shares nothing with that over UDP?
/// A reason to look is no reason to judge.
[[nodiscard]] bool wantsACloserLook(const DnsEvidence& dns);

/// Asks more where wantsACloserLook(), in at most five seconds while the walk goes on:
/// - every resolver that answered, once more, listening two seconds for another answer to the same question;
/// - the name with a search domain behind it, where the system's answer stands alone;
/// - then what the server proves at an address that was given and the walk does not go on with (at most
/// three).
[[nodiscard]] QCoro::Task<DnsEvidence> lookCloserAtAnswers(StepContext context, DnsEvidence dns);

} // namespace pathlight
