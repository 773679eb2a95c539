// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace pathlight {

/// What the published list of supported countries says of one of them.
enum class RegionStanding {
    Listed,   ///< it is in the list
    InPart,   ///< it is, without some of its territories
    Unlisted, ///< it was not in the list on its date; it may have been added since
};

/// Looks `country` (ISO 3166-1, two letters, either case) up in resources/regions.json, the provider's list
/// of supported countries; none for text that is no country's code, such as the edge's T1 for Tor and XX for
/// an address it does not know.
[[nodiscard]] std::optional<RegionStanding> standingOfRegion(const QString& country);

/// The list's date, as YYYY-MM-DD.
[[nodiscard]] QString regionListDate();

} // namespace pathlight
