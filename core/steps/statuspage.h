// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

/// The provider's own status page (the profile's `statusPage`): is a disturbance known?
namespace pathlight {

/// Asks the page once, the way this walk goes (direct, or through its proxy), over a connection verified
/// before the first byte, in at most two and a half seconds and 256 KiB. No key, cookie or redirect. Only to
/// be called where the API itself is at fault: nobody else need know of a walk.
[[nodiscard]] QCoro::Task<StatusPageEvidence> askStatusPage(StepContext context);

/// What a page of that form says (the summary of a public Statuspage site). What is unknown or malformed is
/// left out; all words are bounded and printable.
[[nodiscard]] StatusPageEvidence readStatusPage(const QByteArray& json);

} // namespace pathlight
