// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pathlight {

/// Private, loopback, link-local or otherwise not of the public internet (RFC 6890). Text that is no address
/// is not.
[[nodiscard]] bool isBogon(const QString& address);

} // namespace pathlight
