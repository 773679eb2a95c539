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
    static constexpr auto fields()
    {
        using T = HopEvidence;
        return std::tuple{field("ttl", &T::ttl),
                          field("address", &T::address),
                          field("alternatives", &T::alternatives),
                          field("name", &T::name),
                          field("sent", &T::sent),
                          field("received", &T::received),
                          field("minMs", &T::minMs),
                          field("medianMs", &T::medianMs),
                          field("maxMs", &T::maxMs),
                          field("target", &T::target),
                          field("said", &T::said)};
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
    static constexpr auto fields()
    {
        using T = RouteTraceEvidence;
        return std::tuple{field("protocol", &T::protocol), field("address", &T::address),
                          field("port", &T::port),         field("rounds", &T::rounds),
                          field("hops", &T::hops),         field("lastResponding", &T::lastResponding),
                          field("reached", &T::reached),   field("packetsToTarget", &T::packetsToTarget)};
    }
};

} // namespace pathlight
