// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// What the step `mtu` sees: whether full-size segments cross in both directions.
namespace pathlight {

/// One connection with the segment size held down to `mss`, on which a large ClientHello was sent.
struct MtuProbe
{
    std::optional<int> mss; ///< the clamp; null: none
    int sent = 0;           ///< bytes written, in segments as large as the clamp lets them be
    bool upPassed = false;  ///< all of them were acknowledged
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
        visit("upPassed", &T::upPassed);
        visit("downPassed", &T::downPassed);
        visit("retransmits", &T::retransmits);
        visit("pathMtu", &T::pathMtu);
        visit("sendMss", &T::sendMss);
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
    QList<MtuProbe> probes;
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
        visit("probes", &T::probes);
    }
};

} // namespace pathlight
