// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/options.h"
#include "core/walk/target.h"

#include <QStringList>

namespace pathlight {

/// What a walk to this target contacts, and what it sends there, one sentence each. Listed from the target
/// itself, so that it is true of any profile.
[[nodiscard]] QStringList contactsOf(const Target& target, const WalkOptions& options, bool withKey);

} // namespace pathlight
