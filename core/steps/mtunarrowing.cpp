// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/mtunarrowing.h"

#include <algorithm>
#include <array>

namespace pathlight {

namespace {

/// What is left of an Ethernet packet by: PPPoE 1492 (RFC 2516), IP in IP 1480 (RFC 2003), GRE 1476 (RFC
/// 2784), L2TP over PPPoE 1454 and 1460, VXLAN 1450 (RFC 7348), WireGuard 1420 and 1440, IPsec and mobile
/// carriers below; 1280 is what IPv6 asks of every link (RFC 8200 section 5), 576 what IPv4 asks of every
/// host.
constexpr std::array likelySizes{576,  1280, 1300, 1320, 1340, 1350, 1360, 1380, 1392, 1400, 1412, 1420,
                                 1428, 1436, 1440, 1450, 1454, 1460, 1472, 1476, 1480, 1492, 1500, 8950};

bool isInside(const SizeRange& range, int size)
{
    return size > range.passed && size < range.failed;
}

QList<int> likelyInside(const SizeRange& range)
{
    QList<int> sizes;
    for (const int size : likelySizes) {
        for (const int each : {size, size + 1}) {
            if (isInside(range, each)) sizes.append(each);
        }
    }
    return sizes;
}

} // namespace

QList<int> sizesToTry(const SizeRange& range, int most)
{
    const QList<int> likely = likelyInside(range);
    const int choice =
        likely.isEmpty() ? std::max(range.failed - range.passed - 1, 0) : static_cast<int>(likely.size());
    const int count = std::min(choice, most);
    QList<int> sizes;
    for (int each = 1; each <= count; ++each) {
        const int place = (choice + 1) * each / (count + 1) - 1;
        sizes.append(likely.isEmpty() ? range.passed + 1 + place : likely.at(place));
    }
    return sizes;
}

} // namespace pathlight
