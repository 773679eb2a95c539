// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walk/walker.h"

#include <QJsonDocument>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// How much longer than its own time limit a step may take to come back before the walker stops waiting.
constexpr auto graceAfterLimit = 3s;

/// The walk's deadline reaches the steps as a cancellation. Their own clock of it runs a little longer, for a
/// wait that ended by that clock would look like a server's silence.
constexpr auto cancelComesFirst = 1s;

} // namespace

QJsonObject verdictData(const Assessment& assessment, bool provisional)
{
    QJsonObject findings;
    for (auto each = assessment.findings.cbegin(); each != assessment.findings.cend(); ++each) {
        QJsonArray list;
        for (const QJsonObject& finding : each.value())
            list.append(finding);
        findings.insert(each.key(), list);
    }
    QJsonObject statuses;
    for (auto each = assessment.statuses.cbegin(); each != assessment.statuses.cend(); ++each) {
        statuses.insert(each.key(), nameOf(each.value()));
    }
    return {{u"provisional"_s, provisional},
            {u"verdict"_s, assessment.verdict},
            {u"findings"_s, findings},
            {u"statuses"_s, statuses}};
}

/// What the steps see of the walker. It outlives the walker, for a step that comes back late.
class Walker::Host final : public StepHost
{
public:
    explicit Host(Walker* walker) : m_walker(walker) {}
    void detach() { m_walker = nullptr; }
    [[nodiscard]] Walker* walker() const { return m_walker; }

    void sample(const QString& step, const QString& kind, QJsonObject data) override
    {
        if (!m_walker || !accepts(step)) return;
        data.insert("kind"_L1, kind);
        m_walker->emitEvent(EventKind::Sample, step, data);
    }

    void yield(const QString& step, const QString& token) override
    {
        if (!m_walker || !accepts(step)) return;
        m_walker->m_tokens.insert(token);
        QMetaObject::invokeMethod(m_walker, &Walker::advance, Qt::QueuedConnection);
    }

    void publish(const QString& step, const QJsonObject& evidence) override
    {
        if (m_walker && accepts(step)) m_walker->m_evidence.set(step, evidence);
    }

private:
    [[nodiscard]] bool accepts(const QString& step) const;

    Walker* m_walker;
};

struct Walker::Step
{
    enum class State { Waiting, Running, Ended };

    FlowNode node;
    State state = State::Waiting;
    StepStatus status = StepStatus::Unknown;
    double startedMs = 0;
};

bool Walker::Host::accepts(const QString& step) const
{
    const Step* found = m_walker->find(step);
    return found && found->state == Step::State::Running;
}

Walker::Walker(WalkPlan plan, QObject* parent)
    : QObject(parent),
      m_plan(std::move(plan)),
      m_host(std::make_shared<Host>(this)),
      m_cancel(std::make_shared<CancelSource>()),
      m_baton(std::make_shared<std::map<QString, std::unique_ptr<QObject>>>())
{
    for (const FlowNode& node : m_plan.chart.nodes) {
        if (node.kind != "step"_L1) continue;
        m_steps.push_back(std::make_unique<Step>());
        m_steps.back()->node = node;
    }
}

Walker::~Walker()
{
    m_host->detach();
    m_cancel->cancel();
}

void Walker::start()
{
    if (m_begun) return;
    m_begun = true;
    QMetaObject::invokeMethod(this, &Walker::begin, Qt::QueuedConnection);
}

void Walker::begin()
{
    const auto limit = std::chrono::duration<double>(m_plan.options.deadlineSeconds);
    m_packets = std::make_shared<PacketBudget>(
        PacketBudget::forAttempts(m_plan.options.attempts),
        m_plan.options.http2 && m_plan.key.isSet() ? PacketBudget::comparedStreams : PacketAmount());
    m_deadline = QDeadlineTimer(std::chrono::ceil<std::chrono::milliseconds>(limit), Qt::PreciseTimer);
    m_clock.start();
    emitEvent(EventKind::WalkStarted, {}, toObject(m_plan.header));
    QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(limit), Qt::PreciseTimer, this,
                       &Walker::deadlinePassed);
    if (m_plan.pace == Pace::StepByStep) m_stepsAllowed = 1;
    advance();
}

void Walker::next()
{
    ++m_stepsAllowed;
    QMetaObject::invokeMethod(this, &Walker::advance, Qt::QueuedConnection);
}

void Walker::runAll()
{
    m_plan.pace = Pace::RunAll;
    QMetaObject::invokeMethod(this, &Walker::advance, Qt::QueuedConnection);
}

void Walker::cancel()
{
    if (m_finished || m_cancel->isCancelled()) return;
    m_ending = u"cancelled"_s;
    m_cancel->cancel();
    QMetaObject::invokeMethod(this, &Walker::advance, Qt::QueuedConnection);
}

void Walker::deadlinePassed()
{
    if (m_finished || m_cancel->isCancelled()) return;
    m_ending = u"deadline"_s;
    m_cancel->cancel();
    advance();
}

Walker::Step* Walker::find(const QString& id)
{
    for (const auto& step : m_steps) {
        if (step->node.id == id) return step.get();
    }
    return nullptr;
}

double Walker::now() const
{
    return static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
}

void Walker::emitEvent(EventKind kind, const QString& step, const QJsonObject& data)
{
    Q_EMIT event({++m_sequence, now(), kind, step, data});
}

/// Starts and skips whatever can be, and ends the walk when nothing is left.
void Walker::advance()
{
    if (!m_clock.isValid() || m_finished || m_advancing) return;
    m_advancing = true;
    while (startReady()) {
    }
    m_advancing = false;
    const bool over = std::all_of(m_steps.begin(), m_steps.end(),
                                  [](const auto& step) { return step->state == Step::State::Ended; });
    if (over) finishWalk();
}

bool Walker::startReady()
{
    for (const auto& step : m_steps) {
        if (step->state != Step::State::Waiting) continue;
        if (const auto reason = whyNever(*step)) {
            skip(step.get(), *reason);
            return true;
        }
        if (mayStart(*step) && allowedByPace(*step)) {
            launch(step.get());
            return true;
        }
    }
    return false;
}

std::optional<Reason> Walker::whyNever(const Step& step) const
{
    const QString& id = step.node.id;
    if (m_cancel->isCancelled()) return Reason::of(m_ending);
    const bool selected = m_plan.options.only.isEmpty() || m_plan.options.only.contains(id);
    if (!selected || m_plan.options.skip.contains(id)) return Reason::of(u"not_selected"_s);
    if (!m_plan.steps.contains(id)) return Reason::of(u"not_in_this_version"_s);
    for (const QString& need : step.node.needs) {
        if (m_tokens.contains(need)) continue;
        bool mayCome = false;
        QString giver;
        for (const auto& other : m_steps) {
            if (!other->node.yields.contains(need)) continue;
            giver = other->node.id;
            mayCome = mayCome || other->state != Step::State::Ended;
        }
        if (!mayCome) return Reason::of(u"needs_missing"_s, {{u"step"_s, giver}, {u"need"_s, need}});
    }
    return std::nullopt;
}

bool Walker::mayStart(const Step& step) const
{
    for (const QString& need : step.node.needs) {
        if (!m_tokens.contains(need)) return false;
    }
    return std::all_of(m_steps.begin(), m_steps.end(), [&](const auto& other) {
        return !step.node.after.contains(other->node.id) || other->state == Step::State::Ended;
    });
}

/// In the pace StepByStep a step begins only when every earlier one has ended and the user asked for one
/// more.
bool Walker::allowedByPace(const Step& step) const
{
    if (m_plan.pace == Pace::RunAll) return true;
    int begun = 0;
    for (const auto& other : m_steps) {
        if (other.get() == &step) break;
        if (other->state != Step::State::Ended) return false;
    }
    for (const auto& other : m_steps) {
        if (other->startedMs > 0) ++begun;
    }
    return begun < m_stepsAllowed;
}

StepContext Walker::contextFor(const Step& step)
{
    const auto limit = std::chrono::milliseconds(static_cast<qint64>(step.node.timeoutSeconds * 1000));
    return {step.node.id,  Scope(m_cancel, m_deadline + cancelComesFirst).within(limit),
            m_plan.target, m_plan.options,
            m_plan.key,    m_evidence,
            m_host,        m_baton,
            m_packets};
}

void Walker::launch(Step* step)
{
    step->state = Step::State::Running;
    step->startedMs = std::max(now(), 0.001);
    emitEvent(EventKind::StepStarted, step->node.id, {});
    const auto limit = std::chrono::milliseconds(static_cast<qint64>(step->node.timeoutSeconds * 1000));
    // A step ends by itself when its scope is over; this is for one that does not.
    QTimer::singleShot(limit + graceAfterLimit, this, [this, id = step->node.id] {
        Step* late = find(id);
        if (late->state == Step::State::Running) endStep(late, {{}, Reason::of(u"step_timeout"_s), {}});
    });
    run(step->node.id);
}

QCoro::Task<void> Walker::run(QString id)
{
    // The walker may be gone when the step comes back: only the host, which outlives it, is asked then.
    const std::shared_ptr<Host> host = m_host;
    const StepFunction function = m_plan.steps.value(id);
    const StepContext context = contextFor(*find(id));
    const StepResult result = co_await function(context);
    Walker* walker = host->walker();
    if (!walker) co_return;
    Step* step = walker->find(id);
    if (step->state == Step::State::Running) walker->endStep(step, result);
}

void Walker::skip(Step* step, const Reason& reason)
{
    // Only a step the user's Stop kept from running is cancelled; one the deadline kept from it is skipped.
    const bool cancelled = reason.key == "cancelled"_L1;
    finishStep(step, cancelled ? StepStatus::Cancelled : StepStatus::Skipped, reason);
}

void Walker::endStep(Step* step, const StepResult& result)
{
    const QString id = step->node.id;
    if (!result.evidence.isEmpty()) {
        m_evidence.set(id, result.evidence);
        emitEvent(EventKind::Evidence, id, result.evidence);
    }
    step->state = Step::State::Ended;
    step->status = StepStatus::Passed;
    judge(true);
    const auto [status, reason] = endingOf(id, result);
    finishStep(step, status, reason);
    advance();
}

/// A step that was stopped saw only a part: what it found counts, but that it found nothing does not.
std::pair<StepStatus, std::optional<Reason>> Walker::endingOf(const QString& id,
                                                              const StepResult& result) const
{
    const StepStatus judged = m_assessment.statuses.value(id, StepStatus::Passed);
    if (m_cancel->isCancelled()) {
        if (m_ending == "cancelled"_L1) return {StepStatus::Cancelled, Reason::of(m_ending)};
        if (judged == StepStatus::Passed) return {StepStatus::Unknown, Reason::of(m_ending)};
    }
    if (result.skipped) return {StepStatus::Skipped, result.skipped};
    if (result.unknown) return {StepStatus::Unknown, result.unknown};
    return {judged, std::nullopt};
}

void Walker::finishStep(Step* step, StepStatus status, const std::optional<Reason>& reason)
{
    step->state = Step::State::Ended;
    step->status = status;
    const double duration = step->startedMs > 0 ? now() - step->startedMs : 0;
    emitEvent(EventKind::StepEnded, step->node.id, toObject(StepEnding{status, duration, reason}));
}

void Walker::judge(bool provisional)
{
    QHash<QString, StepState> states;
    for (const auto& step : m_steps) {
        states.insert(step->node.id, {step->state == Step::State::Ended, step->status});
    }
    m_assessment = m_plan.assess(m_evidence, states);
    announceNewFindings();
    emitEvent(EventKind::Verdict, {}, verdictData(m_assessment, provisional));
}

void Walker::announceNewFindings()
{
    for (auto each = m_assessment.findings.cbegin(); each != m_assessment.findings.cend(); ++each) {
        for (const QJsonObject& finding : each.value()) {
            const QByteArray text = QJsonDocument(finding).toJson(QJsonDocument::Compact);
            if (m_foundAlready.contains(text)) continue;
            m_foundAlready.insert(text);
            emitEvent(EventKind::Finding, each.key(), finding);
        }
    }
}

void Walker::finishWalk()
{
    if (m_finished) return;
    m_finished = true;
    judge(false);
    m_baton->clear();
    const auto sent = m_plan.sent ? m_plan.sent(m_evidence) : std::nullopt;
    emitEvent(EventKind::WalkEnded, {},
              {{u"ending"_s, m_ending}, {u"durationMs"_s, now()}, {u"sent"_s, toJson(sent)}});
    Q_EMIT finished();
}

} // namespace pathlight
