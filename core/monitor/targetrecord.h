// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/interruptions.h"
#include "core/monitor/outages.h"
#include "core/monitor/routerecord.h"
#include "core/monitor/window.h"
#include "core/steps/stabilityrun.h"

#include <QMap>

#include <array>

namespace pathlight {

/// One probe of a target, as it goes into the record.
struct ProbeSample
{
    std::chrono::milliseconds at{0};   ///< on the timeline, when it was sent
    std::chrono::milliseconds wall{0}; ///< UTC, when it was sent
    bool succeeded = false;
    std::optional<int> status;
    std::optional<double> ms;
    QString failure;              ///< one of failureKinds(); empty where it succeeded
    std::optional<int> sentAgain; ///< segments that the kernel sent again; null: nobody counted
};

/// Every way a probe can fail, as the record and the metrics name them: a closed list, for each becomes a
/// label.
[[nodiscard]] const QStringList& failureKinds();

/// How a probe failed, by that list.
[[nodiscard]] QString failureKind(const TrySeen& seen);

/// How many segments of its connection were sent again; null: the platform does not tell.
[[nodiscard]] std::optional<int> sentAgain(const TrySeen& seen);

/// Everything that is known of one target over time. Its memory is bounded, however long it is fed. Pure.
class TargetRecord
{
public:
    explicit TargetRecord(QString label) : m_label(std::move(label)) {}

    Outages::Change take(const ProbeSample& sample);
    /// After take(): does this probe, given up or answered at `ended`, complete an interruption?
    /// `oldestUnderWay`: as in Interruptions.
    std::optional<Interruption> takeTimes(const ProbeSample& sample, std::chrono::milliseconds ended,
                                          std::optional<std::chrono::milliseconds> oldestUnderWay);

    [[nodiscard]] const QString& label() const { return m_label; }
    [[nodiscard]] const SuccessRate& total() const { return m_total; }
    [[nodiscard]] const Latencies& latencies() const { return m_latencies; }
    [[nodiscard]] const QMap<QString, int>& failures() const { return m_failures; }
    [[nodiscard]] const std::optional<ProbeSample>& last() const { return m_last; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> lastSuccess() const { return m_lastSuccess; }
    [[nodiscard]] const std::array<Window, 3>& windows() const { return m_windows; }
    [[nodiscard]] Outages& outages() { return m_outages; }
    [[nodiscard]] const Outages& outages() const { return m_outages; }
    [[nodiscard]] Interruptions& interruptions() { return m_interruptions; }
    [[nodiscard]] const Interruptions& interruptions() const { return m_interruptions; }
    [[nodiscard]] RouteRecord& route() { return m_route; }
    [[nodiscard]] const RouteRecord& route() const { return m_route; }

private:
    QString m_label;
    SuccessRate m_total;
    Latencies m_latencies;
    QMap<QString, int> m_failures;
    std::optional<ProbeSample> m_last;
    std::optional<std::chrono::milliseconds> m_lastSuccess; ///< by the wall clock
    std::array<Window, 3> m_windows{Window(std::chrono::minutes(5)), Window(std::chrono::hours(1)),
                                    Window(std::chrono::hours(24))};
    Outages m_outages;
    Interruptions m_interruptions;
    RouteRecord m_route;
};

} // namespace pathlight
