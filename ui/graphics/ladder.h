// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/tcp.h"
#include "core/evidence/tls.h"
#include "core/report/texts.h"
#include "ui/theme.h"

/// A handshake as a ladder: who said what to whom, when. Plain data made from evidence; ladderpainter.h draws
/// it.
namespace pathlight {

/// One message between two lanes.
struct LadderArrow
{
    double atMs = 0; ///< when this computer sent or saw it
    int from = 0;    ///< lane
    int to = 0;
    QString label;
    Standing standing = Standing::Unknown; ///< its colour; Unknown: neutral
    bool answered = true; ///< false: it went out, and what became of it cannot be seen from here
    bool stopped = false; ///< a box on the way kept it
};

/// Something that is said at a lane, without a message: connected, gave up.
struct LadderNote
{
    double atMs = 0;
    int lane = 0;
    QString words;
    Standing standing = Standing::Unknown;
};

/// One handshake.
struct LadderPanel
{
    QString title;    ///< the address, or "a normal handshake"
    QString subtitle; ///< how it ended
    Standing standing = Standing::Unknown;
    QStringList lanes;         ///< this computer first, the target last, between them the box that refused
    QList<LadderArrow> arrows; ///< in order of time
    QList<LadderNote> notes;   ///< in order of time
    QList<double> expectedAgainMs; ///< when this system sends a SYN again that nothing answers
    QString legend;                ///< what the expected times are; empty where there are none
    bool timed = true;             ///< false: an example, without times

    [[nodiscard]] int targetLane() const { return static_cast<int>(lanes.size()) - 1; }
};

/// One attempt as it was measured. With `tls`, of the same connection, the TLS handshake follows.
[[nodiscard]] LadderPanel ladderOf(const ConnectAttempt& attempt, const QList<double>& expectedScheduleMs,
                                   const TlsEvidence* tls, const Texts& texts);
/// An attempt that may still be under way: its end, if it has one, is its newest tick; until then the ladder
/// waits, and shows when this system will send the SYN again.
[[nodiscard]] LadderPanel ladderSoFar(const ConnectAttempt& attempt, const QList<double>& expectedScheduleMs,
                                      const Texts& texts);
/// What a handshake looks like where nothing is wrong.
[[nodiscard]] LadderPanel normalLadder(bool withTls, const Texts& texts);

/// "prohibited", "host unreachable": what an ICMP message of type 3 (RFC 792, RFC 1812) or an ICMPv6 message
/// of type 1 (RFC 4443) says; else its numbers.
[[nodiscard]] QString icmpWords(const IcmpEvidence& icmp, const QString& family, const Texts& texts);

/// The panel as lines of text.
[[nodiscard]] QString inWords(const LadderPanel& panel, const Texts& texts);

} // namespace pathlight
