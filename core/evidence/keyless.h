// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pathlight {

/// The refusals that a healthy API gives to a request without a key (CONTRACT section 3): it was reached.
[[nodiscard]] constexpr bool isKeylessRefusal(int status)
{
    return status == 401 || status == 404 || status == 405;
}

} // namespace pathlight
