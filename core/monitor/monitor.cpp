// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/monitor.h"

#include "core/rules/finding.h"

#include <algorithm>
#include <list>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds summaryEvery = std::chrono::hours(1);
/// A probe that took so much longer than it may was not waiting for the network: this program stood still.
constexpr milliseconds tolerance{2000};
/// Probes of one target that may wait for their answers at the same time.
constexpr int mostUnderWay = 4;

double seconds(milliseconds time)
{
    return static_cast<double>(time.count()) / 1000;
}

QString nameOfGap(ClockGap::Kind kind)
{
    switch (kind) {
    case ClockGap::Kind::Slept:
        return u"slept"_s;
    case ClockGap::Kind::Jumped:
        return u"jumped"_s;
    case ClockGap::Kind::Unclear:
        break;
    }
    return u"unclear"_s;
}

/// One target's share of the work.
struct Watch
{
    int target = 0;
    qint64 sent = 0;
    QList<milliseconds> underWay; ///< probes that have not ended: when each was sent, in that order
    milliseconds phase{0};
    std::optional<milliseconds> lastWalk;
    bool walking = false;
    std::optional<milliseconds> lastTrace;
    bool tracing = false;
    QString lastFault;         ///< what the last walk found, until a probe succeeds
    milliseconds notBefore{0}; ///< on the timeline; after sleep
};

/// What the coroutines share.
struct Run
{
    Run(Scope runScope, MonitorPlan monitorPlan, MonitorPorts monitorPorts,
        std::shared_ptr<MonitorBook> known)
        : scope(std::move(runScope)),
          plan(std::move(monitorPlan)),
          ports(std::move(monitorPorts)),
          book(std::move(known)),
          watches(book->targets.size())
    {}

    milliseconds look();
    void takeGap(const ClockGap& gap);
    void tell(MonitorEventKind kind, int target, const QJsonObject& data);
    void tellOutage(Watch* watch, Outages::Change change);
    void summarize();
    [[nodiscard]] bool wantsWalk(const Watch& watch) const;
    [[nodiscard]] bool wantsTrace(const Watch& watch) const;
    [[nodiscard]] TargetRecord& record(const Watch& watch)
    {
        return book->targets.at(static_cast<std::size_t>(watch.target));
    }
    [[nodiscard]] bool isDone(const Watch& watch) const
    {
        return scope.isCancelled() || (plan.count > 0 && watch.sent >= plan.count);
    }

    Scope scope;
    MonitorPlan plan;
    MonitorPorts ports;
    std::shared_ptr<MonitorBook> book;
    std::vector<Watch> watches;
    /// Probes, walks and traces: under way, and ended ones that are not cleared away yet. A list, for they
    /// add to it while others are waited for.
    std::list<QCoro::Task<void>> tasks;
    milliseconds wall{0};
    milliseconds lastSummary{0};
    int gaps = 0; ///< times of sleep so far
};

/// Looks at the clocks and tells what happened to them; the time on the timeline.
milliseconds Run::look()
{
    const Instant now = ports.now();
    const QList<ClockGap> found = book->timeline.look(now);
    wall = now.wall;
    for (const ClockGap& gap : found)
        takeGap(gap);
    return book->timeline.elapsed();
}

void Run::takeGap(const ClockGap& gap)
{
    tell(MonitorEventKind::Gap, -1, {{u"kind"_s, nameOfGap(gap.kind)}, {u"seconds"_s, seconds(gap.by)}});
    if (gap.kind == ClockGap::Kind::Jumped) return;
    ++gaps;
    if (gap.kind == ClockGap::Kind::Slept) book->asleep += gap.by;
    for (Watch& watch : watches) {
        watch.notBefore = book->timeline.elapsed() + plan.settleTime;
        tellOutage(&watch, record(watch).outages().unwatched());
        record(watch).interruptions().forget(book->timeline.elapsed());
    }
}

void Run::tell(MonitorEventKind kind, int target, const QJsonObject& data)
{
    const QString label = target < 0 ? QString() : book->targets.at(static_cast<std::size_t>(target)).label();
    ports.tell({isoTime(wall), kind, label, data});
}

void Run::tellOutage(Watch* watch, Outages::Change change)
{
    if (change != Outages::Change::Began && change != Outages::Change::Ended) return;
    const auto kind =
        change == Outages::Change::Began ? MonitorEventKind::OutageBegan : MonitorEventKind::OutageEnded;
    tell(kind, watch->target, describe(*record(*watch).outages().newest()));
}

void Run::summarize()
{
    lastSummary = book->timeline.elapsed();
    tell(MonitorEventKind::Summary, -1, summaryOf(*book));
}

/// While it is not up and nobody knows why, a walk is made, but not one after the other without end.
bool Run::wantsWalk(const Watch& watch) const
{
    const Outages& outages = book->targets.at(static_cast<std::size_t>(watch.target)).outages();
    if (watch.walking || outages.state() == Outages::State::Up || scope.isCancelled()) return false;
    if (!outages.newest()->code.isEmpty()) return false;
    return !watch.lastWalk || book->timeline.elapsed() - *watch.lastWalk >= plan.walkPause;
}

/// On its own beat; sooner where a trace of the outage is missing, or where the last one has to be confirmed.
bool Run::wantsTrace(const Watch& watch) const
{
    if (plan.routeEvery <= milliseconds(0) || watch.tracing || scope.isCancelled()) return false;
    if (!watch.lastTrace) return true;
    const milliseconds since = book->timeline.elapsed() - *watch.lastTrace;
    const TargetRecord& record = book->targets.at(static_cast<std::size_t>(watch.target));
    const bool isDark = record.outages().state() != Outages::State::Up && !record.outages().newest()->route;
    const bool hasReason = isDark || record.route().isUnsure();
    const milliseconds wait = hasReason ? std::min(plan.routePause, plan.routeEvery) : plan.routeEvery;
    // It is asked once a probe: the beat nearest to its time is meant, however long each probe took.
    return since >= wait - plan.interval / 2;
}

/// A walk, and what it says of the outage it was made for.
QCoro::Task<void> explain(std::shared_ptr<Run> run, int target)
{
    Watch* const watch = &run->watches.at(static_cast<std::size_t>(target));
    watch->walking = true;
    ++run->book->walks;
    const int gapsBefore = run->gaps;
    QCoro::Task<WalkSeen> walking = run->ports.walk(run->scope, target);
    const WalkSeen seen = co_await walking;
    watch->walking = false;
    const milliseconds now = run->look();
    if (watch->sent > 0) watch->lastWalk = now; // The first walk looks at the way; it explains no failure.
    for (const Event& event : seen.events)
        run->tell(MonitorEventKind::Walk, target, toObject(event));
    // One that the computer slept through took sleep for silence.
    if (!seen.ended || run->gaps != gapsBefore) co_return;
    run->tell(MonitorEventKind::WalkEnded, target, {{u"verdict"_s, toObject(seen.verdict)}});
    const bool isFault = seen.verdict.status == VerdictStatus::Broken && seen.verdict.code;
    watch->lastFault = isFault ? *seen.verdict.code : QString();
    if (isFault) run->tellOutage(watch, run->record(*watch).outages().explained(watch->lastFault));
}

void takeTrace(Run* run, Watch* watch, const TraceEvidence& trace, bool wasUp)
{
    TargetRecord& record = run->record(*watch);
    const bool isUp = record.outages().state() == Outages::State::Up;
    // One that began before an outage or ended after it tells of neither.
    if (wasUp != isUp) return;
    const QList<RouteChange> changes = record.route().take(trace, isUp, run->wall);
    const BreakPlace place = record.route().breakIn(trace);
    if (!isUp) record.outages().traced(place);
    run->tell(MonitorEventKind::Route, watch->target,
              {{u"trace"_s, toObject(trace)}, {u"break"_s, isUp ? QJsonValue() : toObject(place)}});
    if (!changes.isEmpty())
        run->tell(MonitorEventKind::RouteChanged, watch->target,
                  {{u"address"_s, trace.address}, {u"changes"_s, toJson(changes)}});
}

QCoro::Task<void> traceWay(std::shared_ptr<Run> run, int target)
{
    Watch* const watch = &run->watches.at(static_cast<std::size_t>(target));
    watch->tracing = true;
    watch->lastTrace = run->book->timeline.elapsed();
    const int gapsBefore = run->gaps;
    const bool wasUp = run->record(*watch).outages().state() == Outages::State::Up;
    QCoro::Task<std::optional<TraceEvidence>> tracing =
        run->ports.route(run->scope, target, run->record(*watch).route().targetDistance());
    const std::optional<TraceEvidence> trace = co_await tracing;
    watch->tracing = false;
    run->look();
    const bool isWhole = trace && !run->scope.isCancelled() && run->gaps == gapsBefore;
    if (isWhole) takeTrace(run.get(), watch, *trace, wasUp);
}

/// A probe that came late may complete an interruption.
void tellInterruption(Run* run, const Watch& watch, const ProbeSample& sample)
{
    const milliseconds took(static_cast<qint64>(sample.ms.value_or(0)));
    const milliseconds ended = sample.ms ? sample.at + took : run->book->timeline.elapsed();
    const auto oldest = watch.underWay.isEmpty() ? std::nullopt : std::optional(watch.underWay.constFirst());
    const auto found = run->record(watch).takeTimes(sample, ended, oldest);
    if (found) run->tell(MonitorEventKind::Interruption, watch.target, describe(*found));
}

/// Puts a probe on record, unless the computer slept or this program stood still while it was under way.
void takeProbe(Run* run, Watch* watch, ProbeSample sample, const TrySeen& seen, int gapsBefore)
{
    const milliseconds took = run->look() - sample.at;
    if (run->gaps != gapsBefore || took > run->plan.tryTime + tolerance) {
        ++run->book->voided;
        return;
    }
    if (run->scope.isCancelled() && !seen.outcome.status) return; // It was cut short.
    sample.succeeded = isSuccess(seen, run->plan.keySent.value(watch->target));
    sample.status = seen.outcome.status;
    sample.ms = seen.ms;
    sample.sentAgain = sentAgain(seen);
    if (!sample.succeeded) sample.failure = failureKind(seen);
    Outages::Change change = run->record(*watch).take(sample);
    if (sample.succeeded) watch->lastFault.clear();
    // The walk before it had found why already.
    if (change == Outages::Change::Suspected && !watch->lastFault.isEmpty())
        change = run->record(*watch).outages().explained(watch->lastFault);
    run->tell(MonitorEventKind::Probe, watch->target,
              {{u"ok"_s, sample.succeeded},
               {u"status"_s, toJson(sample.status)},
               {u"ms"_s, toJson(sample.ms)},
               {u"failure"_s, sample.succeeded ? QJsonValue() : QJsonValue(sample.failure)},
               {u"sentAgain"_s, toJson(sample.sentAgain)}});
    run->tellOutage(watch, change);
    tellInterruption(run, *watch, sample);
}

void clearEndedTasks(Run* run)
{
    std::erase_if(run->tasks, [](const QCoro::Task<void>& task) { return task.isReady(); });
}

/// One probe, from its sending to what follows from its answer.
QCoro::Task<void> probeOnce(std::shared_ptr<Run> run, int target)
{
    Watch* const watch = &run->watches.at(static_cast<std::size_t>(target));
    ++watch->sent;
    const int gapsBefore = run->gaps;
    const ProbeSample sample{run->book->timeline.elapsed(), run->wall, false, {}, {}, {}, {}};
    watch->underWay.append(sample.at);
    QCoro::Task<TrySeen> sending = run->ports.probe(run->scope.within(run->plan.tryTime), target);
    const TrySeen seen = co_await sending;
    watch->underWay.removeOne(sample.at);
    takeProbe(run.get(), watch, sample, seen, gapsBefore);
    if (run->wantsWalk(*watch)) run->tasks.push_back(explain(run, target));
    if (run->wantsTrace(*watch)) run->tasks.push_back(traceWay(run, target));
}

/// Until the next beat; what is nearer than half an interval to the last probe is that probe's own beat, for
/// a timer may fire a little early.
milliseconds untilNextProbe(const Run& run, const Watch& watch, milliseconds lastProbe)
{
    const milliseconds elapsed = run.book->timeline.elapsed();
    const milliseconds beat = untilNextBeat(elapsed, watch.phase, run.plan.interval);
    return elapsed + beat - lastProbe < run.plan.interval / 2 ? beat + run.plan.interval : beat;
}

QCoro::Task<void> watchOne(std::shared_ptr<Run> run, int target)
{
    Watch* const watch = &run->watches.at(static_cast<std::size_t>(target));
    QCoro::Task<void> first = explain(run, target);
    co_await first;
    while (!run->isDone(*watch)) {
        const milliseconds now = run->look();
        if (now - run->lastSummary >= summaryEvery) run->summarize();
        const milliseconds settling = watch->notBefore - now;
        if (settling > milliseconds(0)) {
            QCoro::Task<Ended> resting = run->ports.pause(run->scope, settling);
            co_await resting;
            continue;
        }
        if (watch->underWay.size() < mostUnderWay) run->tasks.push_back(probeOnce(run, target));
        clearEndedTasks(run.get());
        if (run->isDone(*watch)) break;
        QCoro::Task<Ended> waiting = run->ports.pause(run->scope, untilNextProbe(*run, *watch, now));
        co_await waiting;
    }
}

QJsonObject planObject(const MonitorPlan& plan)
{
    return {{u"schema"_s, u"pathlight.monitor/1"_s},
            {u"targets"_s, QJsonArray::fromStringList(plan.labels)},
            {u"intervalSeconds"_s, seconds(plan.interval)},
            {u"count"_s, plan.count},
            {u"routeSeconds"_s, seconds(plan.routeEvery)},
            {u"objective"_s, plan.objective}};
}

QJsonObject windowObject(const WindowStats& stats, milliseconds length)
{
    const auto sure = stats.rate.interval();
    return {{u"windowSeconds"_s, seconds(length)},
            {u"probes"_s, stats.rate.total()},
            {u"succeeded"_s, stats.rate.succeeded()},
            {u"successRate"_s, toJson(stats.rate.share())},
            {u"low"_s, sure ? QJsonValue(sure->low) : QJsonValue()},
            {u"high"_s, sure ? QJsonValue(sure->high) : QJsonValue()},
            {u"p50Ms"_s, toJson(stats.latencies.percentile(50))},
            {u"p95Ms"_s, toJson(stats.latencies.percentile(95))},
            {u"p99Ms"_s, toJson(stats.latencies.percentile(99))},
            {u"maxMs"_s, toJson(stats.latencies.maximum())}};
}

void insertInterruptions(const Interruptions& interruptions, QJsonObject* into)
{
    QJsonArray kept;
    for (const Interruption& each : interruptions.kept())
        kept.append(describe(each));
    into->insert(u"probesSentAgain"_s, interruptions.probesSentAgain());
    into->insert(u"interruptionCount"_s, interruptions.count());
    into->insert(u"interruptionSeconds"_s, seconds(interruptions.total()));
    into->insert(u"interruptions"_s, kept);
}

QJsonObject targetObject(const TargetRecord& record, const MonitorBook& book)
{
    const milliseconds now = book.timeline.elapsed();
    QJsonArray windows;
    for (const Window& window : record.windows())
        windows.append(windowObject(window.stats(now), window.length()));
    QJsonObject failures;
    for (auto each = record.failures().cbegin(); each != record.failures().cend(); ++each)
        failures.insert(each.key(), each.value());
    QJsonArray outages;
    for (const Outage& outage : record.outages().kept())
        outages.append(describe(outage));
    QJsonObject all = windowObject({record.total(), record.latencies()}, now);
    all.insert(u"target"_s, record.label());
    all.insert(u"objectiveMet"_s,
               record.total().share() ? QJsonValue(*record.total().share() >= book.objective) : QJsonValue());
    all.insert(u"failures"_s, failures);
    all.insert(u"windows"_s, windows);
    all.insert(u"outageCount"_s, record.outages().count());
    all.insert(u"outageSeconds"_s, seconds(record.outages().total()));
    all.insert(u"outages"_s, outages);
    insertInterruptions(record.interruptions(), &all);
    all.insert(u"route"_s, describe(record.route()));
    return all;
}

} // namespace

MonitorBook::MonitorBook(const MonitorPlan& plan) : interval(plan.interval), objective(plan.objective)
{
    for (const QString& label : plan.labels)
        targets.emplace_back(label);
}

milliseconds untilNextBeat(milliseconds elapsed, milliseconds phase, milliseconds interval)
{
    if (elapsed < phase) return phase - elapsed;
    return interval - (elapsed - phase) % interval;
}

milliseconds walkPauseFor(milliseconds interval)
{
    return std::clamp(10 * interval, milliseconds(5'000), milliseconds(60'000));
}

QJsonObject describe(const Outage& outage)
{
    return {
        {u"began"_s, isoTime(outage.wallBegan)},
        {u"ended"_s, outage.end == OutageEnd::StillOn ? QJsonValue() : QJsonValue(isoTime(outage.wallEnded))},
        {u"end"_s, nameOf(outage.end)},
        {u"seconds"_s, seconds(outage.lasted())},
        {u"probesFailed"_s, outage.failures},
        {u"failure"_s, outage.failure},
        {u"code"_s, outage.code.isEmpty() ? QJsonValue() : QJsonValue(outage.code)},
        {u"route"_s, outage.route ? QJsonValue(toObject(*outage.route)) : QJsonValue()}};
}

QJsonObject describe(const Interruption& interruption)
{
    return {{u"began"_s, isoTime(interruption.wallBegan)},
            {u"ended"_s, isoTime(interruption.wallEnded)},
            {u"seconds"_s, seconds(interruption.lasted())},
            {u"late"_s, interruption.late},
            {u"lost"_s, interruption.lost},
            {u"worstMs"_s, static_cast<double>(interruption.worst.count())}};
}

QJsonObject summaryOf(const MonitorBook& book)
{
    QJsonArray targets;
    for (const TargetRecord& record : book.targets)
        targets.append(targetObject(record, book));
    return {{u"seconds"_s, seconds(book.timeline.elapsed())},
            {u"secondsAsleep"_s, seconds(book.asleep)},
            {u"probesVoid"_s, book.voided},
            {u"walks"_s, book.walks},
            {u"targets"_s, targets}};
}

QCoro::Task<void> runMonitor(Scope scope, MonitorPlan plan, MonitorPorts ports,
                             std::shared_ptr<MonitorBook> book)
{
    const auto run =
        std::make_shared<Run>(std::move(scope), std::move(plan), std::move(ports), std::move(book));
    run->look();
    run->book->wallStarted = run->wall;
    run->tell(MonitorEventKind::Started, -1, planObject(run->plan));
    std::vector<QCoro::Task<void>> lanes;
    const auto targets = static_cast<int>(run->watches.size());
    for (int target = 0; target < targets; ++target) {
        Watch& watch = run->watches.at(static_cast<std::size_t>(target));
        watch.target = target;
        watch.phase =
            run->plan.interval * target / targets; // Spread, so that they do not disturb each other.
        lanes.push_back(watchOne(run, target));
    }
    for (QCoro::Task<void>& lane : lanes)
        co_await lane;
    for (; !run->tasks.empty(); run->tasks.pop_front())
        co_await run->tasks.front();
    run->look();
    for (Watch& watch : run->watches)
        run->tellOutage(&watch, run->record(watch).outages().unwatched());
    run->summarize();
}

} // namespace pathlight
