// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/platform/platform.h"
#include "core/steps/hoptally.h"
#include "core/walk/step.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QObject>

#include <vector>

namespace pathlight {

/// What a trace sends: connections to the real port, datagrams to the same port, or echoes.
enum class HopMethod { Tcp, Udp, Icmp };
template <>
struct EnumNames<HopMethod>
{
    static constexpr std::array names{"tcp", "udp", "icmp"};
};

/// How many attempts all traces of a step may make together.
struct HopBudget
{
    int left = 120;
};

/// The attempts of a trace while they run. Each lives until it is answered or its time is up:
/// max(400 ms, 2.5 times the slowest answer so far), at most 950 ms, before the kernel would send a SYN a
/// second time; where the target takes longer than that, at most 2 s. Emits a `hop` sample for each. Lives in
/// one thread; destroying it abandons what still runs.
class Trace final : public QObject
{
    Q_OBJECT
public:
    Trace(StepContext context, HopMethod method, const QHostAddress& address, quint16 port,
          std::shared_ptr<HopBudget> budget);
    ~Trace() override;

    /// Sends one attempt that dies after `ttl` hops; does nothing when the budget is used up.
    void launch(int ttl);
    /// The same, at half the rate: it is counted apart.
    void launchSlow(int ttl);
    /// Sends one that does not die on the way.
    void launchUnlimited();

    [[nodiscard]] const QHostAddress& address() const { return m_address; }
    [[nodiscard]] const HopTally& tally() const { return m_tally; }
    [[nodiscard]] int pending() const { return static_cast<int>(m_probes.size()); }
    /// Of the attempts that die on the way.
    [[nodiscard]] int pendingLimited() const { return pending() - (m_unlimitedPending ? 1 : 0); }
    [[nodiscard]] const HopBudget& budget() const { return *m_budget; }
    /// Grows with every answer and every silence.
    [[nodiscard]] int revision() const { return m_revision; }
    /// When the unlimited attempt was answered, by whomever; null: not yet, or never.
    [[nodiscard]] std::optional<double> unlimitedMs() const { return m_unlimitedMs; }
    /// What this computer itself said in place of sending; empty: nothing.
    [[nodiscard]] const QString& notSent() const { return m_notSent; }
    [[nodiscard]] double elapsedMs() const;
    /// The silent rows after the last answer that are kept.
    static constexpr int silentRows = 3;
    /// What was seen so far; the rows, and how the trace was made.
    [[nodiscard]] TraceEvidence evidence(int rounds) const;

Q_SIGNALS:
    void changed();

private:
    enum class Pace { Usual, Slow };
    struct Probe
    {
        std::unique_ptr<platform::Connector> connector;  ///< one of the two
        std::unique_ptr<platform::HopDatagram> datagram; ///< or none, where the platform refuses
        std::optional<int> ttl;
        Pace pace = Pace::Usual;
        QElapsedTimer since;

        [[nodiscard]] bool isOver() const;
        [[nodiscard]] HopAnswer answer(const QString& target) const;
    };

    void add(std::optional<int> ttl, Pace pace);
    [[nodiscard]] Probe probeTo(std::optional<int> ttl);
    void sweep();
    void finish(const Probe& probe);
    void report(int ttl, const HopAnswer& answer) const;
    [[nodiscard]] double limitMs(const Probe& probe) const;

    StepContext m_context;
    HopMethod m_method;
    QHostAddress m_address;
    quint16 m_port;
    std::shared_ptr<HopBudget> m_budget;
    HopTally m_tally;
    std::vector<Probe> m_probes;
    QElapsedTimer m_clock;
    double m_lastEndedMs = 0;
    std::optional<double> m_unlimitedMs;
    int m_sent = 0;
    int m_revision = 0;
    bool m_unlimitedPending = false;
    QString m_notSent;
};

} // namespace pathlight
