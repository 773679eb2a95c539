// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/tls.h"

#include "core/async/wait.h"
#include "core/net/chain.h"
#include "core/net/platform/platform.h"
#include "core/steps/egress.h"
#include "core/steps/tlscontrols.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto handshakeTime = 5s;
/// With TLS 1.3 a server refuses a missing client certificate only after the handshake (RFC 8446
/// section 4.4.2.4).
constexpr auto lateAlertTime = 150ms;

bool isLocal(const StepContext& context)
{
    const QString host = context.target.host();
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

TrustStoreEvidence ask(const TlsConnected& connected, const QString& name, const QString& store,
                       const QString& source, const QStringList& paths)
{
    ChainQuestion question;
    question.chainDer = connected.chainDer;
    question.trustPaths = paths;
    question.serverName = name;
    question.time = QDateTime::currentDateTimeUtc();
    question.stapledOcsp = connected.stapledOcsp;
    const ChainCheck check = checkChain(question);
    return {store, source, check.accepts, check.root, check.problems};
}

/// Who would accept the chain: the system, its vendor's own roots, the user's bundle, and each file a
/// variable names.
QList<TrustStoreEvidence> askStores(const StepContext& context, const TlsConnected& connected)
{
    const QString name = context.target.host();
    const QStringList system = platform::systemTrustPaths();
    const QStringList vendor = platform::vendorTrustPaths();
    QList<TrustStoreEvidence> stores;
    stores.append(ask(connected, name, u"system"_s, system.join(u", "_s), system));
    if (!vendor.isEmpty()) stores.append(ask(connected, name, u"vendor"_s, vendor.join(u", "_s), vendor));
    const QString& caFile = context.options.caFile;
    if (!caFile.isEmpty())
        stores.append(ask(connected, name, u"system+ca-file"_s, caFile, trustedRoots(context)));
    if (!context.evidence.environment) return stores;
    for (const CaFileEvidence& file : context.evidence.environment->caFiles) {
        if (!file.problem) stores.append(ask(connected, name, file.path, file.variable, {file.path}));
    }
    return stores;
}

const TrustStoreEvidence* storeNamed(const QList<TrustStoreEvidence>& stores, const QString& name)
{
    for (const TrustStoreEvidence& store : stores) {
        if (store.store == name) return &store;
    }
    return nullptr;
}

/// The check that decides: the system's store, and the user's bundle besides where one was given.
void decide(TlsEvidence* evidence)
{
    const TrustStoreEvidence* system = storeNamed(evidence->stores, u"system"_s);
    const TrustStoreEvidence* withFile = storeNamed(evidence->stores, u"system+ca-file"_s);
    const TrustStoreEvidence* deciding = withFile ? withFile : system;
    evidence->verified = deciding->accepts;
    evidence->errors = deciding->problems;
    if (withFile) {
        evidence->customCaCured = !system->accepts.value_or(false) && withFile->accepts.value_or(false);
    }
}

QCoro::Task<void> awaitLateAlert(StepContext context, Stream* stream, TlsEvidence* evidence)
{
    co_await until(context.scope.within(lateAlertTime), stream, &Stream::changed,
                   [stream] { return fatalAlertOn(stream).has_value() || stream->end() != StreamEnd::Open; });
    const auto alert = fatalAlertOn(stream);
    if (!alert) co_return;
    evidence->alert = tlsAlertName(*alert);
    evidence->outcome = HandshakeOutcome::ClientCertificate;
}

bool wasCut(HandshakeOutcome outcome)
{
    return outcome == HandshakeOutcome::Reset || outcome == HandshakeOutcome::Closed ||
           outcome == HandshakeOutcome::TimedOut || outcome == HandshakeOutcome::Alert;
}

/// Vary one thing: the name, or whether anything is said at all (PROCEDURES 0.6).
QCoro::Task<void> experimentOnCut(StepContext context, TlsEvidence* evidence)
{
    const bool ended =
        evidence->outcome == HandshakeOutcome::Reset || evidence->outcome == HandshakeOutcome::Closed;
    std::optional<QCoro::Task<QString>> watching;
    if (ended) watching = watchSilentConnection(context);
    if (!context.target.tlsControlName.isEmpty()) {
        QCoro::Task<TlsControlEvidence> asking = askUnderOtherName(context);
        evidence->controls.append(co_await asking);
    }
    if (watching) evidence->silentConnection = co_await *watching;
}

bool issuerIsStrange(const StepContext& context, const TlsEvidence& evidence)
{
    if (isLocal(context) || context.target.tlsControlName.isEmpty() || evidence.stores.isEmpty())
        return false;
    const TrustStoreEvidence* vendor = storeNamed(evidence.stores, u"vendor"_s);
    const TrustStoreEvidence* decisive =
        vendor && vendor->accepts ? vendor : storeNamed(evidence.stores, u"system"_s);
    return !decisive->accepts.value_or(false);
}

} // namespace

QCoro::Task<StepResult> tlsStep(StepContext context)
{
    QCoro::Task<Way> opening = takeOrOpenWay(context, context.scope.within(handshakeTime));
    Way way = co_await opening;
    if (!way.stream) {
        co_return StepResult{{}, Reason::of(u"needs_missing"_s, {{u"step"_s, u"tcp"_s}}), {}};
    }
    QCoro::Task<TlsConnected> securing =
        secureWay(context, context.scope.within(handshakeTime), std::move(way.stream), false);
    TlsConnected connected = co_await securing;
    TlsEvidence evidence = connected.seen;
    evidence.address = peerOf(context).address.toString();
    evidence.serverName = context.target.host();
    if (connected.certificateRequested && connected.stream) {
        QCoro::Task<void> waiting = awaitLateAlert(context, connected.stream.get(), &evidence);
        co_await waiting;
    }
    if (!connected.chainDer.isEmpty()) {
        evidence.stores = askStores(context, connected);
        decide(&evidence);
    }
    const bool completed = evidence.outcome == HandshakeOutcome::Completed;
    if (completed && evidence.verified.value_or(false)) {
        context.handOn(u"secure"_s, std::move(connected.stream));
        context.yield(u"secure"_s, toObject(evidence));
    }
    if (wasCut(evidence.outcome)) {
        QCoro::Task<void> experimenting = experimentOnCut(context, &evidence);
        co_await experimenting;
    } else if (completed && issuerIsStrange(context, evidence)) {
        QCoro::Task<TlsControlEvidence> asking = askUnrelatedName(context);
        evidence.controls.append(co_await asking);
    }
    co_return StepResult{toObject(evidence), {}, {}};
}

} // namespace pathlight
