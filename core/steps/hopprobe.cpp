// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/hopprobe.h"

#include "core/steps/firsthop.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr double shortestWaitMs = 400;
/// A lost SYN is sent again after a second (RFC 6298): an attempt that is given up before is one packet.
constexpr double longestWaitMs = 950;
/// A target as far away as this cannot be asked in less.
constexpr double farTargetMs = 600;
constexpr double longestFarWaitMs = 2000;
constexpr double unlimitedWaitMs = 1500;
constexpr auto sweepInterval = std::chrono::milliseconds(20);

} // namespace

bool Trace::Probe::isOver() const
{
    if (connector) return connector->isOver();
    return !datagram || datagram->seen().state != platform::HopDatagramSeen::State::Waiting;
}

HopAnswer Trace::Probe::answer(const QString& target) const
{
    if (datagram) return hopAnswerOf(datagram->seen(), target);
    if (!connector) return {HopAnswer::Kind::NotSent, {}, 0, u"prohibited"_s};
    ConnectAttempt seen = connector->seen();
    if (!connector->isOver()) seen.outcome = ConnectOutcome::TimedOut;
    return hopAnswerOf(seen, target);
}

Trace::Trace(StepContext context, HopMethod method, const QHostAddress& address, quint16 port,
             std::shared_ptr<HopBudget> budget)
    : m_context(std::move(context)),
      m_method(method),
      m_address(address),
      m_port(method == HopMethod::Icmp ? quint16(0) : port),
      m_budget(std::move(budget))
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
    add(ttl, Pace::Usual);
}

void Trace::launchSlow(int ttl)
{
    add(ttl, Pace::Slow);
}

void Trace::launchUnlimited()
{
    if (m_budget->left > 0) m_unlimitedPending = true;
    add(std::nullopt, Pace::Usual);
}

void Trace::add(std::optional<int> ttl, Pace pace)
{
    if (m_budget->left <= 0) return;
    Probe probe = probeTo(ttl);
    probe.ttl = ttl;
    probe.pace = pace;
    probe.since.start();
    m_probes.push_back(std::move(probe));
    --m_budget->left;
    ++m_sent;
}

Trace::Probe Trace::probeTo(std::optional<int> ttl)
{
    // Queued: sweep() destroys the object whose signal leads to it.
    Probe probe;
    if (m_method == HopMethod::Tcp) {
        probe.connector = platform::Connector::create({m_address, m_port, {}, ttl});
        connect(probe.connector.get(), &platform::Connector::changed, this, &Trace::sweep,
                Qt::QueuedConnection);
        return probe;
    }
    const auto kind =
        m_method == HopMethod::Udp ? platform::HopDatagramKind::Udp : platform::HopDatagramKind::Echo;
    probe.datagram = platform::HopDatagram::create(kind, m_address, m_port, ttl);
    if (probe.datagram)
        connect(probe.datagram.get(), &platform::HopDatagram::changed, this, &Trace::sweep,
                Qt::QueuedConnection);
    return probe;
}

/// Takes out the attempts that ended and those whose time is up.
void Trace::sweep()
{
    std::vector<Probe> ended;
    const auto isRunning = [&](const Probe& probe) {
        return !probe.isOver() && static_cast<double>(probe.since.elapsed()) < limitMs(probe);
    };
    const auto firstEnded = std::stable_partition(m_probes.begin(), m_probes.end(), isRunning);
    std::move(firstEnded, m_probes.end(), std::back_inserter(ended));
    m_probes.erase(firstEnded, m_probes.end());
    for (const Probe& probe : ended)
        finish(probe);
    if (ended.empty()) return;
    m_lastEndedMs = elapsedMs();
    Q_EMIT changed();
}

void Trace::finish(const Probe& probe)
{
    ++m_revision;
    const HopAnswer answer = probe.answer(m_address.toString());
    if (!probe.ttl) m_unlimitedPending = false;
    if (answer.kind == HopAnswer::Kind::NotSent) {
        m_notSent = answer.said;
        return;
    }
    if (!probe.ttl) {
        m_tally.addUnlimited(answer);
        if (answer.kind != HopAnswer::Kind::Silent) m_unlimitedMs = answer.ms;
    } else if (probe.pace == Pace::Slow) {
        m_tally.addSlow(*probe.ttl, answer);
    } else {
        m_tally.add(*probe.ttl, answer);
        report(*probe.ttl, answer);
    }
}

void Trace::report(int ttl, const HopAnswer& answer) const
{
    const bool silent = answer.kind == HopAnswer::Kind::Silent || answer.kind == HopAnswer::Kind::Strange;
    m_context.sample(sample::hop,
                     {{u"ttl"_s, ttl},
                      {u"address"_s, silent ? QJsonValue(QJsonValue::Null) : QJsonValue(answer.from)},
                      {u"ms"_s, silent ? QJsonValue(QJsonValue::Null) : QJsonValue(answer.ms)},
                      {u"target"_s, answer.kind == HopAnswer::Kind::Target},
                      {u"family"_s, familyName(m_address)},
                      {u"protocol"_s, nameOf(m_method)}});
}

double Trace::limitMs(const Probe& probe) const
{
    if (!probe.ttl) return unlimitedWaitMs;
    const bool far = m_unlimitedMs.value_or(0) > farTargetMs;
    const double longest = far ? longestFarWaitMs : longestWaitMs;
    return m_unlimitedPending ? longest : std::clamp(2.5 * m_tally.slowestMs(), shortestWaitMs, longest);
}

double Trace::elapsedMs() const
{
    return static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
}

TraceEvidence Trace::evidence(int rounds) const
{
    TraceEvidence evidence;
    evidence.protocol = nameOf(m_method);
    evidence.family = familyName(m_address);
    evidence.address = m_address.toString();
    evidence.port = m_port;
    evidence.rounds = rounds;
    evidence.sent = m_sent;
    evidence.tookMs = m_lastEndedMs;
    evidence.hops = m_tally.rows(silentRows);
    evidence.packetsToTarget = m_tally.answersOfTarget();
    evidence.strange = m_tally.strange();
    if (!m_notSent.isEmpty()) evidence.local = m_notSent;
    for (const HopEvidence& hop : evidence.hops) {
        if (hop.address) evidence.lastResponding = hop.address;
    }
    // A trace that was stopped has not waited for whoever is silent, and one that sent nothing asked nobody.
    const bool asked = m_notSent.isEmpty() || m_tally.lastAnswered() > 0;
    if (m_tally.isTargetThere() || (asked && !m_context.scope.isOver()))
        evidence.reached = m_tally.isTargetThere();
    if (m_tally.isTargetThere()) evidence.lastResponding = evidence.address;
    return evidence;
}

} // namespace pathlight
