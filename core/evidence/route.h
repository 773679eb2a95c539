// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// What the step `route` sees: who answers at each distance on the way to the target.
namespace pathlight {

struct HopEvidence
{
    int ttl = 0;
    std::optional<QString> address; ///< null: nobody answered at this distance
    QStringList alternatives;       ///< other addresses seen at this distance (load balancing)
    std::optional<QString> name;
    int sent = 0;
    int received = 0;
    std::optional<double> minMs;
    std::optional<double> medianMs;
    std::optional<double> maxMs;
    bool target = false;
    std::optional<QString>
        said; ///< what it said other than "time exceeded": "prohibited", "unreachable", "refused"
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = HopEvidence;
        visit("ttl", &T::ttl);
        visit("address", &T::address);
        visit("alternatives", &T::alternatives);
        visit("name", &T::name);
        visit("sent", &T::sent);
        visit("received", &T::received);
        visit("minMs", &T::minMs);
        visit("medianMs", &T::medianMs);
        visit("maxMs", &T::maxMs);
        visit("target", &T::target);
        visit("said", &T::said);
    }
};

struct RouteTraceEvidence
{
    QString protocol; ///< "tcp"
    QString address;
    int port = 0;
    int rounds = 0;
    QList<HopEvidence> hops;
    std::optional<QString> lastResponding;
    std::optional<bool> reached;
    int packetsToTarget = 0; ///< connection attempts that got as far as the target
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = RouteTraceEvidence;
        visit("protocol", &T::protocol);
        visit("address", &T::address);
        visit("port", &T::port);
        visit("rounds", &T::rounds);
        visit("hops", &T::hops);
        visit("lastResponding", &T::lastResponding);
        visit("reached", &T::reached);
        visit("packetsToTarget", &T::packetsToTarget);
    }
};

} // namespace pathlight
