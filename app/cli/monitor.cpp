// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/monitorrun.h"
#include "app/cli/runtoend.h"
#include "app/cli/terminal.h"
#include "core/net/platform/platform.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

namespace {

constexpr int mostTargets = 8;
constexpr double longestInterval = 86'400;
constexpr double shortestRoute = 5;

QString labelOf(const Target& target)
{
    return target.id == "address"_L1 ? target.url : target.id;
}

/// Zero: the way is not traced.
std::chrono::milliseconds routeFrom(Arguments* given)
{
    if (!given->isSet(u"route"_s) || given->value(u"route"_s) == "0"_L1) return {};
    const double seconds = given->number(u"route"_s, 0, longestInterval, false);
    if (seconds < shortestRoute)
        given->complain(u"--route %1: expected 0, or at least %2 seconds"_s.arg(seconds).arg(shortestRoute));
    if (!platform::abilities().hopTrace) {
        say(u"--route: this build cannot trace the way; the rest is watched"_s);
        return {};
    }
    return std::chrono::milliseconds(static_cast<qint64>(seconds * 1000));
}

MonitorPlan planFrom(Arguments* given, const QList<WalkChoice>& targets)
{
    MonitorPlan plan;
    for (const WalkChoice& each : targets)
        plan.labels.append(labelOf(each.request.target));
    if (QSet<QString>(plan.labels.begin(), plan.labels.end()).size() != plan.labels.size())
        given->complain(u"a target was given twice"_s);
    const double interval = given->number(u"interval"_s, 0.1, longestInterval, false);
    plan.interval = std::chrono::milliseconds(static_cast<qint64>(interval * 1000));
    plan.walkPause = walkPauseFor(plan.interval);
    plan.routeEvery = routeFrom(given);
    if (given->isSet(u"count"_s))
        plan.count = static_cast<qint64>(given->number(u"count"_s, 1, 1'000'000'000, true));
    plan.objective = given->number(u"objective"_s, 0, 100, false) / 100;
    return plan;
}

std::optional<MetricsAddress> metricsFrom(Arguments* given)
{
    if (!given->isSet(u"metrics"_s)) return std::nullopt;
    const QString text = given->value(u"metrics"_s);
    const auto address = readMetricsAddress(text);
    if (!address)
        given->complain(u"--metrics %1: expected an address and a port like 127.0.0.1:9465"_s.arg(text));
    return address;
}

MonitorChoice choiceFrom(Arguments* given)
{
    MonitorChoice choice;
    choice.targets = targetChoices(given);
    for (WalkChoice& each : choice.targets)
        readKey(given, &each);
    choice.plan = planFrom(given, choice.targets);
    for (const WalkChoice& each : std::as_const(choice.targets))
        choice.plan.keySent.append(each.request.key.isSet() && !each.request.target.auth.header.isEmpty());
    choice.metrics = metricsFrom(given);
    choice.journal = given->value(u"journal"_s);
    choice.language = languageOf(*given);
    return choice;
}

} // namespace

int runMonitor(const QStringList& arguments)
{
    Arguments given(
        u"monitor"_s,
        u"Sends one small request to each target at a steady interval and keeps the record: success "
        "rate, latency, outages with their causes. When a target fails, a short walk runs by itself "
        "and says why. Ctrl+C ends it with a summary. Exit status: 0 the objective was met, 1 it "
        "was not, 3 something could not be written, 4 no probe was sent."_s);
    addTargetOptions(&given, mostTargets);
    given.option(u"interval"_s, u"S"_s, u"Seconds between two probes, more than 0.1."_s, u"60"_s);
    given.option(u"count"_s, u"N"_s, u"Probes to send to each target; without it, until Ctrl+C."_s);
    given.option(u"route"_s, u"SECONDS"_s,
                 u"Trace the way to each target this often, at least 5; without it, or at 0, not at all. One "
                 "trace makes at most 60 attempts."_s);
    given.option(u"metrics"_s, u"ADDRESS:PORT"_s,
                 u"Serve Prometheus metrics there under /metrics; \":9465\" is this computer alone."_s);
    given.option(u"journal"_s, u"FILE"_s,
                 u"Write every event there, a line of JSON each. At 16 MiB it becomes FILE.1, and so on to "
                 "FILE.3."_s);
    given.option(u"objective"_s, u"PERCENT"_s, u"The share of probes that ought to succeed."_s, u"99"_s);
    given.option(u"key-env"_s, u"NAME"_s,
                 u"Read the API key from this environment variable; without it, none is sent."_s);
    given.option(u"language"_s, u"LANGUAGE"_s, u"en or zh_CN; by default the locale's."_s);
    if (const auto status = given.parse(arguments)) return *status;
    const MonitorChoice choice = choiceFrom(&given);
    if (const auto status = given.complaint()) return *status;

    MonitorRun run(choice);
    if (!run.isReady()) return Failed;
    runToEnd(&run);
}

} // namespace pathlight::cli
