// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace pathlight {

/// Between which sizes a path's limit lies, in bytes of IP packets.
struct SizeRange
{
    int passed = 0; ///< the largest that passed; 0: none did
    int failed = 0; ///< the smallest above it that did not; 0: none failed
    /// Is there a size in between that nobody has tried?
    [[nodiscard]] bool isOpen() const { return passed > 0 && failed > passed + 1; }
};

/// At most `most` sizes inside an open range, ascending, that narrow it best: limits are seldom arbitrary, so
/// the sizes that tunnels leave are tried first, each with the next byte beside it, which would prove it;
/// then whatever is left, spread evenly.
[[nodiscard]] QList<int> sizesToTry(const SizeRange& range, int most);

} // namespace pathlight
