// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/route.h"

/// How a trace is read (PROCEDURES section 7): last row first, loss and silence only where they go on to the
/// end. Pure, shared by the rules and by everything that shows a route.
namespace pathlight {

/// Whose part of the way a hop stands in, as far as its address and name tell.
enum class Segment {
    Private,  ///< the network this computer is in: its gateway, and private addresses before any other
    Provider, ///< shared addresses (RFC 6598), the first public hop and those of the same owner after it
    Far,
};
template <>
struct EnumNames<Segment>
{
    static constexpr std::array names{"private", "provider", "far"};
};

/// What the missing answers of a hop mean.
enum class HopLoss {
    None,
    OfAnswers,   ///< the target loses less: the router answers few, and passes the packets on
    RateLimited, ///< the same, and at half the rate it answered more
    GoesOn,      ///< the end of the way loses about as much
    Unclear,     ///< the target did not answer, so nothing tells
};
template <>
struct EnumNames<HopLoss>
{
    static constexpr std::array names{"none", "of_answers", "rate_limited", "goes_on", "unclear"};
};

struct HopReading
{
    std::optional<Segment> segment; ///< null: it cannot be told
    bool silent = false;
    HopLoss loss = HopLoss::None;
};

/// Between which two the trace ends. What is lost may as well be lost on the way back.
struct RouteBreak
{
    std::optional<qsizetype> after; ///< index of the last hop that answered; null: nobody did
    std::optional<QString> before;  ///< the next, where another method saw it
    std::optional<QString> said; ///< the hop `after` said so itself: "prohibited", "unreachable", "refused"
    bool thisComputer = false;   ///< nothing left this computer
};

struct TraceReading
{
    QList<HopReading> hops;           ///< as the trace's own
    std::optional<RouteBreak> broken; ///< null: the target answered
    bool silentBefore = false;        ///< the target answered, and some on the way did not
};

[[nodiscard]] TraceReading readTrace(const TraceEvidence& trace, const QList<TraceEvidence>& others = {});

/// The TCP trace to this address, else the one of this family; null: there is none.
[[nodiscard]] const TraceEvidence* tcpTraceTo(const RouteTraceEvidence& route, const QString& address,
                                              const QString& family);
/// The trace by another method that got farther than `trace` did, on the same way; null: none did.
[[nodiscard]] const TraceEvidence* farther(const TraceEvidence& trace, const QList<TraceEvidence>& others);

/// From where on packets to the target are lost. What the trace shows may as well be lost on the way back.
struct LossStart
{
    qsizetype at = 0;               ///< the first hop that loses about as much as the target does
    std::optional<qsizetype> after; ///< the last before it that loses less; null: there is none
    double share = 0;               ///< of the packets to the target
};

/// Null: the target loses no more than three in a hundred (CONTRACT path.loss), or too few were sent to tell.
/// A hop that loses more than the target does keeps answers back and tells nothing (PROCEDURES section 7.2).
[[nodiscard]] std::optional<LossStart> lossStartOf(const TraceEvidence& trace);

/// The index of the hop the way ends at: the target, else the last that answered; -1: nobody did.
[[nodiscard]] qsizetype lastHop(const TraceEvidence& trace);

} // namespace pathlight
