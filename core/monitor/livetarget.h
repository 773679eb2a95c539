// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/monitor/monitor.h"

namespace pathlight {

/// A real target under watch: sends its probes and makes its walks. Lives in one thread.
class LiveTarget
{
public:
    explicit LiveTarget(DiagnosisRequest request);

    /// One probe as the walk sends it, on a connection of its own, after a look-up of the name by the system.
    /// The server's certificate is always verified, so the key may go with it.
    [[nodiscard]] QCoro::Task<TrySeen> probe(Scope scope);

    /// A walk up to the API's answer, without the steps that repeat or trace. What it learnt of the way
    /// (which family, which proxy) holds for the probes after it.
    [[nodiscard]] QCoro::Task<WalkSeen> walk(Scope scope);

    /// One trace of the way that the last good walk took, to the proxy where one is used. Null: no walk found
    /// the way yet, the platform cannot trace, or it was stopped.
    [[nodiscard]] QCoro::Task<std::optional<TraceEvidence>> trace(Scope scope, std::optional<int> guess);

    [[nodiscard]] const DiagnosisRequest& request() const { return m_request; }

private:
    [[nodiscard]] QString peerName() const;
    [[nodiscard]] StepContext context(const Scope& scope) const;

    DiagnosisRequest m_request;
    Evidence m_evidence; ///< of the last walk that found an address to connect to
};

/// The ports of a monitor that watches these for real. The targets must outlive the monitor.
[[nodiscard]] MonitorPorts livePorts(const std::vector<std::unique_ptr<LiveTarget>>& targets,
                                     std::function<void(const MonitorEvent&)> tell);

} // namespace pathlight
