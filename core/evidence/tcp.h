// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// What the step `tcp` sees: one connection attempt for each address.
namespace pathlight {

/// How a connection attempt ended (CONTRACT section 2).
enum class ConnectOutcome {
    Connected,
    TimedOut,    ///< SYN sent and sent again, nothing came back
    Refused,     ///< RST in answer to the SYN
    Reset,       ///< connected, then reset before anything was sent
    Closed,      ///< connected, then closed before anything was sent
    Prohibited,  ///< ICMP administratively prohibited
    Unreachable, ///< ICMP unreachable, or this computer has no route
    Failed,      ///< anything else, or cancelled
};
template <>
struct EnumNames<ConnectOutcome>
{
    static constexpr std::array names{"connected", "timed_out",  "refused",     "reset",
                                      "closed",    "prohibited", "unreachable", "failed"};
};

struct IcmpEvidence
{
    int type = 0;
    int code = 0;
    QString from; ///< who sent it
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = IcmpEvidence;
        visit("type", &T::type);
        visit("code", &T::code);
        visit("from", &T::from);
    }
};

/// Something seen of the handshake, at its time: drawn in the ladder.
struct HandshakeTick
{
    QString what;    ///< "syn", "syn_again", "established", "rst", "icmp", "gave_up", "closed", "reset"
    double atMs = 0; ///< since this attempt began
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = HandshakeTick;
        visit("what", &T::what);
        visit("atMs", &T::atMs);
    }
};

struct ConnectAttempt
{
    QString address;
    int port = 0;
    QString family; ///< "ipv4", "ipv6"
    ConnectOutcome outcome = ConnectOutcome::Failed;
    std::optional<double> connectMs;   ///< until connected or refused; includes retransmissions
    std::optional<double> rttMs;       ///< the kernel's own measure, where no SYN was lost
    std::optional<int> synRetransmits; ///< null where the platform does not tell
    std::optional<IcmpEvidence> icmp;
    std::optional<QString> error; ///< the system's error name, "ECONNREFUSED"
    bool local = false;           ///< this computer itself said no (no route): nothing was sent
    QList<HandshakeTick> ticks;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ConnectAttempt;
        visit("address", &T::address);
        visit("port", &T::port);
        visit("family", &T::family);
        visit("outcome", &T::outcome);
        visit("connectMs", &T::connectMs);
        visit("rttMs", &T::rttMs);
        visit("synRetransmits", &T::synRetransmits);
        visit("icmp", &T::icmp);
        visit("error", &T::error);
        visit("local", &T::local);
        visit("ticks", &T::ticks);
    }
};

struct TcpEvidence
{
    QList<ConnectAttempt> attempts;
    std::optional<QString> chosen;    ///< the address the walk went on with
    QList<double> expectedScheduleMs; ///< when this kernel would send a lost SYN again
    int notTried = 0;                 ///< addresses beyond the bound
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = TcpEvidence;
        visit("attempts", &T::attempts);
        visit("chosen", &T::chosen);
        visit("expectedScheduleMs", &T::expectedScheduleMs);
        visit("notTried", &T::notTried);
    }
};

} // namespace pathlight
