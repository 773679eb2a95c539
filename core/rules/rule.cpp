// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

#include "core/evidence/keyless.h"
#include "core/rules/routereading.h"

#include <QHostAddress>
#include <QMap>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

Finding& Findings::add(const QString& code, Severity severity, double confidence)
{
    Finding finding;
    finding.code = code;
    finding.step = m_step;
    finding.severity = severity;
    finding.confidence = confidence;
    finding.rule = m_rule;
    m_findings.append(finding);
    return m_findings.last();
}

QString spoken(double number)
{
    const bool whole = std::fabs(number) >= 10 || std::floor(number) == number;
    return QString::number(number, 'f', whole ? 0 : 1);
}

bool provenByCertificate(const Facts& facts)
{
    const auto& tls = facts.evidence.tls;
    if (!tls || tls->outcome != HandshakeOutcome::Completed) return false;
    return std::any_of(tls->stores.begin(), tls->stores.end(), [](const TrustStoreEvidence& store) {
        return store.store == "vendor"_L1 && store.accepts.value_or(false);
    });
}

const TraceEvidence* traceOf(const Facts& facts, const ConnectAttempt& attempt)
{
    const auto& route = facts.evidence.route;
    return route ? tcpTraceTo(*route, attempt.address, attempt.family) : nullptr;
}

bool isGateway(const Facts& facts, const QString& address)
{
    const auto& environment = facts.evidence.environment;
    return environment && (environment->gateway4 == address || environment->gateway6 == address);
}

namespace {

/// An unauthenticated request is answered by a healthy API with one of these.
bool servesWithoutKey(int status)
{
    return status < 300 || isKeylessRefusal(status);
}

} // namespace

bool apiServes(const Facts& facts)
{
    const auto& http = facts.evidence.http;
    const auto& api = facts.evidence.api;
    if (!http || http->outcome != ExchangeOutcome::Answered || !http->fromTheApi.value_or(false))
        return false;
    const int status = http->status.value_or(0);
    if (status < 100) return false;
    // A gateway that answers 200 with the API's error inside passes no request on.
    if (status < 300 && api && api->errorType) return false;
    return api && api->keySent ? status < 300 : servesWithoutKey(status);
}

bool servesPastDesktopProxy(const Facts& facts)
{
    const auto& proxy = facts.evidence.proxy;
    return proxy && proxy->proxy && proxy->mode == "system"_L1 && proxy->direct &&
           proxy->direct->verified == true && proxy->direct->fromTheApi == true;
}

InStreamsPlace inPlaceOf(const StreamRunEvidence& run)
{
    if (run.ending != StreamEnding::NotAStream || run.status != 200 || run.errorType)
        return InStreamsPlace::Stream;
    const QString type = run.contentType.value_or(QString()).toLower();
    // One that was compressed unasked is read by clients that unpack it.
    if (type.startsWith("text/event-stream"_L1)) return InStreamsPlace::Stream;
    if (type.contains("json"_L1)) return InStreamsPlace::Json;
    return type.contains("html"_L1) ? InStreamsPlace::Page : InStreamsPlace::NoKind;
}

namespace {

/// One message, asked for as a stream, that no client could have had.
bool isNoMessage(const StreamRunEvidence& run)
{
    if (run.ending == StreamEnding::Refused) return run.errorType == "billing_error"_L1;
    const InStreamsPlace what = inPlaceOf(run);
    return what == InStreamsPlace::Page || what == InStreamsPlace::NoKind;
}

/// An answer that is none could be one lost in many, so it takes two.
bool noMessageComes(const Facts& facts)
{
    if (!facts.evidence.stream) return false;
    const QList<StreamRunEvidence>& all = facts.evidence.stream->streams;
    if (all.isEmpty() || !std::all_of(all.begin(), all.end(), isNoMessage)) return false;
    return all.size() > 1 || all.first().ending == StreamEnding::Refused;
}

} // namespace

bool stopsEveryClient(const Facts& facts)
{
    const auto& proxy = facts.evidence.proxy;
    const auto& http = facts.evidence.http;
    const bool byDigest = proxy && proxy->outcome == TunnelOutcome::Open &&
                          proxy->authTried.value_or(QString()).startsWith("Digest"_L1);
    return byDigest || (http && http->altered) || noMessageComes(facts);
}

bool certificateShows(const Facts& facts, ChainError error)
{
    const auto& tls = facts.evidence.tls;
    return tls && std::any_of(tls->errors.begin(), tls->errors.end(),
                              [error](const ChainProblem& problem) { return problem.error == error; });
}

namespace {

/// Clocks that differ by less agree: half of what makes a clock wrong.
constexpr double clocksAgreeMs = 2.5 * 60 * 1000;

/// What each control says, whichever family it was asked over.
QList<double> clocksOfControls(const EnvironmentEvidence& environment)
{
    QMap<QString, double> byServer;
    for (const ControlEvidence& control : environment.internet.controls) {
        if (control.clockSkewMs && !byServer.contains(control.url))
            byServer.insert(control.url, *control.clockSkewMs);
    }
    if (byServer.isEmpty() && environment.clockSkewMs) return {*environment.clockSkewMs};
    return byServer.values();
}

std::optional<double> clockOfTarget(const Facts& facts)
{
    const auto& http = facts.evidence.http;
    if (http && http->clockSkewMs) return http->clockSkewMs;
    return facts.evidence.tls ? facts.evidence.tls->clockSkewMs : std::nullopt;
}

QList<double> clocksHeard(const Facts& facts)
{
    QList<double> clocks;
    if (facts.evidence.environment) clocks = clocksOfControls(*facts.evidence.environment);
    if (const auto target = clockOfTarget(facts)) clocks.append(*target);
    std::sort(clocks.begin(), clocks.end());
    return clocks;
}

} // namespace

OtherClocks otherClocks(const Facts& facts)
{
    const QList<double> clocks = clocksHeard(facts);
    OtherClocks most;
    bool isTie = false;
    for (const double each : clocks) {
        const auto agrees = [each](double other) { return other >= each && other - each <= clocksAgreeMs; };
        const auto agreeing = static_cast<int>(std::count_if(clocks.begin(), clocks.end(), agrees));
        const bool other = most.skewMs && each - *most.skewMs > clocksAgreeMs;
        if (agreeing == most.agreeing && other) isTie = true;
        if (agreeing <= most.agreeing) continue;
        most = {each, agreeing};
        isTie = false;
    }
    return isTie ? OtherClocks{} : most;
}

std::optional<double> clockSkew(const Facts& facts)
{
    return otherClocks(facts).skewMs;
}

int portalSightings(const Facts& facts)
{
    if (!facts.evidence.environment) return 0;
    QSet<QString> urls;
    for (const ControlEvidence& control : facts.evidence.environment->internet.controls) {
        if (control.outcome == "portal"_L1) urls.insert(control.url);
    }
    return static_cast<int>(urls.size());
}

} // namespace pathlight
