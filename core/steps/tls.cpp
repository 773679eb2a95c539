// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/tls.h"

#include "core/async/wait.h"
#include "core/net/tls.h"
#include "core/steps/egress.h"
#include "core/steps/tlscontrols.h"
#include "core/steps/trustcheck.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto connectTime = 5s;
/// Long enough for several of the kernel's retransmissions of a lost ClientHello.
constexpr auto handshakeTime = 5s;
constexpr auto shortestRefusalWait = 150ms;
constexpr auto longestRefusalWait = 1000ms;

bool has(const TlsEvidence& evidence, ChainError error)
{
    return std::any_of(evidence.errors.begin(), evidence.errors.end(),
                       [error](const ChainProblem& problem) { return problem.error == error; });
}

std::optional<bool> accepted(const TlsEvidence& evidence, const QString& store)
{
    for (const TrustStoreEvidence& each : evidence.stores) {
        if (each.store == store) return each.accepts;
    }
    return std::nullopt;
}

/// Did the handshake die in a way that a name-reading box on the path could cause?
bool diedOnTheWay(HandshakeOutcome outcome)
{
    return outcome == HandshakeOutcome::Reset || outcome == HandshakeOutcome::Closed ||
           outcome == HandshakeOutcome::TimedOut || outcome == HandshakeOutcome::Alert;
}

/// Nobody knows the root, or only this computer does and not the vendor of its system.
bool isStrange(const TlsEvidence& evidence)
{
    const bool systemAccepts = accepted(evidence, u"system"_s) == true;
    return has(evidence, ChainError::AuthorityUnknown) || evidence.customCaCured == true ||
           (systemAccepts && accepted(evidence, u"vendor"_s) == false);
}

/// A server that demanded a certificate in TLS 1.3 refuses the missing one only after our side of the
/// handshake was done: one round trip later.
QCoro::Task<void> awaitRefusal(Scope scope, Stream* stream, TlsEvidence* evidence)
{
    const auto trip = std::chrono::milliseconds(static_cast<int>(1.5 * evidence->handshakeMs.value_or(0)));
    const auto wait = std::clamp<std::chrono::milliseconds>(trip, shortestRefusalWait, longestRefusalWait);
    co_await until(scope.within(wait), stream, &Stream::changed,
                   [stream] { return stream->end() != StreamEnd::Open; });
    const auto alert = fatalAlertOn(stream);
    if (!alert) co_return;
    evidence->outcome = HandshakeOutcome::ClientCertificate;
    evidence->alert = tlsAlertName(*alert);
}

QCoro::Task<void> compareWithOthers(StepContext context, TlsEvidence* evidence)
{
    const bool died = diedOnTheWay(evidence->outcome);
    const bool cut =
        evidence->outcome == HandshakeOutcome::Reset || evidence->outcome == HandshakeOutcome::Closed;
    const bool proxied = context.evidence.proxy && context.evidence.proxy->proxy;
    const bool named = !context.target.tlsControlName.isEmpty();
    std::optional<QCoro::Task<QString>> silent;
    std::optional<QCoro::Task<TlsControlEvidence>> here;
    std::optional<QCoro::Task<TlsControlEvidence>> there;
    if (cut && !proxied) silent = watchSilentConnection(context);
    if (died && named) here = askOtherNameHere(context);
    if (isStrange(*evidence) && named) there = askOtherNameThere(context);
    if (silent) evidence->silentConnection = co_await *silent;
    if (here) evidence->controls.append(co_await *here);
    if (there) evidence->controls.append(co_await *there);
}

StepResult resultOf(const TlsEvidence& evidence)
{
    return {toObject(evidence), {}, {}};
}

} // namespace

QCoro::Task<StepResult> tlsStep(StepContext context)
{
    QCoro::Task<Way> opening = takeOrOpenWay(context, context.scope.within(connectTime));
    Way way = co_await opening;
    if (!way.stream) co_return StepResult{{}, Reason::of(u"no_answer"_s), {}};
    TlsRequest request{context.target.host()};
    QCoro::Task<TlsConnected> securing =
        startTls(context.scope.within(handshakeTime), std::move(way.stream), request);
    TlsConnected connected = co_await securing;
    TlsEvidence evidence = connected.seen;
    evidence.address = peerOf(context).address.toString();
    if (connected.stream && connected.certificateRequested) {
        QCoro::Task<void> refusing = awaitRefusal(context.scope, connected.stream.get(), &evidence);
        co_await refusing;
    }
    if (evidence.outcome == HandshakeOutcome::Completed) {
        askSystemStores(connected, context.options, &evidence);
        if (evidence.verified.value_or(false)) {
            context.handOn(u"secure"_s, std::move(connected.stream));
            context.yield(u"secure"_s, toObject(evidence));
        }
        const auto& environment = context.evidence.environment;
        askOtherStores(connected, environment ? environment->caFiles : QList<CaFileEvidence>(), &evidence);
    }
    QCoro::Task<void> comparing = compareWithOthers(context, &evidence);
    co_await comparing;
    co_return resultOf(evidence);
}

} // namespace pathlight
