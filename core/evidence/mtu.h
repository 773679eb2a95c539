// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// What the step `mtu` sees: whether full-size segments cross in both directions.
namespace pathlight {

/// One connection with the segment size held down to `mss`, on which a large ClientHello was sent.
struct MtuProbe
{
    std::optional<int> mss;    ///< the clamp; null: none
    int sent = 0;              ///< bytes written, in segments as large as the clamp lets them be
    std::optional<int> packet; ///< bytes of the largest IP packet they make; where they grow, of the smallest
                               ///< that was not acknowledged
    std::optional<int> acknowledged; ///< only where they grow: the largest that was acknowledged
    bool upPassed = false;           ///< all of them were acknowledged
    std::optional<bool>
        downPassed; ///< the server's flight arrived; null: nothing to expect, the way up failed
    std::optional<int> retransmits;
    std::optional<int> pathMtu; ///< as the kernel knows it at the end
    std::optional<int> sendMss;
    std::optional<double> ms;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = MtuProbe;
        visit("mss", &T::mss);
        visit("sent", &T::sent);
        visit("packet", &T::packet);
        visit("acknowledged", &T::acknowledged);
        visit("upPassed", &T::upPassed);
        visit("downPassed", &T::downPassed);
        visit("retransmits", &T::retransmits);
        visit("pathMtu", &T::pathMtu);
        visit("sendMss", &T::sendMss);
        visit("ms", &T::ms);
    }
};

enum class SizedDatagramOutcome {
    Silent,     ///< neither an answer nor a refusal
    TooBig,     ///< a router said so and named the size that fits
    Reached,    ///< the target answered, be it that nobody listens there
    NotAllowed, ///< ICMP says that the way is closed to it, at any size
    NotSent,    ///< larger than the interface takes, or the system refused
};
template <>
struct EnumNames<SizedDatagramOutcome>
{
    static constexpr std::array names{"silent", "too_big", "reached", "not_allowed", "not_sent"};
};

/// One UDP datagram that may not be fragmented.
struct SizedDatagramEvidence
{
    QString address;
    int size = 0; ///< bytes of the IP packet
    SizedDatagramOutcome outcome = SizedDatagramOutcome::Silent;
    std::optional<int> fits;     ///< the size the router named, where it was too big
    std::optional<QString> from; ///< who spoke
    std::optional<double> ms;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = SizedDatagramEvidence;
        visit("address", &T::address);
        visit("size", &T::size);
        visit("outcome", &T::outcome);
        visit("fits", &T::fits);
        visit("from", &T::from);
        visit("ms", &T::ms);
    }
};

struct MtuEvidence
{
    QString address;
    std::optional<int> pathMtu; ///< bytes, of the family that the working connection used
    std::optional<int> pathMtu4;
    std::optional<int> pathMtu6;
    std::optional<int> mss;
    QString method;
    std::optional<bool> blackHole;
    std::optional<QString> direction;     ///< "up", "down", "both", where there is a black hole
    std::optional<int> largestThatPassed; ///< IP packet size in bytes
    std::optional<int> smallestThatFailed;
    std::optional<QString> interface;
    std::optional<int> interfaceMtu;
    std::optional<QString> narrowHop; ///< the router that named the path's size
    // Where the first probe met silence, what holds it against plain loss (losschance.h).
    std::optional<int> largeLost; ///< large packets sent, repetitions too; none of them came through
    std::optional<int> smallSent; ///< small ones on the same way at the same time, SYNs among them
    std::optional<int> smallLost; ///< of these
    QList<int> synRetransmits;    ///< of each connection that came to stand, of both families
    QList<MtuProbe> probes;
    QList<SizedDatagramEvidence> datagrams;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = MtuEvidence;
        visit("address", &T::address);
        visit("pathMtu", &T::pathMtu);
        visit("pathMtu4", &T::pathMtu4);
        visit("pathMtu6", &T::pathMtu6);
        visit("mss", &T::mss);
        visit("method", &T::method);
        visit("blackHole", &T::blackHole);
        visit("direction", &T::direction);
        visit("largestThatPassed", &T::largestThatPassed);
        visit("smallestThatFailed", &T::smallestThatFailed);
        visit("interface", &T::interface);
        visit("interfaceMtu", &T::interfaceMtu);
        visit("narrowHop", &T::narrowHop);
        visit("largeLost", &T::largeLost);
        visit("smallSent", &T::smallSent);
        visit("smallLost", &T::smallLost);
        visit("synRetransmits", &T::synRetransmits);
        visit("probes", &T::probes);
        visit("datagrams", &T::datagrams);
    }
};

} // namespace pathlight
