// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/wait.h"
#include "core/monitor/metrics.h"
#include "core/monitor/metricsserver.h"
#include "core/monitor/monitor.h"
#include "core/monitor/monitorjournal.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <random>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

TrySeen answered(int status, double ms = 120, bool fromTheApi = true)
{
    TrySeen seen;
    seen.outcome.status = status;
    seen.ms = ms;
    seen.fromTheApi = fromTheApi;
    return seen;
}

TrySeen unanswered(const QString& error)
{
    TrySeen seen;
    seen.outcome.error = error;
    return seen;
}

/// A world whose clocks are a number: a day passes as fast as the monitor asks for it.
class World
{
public:
    using Answer = std::function<TrySeen(milliseconds now, int target)>;

    explicit World(Answer answer) : m_answer(std::move(answer)) {}

    void run(MonitorPlan plan)
    {
        book = std::make_shared<MonitorBook>(plan);
        const Scope scope(cancel, QDeadlineTimer(QDeadlineTimer::Forever));
        QCoro::waitFor(runMonitor(scope, std::move(plan), ports(), book));
    }

    void sleepFor(milliseconds time)
    {
        m_boot += time;
        m_wall += time;
    }
    void setClock(milliseconds by) { m_wall += by; }
    void pass(milliseconds time)
    {
        m_awake += time;
        m_boot += time;
        m_wall += time;
    }
    [[nodiscard]] milliseconds now() const { return m_boot; }
    [[nodiscard]] QList<MonitorEvent> of(MonitorEventKind kind) const
    {
        QList<MonitorEvent> found;
        for (const MonitorEvent& event : events) {
            if (event.kind == kind) found.append(event);
        }
        return found;
    }

    std::shared_ptr<CancelSource> cancel = std::make_shared<CancelSource>();
    std::shared_ptr<MonitorBook> book;
    QList<MonitorEvent> events;
    std::function<Verdict(int walk)> judge = [](int) { return Verdict{}; };
    std::function<void(int probe)> beforeProbe = [](int) {};
    /// The way as a trace at this moment sees it; null: none can be made.
    std::function<std::optional<TraceEvidence>(milliseconds now)> way;
    std::function<void(int trace)> beforeTrace = [](int) {};
    milliseconds probeTakes{100};
    bool tellsSleep = true;
    bool keepsProbeEvents = true;
    int probes = 0;
    int walks = 0;
    int traces = 0;
    QList<milliseconds> sentAt;
    QList<milliseconds> tracedAt;

private:
    MonitorPorts ports()
    {
        MonitorPorts ports;
        ports.now = [this] {
            return Instant{m_awake, tellsSleep ? std::optional(m_boot) : std::nullopt, m_wall};
        };
        ports.pause = [this](Scope scope, milliseconds time) { return rest(scope, time); };
        ports.probe = [this](const Scope&, int target) { return send(target); };
        ports.walk = [this](const Scope&, int) { return walk(); };
        ports.route = [this](const Scope&, int, std::optional<int>) { return trace(); };
        ports.tell = [this](const MonitorEvent& event) {
            if (keepsProbeEvents || event.kind != MonitorEventKind::Probe) events.append(event);
        };
        return ports;
    }
    QCoro::Task<Ended> rest(Scope scope, milliseconds time)
    {
        if (scope.isCancelled()) co_return Ended::Cancelled;
        pass(time);
        co_return Ended::TimedOut;
    }
    QCoro::Task<TrySeen> send(int target)
    {
        if (sentAt.size() < 1000) sentAt.append(m_boot);
        const TrySeen seen = m_answer(m_boot, target);
        beforeProbe(++probes);
        pass(probeTakes);
        co_return seen;
    }
    QCoro::Task<std::optional<TraceEvidence>> trace()
    {
        tracedAt.append(m_boot);
        beforeTrace(++traces);
        co_return way ? way(m_boot) : std::nullopt;
    }
    QCoro::Task<WalkSeen> walk()
    {
        pass(500ms);
        WalkSeen seen;
        seen.ended = true;
        seen.verdict = judge(++walks);
        Event event;
        event.kind = EventKind::WalkEnded;
        seen.events.append(event);
        co_return seen;
    }

    Answer m_answer;
    milliseconds m_awake{1'000'000};
    milliseconds m_boot{2'000'000};
    milliseconds m_wall{1'790'000'000'000};
};

World::Answer always(const TrySeen& seen)
{
    return [seen](milliseconds, int) { return seen; };
}

/// Fails from one moment of the world to another, and is well otherwise.
World::Answer failingBetween(milliseconds from, milliseconds to, const TrySeen& failure)
{
    return [=](milliseconds now, int) { return now >= from && now < to ? failure : answered(401); };
}

MonitorPlan planOf(qint64 count, milliseconds interval = 1s, const QStringList& labels = {u"api"_s})
{
    MonitorPlan plan;
    plan.labels = labels;
    plan.interval = interval;
    plan.count = count;
    return plan;
}

Verdict brokenBy(const QString& code)
{
    Verdict verdict;
    verdict.status = VerdictStatus::Broken;
    verdict.code = code;
    return verdict;
}

constexpr milliseconds start{2'000'000};

/// A probe as TCP makes it where each transmission may be lost: the SYN is sent again after 1, 3 and 7
/// seconds, and the probe is given up after ten.
ProbeTime overLossyWay(milliseconds at, const std::function<bool(milliseconds)>& isLost)
{
    int sentAgain = 0;
    for (const milliseconds after : {0ms, 1000ms, 3000ms, 7000ms}) {
        if (!isLost(at + after)) return {at, at + after + 80ms, at, true, false, sentAgain};
        ++sentAgain;
    }
    return {at, at + 10s, at, false, true, 3};
}

/// What a record finds in probes of which one is sent each second, in the order of their ends.
QList<Interruption> foundIn(TargetRecord* record, int probes, const std::function<bool(milliseconds)>& isLost)
{
    QList<ProbeTime> all;
    for (int second = 0; second < probes; ++second)
        all.append(overLossyWay(milliseconds(second * 1000LL), isLost));
    std::stable_sort(all.begin(), all.end(),
                     [](const ProbeTime& one, const ProbeTime& other) { return one.ended < other.ended; });
    QList<Interruption> found;
    for (qsizetype index = 0; index < all.size(); ++index) {
        const ProbeTime& probe = all[index];
        std::optional<milliseconds> oldest;
        // Within ten seconds everything ends: no more than these can be under way.
        for (const ProbeTime& each : all.mid(index + 1, 20)) {
            if (each.at < probe.ended) oldest = std::min(oldest.value_or(each.at), each.at);
        }
        const ProbeSample sample{probe.at,
                                 probe.wall,
                                 probe.succeeded,
                                 {},
                                 probe.succeeded ? std::optional<double>(probe.took().count()) : std::nullopt,
                                 probe.succeeded ? QString() : u"timed_out"_s,
                                 probe.sentAgain};
        record->take(sample);
        if (const auto told = record->takeTimes(sample, probe.ended, oldest)) found.append(*told);
    }
    return found;
}

/// A trace that met these, "-" for nobody, and asked each `sent` times; the last is the target unless the way
/// is broken.
TraceEvidence traceOver(const QStringList& addresses, bool reached = true, int sent = 2)
{
    TraceEvidence trace;
    trace.protocol = u"tcp"_s;
    trace.family = u"ipv4"_s;
    trace.address = u"203.0.113.2"_s;
    trace.reached = reached;
    for (const QString& address : addresses) {
        HopEvidence hop;
        hop.ttl = static_cast<int>(trace.hops.size()) + 1;
        hop.sent = sent;
        if (address != "-"_L1) {
            hop.address = address;
            hop.received = sent;
            hop.minMs = hop.medianMs = hop.maxMs = hop.ttl;
        }
        hop.target = address == trace.address;
        trace.hops.append(hop);
    }
    return trace;
}

const QStringList usualWay{u"198.51.100.1"_s, u"198.51.100.18"_s, u"-"_s, u"198.51.100.34"_s,
                           u"203.0.113.2"_s};

MonitorPlan tracedPlan(qint64 count, milliseconds every)
{
    MonitorPlan plan;
    plan.labels = QStringList{u"api"_s};
    plan.interval = 1s;
    plan.count = count;
    plan.routeEvery = every;
    return plan;
}

QJsonObject routeIn(const World& world)
{
    const QJsonObject summary = world.events.last().data;
    return summary["targets"_L1][0]["route"_L1].toObject();
}

QByteArray ask(quint16 port, const QByteArray& request, bool waits = true)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    QSignalSpy gone(&socket, &QTcpSocket::disconnected);
    QObject::connect(&socket, &QTcpSocket::connected, &socket, [&] { socket.write(request); });
    if (waits && gone.isEmpty()) gone.wait(8000);
    return socket.readAll();
}

QByteArray getMetrics(const QByteArray& host = "127.0.0.1:9465")
{
    return "GET /metrics HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

MonitorEvent probeEvent(int number)
{
    return {isoTime(milliseconds(number)), MonitorEventKind::Probe, u"api"_s, {{u"ok"_s, true}}};
}

QList<QByteArray> linesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QList<QByteArray> lines = file.readAll().split('\n');
    if (!lines.isEmpty() && lines.last().isEmpty()) lines.removeLast();
    return lines;
}

} // namespace

class TestMonitor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPercentileIsRightWithinTwoPercent()
    {
        std::mt19937 random(7); // The same numbers each time.
        std::lognormal_distribution<double> latency(5, 0.8);
        Latencies latencies;
        QList<double> all;
        for (int index = 0; index < 20000; ++index) {
            const double ms = latency(random);
            latencies.add(ms);
            all.append(ms);
        }
        for (const double percent : {1.0, 50.0, 95.0, 99.0, 99.9}) {
            const double exact = *percentile(all, percent);
            const double counted = *latencies.percentile(percent);
            QVERIFY2(std::abs(counted - exact) <= 0.021 * exact, qPrintable(QString::number(percent)));
        }
        QCOMPARE(*latencies.maximum(), *std::max_element(all.begin(), all.end()));
        QVERIFY(!Latencies().percentile(50) && !Latencies().maximum());
    }

    void latenciesTakeAnyNumber()
    {
        Latencies latencies;
        for (const double ms : {0.0, 0.05, 1e9, -1.0, std::nan(""), std::numeric_limits<double>::infinity()})
            latencies.add(ms);
        QCOMPARE(latencies.count(), 3);
        QCOMPARE(latencies.countUpTo(0.1), 2);
        QCOMPARE(latencies.countUpTo(1e9), 3);
    }

    void aWindowForgets()
    {
        Window window(60s, 6);
        for (int second = 0; second < 300; ++second)
            window.add(milliseconds(second * 1000), second >= 200, 10);
        const WindowStats stats = window.stats(299s);
        QVERIFY(stats.rate.total() >= 50 && stats.rate.total() <= 60);
        QCOMPARE(stats.rate.share(), 1.0);
        QCOMPARE(window.stats(600s).rate.total(), 0);
        window.add(10s, false, {}); // Older than the whole window: it would count for the present.
        QCOMPARE(window.stats(299s).rate.share(), 1.0);
    }

    void theTimelineKnowsSleepFromASetClock()
    {
        Timeline timeline;
        QVERIFY(timeline.look({0ms, 0ms, 1000ms}).isEmpty());
        QVERIFY(timeline.look({5000ms, 5000ms, 6100ms}).isEmpty());
        auto gaps = timeline.look({6000ms, 66000ms, 67100ms});
        QCOMPARE(gaps.size(), 1);
        QCOMPARE(gaps.first().kind, ClockGap::Kind::Slept);
        QCOMPARE(gaps.first().by, 60000ms);
        QCOMPARE(timeline.elapsed(), 66000ms);
        gaps = timeline.look({7000ms, 67000ms, 1000ms});
        QCOMPARE(gaps.size(), 1);
        QCOMPARE(gaps.first().kind, ClockGap::Kind::Jumped);
        QVERIFY(gaps.first().by < 0ms);
        gaps = timeline.look({8000ms, 77000ms, 3611000ms});
        QCOMPARE(gaps.size(), 2); // It slept and was set on waking.
        QCOMPARE(timeline.elapsed(), 77000ms);
        Timeline blind;
        QVERIFY(blind.look({0ms, {}, 0ms}).isEmpty());
        gaps = blind.look({1000ms, {}, 61000ms});
        QCOMPARE(gaps.first().kind, ClockGap::Kind::Unclear);
        QCOMPARE(blind.elapsed(), 1000ms);
        gaps = blind.look({2000ms, {}, 0ms});
        QCOMPARE(gaps.first().kind, ClockGap::Kind::Jumped);
    }

    void beatsThatWereMissedAreNotMadeUpFor()
    {
        QCOMPARE(untilNextBeat(0ms, 0ms, 1s), 1000ms);
        QCOMPARE(untilNextBeat(300ms, 0ms, 1s), 700ms);
        QCOMPARE(untilNextBeat(100ms, 400ms, 1s), 300ms);
        QCOMPARE(untilNextBeat(3600250ms, 250ms, 1s), 1000ms);
        World world(always(answered(401)));
        world.beforeProbe = [&](int probe) {
            if (probe == 3) world.probeTakes = 3400ms;
            if (probe == 4) world.probeTakes = 100ms;
        };
        world.run(planOf(6));
        QList<qint64> gaps;
        for (qsizetype index = 1; index < world.sentAt.size(); ++index)
            gaps.append((world.sentAt[index] - world.sentAt[index - 1]).count());
        QCOMPARE(gaps, (QList<qint64>{500, 1000, 4000, 1000, 1000}));
    }

    void oneLostProbeIsNoOutage()
    {
        Outages outages;
        QCOMPARE(outages.failed(1s, 1s, u"reset"_s), Outages::Change::Suspected);
        QCOMPARE(outages.succeeded(2s, 2s), Outages::Change::None);
        QCOMPARE(outages.count(), 0);
        QVERIFY(!outages.newest());
        World world(failingBetween(start + 10s, start + 11s, unanswered(u"timed_out"_s)));
        world.run(planOf(60));
        QCOMPARE(world.of(MonitorEventKind::OutageBegan).size(), 0);
        QCOMPARE(
            world.book->targets.front().total().total() - world.book->targets.front().total().succeeded(), 1);
        QCOMPARE(world.walks, 2); // The first, and the one that found nothing wrong.
    }

    void aShortSilenceIsAnInterruption_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("until");
        QTest::addColumn<int>("late");
        QTest::addColumn<int>("lost");
        QTest::newRow("two seconds and a half") << 100'000 - 300 << 102'200 << 3 << 0;
        QTest::newRow("four seconds") << 99'700 << 103'700 << 4 << 0;
        QTest::newRow("six seconds") << 99'700 << 105'700 << 6 << 0;
        QTest::newRow("eight and a half: the first two are given up") << 99'700 << 108'200 << 7 << 2;
    }

    void aShortSilenceIsAnInterruption()
    {
        QFETCH(int, from);
        QFETCH(int, until);
        TargetRecord record(u"api"_s);
        const auto found = foundIn(&record, 300, [&](milliseconds at) {
            return at >= milliseconds(from) && at < milliseconds(until);
        });
        QCOMPARE(found.size(), 1);
        QTEST(found[0].late, "late");
        QTEST(found[0].lost, "lost");
        QCOMPARE(found[0].began, 100s);
        // Who asked last was answered within a second of its end.
        QVERIFY(found[0].ended >= milliseconds(until) && found[0].ended <= milliseconds(until) + 1100ms);
        QCOMPARE(record.outages().count(), 0);
        QCOMPARE(record.interruptions().count(), 1);
        QCOMPARE(record.interruptions().total(), found[0].lasted());
        QVERIFY(record.interruptions().probesSentAgain() >= found[0].late);
    }

    void anOutageIsNoInterruptionToo()
    {
        TargetRecord record(u"api"_s);
        const auto found = foundIn(&record, 300, [](milliseconds at) { return at >= 99'700ms && at < 125s; });
        QCOMPARE(record.outages().count(), 1);
        QVERIFY(found.isEmpty());
    }

    void lossOfSomePacketsIsNoInterruption()
    {
        std::mt19937 random(5);
        TargetRecord record(u"api"_s);
        const auto found = foundIn(&record, 20'000, [&](milliseconds) { return random() % 20 == 0; });
        QVERIFY(record.interruptions().probesSentAgain() > 500);
        QVERIFY2(found.isEmpty(), qPrintable(QString::number(found.size())));
    }

    void fewLostSegmentsAreNoInterruption()
    {
        Interruptions one;
        QVERIFY(!one.take({1s, 3s, 1s, true, false, 2}, 0s));
        QVERIFY(!one.take({0s, 3s, 0s, true, false, 2}, {}));
        QCOMPARE(one.count(), 0);
        Interruptions other;
        QVERIFY(!other.take({1s, 3s, 1s, true, false, 2}, 0s));
        const auto told = other.take({0s, 3s, 0s, true, false, 3}, {});
        QVERIFY(told);
        QCOMPARE(told->lasted(), 3s);
        // A prompt one in between: some packets got through.
        Interruptions third;
        QVERIFY(!third.take({500ms, 600ms, 500ms, true, false, 0}, 0s));
        QVERIFY(!third.take({1s, 3s, 1s, true, false, 2}, 0s));
        QVERIFY(!third.take({0s, 3s, 0s, true, false, 3}, {}));
    }

    void slownessAloneIsNoInterruption()
    {
        Interruptions interruptions;
        for (const std::optional<int> sentAgain : {std::optional<int>(), std::optional(0)}) {
            for (int second = 0; second < 10; ++second) {
                const milliseconds at(second * 1000);
                QVERIFY(!interruptions.take({at, at + 4s, at, true, false, sentAgain}, at + 100ms));
            }
            QVERIFY(!interruptions.take({20s, 20s, 20s, true, false, sentAgain}, {}));
        }
        QCOMPARE(interruptions.probesSentAgain(), 0);
    }

    void sleepForgetsWhatWasLate()
    {
        Interruptions interruptions;
        QVERIFY(!interruptions.take({0s, 3s, 0s, true, false, 3}, 1s));
        interruptions.forget(60s);
        QVERIFY(!interruptions.take({1s, 4s, 1s, true, false, 2}, {}));
        QVERIFY(!interruptions.take({2s, 5s, 2s, true, false, 2}, {}));
        QCOMPARE(interruptions.count(), 0);
    }

    void segmentsSentAgainAreOnRecord()
    {
        TrySeen seen = answered(401, 1100);
        seen.synRetransmits = 1;
        QCOMPARE(sentAgain(seen), 1);
        seen.segmentsLost = 0; // The peer had it already: it was sent too early.
        QCOMPARE(sentAgain(seen), 0);
        seen.segmentsLost = 2;
        QVERIFY(!sentAgain(answered(401)));
        World world([&](milliseconds now, int) { return now < start + 3s ? seen : answered(401); });
        world.run(planOf(5));
        const auto probes = world.of(MonitorEventKind::Probe);
        QCOMPARE(probes.first().data["sentAgain"_L1].toInt(), 2);
        QVERIFY(probes.last().data["sentAgain"_L1].isNull());
        const QJsonObject summary = world.events.last().data["targets"_L1][0].toObject();
        QCOMPARE(summary["probesSentAgain"_L1].toInt(), 3);
        QCOMPARE(summary["interruptionCount"_L1].toInt(), 0);
        const QByteArray page = metricsText(*world.book);
        QVERIFY(page.contains("pathlight_probes_with_retransmissions_total{target=\"api\"} 3\n"));
        QVERIFY(page.contains("pathlight_interruptions_total{target=\"api\"} 0\n"));
    }

    void anOutageHasStartEndAndCause()
    {
        World world(failingBetween(start + 100s, start + 160s, unanswered(u"timed_out"_s)));
        world.judge = [](int walk) { return walk == 1 ? Verdict{} : brokenBy(u"tcp.timed_out"_s); };
        world.run(planOf(300));
        const auto began = world.of(MonitorEventKind::OutageBegan);
        const auto ended = world.of(MonitorEventKind::OutageEnded);
        QCOMPARE(began.size(), 1);
        QCOMPARE(ended.size(), 1);
        QCOMPARE(began[0].data["code"_L1].toString(), u"tcp.timed_out"_s);
        QVERIFY(began[0].data["ended"_L1].isNull());
        const double seconds = ended[0].data["seconds"_L1].toDouble();
        QVERIFY2(seconds >= 59 && seconds <= 62, qPrintable(QString::number(seconds)));
        QCOMPARE(ended[0].data["end"_L1].toString(), u"recovered"_s);
        QCOMPARE(ended[0].data["failure"_L1].toString(), u"timed_out"_s);
        QCOMPARE(world.walks, 2); // The cause was known: no further walk.
        QVERIFY(world.of(MonitorEventKind::Walk).size() >= 2);
        const QJsonObject summary = summaryOf(*world.book)["targets"_L1].toArray().at(0).toObject();
        QCOMPARE(summary["outageCount"_L1].toInt(), 1);
        QCOMPARE(summary["objectiveMet"_L1].toBool(), false);
        QCOMPARE(summary["failures"_L1].toObject()["timed_out"_L1].toInt(),
                 ended[0].data["probesFailed"_L1].toInt());
    }

    void withoutACauseItIsLookedForAgain()
    {
        World world(failingBetween(start + 10s, start + 400s, answered(503)));
        world.judge = [](int walk) { return walk >= 4 ? brokenBy(u"api.api_error"_s) : Verdict{}; };
        world.run(planOf(600));
        QCOMPARE(world.walks, 4);
        const Outage outage = *world.book->targets.front().outages().newest();
        QCOMPARE(outage.failure, u"http_503"_s);
        QCOMPARE(outage.code, u"api.api_error"_s);
        QCOMPARE(world.of(MonitorEventKind::OutageBegan).size(), 1);
    }

    void whatTheFirstWalkFoundHoldsForTheFirstProbe()
    {
        World world(always(unanswered(u"name_not_resolved"_s)));
        world.judge = [](int) { return brokenBy(u"dns.unreachable"_s); };
        world.run(planOf(5));
        QCOMPARE(world.walks, 1);
        const auto began = world.of(MonitorEventKind::OutageBegan);
        QCOMPARE(began.size(), 1);
        QCOMPARE(began[0].data["code"_L1].toString(), u"dns.unreachable"_s);
        const auto ended = world.of(MonitorEventKind::OutageEnded);
        QCOMPARE(ended[0].data["end"_L1].toString(), u"unwatched"_s);
    }

    void whatWasSentBeforeTheLastSuccessBeginsNothing()
    {
        Outages outages;
        outages.failed(10s, 10s, u"reset"_s);
        QCOMPARE(outages.failed(11s, 11s, u"reset"_s), Outages::Change::Began);
        QCOMPARE(outages.succeeded(15s, 15s), Outages::Change::Ended);
        // Both were sent while it was down and gave up after it was over.
        QCOMPARE(outages.failed(9s, 9s, u"timed_out"_s), Outages::Change::None);
        QCOMPARE(outages.failed(12s, 12s, u"timed_out"_s), Outages::Change::None);
        QCOMPARE(outages.state(), Outages::State::Up);
        QCOMPARE(outages.failed(16s, 16s, u"reset"_s), Outages::Change::Suspected);
        QCOMPARE(outages.failed(14s, 14s, u"timed_out"_s), Outages::Change::None);
        QCOMPARE(outages.failed(17s, 17s, u"reset"_s), Outages::Change::Began);
        outages.failed(16500ms, 16500ms, u"timed_out"_s);
        QCOMPARE(outages.newest()->ended, milliseconds(17s)); // It does not run back.
    }

    void aProbeThatHangsHidesNoOutage()
    {
        World clocks(always(answered(401))); // For its events alone: this runs in real time.
        MonitorPlan plan = planOf(20, 50ms);
        const auto book = std::make_shared<MonitorBook>(plan);
        int sent = 0;
        int underWay = 0;
        int mostUnderWay = 0;
        MonitorPorts ports;
        ports.now = systemInstant;
        ports.pause = [](Scope scope, milliseconds time) -> QCoro::Task<Ended> {
            co_return co_await pause(scope, time);
        };
        ports.walk = [](const Scope&, int) -> QCoro::Task<WalkSeen> { co_return WalkSeen{true, {}, {}}; };
        ports.tell = [&](const MonitorEvent& event) { clocks.events.append(event); };
        // The first hangs, as on a connection that a fault met half made; the others are refused at once.
        ports.probe = [&](Scope scope, int) -> QCoro::Task<TrySeen> {
            mostUnderWay = std::max(mostUnderWay, ++underWay);
            const bool hangs = ++sent == 1 || sent > 10;
            if (hangs) co_await pause(scope, 1500ms);
            --underWay;
            co_return hangs ? unanswered(u"timed_out"_s) : unanswered(u"refused"_s);
        };
        const Scope scope(clocks.cancel, QDeadlineTimer(QDeadlineTimer::Forever));
        QCoro::waitFor(runMonitor(scope, plan, ports, book));
        const auto probed = clocks.of(MonitorEventKind::Probe);
        QCOMPARE(probed.size(), 20);
        QCOMPARE(probed.first().data["failure"_L1].toString(), u"refused"_s);
        QCOMPARE(clocks.of(MonitorEventKind::OutageBegan).size(), 1);
        QVERIFY2(mostUnderWay > 1 && mostUnderWay <= 4, qPrintable(QString::number(mostUnderWay)));
        QCOMPARE(underWay, 0);
        QCOMPARE(clocks.events.last().kind, MonitorEventKind::Summary);
    }

    void theWayIsTracedOnlyWhereAskedFor()
    {
        World world(always(answered(401)));
        world.way = [](milliseconds) { return traceOver(usualWay); };
        world.run(planOf(100));
        QCOMPARE(world.traces, 0);
        QVERIFY(world.events.last().data["targets"_L1][0]["route"_L1].isNull());
    }

    void theWayIsTracedOnItsBeat()
    {
        World world(always(answered(401)));
        world.way = [](milliseconds) { return traceOver(usualWay); };
        world.run(tracedPlan(600, 60s));
        QCOMPARE(world.traces, 10);
        for (qsizetype index = 1; index < world.tracedAt.size(); ++index)
            QVERIFY(std::chrono::abs(world.tracedAt[index] - world.tracedAt[index - 1] - 60s) <= 500ms);
        QCOMPARE(world.of(MonitorEventKind::Route).size(), 10);
        QCOMPARE(world.of(MonitorEventKind::RouteChanged).size(), 0);
        const QJsonArray hops = routeIn(world)["hops"_L1].toArray();
        QCOMPARE(hops.size(), 5);
        QCOMPARE(hops[1]["sent"_L1].toInt(), 20);
        QCOMPARE(hops[1]["received"_L1].toInt(), 20);
        QVERIFY(std::abs(hops[3]["medianMs"_L1].toDouble() - 4) < 0.1);
        QCOMPARE(hops[3]["worstMs"_L1].toDouble(), 4.0);
        QVERIFY(hops[2]["address"_L1].isNull());
        QVERIFY(hops[2]["medianMs"_L1].isNull()); // Silent, not zero.
        QVERIFY(routeIn(world)["lossFrom"_L1].isNull());
    }

    void probesOfUnequalLengthDoNotSkipABeat()
    {
        World world(always(answered(401)));
        world.way = [](milliseconds) { return traceOver(usualWay); };
        world.beforeProbe = [&](int probe) { world.probeTakes = milliseconds(100 + 37 * (probe % 5)); };
        MonitorPlan plan = tracedPlan(50, 60s);
        plan.interval = 60s;
        world.run(plan);
        QCOMPARE(world.traces, 50);
    }

    void aWayThatCannotBeTracedIsUnknown()
    {
        World world(always(answered(401)));
        world.run(tracedPlan(100, 20s));
        QCOMPARE(world.traces, 5);
        QCOMPARE(world.of(MonitorEventKind::Route).size(), 0);
        QVERIFY(world.events.last().data["targets"_L1][0]["route"_L1].isNull());
    }

    void aChangeOfTheWayIsToldOnceAndConfirmedFirst()
    {
        World world(always(answered(401)));
        QStringList other = usualWay;
        other[3] = u"198.51.100.98"_s;
        world.way = [&](milliseconds now) { return traceOver(now < start + 300s ? usualWay : other); };
        world.run(tracedPlan(600, 60s));
        const auto told = world.of(MonitorEventKind::RouteChanged);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].target, u"api"_s);
        const QJsonArray changes = told[0].data["changes"_L1].toArray();
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes[0]["distance"_L1].toInt(), 4);
        QCOMPARE(changes[0]["from"_L1].toArray(), QJsonArray{u"198.51.100.34"_s});
        QCOMPARE(changes[0]["to"_L1].toArray(), QJsonArray{u"198.51.100.98"_s});
        // The trace that confirms it does not wait for the beat.
        const QDateTime at = QDateTime::fromString(told[0].at, Qt::ISODateWithMs);
        const auto first = std::find_if(world.tracedAt.begin(), world.tracedAt.end(),
                                        [](milliseconds each) { return each >= start + 300s; });
        QVERIFY(std::chrono::abs(*(first + 1) - *first - 5s) <= 500ms);
        QVERIFY(at.isValid());
        const QJsonObject hop = routeIn(world)["hops"_L1][3].toObject();
        QCOMPARE(hop["address"_L1].toString(), u"198.51.100.98"_s);
        QCOMPARE(hop["alternatives"_L1].toArray(), QJsonArray{u"198.51.100.34"_s});
        QCOMPARE(routeIn(world)["changes"_L1].toInt(), 1);
    }

    void aWayThatGetsLongerOrShorterIsAChange()
    {
        RouteRecord record;
        QStringList longer = usualWay;
        longer.insert(4, u"198.51.100.99"_s);
        for (int count = 0; count < 4; ++count)
            QVERIFY(record.take(traceOver(usualWay), true, 0ms).isEmpty());
        QVERIFY(record.take(traceOver(longer), true, 0ms).isEmpty());
        const auto grown = record.take(traceOver(longer), true, 0ms);
        QCOMPARE(grown.size(), 1);
        QCOMPARE(grown[0].from, QStringList{u"203.0.113.2"_s});
        QCOMPARE(record.targetDistance(), std::optional(6));
        record.take(traceOver(usualWay), true, 0ms);
        QCOMPARE(record.take(traceOver(usualWay), true, 0ms).size(), 1);
        QCOMPARE(record.targetDistance(), std::optional(5));
        QCOMPARE(record.hops().size(), 5u); // Nothing is left behind the target.
    }

    void aBalancedWayIsNoChange()
    {
        std::mt19937 random(3);
        for (int world = 0; world < 50; ++world) {
            RouteRecord record;
            int changes = 0;
            for (int trace = 0; trace < 200; ++trace) {
                QStringList way = usualWay;
                const QString one = random() % 2 ? u"198.51.100.18"_s : u"198.51.100.82"_s;
                const QString other = random() % 2 ? u"198.51.100.18"_s : u"198.51.100.82"_s;
                way[1] = one;
                TraceEvidence seen = traceOver(way);
                if (other != one) seen.hops[1].alternatives.append(other);
                changes += static_cast<int>(record.take(seen, true, 0ms).size());
            }
            QVERIFY2(changes <= 1, qPrintable(QString::number(changes)));
            if (changes == 1) qInfo("one world of fifty took its first traces for the whole way");
            const HopRecord& hop = record.hops().at(2);
            QCOMPARE(hop.current.size(), 2);
        }
    }

    void anOutageTellsWhereTheWayEnds()
    {
        World world(failingBetween(start + 100s, start + 160s, unanswered(u"timed_out"_s)));
        const QStringList broken{u"198.51.100.1"_s, u"198.51.100.18"_s, u"-"_s, u"-"_s, u"-"_s};
        world.way = [&](milliseconds now) {
            const bool isBroken = now >= start + 100s && now < start + 160s;
            return isBroken ? traceOver(broken, false) : traceOver(usualWay);
        };
        world.run(tracedPlan(300, 60s));
        const auto ended = world.of(MonitorEventKind::OutageEnded);
        QCOMPARE(ended.size(), 1);
        const QJsonObject place = ended[0].data["route"_L1].toObject();
        QCOMPARE(place["reached"_L1].toBool(true), false);
        QCOMPARE(place["distance"_L1].toInt(), 2);
        QCOMPARE(place["after"_L1].toString(), u"198.51.100.18"_s);
        QCOMPARE(place["before"_L1].toString(), u"198.51.100.34"_s); // Over the one that is always silent.
        QVERIFY(!place["whole"_L1].toString().isEmpty());
        // The outage is traced at once, and what it lost is no loss of the way.
        QVERIFY(std::any_of(world.tracedAt.begin(), world.tracedAt.end(),
                            [](milliseconds at) { return at >= start + 100s && at < start + 110s; }));
        QVERIFY(routeIn(world)["lossFrom"_L1].isNull());
        QCOMPARE(world.of(MonitorEventKind::RouteChanged).size(), 0);
    }

    void aWayThatHealsBeforeTheProbesDoes()
    {
        World world(failingBetween(start + 100s, start + 160s, unanswered(u"timed_out"_s)));
        const QStringList broken{u"198.51.100.1"_s, u"-"_s, u"-"_s};
        world.way = [&](milliseconds now) {
            const bool isBroken = now >= start + 100s && now < start + 130s;
            return isBroken ? traceOver(broken, false) : traceOver(usualWay);
        };
        world.run(tracedPlan(300, 20s));
        const QJsonObject place = world.of(MonitorEventKind::OutageEnded)[0].data["route"_L1].toObject();
        QCOMPARE(place["after"_L1].toString(), u"198.51.100.1"_s);
        QVERIFY(!place["reached"_L1].toBool(true));
    }

    void anOutageBehindAWholeWay()
    {
        World world(failingBetween(start + 100s, start + 160s, answered(503)));
        world.way = [](milliseconds) { return traceOver(usualWay); };
        world.run(tracedPlan(300, 60s));
        const QJsonObject place = world.of(MonitorEventKind::OutageEnded)[0].data["route"_L1].toObject();
        QVERIFY(place["reached"_L1].toBool());
        QVERIFY(place["before"_L1].isNull());
    }

    void aTraceThatAnOutageCutsAcrossTellsNothing()
    {
        World world(failingBetween(start + 100s, start + 160s, unanswered(u"timed_out"_s)));
        world.way = [](milliseconds now) {
            return now >= start + 100s && now < start + 160s ? std::nullopt
                                                             : std::optional(traceOver(usualWay));
        };
        world.run(tracedPlan(300, 20s));
        QVERIFY(world.of(MonitorEventKind::OutageEnded)[0].data["route"_L1].isNull());
    }

    void sleepVoidsATrace()
    {
        World world(always(answered(401)));
        world.way = [](milliseconds) { return traceOver(usualWay); };
        world.beforeTrace = [&](int trace) {
            if (trace == 3) world.sleepFor(8h);
        };
        world.run(tracedPlan(100, 20s));
        QCOMPARE(world.of(MonitorEventKind::Route).size(), world.traces - 1);
        QCOMPARE(world.of(MonitorEventKind::OutageBegan).size(), 0);
    }

    void whereTheLossBegins()
    {
        RouteRecord record;
        const QStringList way{u"198.51.100.1"_s, u"198.51.100.18"_s, u"198.51.100.34"_s, u"203.0.113.2"_s};
        for (int trace = 0; trace < 50; ++trace) {
            TraceEvidence seen = traceOver(way, true, 4);
            seen.hops[1].received = 1; // Answers few, and passes all on.
            seen.hops[2].received = 3;
            seen.hops[3].received = trace % 5 == 0 ? 2 : 3;
            record.take(seen, true, 0ms);
        }
        const QJsonObject loss = describe(record)["lossFrom"_L1].toObject();
        QCOMPARE(loss["distance"_L1].toInt(), 3);
        QCOMPARE(loss["after"_L1].toString(), u"198.51.100.1"_s);
        QVERIFY(std::abs(loss["share"_L1].toDouble() - 0.3) < 0.001);
        QCOMPARE(describe(record)["hops"_L1][1]["loss"_L1].toString(), u"of_answers"_s);
    }

    void anyNumberOfTracesTakesTheSameRoom()
    {
        std::mt19937 random(7);
        RouteRecord record;
        const auto anybody = [&] { return u"192.0.2.%1"_s.arg(random() % 250); };
        for (int trace = 0; trace < 20000; ++trace) {
            QStringList way;
            const auto length = 1 + random() % 40; // Farther than any trace goes.
            for (unsigned distance = 0; distance < length; ++distance)
                way.append(random() % 3 ? anybody() : u"-"_s);
            if (random() % 2) way.append(u"203.0.113.2"_s);
            TraceEvidence seen = traceOver(way, random() % 2);
            for (int count = 0; count < 30; ++count)
                seen.hops[0].alternatives.append(anybody());
            record.take(seen, true, 0ms);
        }
        QVERIFY(record.hops().size() <= 30u);
        for (const auto& [distance, hop] : record.hops()) {
            QVERIFY(hop.current.size() <= RouteRecord::mostAddresses);
            QVERIFY(hop.past.size() <= RouteRecord::mostAddresses);
            QVERIFY(hop.unconfirmed.size() <= RouteRecord::mostAddresses);
        }
    }

    void anotherAddressOfTheTargetBeginsAnew()
    {
        RouteRecord record;
        for (int count = 0; count < 5; ++count)
            record.take(traceOver(usualWay), true, 0ms);
        TraceEvidence elsewhere = traceOver({u"198.51.100.1"_s, u"198.51.100.77"_s, u"203.0.113.9"_s});
        elsewhere.address = u"203.0.113.9"_s;
        for (int count = 0; count < 5; ++count)
            QVERIFY(record.take(elsewhere, true, 0ms).isEmpty());
        QCOMPARE(record.traces(), 5);
        QCOMPARE(record.changes(), 0);
    }

    void walksAreNoMoreThanAFewAProbe()
    {
        QCOMPARE(walkPauseFor(200ms), milliseconds(5s));
        QCOMPARE(walkPauseFor(1s), milliseconds(10s));
        QCOMPARE(walkPauseFor(60s), milliseconds(60s));
    }

    void sleepIsNoOutage()
    {
        World world(always(answered(401)));
        world.beforeProbe = [&](int probe) {
            if (probe == 20) world.sleepFor(8h);
        };
        world.run(planOf(40));
        const TargetRecord& record = world.book->targets.front();
        QCOMPARE(record.total().share(), 1.0);
        QCOMPARE(world.book->voided, 1); // The one that the sleep cut.
        QCOMPARE(record.total().total(), 39);
        const auto gaps = world.of(MonitorEventKind::Gap);
        QCOMPARE(gaps.size(), 1);
        QCOMPARE(gaps[0].data["kind"_L1].toString(), u"slept"_s);
        QVERIFY(world.sentAt[20] - world.sentAt[19] >= 8h + 10s); // Time for the network to come back.
        QCOMPARE(world.book->asleep, 8h);
    }

    void sleepEndsAnOutageWithoutCountingTheNight()
    {
        World world(failingBetween(start + 10s, start + 9h, unanswered(u"unreachable"_s)));
        world.beforeProbe = [&](int probe) {
            if (probe == 60) world.sleepFor(9h);
        };
        world.run(planOf(120));
        const auto ended = world.of(MonitorEventKind::OutageEnded);
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended[0].data["end"_L1].toString(), u"unwatched"_s);
        QVERIFY(ended[0].data["seconds"_L1].toDouble() < 60);
    }

    void aSetClockBendsNothing_data()
    {
        QTest::addColumn<milliseconds>("by");
        QTest::newRow("back") << milliseconds(-2h);
        QTest::newRow("forward") << milliseconds(2h);
        QTest::newRow("back by a year") << milliseconds(-24h * 365);
    }
    void aSetClockBendsNothing()
    {
        QFETCH(milliseconds, by);
        World world(failingBetween(start + 50s, start + 80s, unanswered(u"reset"_s)));
        world.beforeProbe = [&](int probe) {
            if (probe == 60) world.setClock(by);
        };
        world.run(planOf(120));
        const auto ended = world.of(MonitorEventKind::OutageEnded);
        QCOMPARE(ended.size(), 1);
        const double seconds = ended[0].data["seconds"_L1].toDouble();
        QVERIFY2(seconds > 28 && seconds < 33, qPrintable(QString::number(seconds)));
        QCOMPARE(world.book->targets.front().total().total(), 120);
        QCOMPARE(world.of(MonitorEventKind::Gap)[0].data["kind"_L1].toString(), u"jumped"_s);
    }

    void aSetClockIsNoOutageAndNoSleep_data() { aSetClockBendsNothing_data(); }
    void aSetClockIsNoOutageAndNoSleep()
    {
        QFETCH(milliseconds, by);
        World world(always(answered(401)));
        world.beforeProbe = [&](int probe) {
            if (probe % 20 == 0) world.setClock(by);
        };
        world.run(planOf(100));
        QCOMPARE(world.book->targets.front().total().total(), 100);
        QCOMPARE(world.book->voided, 0);
        QCOMPARE(world.book->asleep, 0ms);
        QCOMPARE(world.of(MonitorEventKind::OutageBegan).size(), 0);
        // The first probe follows the walk and the others the beat.
        for (qsizetype index = 2; index < world.sentAt.size(); ++index)
            QCOMPARE(world.sentAt[index] - world.sentAt[index - 1], milliseconds(1s));
        // All of it is still within the window that looks at the last five minutes.
        QCOMPARE(world.book->targets.front().windows()[0].stats(world.book->timeline.elapsed()).rate.total(),
                 100);
    }

    void sleepWhileAProbeWouldFailIsNoOutage_data()
    {
        QTest::addColumn<bool>("tellsSleep");
        QTest::newRow("the system tells of sleep") << true;
        QTest::newRow("only the wall clock shows it") << false;
    }
    void sleepWhileAProbeWouldFailIsNoOutage()
    {
        QFETCH(bool, tellsSleep);
        // The probe that sleep cuts fails, and so would everything until the network is back.
        bool isDark = false;
        World world([&](milliseconds, int) { return isDark ? unanswered(u"timed_out"_s) : answered(401); });
        world.tellsSleep = tellsSleep;
        milliseconds awakeAgain{0};
        world.beforeProbe = [&](int probe) {
            if (probe == 20) world.sleepFor(8h);
            if (probe == 20) awakeAgain = world.now();
            isDark = probe == 19;
        };
        world.run(planOf(40));
        QCOMPARE(world.of(MonitorEventKind::OutageBegan).size(), 0);
        QCOMPARE(world.book->targets.front().total().share(), 1.0);
        QCOMPARE(world.book->voided, 1);
        QCOMPARE(world.of(MonitorEventKind::Gap)[0].data["kind"_L1].toString(),
                 tellsSleep ? u"slept"_s : u"unclear"_s);
        QVERIFY(world.sentAt[20] - awakeAgain >= 10s);
    }

    void aProgramThatStoodStillBlamesNobody()
    {
        World world(always(answered(401)));
        world.beforeProbe = [&](int probe) {
            world.probeTakes = probe == 5 ? milliseconds(60s) : milliseconds(100);
        };
        world.run(planOf(10));
        QCOMPARE(world.book->voided, 1);
        QCOMPARE(world.book->targets.front().total().share(), 1.0);
    }

    void eachTargetHasItsOwnRecord()
    {
        World world(
            [](milliseconds, int target) { return target == 1 ? unanswered(u"refused"_s) : answered(401); });
        world.run(planOf(30, 1s, {u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(world.book->targets[0].total().share(), 1.0);
        QCOMPARE(world.book->targets[1].total().share(), 0.0);
        QCOMPARE(world.book->targets[2].total().total(), 30);
        QCOMPARE(world.of(MonitorEventKind::OutageBegan).first().target, u"b"_s);
    }

    void whatCountsAsASuccess()
    {
        World keyless(always(answered(401)));
        keyless.run(planOf(3));
        QCOMPARE(keyless.book->targets.front().total().share(), 1.0);
        World keyed(always(answered(401)));
        MonitorPlan plan = planOf(3);
        plan.keySent = {true};
        keyed.run(plan);
        QCOMPARE(keyed.book->targets.front().failures().value(u"http_401"_s), 3);
        World portal(always(answered(200, 10, false)));
        portal.run(planOf(3));
        QCOMPARE(portal.book->targets.front().failures().value(u"not_the_api"_s), 3);
    }

    void everyFailureHasAName()
    {
        QCOMPARE(failureKind(unanswered(u"proxy_denied"_s)), u"proxy"_s);
        QCOMPARE(failureKind(unanswered(u"version_or_cipher"_s)), u"tls"_s);
        QCOMPARE(failureKind(unanswered(u"certificate"_s)), u"certificate"_s);
        QCOMPARE(failureKind(unanswered(u"<script>"_s)), u"other"_s);
        QCOMPARE(failureKind(answered(529)), u"http_529"_s);
        QCOMPARE(failureKind(answered(418)), u"http_other"_s);
    }

    void stoppingEndsWithASummary_data()
    {
        QTest::addColumn<int>("atProbe");
        for (const int probe : {1, 2, 7, 30})
            QTest::newRow(qPrintable(QString::number(probe))) << probe;
    }
    void stoppingEndsWithASummary()
    {
        QFETCH(int, atProbe);
        World world(always(answered(401)));
        world.beforeProbe = [&](int probe) {
            if (probe == atProbe) world.cancel->cancel();
        };
        world.run(planOf(0));
        QCOMPARE(world.probes, atProbe);
        QCOMPARE(world.events.last().kind, MonitorEventKind::Summary);
        QCOMPARE(world.book->targets.front().total().total(), atProbe);
    }

    void aMillionProbesTakeNoMoreRoomThanAThousand()
    {
        std::mt19937 random(11);
        TargetRecord record(u"api"_s);
        for (int index = 0; index < 1000000; ++index) {
            const bool succeeded = random() % 50 != 0;
            record.take({milliseconds(index * 1000LL), milliseconds(index * 1000LL), succeeded, 401,
                         succeeded ? std::optional(100.0 + index % 97) : std::nullopt,
                         succeeded ? QString() : u"reset"_s, 1});
            record.takeTimes(*record.last(), milliseconds(index * 1000LL + index % 3 * 900), {});
        }
        // Everything that could grow: a fixed number of slots, kinds from a closed list, and a bounded list.
        QCOMPARE(record.total().total(), 1000000);
        QVERIFY(record.outages().count() > Outages::mostKept);
        QCOMPARE(record.outages().kept().size(), Outages::mostKept);
        QVERIFY(record.interruptions().kept().size() <= Interruptions::mostKept);
        QVERIFY(record.failures().size() <= failureKinds().size());
        QVERIFY(sizeof(TargetRecord) < 16 * 1024);
        QVERIFY(record.windows()[2].stats(1000000s).rate.total() <= 24 * 3600);
    }

    void aDayPassesInATest()
    {
        World world(always(answered(401)));
        world.keepsProbeEvents = false;
        world.run(planOf(86400));
        QCOMPARE(world.probes, 86400);
        const auto summaries = world.of(MonitorEventKind::Summary);
        QCOMPARE(summaries.size(), 24); // Each full hour but the one that the end takes the place of.
        QVERIFY(world.events.size() < 40);
    }

    void theJournalRotates()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"watch.jsonl"_s);
        MonitorJournal journal(path, {4096, 3});
        journal.append(
            {isoTime(0ms), MonitorEventKind::Started, {}, {{u"schema"_s, u"pathlight.monitor/1"_s}}});
        for (int number = 0; number < 1000; ++number)
            journal.append(probeEvent(number));
        QCOMPARE(journal.error(), QString());
        QVERIFY(!QFile::exists(path + u".3"_s));
        qint64 newest = -1;
        for (const QString& name : QStringList{path + u".2"_s, path + u".1"_s, path}) {
            QVERIFY2(QFileInfo(name).size() <= 4096, qPrintable(name));
            const auto lines = linesOf(name);
            QVERIFY(lines.first().contains("pathlight.monitor/1"));
            for (const QByteArray& line : lines.mid(1)) {
                const QString at = QJsonDocument::fromJson(line)["at"_L1].toString();
                const qint64 number = QDateTime::fromString(at, Qt::ISODateWithMs).toMSecsSinceEpoch();
                QVERIFY(newest < 0 || number == newest + 1); // Nothing between the files is lost.
                newest = number;
            }
        }
        QCOMPARE(newest, 999);
    }

    void theJournalGoesOnAfterACrash()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"watch.jsonl"_s);
        QFile cut(path);
        QVERIFY(cut.open(QIODevice::WriteOnly));
        cut.write("{\"at\":\"1970-01-01T00:00:00.000Z\",\"eve");
        cut.close();
        MonitorJournal(path).append(probeEvent(1));
        const auto lines = linesOf(path);
        QCOMPARE(lines.size(), 2);
        QVERIFY(QJsonDocument::fromJson(lines[1]).isObject());
        QVERIFY(!MonitorJournal(folder.filePath(u"no/such/folder"_s)).error().isEmpty());
        QVERIFY(!MonitorJournal(folder.path()).error().isEmpty());
    }

    void metricsHaveNoOpenLabels()
    {
        World world(failingBetween(start + 10s, start + 1h, unanswered(u"\"}\n evil{"_s)));
        world.judge = [](int) { return brokenBy(u"not\"a\ncode"_s); };
        MonitorPlan plan = planOf(30, 1s, {u"we\"ird\\one\n"_s});
        world.book = std::make_shared<MonitorBook>(plan);
        world.run(plan);
        // Once more while it is down.
        world.book->targets.front().outages().failed(40s, 40s, u"evil"_s);
        world.book->targets.front().outages().explained(u"not\"a\ncode"_s);
        const QByteArray text = metricsText(*world.book);
        static const QRegularExpression line(u"^(# (HELP|TYPE) pathlight_[a-z_]+ "
                                             u".+|pathlight_[a-z_]+(\\{[a-z]+=\"([^\"\\\\]|\\\\.)*\"(,[a-z]+="
                                             "\"([^\"\\\\]|\\\\.)*\")*\\})? [0-9.e+-]+)$"_s);
        for (const QByteArray& each : text.trimmed().split('\n'))
            QVERIFY2(line.match(QString::fromUtf8(each)).hasMatch(), each.constData());
        QVERIFY(text.contains(R"(target="we\"ird\\one\n")"));
        QVERIFY(text.contains(R"(code="unknown"} 1)"));
        QVERIFY(!text.contains("evil"));
    }

    void bucketsGrow()
    {
        World world([](milliseconds now, int) {
            return answered(401, 20.0 + static_cast<double>(now.count() % 900));
        });
        world.run(planOf(500));
        const QString text = QString::fromUtf8(metricsText(*world.book));
        static const QRegularExpression bucket(u"_bucket\\{target=\"api\",le=\"([^\"]+)\"\\} (\\d+)"_s);
        int before = 0;
        int seen = 0;
        for (auto each = bucket.globalMatch(text); each.hasNext();) {
            const int count = each.next().captured(2).toInt();
            QVERIFY(count >= before);
            before = count;
            ++seen;
        }
        QCOMPARE(seen, 14);
        QCOMPARE(before, 500);
        QVERIFY(text.contains("pathlight_probe_duration_seconds_count{target=\"api\"} 500"_L1));
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("address") << u"192.0.2.1:9465"_s << u"192.0.2.1 9465"_s;
        QTest::newRow("port alone") << u"9465"_s << u"127.0.0.1 9465"_s;
        QTest::newRow("colon") << u":9465"_s << u"127.0.0.1 9465"_s;
        QTest::newRow("name") << u"localhost:1"_s << u"127.0.0.1 1"_s;
        QTest::newRow("six") << u"[::1]:9465"_s << u"::1 9465"_s;
        QTest::newRow("six without brackets") << u"::1:9465"_s << QString();
        QTest::newRow("no port") << u"127.0.0.1"_s << QString();
        QTest::newRow("port too large") << u":70000"_s << QString();
        QTest::newRow("another name") << u"example.com:80"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void addresses()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto read = readMetricsAddress(text);
        QCOMPARE(read ? u"%1 %2"_s.arg(read->address.toString()).arg(read->port) : QString(), expected);
    }

    void metricsAreServed()
    {
        MetricsServer server([] { return QByteArray("pathlight_up 1\n"); });
        QCOMPARE(server.listen({}), QString());
        const QByteArray answer = ask(server.port(), getMetrics());
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.contains("Content-Type: text/plain; version=0.0.4"));
        QVERIFY(answer.endsWith("\r\n\r\npathlight_up 1\n"));
        QVERIFY(ask(server.port(), "HEAD /metrics HTTP/1.0\r\n\r\n").endsWith("\r\n\r\n"));
        MetricsServer second([] { return QByteArray(); });
        QVERIFY(!second.listen({QHostAddress::LocalHost, server.port()}).isEmpty());
    }

    void whatIsNotServed_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("another page") << QByteArray("GET / HTTP/1.1\r\n\r\n") << QByteArray("404");
        QTest::newRow("post") << QByteArray("POST /metrics HTTP/1.1\r\n\r\n") << QByteArray("405");
        QTest::newRow("nonsense") << QByteArray("\x16\x03\x01\r\n\r\n") << QByteArray("400");
        QTest::newRow("endless head")
            << QByteArray("GET /metrics HTTP/1.1\r\nx: ") + QByteArray(20000, 'a') << QByteArray("431");
        QTest::newRow("a page's own name") << getMetrics("rebound.example:9465") << QByteArray("421");
        QTest::newRow("localhost") << getMetrics("localhost:9465") << QByteArray("200");
        QTest::newRow("six") << getMetrics("[::1]:9465") << QByteArray("200");
    }
    void whatIsNotServed()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        MetricsServer server([] { return QByteArray("secret"); });
        QCOMPARE(server.listen({}), QString());
        const QByteArray answer = ask(server.port(), request);
        QCOMPARE(answer.mid(9, 3), status);
        QCOMPARE(answer.contains("secret"), status == "200");
    }

    void clientsThatSayNothingAreTurnedOut()
    {
        MetricsServer server([] { return QByteArray("x"); });
        QCOMPARE(server.listen({}), QString());
        std::vector<std::unique_ptr<QTcpSocket>> idle;
        for (int count = 0; count < 8; ++count) {
            idle.push_back(std::make_unique<QTcpSocket>());
            idle.back()->connectToHost(QHostAddress::LocalHost, server.port());
            QVERIFY(idle.back()->waitForConnected(2000));
        }
        QTest::qWait(50); // For the server to accept them all.
        QVERIFY(!ask(server.port(), getMetrics()).contains("200 OK"));
        QTRY_COMPARE_WITH_TIMEOUT(idle.back()->state(), QAbstractSocket::UnconnectedState, 8000);
        QTRY_VERIFY_WITH_TIMEOUT(ask(server.port(), getMetrics()).contains("200 OK"), 8000);
    }
};

QTEST_GUILESS_MAIN(TestMonitor)
#include "tst_monitor.moc"
