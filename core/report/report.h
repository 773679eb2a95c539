// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/evidence.h"
#include "core/evidence/sent.h"
#include "core/rules/finding.h"
#include "core/walk/event.h"

/// The report is a fold over a walk's events. Every view and every format starts from it.
namespace pathlight {

struct StepReport
{
    QString id;
    bool started = false;
    std::optional<StepStatus> status; ///< null until it ended
    double startedMs = 0;
    double durationMs = 0;
    std::optional<Reason> reason;
    QJsonObject evidence; ///< as recorded; typed in Report::evidence
    QList<Finding> findings;
    QJsonObject waitingFor; ///< the newest sample "waiting"
};

struct Report
{
    WalkHeader header;
    QList<StepReport> steps; ///< in walking order
    Evidence evidence;
    Verdict verdict;
    bool judged = false; ///< a verdict was given, provisional or not
    bool provisional = true;
    QString
        ending; ///< "completed", "cancelled", "deadline"; empty while the walk goes on or where it was cut
    double durationMs = 0;
    std::optional<SentEvidence> sent; ///< null: not known, or the walk goes on
    QStringList path; ///< the flowchart's nodes in the order walked, "verdict" last when it ended

    [[nodiscard]] const StepReport* step(const QString& id) const;
    [[nodiscard]] bool ended() const { return !ending.isEmpty(); }
};

/// Folds events into a report, one at a time; report() is whole and valid after each.
class ReportFold
{
public:
    ReportFold();
    void add(const Event& event);
    [[nodiscard]] const Report& report() const& { return m_report; }
    [[nodiscard]] Report report() && { return std::move(m_report); }

private:
    [[nodiscard]] StepReport* step(const QString& id);
    void takeStep(StepReport* step, const Event& event);
    static void takeFinding(StepReport* step, const Finding& finding);
    void takeVerdict(const QJsonObject& data);

    Report m_report;
};

[[nodiscard]] Report foldReport(const QList<Event>& events);

} // namespace pathlight
