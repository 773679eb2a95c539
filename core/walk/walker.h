// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/sent.h"
#include "core/walk/flowchart.h"
#include "core/walk/step.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>

namespace pathlight {

/// What the judge makes of everything seen so far.
struct Assessment
{
    QHash<QString, QList<QJsonObject>> findings; ///< by step
    QHash<QString, StepStatus> statuses; ///< passed, warned or failed, for each step that has evidence
    QJsonObject verdict;
};

/// How one step stands while a walk goes on, for the judge.
struct StepState
{
    bool ended = false;
    StepStatus status = StepStatus::Unknown;
};

/// The data of a Verdict event.
[[nodiscard]] QJsonObject verdictData(const Assessment& assessment, bool provisional);

/// What the walk sent to its target; asked once, after its last connection was closed. Null: not known.
using Sent = std::function<std::optional<SentEvidence>(const Evidence&)>;

using Assess = std::function<Assessment(const Evidence&, const QHash<QString, StepState>&)>;

enum class Pace { RunAll, StepByStep };

/// Everything a walk is made of, besides its steps' functions.
struct WalkPlan
{
    Flowchart chart;
    QHash<QString, StepFunction>
        steps; ///< a step of the chart without a function is skipped ("not_in_this_version")
    Assess assess;
    Sent sent; ///< may be empty
    Target target;
    WalkOptions options;
    ApiKey key;
    WalkHeader header;
    Pace pace = Pace::RunAll;
};

/// Walks the flowchart once.
///
///     start() ──▶ running ──(all steps ended)──▶ ended
///                   │  ▲ next(): in the pace StepByStep, one more step in walking order
///                   └──cancel() or the deadline: running steps are told, return what they have, then ended
///
/// Each step starts as soon as the tokens it needs were yielded and the steps it comes after have ended; one
/// whose need can no longer come is skipped, with the name of the step that failed to give it. Each step ends
/// exactly once, and finished() is emitted exactly once, never from inside start(). Lives in one thread.
class Walker final : public QObject
{
    Q_OBJECT
public:
    explicit Walker(WalkPlan plan, QObject* parent = nullptr);
    ~Walker() override;

    /// Schedules the beginning; nothing is emitted before the event loop turns.
    void start();
    /// Lets the next step begin (pace StepByStep only).
    void next();
    /// From now on runs the rest without waiting for next().
    void runAll();
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_begun && !m_finished; }

Q_SIGNALS:
    void event(const pathlight::Event& event);
    /// The walk has come to its one end; every event was emitted before.
    void finished();

private:
    class Host;
    struct Step;

    void begin();
    void advance();
    bool startReady();
    void launch(Step* step);
    QCoro::Task<void> run(QString id);
    void endStep(Step* step, const StepResult& result);
    [[nodiscard]] std::pair<StepStatus, std::optional<Reason>> endingOf(const QString& id,
                                                                        const StepResult& result) const;
    void skip(Step* step, const Reason& reason);
    void finishStep(Step* step, StepStatus status, const std::optional<Reason>& reason);
    void judge(bool provisional);
    void announceNewFindings();
    void finishWalk();
    void deadlinePassed();
    [[nodiscard]] StepContext contextFor(const Step& step);
    [[nodiscard]] std::optional<Reason> whyNever(const Step& step) const;
    [[nodiscard]] bool mayStart(const Step& step) const;
    [[nodiscard]] bool allowedByPace(const Step& step) const;
    [[nodiscard]] Step* find(const QString& id);
    [[nodiscard]] double now() const;
    void emitEvent(EventKind kind, const QString& step, const QJsonObject& data);

    WalkPlan m_plan;
    std::vector<std::unique_ptr<Step>> m_steps;
    std::shared_ptr<Host> m_host;
    std::shared_ptr<CancelSource> m_cancel;
    std::shared_ptr<std::map<QString, std::unique_ptr<QObject>>> m_baton;
    std::shared_ptr<PacketBudget> m_packets;
    QDeadlineTimer m_deadline;
    QElapsedTimer m_clock;
    Evidence m_evidence;
    QSet<QString> m_tokens;
    QSet<QByteArray> m_foundAlready;
    Assessment m_assessment;
    QString m_ending = QStringLiteral("completed");
    qint64 m_sequence = 0;
    int m_stepsAllowed = 0;
    bool m_begun = false;
    bool m_finished = false;
    bool m_advancing = false;
};

} // namespace pathlight
