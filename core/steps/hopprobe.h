// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/platform/platform.h"
#include "core/steps/hoptable.h"
#include "core/walk/step.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QObject>

#include <vector>

namespace pathlight {

/// The attempts of a trace while they run. Each lives until it is answered or its time is up:
/// max(400 ms, 2.5 times the slowest answer so far), at most 1.5 s, and as long as it is open how slowly the
/// target answers. Emits a `hop` sample for each. Lives in
/// one thread; destroying it abandons what still runs.
class Trace final : public QObject
{
    Q_OBJECT
public:
    Trace(StepContext context, const QHostAddress& address, quint16 port);
    ~Trace() override;

    /// Sends one attempt that dies after `ttl` hops.
    void launch(int ttl);
    /// Sends one that does not die on the way.
    void launchUnlimited();

    [[nodiscard]] const HopTable& table() const { return m_table; }
    [[nodiscard]] int pending() const { return static_cast<int>(m_probes.size()); }
    /// Of the attempts that die on the way.
    [[nodiscard]] int pendingLimited() const { return pending() - (m_unlimitedPending ? 1 : 0); }
    [[nodiscard]] int attempts() const { return m_attempts; }
    /// Grows with every answer and every silence.
    [[nodiscard]] int revision() const { return m_revision; }
    /// When the unlimited attempt was answered, by whomever; null: not yet, or never.
    [[nodiscard]] std::optional<double> unlimitedMs() const { return m_unlimitedMs; }
    /// This computer itself said that there is no way.
    [[nodiscard]] bool isNotSent() const { return m_notSent; }
    [[nodiscard]] double elapsedMs() const;

Q_SIGNALS:
    void changed();

private:
    struct Probe
    {
        std::unique_ptr<platform::Connector> connector;
        std::optional<int> ttl;
        QElapsedTimer since;
    };

    void add(std::optional<int> ttl);
    void sweep();
    void finish(const Probe& probe);
    [[nodiscard]] double limitMs(const Probe& probe) const;

    StepContext m_context;
    QHostAddress m_address;
    quint16 m_port = 0;
    HopTable m_table;
    std::vector<Probe> m_probes;
    QElapsedTimer m_clock;
    std::optional<double> m_unlimitedMs;
    int m_attempts = 0;
    int m_revision = 0;
    bool m_unlimitedPending = false;
    bool m_notSent = false;
};

} // namespace pathlight
