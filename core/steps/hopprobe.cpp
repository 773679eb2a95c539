// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/hopprobe.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr double shortestWaitMs = 400;
constexpr double longestWaitMs = 1500;
constexpr auto sweepInterval = std::chrono::milliseconds(20);

} // namespace

Trace::Trace(StepContext context, const QHostAddress& address, quint16 port)
    : m_context(std::move(context)), m_address(address), m_port(port)
{
    m_clock.start();
    auto* timer = new QTimer(this);
    timer->setInterval(sweepInterval);
    connect(timer, &QTimer::timeout, this, &Trace::sweep);
    timer->start();
}

Trace::~Trace() = default;

void Trace::launch(int ttl)
{
    add(ttl);
}

void Trace::launchUnlimited()
{
    m_unlimitedPending = true;
    add(std::nullopt);
}

void Trace::add(std::optional<int> ttl)
{
    Probe probe;
    probe.connector = platform::Connector::create({m_address, m_port, {}, ttl});
    probe.ttl = ttl;
    probe.since.start();
    // Queued: sweep() destroys the connector whose signal leads to it.
    connect(probe.connector.get(), &platform::Connector::changed, this, &Trace::sweep, Qt::QueuedConnection);
    m_probes.push_back(std::move(probe));
    ++m_attempts;
}

/// Takes out the attempts that ended and those whose time is up.
void Trace::sweep()
{
    std::vector<Probe> ended;
    const auto isRunning = [&](const Probe& probe) {
        return !probe.connector->isOver() && static_cast<double>(probe.since.elapsed()) < limitMs(probe);
    };
    const auto firstEnded = std::stable_partition(m_probes.begin(), m_probes.end(), isRunning);
    std::move(firstEnded, m_probes.end(), std::back_inserter(ended));
    m_probes.erase(firstEnded, m_probes.end());
    for (const Probe& probe : ended)
        finish(probe);
    if (!ended.empty()) Q_EMIT changed();
}

void Trace::finish(const Probe& probe)
{
    ++m_revision;
    ConnectAttempt seen = probe.connector->seen();
    if (!probe.connector->isOver()) seen.outcome = ConnectOutcome::TimedOut;
    const HopAnswer answer = hopAnswerOf(seen, m_address.toString());
    if (!probe.ttl) m_unlimitedPending = false;
    if (answer.kind == HopAnswer::Kind::NotSent) {
        m_notSent = true;
        return;
    }
    if (!probe.ttl) {
        m_table.addUnlimited(answer);
        if (answer.kind != HopAnswer::Kind::Silent) m_unlimitedMs = answer.ms;
        return;
    }
    m_table.add(*probe.ttl, answer);
    const bool silent = answer.kind == HopAnswer::Kind::Silent;
    m_context.sample(sample::hop,
                     {{u"ttl"_s, *probe.ttl},
                      {u"address"_s, silent ? QJsonValue(QJsonValue::Null) : QJsonValue(answer.from)},
                      {u"ms"_s, silent ? QJsonValue(QJsonValue::Null) : QJsonValue(answer.ms)},
                      {u"target"_s, answer.kind == HopAnswer::Kind::Target}});
}

double Trace::limitMs(const Probe& probe) const
{
    if (!probe.ttl || m_unlimitedPending) return longestWaitMs;
    return std::clamp(2.5 * m_table.slowestMs(), shortestWaitMs, longestWaitMs);
}

double Trace::elapsedMs() const
{
    return static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
}

} // namespace pathlight
