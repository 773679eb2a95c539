// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/idlewalk.h"

#include "core/async/wait.h"
#include "core/steps/idle.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

const QString streamStepId = u"stream"_s;

/// Hears what is being waited for.
class WaitingHeard final : public StepHost
{
public:
    explicit WaitingHeard(std::function<void(const QString&, const QJsonObject&)> heard)
        : m_heard(std::move(heard))
    {}
    void sample(const QString& step, const QString& kind, QJsonObject data) override
    {
        Q_UNUSED(step)
        if (kind == QLatin1StringView(sample::waiting) && m_heard) m_heard(data["key"_L1].toString(), data);
    }
    void yield(const QString& step, const QString& token) override
    {
        Q_UNUSED(step)
        Q_UNUSED(token)
    }

private:
    std::function<void(const QString&, const QJsonObject&)> m_heard;
};

Evidence evidenceIn(const QList<Event>& events)
{
    Evidence evidence;
    for (const Event& event : events) {
        if (event.kind == EventKind::Evidence) evidence.set(event.step, event.data);
    }
    return evidence;
}

bool answered(const Evidence& evidence)
{
    return evidence.tcp && evidence.tcp->chosen && evidence.http &&
           evidence.http->outcome == ExchangeOutcome::Answered;
}

bool isKnown(const IdleEvidence& idle)
{
    return idle.aliveMs || idle.droppedMs;
}

StepEnding endingOf(const IdleEvidence& idle, double tookMs, bool cancelled)
{
    if (cancelled) return {StepStatus::Cancelled, tookMs, Reason::of(u"cancelled"_s)};
    if (!isKnown(idle)) return {StepStatus::Unknown, tookMs, Reason::of(u"not_kept_open"_s)};
    return {StepStatus::Passed, tookMs, std::nullopt};
}

/// The events of a walk with one more step in it, before its end.
QList<Event> joined(const QList<Event>& walk, const IdleEvidence& idle, double tookMs, bool cancelled)
{
    StreamEvidence evidence;
    evidence.idle = idle;
    QList<Event> events;
    for (Event event : walk) {
        if (event.step == streamStepId) continue;
        if (event.kind == EventKind::WalkEnded) {
            const double began = event.atMs;
            event.atMs += tookMs;
            event.data.insert(u"durationMs"_s, event.data["durationMs"_L1].toDouble() + tookMs);
            events.append({0, began, EventKind::StepStarted, streamStepId, {}});
            events.append({0, event.atMs, EventKind::Evidence, streamStepId, toObject(evidence)});
            events.append({0, event.atMs, EventKind::StepEnded, streamStepId,
                           toObject(endingOf(idle, tookMs, cancelled))});
        }
        events.append(event);
    }
    return rejudge(events);
}

/// Over connections as this walk's own.
QCoro::Task<IdleEvidence> measureOnTheWay(StepContext context, std::chrono::milliseconds upTo)
{
    const LeaveQuiet leave = [context](const Scope& each, const QuietOrder& order) {
        return leaveQuiet(context, each, order);
    };
    QCoro::Task<IdleEvidence> measuring = measureIdle(context, upTo, leave);
    co_return co_await measuring;
}

QCoro::Task<StepResult> quietStep(StepContext context, std::chrono::milliseconds upTo)
{
    if (!answered(context.evidence))
        co_return StepResult{{}, {}, Reason::of(u"needs_missing"_s, {{u"step"_s, u"http"_s}})};
    QCoro::Task<IdleEvidence> measuring = measureOnTheWay(context, upTo);
    StreamEvidence evidence;
    evidence.idle = co_await measuring;
    co_return StepResult{toObject(evidence),
                         isKnown(*evidence.idle) ? std::optional<Reason>() : Reason::of(u"not_kept_open"_s),
                         {}};
}

} // namespace

void leaveConnectionsQuiet(const DiagnosisRequest& request, WalkPlan* plan)
{
    plan->steps.insert(streamStepId,
                       [upTo = request.quietUpTo](StepContext context) { return quietStep(context, upTo); });
    for (FlowNode& node : plan->chart.nodes) {
        if (node.id == streamStepId) node.timeoutSeconds = request.options.deadlineSeconds;
    }
}

QCoro::Task<QList<Event>> walkAndLeaveQuiet(Scope scope, DiagnosisRequest request,
                                            std::chrono::milliseconds upTo,
                                            std::function<void(const QString&, const QJsonObject&)> onWaiting)
{
    request.options.only = {u"environment"_s, u"proxy"_s, u"dns"_s, u"tcp"_s, u"tls"_s, u"http"_s, u"api"_s};
    request.options.skip = {};
    Diagnosis diagnosis(request);
    QList<Event> events;
    QList<Event>* const into = &events;
    QObject::connect(&diagnosis, &Diagnosis::event, &diagnosis,
                     [into](const Event& event) { into->append(event); });
    QObject::connect(scope.source(), &CancelSource::cancelled, &diagnosis, &Diagnosis::cancel);
    Diagnosis* const at = &diagnosis;
    diagnosis.start();
    // The walk ends soon by itself when it is cancelled, with what it knows.
    const Scope patient(std::make_shared<CancelSource>(), scope.deadline());
    co_await until(patient, at, &Diagnosis::finished, [at] { return !at->isRunning(); });
    const Evidence evidence = evidenceIn(events);
    if (scope.isOver() || !answered(evidence)) co_return events;
    const StepContext context{streamStepId,
                              scope,
                              request.target,
                              request.options,
                              request.key,
                              evidence,
                              std::make_shared<WaitingHeard>(std::move(onWaiting)),
                              std::make_shared<std::map<QString, std::unique_ptr<QObject>>>()};
    QElapsedTimer clock;
    clock.start();
    QCoro::Task<IdleEvidence> measuring = measureOnTheWay(context, upTo);
    const IdleEvidence idle = co_await measuring;
    co_return joined(events, idle, static_cast<double>(clock.elapsed()), scope.isCancelled());
}

} // namespace pathlight
