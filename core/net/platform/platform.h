// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/environment.h"
#include "core/evidence/mtu.h"
#include "core/evidence/tcp.h"
#include "core/net/stream.h"

#include <QHostAddress>
#include <QObject>

#include <chrono>
#include <memory>

/// What differs by operating system, behind one interface. `linux/` asks the kernel; `portable/` is Qt alone
/// and answers "unknown" where Qt cannot see.
namespace pathlight::platform {

/// What this platform can measure without privilege. A step that needs what is missing stays unknown.
struct Abilities
{
    bool synEvidence = false;  ///< retransmissions and ICMP answers of a connection attempt
    bool hopTrace = false;     ///< connections limited in their time to live
    bool segmentClamp = false; ///< connections limited in their segment size, and what was acknowledged
    bool routeTable = false;
    bool resetEvidence = false; ///< a reset of a connection is told from a close
    bool sizedDatagram = false; ///< datagrams of a given size that may not be fragmented
    bool hopDatagram = false;   ///< UDP limited in its time to live, and what ICMP says to it
    bool hopEcho = false;       ///< the same with ICMP echo; where the system grants it to this user
};
[[nodiscard]] Abilities abilities();

/// "linux", "portable".
[[nodiscard]] QString name();

struct ConnectRequest
{
    QHostAddress address;
    quint16 port = 0;
    std::optional<int> maximumSegment; ///< bytes; set before the SYN, so that it binds both directions
    std::optional<int> timeToLive;     ///< or hop limit
};

/// One TCP connection attempt, watched. Lives in one thread; destroying it abandons the attempt.
class Connector : public QObject
{
    Q_OBJECT
public:
    /// Begins at the next turn of the event loop.
    [[nodiscard]] static std::unique_ptr<Connector> create(const ConnectRequest& request);

    /// Has the attempt come to its end (connected, or failed)?
    [[nodiscard]] virtual bool isOver() const = 0;
    /// What was seen so far. After the end, what was seen in all.
    [[nodiscard]] virtual ConnectAttempt seen() const = 0;
    /// The connection, once, after it was made; null otherwise.
    [[nodiscard]] virtual std::unique_ptr<Stream> take() = 0;

Q_SIGNALS:
    /// The state changed, a SYN was sent again, or ICMP spoke.
    void changed();
};

/// What the kernel tells of a live connection. Null: it does not tell.
struct Counters
{
    std::optional<qint64> unacknowledged; ///< bytes written and not yet acknowledged
    std::optional<qint64> acknowledged;   ///< bytes of ours the peer has acknowledged
    std::optional<int> retransmits;       ///< segments sent again, in all, the SYN among them
    std::optional<int> dataSegments;      ///< segments with data sent, those sent again among them
    std::optional<int> needlessCopies;    ///< sent again although the peer had them (DSACK, RFC 2883)
    std::optional<int> pathMtu;           ///< bytes
    std::optional<int> sendMss;           ///< the most payload a segment of ours carries, bytes
    std::optional<int> headerBytes;       ///< IP and TCP headers of such a segment, options included
    std::optional<int> receiveMss;        ///< the largest payload lately received, an estimate
    std::optional<double> rttMs;          ///< smoothed
};
[[nodiscard]] Counters counters(qintptr descriptor);

/// One UDP datagram that no router may fragment, and what is said to it (RFC 8899 section 3). Lives in one
/// thread; destroying it stops listening.
class SizedDatagram : public QObject
{
    Q_OBJECT
public:
    /// Sends `packetBytes` of zeros, IP and UDP headers included, at the next turn of the event loop. Null:
    /// this platform cannot.
    [[nodiscard]] static std::unique_ptr<SizedDatagram> create(const QHostAddress& address, quint16 port,
                                                               int packetBytes);

    /// What is known so far. Silence has no end of its own: the caller stops waiting.
    [[nodiscard]] virtual SizedDatagramEvidence seen() const = 0;

Q_SIGNALS:
    /// An answer came, or the packet could not leave.
    void changed();
};

enum class HopDatagramKind { Udp, Echo };

/// What came back for a datagram limited in its time to live.
struct HopDatagramSeen
{
    enum class State {
        Waiting,
        Icmp,     ///< `icmp` speaks
        Answered, ///< the target itself answered
        NotSent,  ///< this computer said no; nothing left it
    };
    State state = State::Waiting;
    std::optional<IcmpEvidence> icmp;
    bool prohibited = false; ///< `icmp` says that a rule forbids the way
    double ms = 0;           ///< from the sending to the answer
};

/// One small UDP datagram, or one ICMP echo, limited in its time to live. Lives in one thread; destroying it
/// stops listening.
class HopDatagram : public QObject
{
    Q_OBJECT
public:
    /// Sends at the next turn of the event loop; without `timeToLive` the way is not limited. Null: this
    /// platform cannot, or does not let this user.
    [[nodiscard]] static std::unique_ptr<HopDatagram>
    create(HopDatagramKind kind, const QHostAddress& address, quint16 port, std::optional<int> timeToLive);

    /// What is known so far. Silence has no end of its own: the caller stops waiting.
    [[nodiscard]] virtual HopDatagramSeen seen() const = 0;

Q_SIGNALS:
    /// An answer came, or nothing could be sent.
    void changed();
};

/// When this kernel would send a lost SYN again, in ms after the first, up to `untilMs`; empty: not known.
[[nodiscard]] QList<double> synSchedule(double untilMs);

/// The routing table of both families; null where this platform cannot list it.
[[nodiscard]] std::optional<QList<RouteEvidence>> routes();

/// The name servers in the order the system asks them, and its search domains. Where only a stub on this
/// computer is configured, the servers that it asks follow it.
struct ResolverSettings
{
    QStringList nameServers;
    QStringList searchDomains;
};
[[nodiscard]] ResolverSettings resolverSettings();

/// Where the hosts file is; empty: there is none.
[[nodiscard]] QString hostsFilePath();

/// The interface a packet to this address would leave by, and its MTU; null: not known.
struct Egress
{
    QString interface;
    std::optional<int> mtu;
};
[[nodiscard]] std::optional<Egress> egressTo(const QHostAddress& address);

/// Lets the kernel send signs of life on a quiet TCP connection, the first after `interval` and then one each
/// `interval`. False: this platform cannot set it.
[[nodiscard]] bool keepAlive(qintptr descriptor, std::chrono::seconds interval);

/// Time since the computer was started, the time it slept included; null: not told.
[[nodiscard]] std::optional<std::chrono::milliseconds> timeSinceBoot();

/// Where the roots that the system trusts are: bundle files and hashed directories.
[[nodiscard]] QStringList systemTrustPaths();
/// Where the roots of the vendor's own root programme are, which no administrator adds to; empty: not told
/// apart.
[[nodiscard]] QStringList vendorTrustPaths();

/// The login shell that the user database names for this user; empty: none, or not told.
[[nodiscard]] QString loginShell();

/// Makes this process the leader of a session of its own, without a terminal. For a child between fork and
/// exec: safe there.
void leaveTerminal();

/// Ends every process of the session that this process leads or led. False: there is none any more.
bool endSession(qint64 leader);

/// Gives an open file, by its descriptor, the owner and the group of the file at `path`. False: not possible.
[[nodiscard]] bool giveOwnerOf(const QString& path, int descriptor);

} // namespace pathlight::platform
