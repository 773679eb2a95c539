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
    std::optional<QString> name;    ///< what the configured resolver calls the address; as it was answered
    int sent = 0;
    int received = 0;
    int sentSlowly = 0; ///< asked again at half the rate, not counted in `sent`
    int receivedSlowly = 0;
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
        visit("sentSlowly", &T::sentSlowly);
        visit("receivedSlowly", &T::receivedSlowly);
        visit("minMs", &T::minMs);
        visit("medianMs", &T::medianMs);
        visit("maxMs", &T::maxMs);
        visit("target", &T::target);
        visit("said", &T::said);
    }
};

/// One trace: one method, one address.
struct TraceEvidence
{
    QString protocol; ///< "tcp", "udp", "icmp"
    QString family;   ///< "ipv4", "ipv6"; empty in a journal from before it was noted
    QString address;
    int port = 0; ///< 0: the method has none
    int rounds = 0;
    int sent = 0;                   ///< attempts in all, those without a limit included
    double tookMs = 0;              ///< from the first attempt to the last answer, or the end of waiting
    std::optional<QString> gateway; ///< this computer's way out in that family, where known
    QList<HopEvidence> hops;
    std::optional<QString> lastResponding;
    std::optional<bool> reached;
    int packetsToTarget = 0;      ///< attempts that got as far as the target
    std::optional<QString> local; ///< what this computer itself said in place of sending: "unreachable"…
    int strange = 0;              ///< answers from addresses that no router can have; they make no hop
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = TraceEvidence;
        visit("protocol", &T::protocol);
        visit("family", &T::family);
        visit("address", &T::address);
        visit("port", &T::port);
        visit("rounds", &T::rounds);
        visit("sent", &T::sent);
        visit("tookMs", &T::tookMs);
        visit("gateway", &T::gateway);
        visit("hops", &T::hops);
        visit("lastResponding", &T::lastResponding);
        visit("reached", &T::reached);
        visit("packetsToTarget", &T::packetsToTarget);
        visit("local", &T::local);
        visit("strange", &T::strange);
    }
};

/// The trace of the connection itself, and the others beside it.
struct RouteTraceEvidence : TraceEvidence
{
    QList<TraceEvidence> others; ///< of the other address family; by other methods, where TCP met silence
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        TraceEvidence::fields(visit);
        visit("others", &RouteTraceEvidence::others);
    }
};

} // namespace pathlight
