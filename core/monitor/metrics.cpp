// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/metrics.h"

#include "core/rules/codes.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Upper limits of the buckets of the probes' duration, seconds.
constexpr std::array buckets{0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0};

double seconds(std::chrono::milliseconds time)
{
    return static_cast<double>(time.count()) / 1000;
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 15);
}

QByteArray escaped(const QString& value)
{
    QByteArray text = value.toUtf8();
    return text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
}

/// Lines of an exposition, metric by metric.
class Exposition
{
public:
    void metric(const char* name, const char* type, const char* help)
    {
        m_name = QByteArray("pathlight_") + name;
        m_text += "# HELP " + m_name + ' ' + help + "\n# TYPE " + m_name + ' ' + type + '\n';
    }
    void value(const QByteArray& labels, double value) { line({}, labels, value); }
    void line(const QByteArray& suffix, const QByteArray& labels, double value)
    {
        m_text += m_name + suffix + (labels.isEmpty() ? QByteArray() : '{' + labels + '}') + ' ' +
                  number(value) + '\n';
    }
    [[nodiscard]] const QByteArray& text() const { return m_text; }

private:
    QByteArray m_name;
    QByteArray m_text;
};

QByteArray label(const char* name, const QString& value)
{
    return QByteArray(name) + "=\"" + escaped(value) + '"';
}

QByteArray of(const TargetRecord& record)
{
    return label("target", record.label());
}

void ofTheMonitor(const MonitorBook& book, Exposition& out)
{
    out.metric("build_info", "gauge", "The version of Pathlight that answers.");
    out.value(label("version", QStringLiteral(PATHLIGHT_VERSION)), 1);
    out.metric("monitor_interval_seconds", "gauge", "Time between two probes of one target.");
    out.value({}, seconds(book.interval));
    out.metric("objective_ratio", "gauge", "The share of probes that ought to succeed.");
    out.value({}, book.objective);
    out.metric("walks_total", "counter", "Diagnostic walks made by the monitor.");
    out.value({}, book.walks);
    out.metric("probes_void_total", "counter", "Probes that say nothing because the computer slept.");
    out.value({}, book.voided);
    out.metric("asleep_seconds_total", "counter", "Time the computer slept while it was to watch.");
    out.value({}, seconds(book.asleep));
}

void probes(const MonitorBook& book, Exposition& out)
{
    out.metric("up", "gauge", "Did the last probe succeed?");
    for (const TargetRecord& record : book.targets) {
        if (record.last()) out.value(of(record), record.last()->succeeded ? 1 : 0);
    }
    out.metric("probes_total", "counter", "Probes sent, by their result.");
    for (const TargetRecord& record : book.targets) {
        const SuccessRate& total = record.total();
        out.value(of(record) + ",result=\"success\"", total.succeeded());
        out.value(of(record) + ",result=\"failure\"", total.total() - total.succeeded());
    }
    out.metric("probe_failures_total", "counter", "Probes that failed, by how.");
    for (const TargetRecord& record : book.targets) {
        for (const QString& kind : failureKinds())
            out.value(of(record) + ',' + label("kind", kind), record.failures().value(kind));
    }
}

void durations(const MonitorBook& book, Exposition& out)
{
    out.metric("probe_duration_seconds", "histogram",
               "From the look-up of the name to the last byte of the answer, of probes that succeeded.");
    for (const TargetRecord& record : book.targets) {
        const Latencies& latencies = record.latencies();
        for (const double limit : buckets) {
            out.line("_bucket", of(record) + ",le=\"" + number(limit) + '"',
                     static_cast<double>(latencies.countUpTo(limit * 1000)));
        }
        const auto count = static_cast<double>(latencies.count());
        out.line("_bucket", of(record) + ",le=\"+Inf\"", count);
        out.line("_sum", of(record), latencies.sumMs() / 1000);
        out.line("_count", of(record), count);
    }
}

void times(const MonitorBook& book, Exposition& out)
{
    out.metric("last_probe_timestamp_seconds", "gauge", "When the last probe was sent, since 1970.");
    for (const TargetRecord& record : book.targets) {
        if (record.last()) out.value(of(record), seconds(record.last()->wall));
    }
    out.metric("last_success_timestamp_seconds", "gauge",
               "When the last probe that succeeded was sent, since 1970.");
    for (const TargetRecord& record : book.targets) {
        if (record.lastSuccess()) out.value(of(record), seconds(*record.lastSuccess()));
    }
}

/// The code goes into a label only where the contract lists it.
QString causeOf(const Outage& outage)
{
    return codeInfo(outage.code) ? outage.code : u"unknown"_s;
}

void outages(const MonitorBook& book, Exposition& out)
{
    out.metric("outages_total", "counter", "Stretches of time in which the target could not be reached.");
    for (const TargetRecord& record : book.targets)
        out.value(of(record), record.outages().count());
    out.metric("outage_seconds_total", "counter", "Time in which the target could not be reached.");
    for (const TargetRecord& record : book.targets)
        out.value(of(record), seconds(record.outages().total()));
    out.metric("outage_active", "gauge", "Is there an outage now?");
    for (const TargetRecord& record : book.targets)
        out.value(of(record), record.outages().state() == Outages::State::Down ? 1 : 0);
    out.metric("outage_cause_info", "gauge", "The fault behind the outage that is on.");
    for (const TargetRecord& record : book.targets) {
        if (record.outages().state() != Outages::State::Down) continue;
        out.value(of(record) + ',' + label("code", causeOf(*record.outages().newest())), 1);
    }
}

void interruptions(const MonitorBook& book, Exposition& out)
{
    out.metric("probes_with_retransmissions_total", "counter",
               "Probes for which the kernel sent segments again.");
    for (const TargetRecord& record : book.targets)
        out.value(of(record), record.interruptions().probesSentAgain());
    out.metric("interruptions_total", "counter",
               "Stretches of time in which packets vanished and requests came late but came.");
    for (const TargetRecord& record : book.targets)
        out.value(of(record), record.interruptions().count());
    out.metric("interruption_seconds_total", "counter", "Time in which packets vanished, outages apart.");
    for (const TargetRecord& record : book.targets)
        out.value(of(record), seconds(record.interruptions().total()));
}

void routes(const MonitorBook& book, Exposition& out)
{
    out.metric("route_traces_total", "counter", "Traces of the way that were made.");
    for (const TargetRecord& record : book.targets)
        out.value(of(record), record.route().traces());
    out.metric("route_changes_total", "counter", "Traces that confirmed a change of the way.");
    for (const TargetRecord& record : book.targets)
        out.value(of(record), record.route().changes());
}

} // namespace

QByteArray metricsText(const MonitorBook& book)
{
    Exposition out;
    ofTheMonitor(book, out);
    probes(book, out);
    durations(book, out);
    times(book, out);
    outages(book, out);
    interruptions(book, out);
    routes(book, out);
    return out.text();
}

} // namespace pathlight
