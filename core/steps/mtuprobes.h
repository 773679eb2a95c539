// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/steps/mtuconclusion.h"
#include "core/walk/step.h"

#include <QCoroTask>
#include <QHostAddress>
#include <QObject>

#include <memory>

namespace pathlight {

/// Where a probe's own connection goes.
struct ProbeTarget
{
    QHostAddress address;
    quint16 port = 0;
    bool isProxy = false; ///< the hello goes to the walk's target through this proxy
};

/// The probes to one address, side by side. Lives in one thread.
class ProbeSet final : public QObject
{
    Q_OBJECT
public:
    struct Entry
    {
        bool done = false;
        bool connected = false;
        bool suspect = false;  ///< nothing is wrong yet, but an answer would have come by now
        SizedProbe probe;      ///< as it stands: the last word where it is done, else at the suspicion
        PacketTally handshake; ///< its SYNs
    };

    /// Reserves a place for one more probe.
    int add();
    void setHandshake(int index, const PacketTally& syns);
    void setSuspect(int index, const SizedProbe& soFar);
    void finish(int index, bool connected, const SizedProbe& probe);

    [[nodiscard]] const Entry& at(int index) const { return m_entries[static_cast<std::size_t>(index)]; }
    [[nodiscard]] bool allDone() const;
    /// Each is done, or would have been.
    [[nodiscard]] bool allTold() const;
    /// Those that connected and are done or suspect, as they stand.
    [[nodiscard]] QList<SizedProbe> probesSoFar() const;
    /// Those that connected and are done, in the order of add().
    [[nodiscard]] QList<SizedProbe> probes() const;
    /// The SYNs of all, of those too that never connected.
    [[nodiscard]] PacketTally handshakes() const;
    /// How often the SYN was sent again, of each that connected.
    [[nodiscard]] QList<int> synRetransmits() const;

Q_SIGNALS:
    void changed();

private:
    std::vector<Entry> m_entries;
};

/// What one connection sends.
struct ProbeShape
{
    std::optional<int> clamp; ///< the segment size it is held down to
    int helloBytes = 0;       ///< 0: as small as it is
    QList<int> packets;       ///< instead: a hello that leaves in packets of these sizes, in bytes, ascending
    bool control = false;     ///< as in SizedProbe
};

/// Runs one probe to its end: connects, sends its hello, and waits until all is acknowledged and the server's
/// answer is there, or silence has lasted long enough to mean something (600 ms and two retransmissions on
/// the way up, 3 s where there are none; 1 s or six round trips for the answer). Emits an `mtu_probe` sample.
/// Nobody need wait for it: the set tells when it is done. It holds its claim until then, and lowers it
/// when all is sent and silence begins.
QCoro::Task<void> runProbe(StepContext context, std::shared_ptr<ProbeSet> set, int index, ProbeTarget target,
                           ProbeShape shape, PacketClaim claim);

} // namespace pathlight
