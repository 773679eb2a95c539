// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

namespace pathlight {

/// Where does the name lead? The system's own look-up, each configured name server asked by itself and those
/// to compare with, all at once, A and AAAA apart; the hosts file and the profile's published networks beside
/// them. Yields `addresses` as soon as the system answered, or a configured server did and the system is
/// late. Behind a proxy the answers are information only, and `addresses` means the proxy's.
[[nodiscard]] QCoro::Task<StepResult> dnsStep(StepContext context);

} // namespace pathlight
