// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walk/packetbudget.h"

#include <algorithm>
#include <utility>

namespace pathlight {

namespace {

constexpr int usualAttempts = 10;
constexpr PacketAmount eachMore{14, 3LL * 1024};

} // namespace

PacketAmount PacketBudget::forAttempts(int attempts)
{
    const int more = std::max(0, attempts - usualAttempts);
    return {usual.packets + more * eachMore.packets, usual.bytes + more * eachMore.bytes};
}

PacketAmount PacketBudget::held() const
{
    PacketAmount sum;
    for (const auto& each : m_claims) {
        const PacketClaim claim = each.lock();
        if (!claim) continue;
        sum.packets += claim->packets;
        sum.bytes += claim->bytes;
    }
    return sum;
}

PacketClaim PacketBudget::claim(PacketAmount wanted, PacketAmount sent)
{
    m_claims.removeIf([](const auto& each) { return each.expired(); });
    const PacketAmount others = held();
    const bool isTooMuch = sent.packets + others.packets + wanted.packets > m_most.packets ||
                           sent.bytes + others.bytes + wanted.bytes > m_most.bytes;
    if (isTooMuch) return nullptr;
    return grant(wanted);
}

PacketClaim PacketBudget::claimSetAside(PacketAmount wanted, PacketAmount sent)
{
    const PacketAmount setAside = std::exchange(m_setAside, {});
    m_most = {m_most.packets + setAside.packets, m_most.bytes + setAside.bytes};
    const bool isCovered = wanted.packets <= setAside.packets && wanted.bytes <= setAside.bytes;
    return isCovered ? grant(wanted) : claim(wanted, sent);
}

PacketClaim PacketBudget::grant(PacketAmount wanted)
{
    auto claim = std::make_shared<PacketAmount>(wanted);
    m_claims.append(claim);
    return claim;
}

} // namespace pathlight
