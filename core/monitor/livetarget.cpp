// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/livetarget.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"
#include "core/net/systemlookup.h"
#include "core/steps/egress.h"
#include "core/steps/firsthop.h"
#include "core/steps/probe.h"
#include "core/steps/route.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr double walkSeconds = 30;
constexpr qsizetype mostWalkEvents = 2000;
constexpr std::chrono::milliseconds traceTime{10'000};

/// A probe is no step of a walk: nobody listens to its samples.
class NobodyListens final : public StepHost
{
public:
    void sample(const QString& step, const QString& kind, QJsonObject data) override
    {
        Q_UNUSED(step)
        Q_UNUSED(kind)
        Q_UNUSED(data)
    }
    void yield(const QString& step, const QString& token) override
    {
        Q_UNUSED(step)
        Q_UNUSED(token)
    }
};

/// Of what the name resolves to, the address to go to: the one the walk chose, else one of its family.
QHostAddress addressFrom(const QList<QHostAddress>& found, const std::optional<QString>& chosen)
{
    if (found.isEmpty()) return {};
    const QHostAddress known(chosen.value_or(QString()));
    if (known.isNull() || found.contains(known)) return known.isNull() ? found.first() : known;
    const auto same = std::find_if(found.begin(), found.end(), [&](const QHostAddress& each) {
        return each.protocol() == known.protocol();
    });
    return same == found.end() ? found.first() : *same;
}

TcpEvidence towards(const QHostAddress& address, quint16 port)
{
    ConnectAttempt attempt;
    attempt.address = address.toString();
    attempt.port = port;
    TcpEvidence tcp;
    tcp.attempts.append(attempt);
    tcp.chosen = attempt.address;
    return tcp;
}

/// The events of a walk as they come, and the evidence and verdict among them.
struct Harvest
{
    void take(const Event& event)
    {
        if (event.kind == EventKind::Evidence) evidence.set(event.step, event.data);
        if (event.kind == EventKind::Verdict)
            seen.verdict = fromObject<Verdict>(event.data.value("verdict"_L1).toObject());
        if (event.kind == EventKind::WalkEnded) seen.ended = event.data["ending"_L1] != "cancelled"_L1;
        if (event.kind != EventKind::Sample && seen.events.size() < mostWalkEvents) seen.events.append(event);
    }

    WalkSeen seen;
    Evidence evidence;
};

} // namespace

LiveTarget::LiveTarget(DiagnosisRequest request) : m_request(std::move(request))
{
    m_request.options.only = {u"environment"_s, u"proxy"_s, u"dns"_s,  u"tcp"_s,
                              u"mtu"_s,         u"tls"_s,   u"http"_s, u"api"_s};
    m_request.options.skip = {};
    m_request.options.deadlineSeconds = walkSeconds;
}

StepContext LiveTarget::context(const Scope& scope) const
{
    StepContext context{u"monitor"_s,
                        scope,
                        m_request.target,
                        m_request.options,
                        m_request.key,
                        m_evidence,
                        std::make_shared<NobodyListens>(),
                        std::make_shared<std::map<QString, std::unique_ptr<QObject>>>()};
    TlsEvidence tls;
    tls.verified =
        true; // The probe verifies before the first byte; nothing is sent to who does not prove it.
    context.evidence.tls = tls;
    return context;
}

QCoro::Task<TrySeen> LiveTarget::probe(Scope scope)
{
    StepContext known = context(scope);
    const auto route = proxyChoice(known).route;
    const QString name = route ? route->address.host : m_request.target.host();
    const int port = route ? route->address.port : m_request.target.port();
    SystemLookup lookup(name);
    SystemLookup* const at = &lookup;
    const Ended ended =
        co_await until(scope, at, &SystemLookup::changed, [at] { return at->answer().has_value(); });
    const auto chosen = m_evidence.tcp ? m_evidence.tcp->chosen : std::nullopt;
    const QHostAddress address =
        ended == Ended::Success ? addressFrom(lookup.answer()->addresses, chosen) : QHostAddress();
    if (address.isNull()) {
        TrySeen failed;
        failed.outcome.method = m_request.target.probe.method;
        failed.outcome.error = route ? u"proxy_name_not_resolved"_s : u"name_not_resolved"_s;
        co_return failed;
    }
    known.evidence.tcp = towards(address, static_cast<quint16>(port));
    QCoro::Task<TrySeen> sending = sendProbe(known, scope);
    TrySeen seen = co_await sending;
    if (seen.ms && lookup.answer()) *seen.ms += lookup.answer()->ms;
    co_return seen;
}

QCoro::Task<WalkSeen> LiveTarget::walk(Scope scope)
{
    Diagnosis diagnosis(m_request);
    Harvest harvest;
    Harvest* const into = &harvest;
    QObject::connect(&diagnosis, &Diagnosis::event, &diagnosis,
                     [into](const Event& event) { into->take(event); });
    Diagnosis* const at = &diagnosis;
    diagnosis.start();
    co_await until(scope, at, &Diagnosis::finished, [at] { return !at->isRunning(); });
    const auto& tcp = harvest.evidence.tcp;
    if (harvest.seen.ended && tcp && tcp->chosen) m_evidence = harvest.evidence;
    co_return harvest.seen;
}

QCoro::Task<std::optional<TraceEvidence>> LiveTarget::trace(Scope scope, std::optional<int> guess)
{
    const FirstHop hop = firstHop(m_evidence, m_request.target);
    const auto chosen = m_evidence.tcp ? m_evidence.tcp->chosen : std::nullopt;
    if (!chosen || !platform::abilities().hopTrace) co_return std::nullopt;
    const Scope inTime = scope.within(traceTime);
    QCoro::Task<TraceEvidence> tracing =
        traceWatched(context(inTime), QHostAddress(*chosen), hop.port, guess);
    const TraceEvidence trace = co_await tracing;
    if (inTime.isOver()) co_return std::nullopt;
    co_return trace;
}

MonitorPorts livePorts(const std::vector<std::unique_ptr<LiveTarget>>& targets,
                       std::function<void(const MonitorEvent&)> tell)
{
    std::vector<LiveTarget*> live;
    for (const auto& each : targets)
        live.push_back(each.get());
    MonitorPorts ports;
    ports.now = systemInstant;
    ports.pause = [](Scope scope, std::chrono::milliseconds time) -> QCoro::Task<Ended> {
        co_return co_await pause(scope, time);
    };
    ports.probe = [live](const Scope& scope, int target) {
        return live.at(static_cast<std::size_t>(target))->probe(scope);
    };
    ports.walk = [live](const Scope& scope, int target) {
        return live.at(static_cast<std::size_t>(target))->walk(scope);
    };
    ports.route = [live](const Scope& scope, int target, std::optional<int> guess) {
        return live.at(static_cast<std::size_t>(target))->trace(scope, guess);
    };
    ports.tell = std::move(tell);
    return ports;
}

} // namespace pathlight
