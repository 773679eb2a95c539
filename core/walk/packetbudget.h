// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <memory>

namespace pathlight {

/// What a walk sends to where its connections go, or may still send.
struct PacketAmount
{
    qint64 packets = 0;
    qint64 bytes = 0; ///< of IP packets, headers included
};

/// While somebody holds it, so much is spoken for. Its holder may lower it, as what it was for is sent.
using PacketClaim = std::shared_ptr<PacketAmount>;

/// What one walk may send to its target in all. Steps run side by side, so whoever could do without claims
/// before it sends; what has been sent by then, the caller knows from the kernel. A claim is a guess at the
/// worst: what of it was sent counts twice until it is let go, which errs on the safe side. One thread.
class PacketBudget
{
public:
    /// No walk of ten requests may cost its target more than 200 packets or 64 KiB.
    static constexpr PacketAmount usual{200, 64LL * 1024};

    /// Streams over HTTP/2 beside those over HTTP/1.1, three of them at most: whoever asks for it pays.
    static constexpr PacketAmount comparedStreams{96, 15LL * 1024};

    /// `setAside` comes on top of `most`, and nobody gets it but who claims that.
    explicit PacketBudget(PacketAmount most = usual, PacketAmount setAside = {})
        : m_most(most), m_setAside(setAside)
    {}
    /// For a walk of so many requests in the step `stability`: those over ten are paid for by whoever asks.
    [[nodiscard]] static PacketAmount forAttempts(int attempts);

    /// Null: there is no room for it beside what was `sent` and what others hold.
    [[nodiscard]] PacketClaim claim(PacketAmount wanted, PacketAmount sent);

    /// The same of what was set aside, once: there is always room for that, and what of it was not wanted is
    /// in the open from then on.
    [[nodiscard]] PacketClaim claimSetAside(PacketAmount wanted, PacketAmount sent);

    /// What is claimed now and may be given back.
    [[nodiscard]] PacketAmount held() const;

private:
    [[nodiscard]] PacketClaim grant(PacketAmount wanted);

    PacketAmount m_most;
    PacketAmount m_setAside;
    QList<std::weak_ptr<PacketAmount>> m_claims;
};

} // namespace pathlight
