// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
/// What watching costs: memory and time for a million samples, the share of a core that the real program
/// takes at one probe a second, and how late the probes of 200 targets are, each asked once a second.
///
///     bench_monitor [PATH-OF-PATHLIGHT-CLI [SECONDS]]
#include "core/async/wait.h"
#include "core/monitor/livetarget.h"
#include "core/monitor/metrics.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTextStream>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <random>

#include <unistd.h>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace {

QTextStream& out()
{
    static QTextStream stream(stdout);
    return stream;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

double residentMiB(qint64 process)
{
    const QList<QByteArray> words = contentOf(u"/proc/%1/statm"_s.arg(process)).split(' ');
    return words.value(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

/// Seconds of processor time, in user and kernel mode.
double processorSeconds(qint64 process)
{
    const QByteArray stat = contentOf(u"/proc/%1/stat"_s.arg(process));
    const QList<QByteArray> words = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return (words.value(11).toDouble() + words.value(12).toDouble()) /
           static_cast<double>(sysconf(_SC_CLK_TCK));
}

void feed(TargetRecord* record, int from, int to)
{
    std::mt19937 random(5);
    std::lognormal_distribution<double> latency(5, 0.4);
    for (int index = from; index < to; ++index) {
        const milliseconds at(index * 1000LL);
        const bool succeeded = random() % 100 != 0;
        record->take({at, at, succeeded, 401, succeeded ? std::optional(latency(random)) : std::nullopt,
                      succeeded ? QString() : u"timed_out"_s});
    }
}

void aMillionSamples()
{
    MonitorPlan plan;
    plan.labels = QStringList{u"api"_s};
    MonitorBook book(plan);
    TargetRecord& record = book.targets.front();
    const qint64 self = QCoreApplication::applicationPid();
    feed(&record, 0, 1000);
    const double before = residentMiB(self);
    QElapsedTimer clock;
    clock.start();
    feed(&record, 1000, 1'000'000);
    const double took = static_cast<double>(clock.elapsed());
    out() << "1,000,000 samples: " << took << " ms, " << residentMiB(self) - before
          << " MiB more than after 1,000; outages counted " << record.outages().count() << ", kept "
          << record.outages().kept().size() << '\n';
    clock.restart();
    qsizetype bytes = 0;
    for (int count = 0; count < 100; ++count)
        bytes = metricsText(book).size();
    out() << "metrics page: " << static_cast<double>(clock.nsecsElapsed()) / 1e8 << " ms, " << bytes
          << " bytes\n"
          << Qt::flush;
}

/// The practice endpoint's profile and authority, as `simulate` prints them.
QStringList argumentsFrom(QProcess* practice)
{
    QByteArray said;
    while (!said.contains("\ntry ") && practice->waitForReadyRead(10'000))
        said += practice->readAllStandardOutput();
    static const QRegularExpression files(u"--profile (\\S+) --ca-file (\\S+)"_s);
    const auto match = files.match(QString::fromUtf8(said));
    return {u"--profile"_s, match.captured(1), u"--ca-file"_s, match.captured(2), u"--proxy"_s, u"none"_s};
}

void aProbeASecond(const QString& cli, int seconds)
{
    QProcess practice;
    practice.start(cli, {u"simulate"_s, u"healthy"_s});
    const QStringList arguments = argumentsFrom(&practice);
    QProcess monitor;
    monitor.setStandardOutputFile(QProcess::nullDevice());
    monitor.start(cli, QStringList{u"monitor"_s, u"--interval"_s, u"1"_s} + arguments);
    monitor.waitForStarted();
    QThread::sleep(8); // The first walk is over by then.
    const double before = processorSeconds(monitor.processId());
    const double memory = residentMiB(monitor.processId());
    QThread::sleep(static_cast<unsigned long>(seconds));
    const double share = (processorSeconds(monitor.processId()) - before) / seconds;
    out() << "one probe a second for " << seconds << " s: " << share * 100 << " % of a core, " << memory
          << " MiB resident at the beginning, " << residentMiB(monitor.processId()) << " MiB at the end\n";
    monitor.terminate();
    monitor.waitForFinished();
    practice.terminate();
    practice.waitForFinished();
}

/// When each probe was sent, against its target's beat.
struct Punctuality
{
    QList<double> lateMs;
    int failed = 0;

    [[nodiscard]] double percentile(double percent)
    {
        if (lateMs.isEmpty()) return -1;
        std::sort(lateMs.begin(), lateMs.end());
        return lateMs.at(static_cast<qsizetype>(percent / 100 * static_cast<double>(lateMs.size() - 1)));
    }
};

constexpr int warmUpBeats = 3;
constexpr double earlyMs = 10;

DiagnosisRequest requestFor(const QStringList& arguments)
{
    DiagnosisRequest request;
    request.target = *readTargetFile(arguments.value(1)).target;
    request.options.caFile = arguments.value(3);
    request.options.proxy = u"none"_s;
    return request;
}

/// Real probes of so many targets from one monitor, without the walks: those have threads of their own.
void manyTargets(const QString& cli, int count, int seconds)
{
    QProcess practice;
    practice.start(cli, {u"simulate"_s, u"healthy"_s});
    const DiagnosisRequest request = requestFor(argumentsFrom(&practice));
    MonitorPlan plan;
    plan.interval = milliseconds(1000);
    plan.count = seconds + warmUpBeats;
    std::vector<std::unique_ptr<LiveTarget>> targets;
    for (int number = 0; number < count; ++number) {
        plan.labels.append(u"target %1"_s.arg(number));
        targets.push_back(std::make_unique<LiveTarget>(request));
    }
    const auto book = std::make_shared<MonitorBook>(plan);
    Punctuality seen;
    std::vector<int> sent(targets.size(), 0);
    QElapsedTimer clock;
    MonitorPorts ports = livePorts(targets, [&](const MonitorEvent& event) {
        if (event.kind == MonitorEventKind::Started) clock.start();
    });
    ports.walk = [](const Scope&, int) -> QCoro::Task<WalkSeen> { co_return WalkSeen{true, {}, {}}; };
    const auto probe = ports.probe;
    ports.probe = [&, probe](const Scope& scope, int target) {
        const int phase = 1000 * target / count;
        // A timer may fire a little before its time.
        const double since = static_cast<double>(clock.nsecsElapsed()) / 1e6 - phase;
        const double late = std::fmod(since + earlyMs, 1000) - earlyMs;
        // The first of all come together, after the walks; then everybody finds its beat.
        if (sent.at(static_cast<std::size_t>(target))++ >= warmUpBeats) seen.lateMs.append(late);
        return probe(scope, target);
    };
    const double before = processorSeconds(QCoreApplication::applicationPid());
    const Scope scope(std::make_shared<CancelSource>(), QDeadlineTimer(QDeadlineTimer::Forever));
    QCoro::waitFor(runMonitor(scope, plan, ports, book));
    const double took = static_cast<double>(clock.elapsed()) / 1000;
    const double used = processorSeconds(QCoreApplication::applicationPid()) - before;
    for (const TargetRecord& record : book->targets)
        seen.failed += record.total().total() - record.total().succeeded();
    const auto probes = static_cast<double>(count * plan.count);
    out() << count << " targets once a second: " << probes << " probes in " << took << " s, " << seen.failed
          << " failed; late by " << seen.percentile(50) << " ms (median), " << seen.percentile(99)
          << " ms (99 %), " << seen.percentile(100) << " ms (worst); " << used / took * 100
          << " % of a core, " << used / probes * 1000 << " ms each; "
          << residentMiB(QCoreApplication::applicationPid()) << " MiB resident\n"
          << Qt::flush;
    practice.terminate();
    practice.waitForFinished();
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    aMillionSamples();
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() > 1) {
        const int seconds = std::max(arguments.value(2, u"60"_s).toInt(), 1);
        manyTargets(arguments.at(1), 200, std::min(seconds, 30));
        aProbeASecond(arguments.at(1), seconds);
    }
    return 0;
}
