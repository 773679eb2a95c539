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
        int plannedPacket = 0; ///< bytes its packets are meant to have; 0: its hello fits into one segment
        SizedProbe probe;
    };

    /// Reserves a place for one more probe.
    int add(int plannedPacket);
    void setSuspect(int index);
    void finish(int index, bool connected, const SizedProbe& probe);

    [[nodiscard]] const Entry& at(int index) const { return m_entries[static_cast<std::size_t>(index)]; }
    [[nodiscard]] bool allDone() const;
    /// The largest size that was answered so far and the smallest that was not, where the one is below the
    /// other.
    struct Bracket
    {
        int low = 0;
        int high = 0;
    };
    [[nodiscard]] std::optional<Bracket> bracket() const;
    /// Those that connected and are done, in the order of add().
    [[nodiscard]] QList<SizedProbe> probes() const;

Q_SIGNALS:
    void changed();

private:
    std::vector<Entry> m_entries;
};

/// Runs one probe to its end: connects with its segments held down to `clamp`, sends a hello of `helloBytes`
/// (0: as small as it is), and waits until all is acknowledged and the server's answer is there, or silence
/// has lasted long enough to mean something (1.2 s and two retransmissions on the way up, 3 s where there are
/// none; 1 s or six round trips for the answer). Emits an `mtu_probe` sample. Nobody need wait for it: the
/// set tells when it is done.
QCoro::Task<void> runProbe(StepContext context, std::shared_ptr<ProbeSet> set, int index, ProbeTarget target,
                           std::optional<int> clamp, int helloBytes);

} // namespace pathlight
