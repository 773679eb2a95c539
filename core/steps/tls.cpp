// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/tls.h"

#include "core/async/wait.h"
#include "core/net/chain.h"
#include "core/net/http.h"
#include "core/net/platform/platform.h"
#include "core/net/truststore.h"
#include "core/steps/controls.h"
#include "core/steps/egress.h"
#include "core/steps/issuerfetch.h"
#include "core/steps/tlscontrols.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// No authority's certificate is larger, and a journal is no place for one that is.
constexpr qsizetype longestAuthority = 16 * 1024;

constexpr qsizetype mostOtherStores = 8;

constexpr auto handshakeTime = 5s;
/// With TLS 1.3 a server refuses a missing client certificate only after the handshake (RFC 8446
/// section 4.4.2.4).
constexpr auto lateAlertTime = 150ms;
constexpr auto askingTime = 2s;
constexpr int moreOfEach = 2; ///< handshakes under each name, where silence under one may be loss

bool isLocal(const StepContext& context)
{
    const QString host = context.target.host();
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

/// The round trip of the connection that the walk goes on with, by the kernel's own measure.
std::optional<double> roundTripOf(const StepContext& context)
{
    const auto& tcp = context.evidence.tcp;
    if (!tcp || !tcp->chosen) return std::nullopt;
    for (const ConnectAttempt& attempt : tcp->attempts) {
        if (attempt.address == *tcp->chosen && attempt.synRetransmits == 0) return attempt.rttMs;
    }
    return std::nullopt;
}

ChainQuestion questionAbout(const TlsConnected& connected, const QString& name)
{
    ChainQuestion question;
    question.chainDer = connected.chainDer;
    question.serverName = name;
    question.time = QDateTime::currentDateTimeUtc();
    question.stapledOcsp = connected.stapledOcsp;
    return question;
}

ChainCheck check(const TlsConnected& connected, const QString& name, const QStringList& paths,
                 const QList<QByteArray>& fetched = {})
{
    ChainQuestion question = questionAbout(connected, name);
    question.trustPaths = paths;
    question.fetched = fetched;
    return checkChain(question);
}

/// How old a list is. A file's date says when somebody wrote it, its newest root that the list cannot be
/// older.
void tellAge(const TrustStore& store, const QStringList& paths, TrustStoreEvidence* seen)
{
    if (store.isEmpty()) return;
    seen->roots = store.count();
    seen->expiredRoots = store.expiredAt(QDateTime::currentDateTimeUtc());
    if (const auto newest = store.newestRoot()) seen->newestRoot = newest->date().toString(Qt::ISODate);
    QDateTime changed;
    for (const QString& path : paths)
        changed = std::max(changed, QFileInfo(path).lastModified().toUTC());
    if (changed.isValid()) seen->changed = changed.toString(Qt::ISODate);
}

TrustStoreEvidence judged(const ChainCheck& checked, const QString& store, const QString& source)
{
    TrustStoreEvidence seen{store, source, checked.accepts, checked.root, checked.problems, {}, {}, {}, {}};
    if (!checked.rootDer.isEmpty()) seen.rootSince = describeCertificate(checked.rootDer).notBefore.left(10);
    return seen;
}

TrustStoreEvidence ask(const TlsConnected& connected, const QString& name, const QString& store,
                       const QString& source, const QStringList& paths)
{
    TrustStoreEvidence seen = judged(check(connected, name, paths), store, source);
    tellAge(*TrustStore::load(paths), paths, &seen);
    return seen;
}

const TrustStoreEvidence* storeNamed(const QList<TrustStoreEvidence>& stores, const QString& name)
{
    for (const TrustStoreEvidence& store : stores) {
        if (store.store == name) return &store;
    }
    return nullptr;
}

/// The lists that other tools are told to trust. They replace no client's list, so they are asked for nothing
/// but advice.
QList<TrustStoreEvidence> askOtherStores(const StepContext& context, const TlsConnected& connected,
                                         const QList<TrustStoreEvidence>& asked)
{
    QList<TrustStoreEvidence> stores;
    if (!context.evidence.environment) return stores;
    for (const ToolHintEvidence& hint : context.evidence.environment->hints) {
        const bool known = storeNamed(asked, hint.value) || storeNamed(stores, hint.value);
        if (hint.kind != "ca_file"_L1 || hint.problem || known || stores.size() >= mostOtherStores) continue;
        stores.append(ask(connected, context.target.host(), hint.value, hint.tool, {hint.value}));
    }
    return stores;
}

QByteArray pemOf(const QByteArray& der)
{
    QByteArray pem = "-----BEGIN CERTIFICATE-----\n";
    const QByteArray base64 = der.toBase64();
    for (qsizetype at = 0; at < base64.size(); at += 64)
        pem += base64.mid(at, 64) + '\n';
    return pem + "-----END CERTIFICATE-----\n";
}

std::optional<AuthorityEvidence> describedAuthority(const QByteArray& der, const QString& from)
{
    if (der.isEmpty() || der.size() > longestAuthority) return std::nullopt;
    const CertificateEvidence seen = describeCertificate(der);
    if (!seen.authority && !seen.selfSigned) return std::nullopt;
    return AuthorityEvidence{seen.subject, seen.sha256, from, seen.selfSigned,
                             QString::fromLatin1(pemOf(der))};
}

/// The roots of a store that was asked.
QStringList pathsOf(const StepContext& context, const TrustStoreEvidence& store)
{
    if (store.store == "system"_L1) return platform::systemTrustPaths();
    return store.store == "system+ca-file"_L1 ? trustedRoots(context) : QStringList{store.store};
}

/// The authority behind a chain that no public one made: the root of a store here that accepts it, else the
/// highest certificate that was sent.
std::optional<AuthorityEvidence> authorityOf(const StepContext& context, const TlsConnected& connected,
                                             const TlsEvidence& evidence)
{
    const TrustStoreEvidence* const vendor = storeNamed(evidence.stores, u"vendor"_s);
    const TrustStoreEvidence* const decisive =
        vendor && vendor->accepts ? vendor : storeNamed(evidence.stores, u"system"_s);
    if (!decisive || decisive->accepts.value_or(true)) return std::nullopt;
    for (const TrustStoreEvidence& store : evidence.stores + evidence.otherStores) {
        if (store.accepts != true || store.store == "vendor"_L1) continue;
        const QByteArray root = check(connected, context.target.host(), pathsOf(context, store), {}).rootDer;
        if (const auto found = describedAuthority(root, store.source)) return found;
    }
    for (auto der = connected.chainDer.rbegin(); der != connected.chainDer.rend(); ++der) {
        if (const auto found = describedAuthority(*der, u"presented"_s)) return found;
    }
    return std::nullopt;
}

/// The check that decides: the system's store, and the user's bundle besides where one was given.
void decide(const StepContext& context, const TlsConnected& connected, TlsEvidence* evidence)
{
    const TrustStoreEvidence* system = storeNamed(evidence->stores, u"system"_s);
    const TrustStoreEvidence* withFile = storeNamed(evidence->stores, u"system+ca-file"_s);
    const TrustStoreEvidence* deciding = withFile ? withFile : system;
    evidence->checkedAt = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    evidence->verified = deciding->accepts;
    evidence->errors = deciding->problems;
    if (withFile) {
        evidence->customCaCured = !system->accepts.value_or(false) && withFile->accepts.value_or(false);
    }
    if (connected.stapledOcsp.isEmpty()) return;
    const ChainCheck checked = check(connected, context.target.host(), trustedRoots(context));
    evidence->staple = checked.staple.value_or(StapleStatus::Unproven);
    if (checked.revokedAt.isValid()) evidence->revokedAt = checked.revokedAt.toString(Qt::ISODate);
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

/// Everything that one handshake shows.
QCoro::Task<TlsEvidence> describe(StepContext context, TlsConnected* connected)
{
    TlsEvidence evidence = connected->seen;
    evidence.address = peerOf(context).address.toString();
    evidence.serverName = context.target.host();
    evidence.roundTripMs = roundTripOf(context);
    if (connected->certificateRequested && connected->stream) {
        QCoro::Task<void> waiting = awaitLateAlert(context, connected->stream.get(), &evidence);
        co_await waiting;
    }
    if (!connected->chainDer.isEmpty()) {
        evidence.stores = askStores(context, *connected);
        decide(context, *connected, &evidence);
        if (evidence.verified == false)
            evidence.otherStores = askOtherStores(context, *connected, evidence.stores);
        evidence.authority = authorityOf(context, *connected, evidence);
    }
    co_return evidence;
}

QCoro::Task<TlsConnected> shakeAgain(StepContext context)
{
    TlsRequest request;
    request.serverName = context.target.host();
    QCoro::Task<TlsConnected> shaking = shakeHands(context, peerOf(context), request);
    TlsConnected connected = co_await shaking;
    co_return connected;
}

/// Silence under the target's name, twice, and an answer under another: a filter's work, unless it is loss.
bool mayBeByName(HandshakeOutcome first, const TlsConnected& second,
                 const QList<TlsControlEvidence>& controls)
{
    const bool silentTwice =
        first == HandshakeOutcome::TimedOut && second.seen.outcome != HandshakeOutcome::Completed;
    return silentTwice &&
           std::any_of(controls.begin(), controls.end(), [](const TlsControlEvidence& control) {
               return control.outcome == HandshakeOutcome::Completed;
           });
}

/// Asks more under both names, side by side. A handshake under the target's that passed; else none.
QCoro::Task<TlsConnected> askMore(StepContext context, QList<TlsControlEvidence>* controls)
{
    std::vector<QCoro::Task<TlsConnected>> own;
    std::vector<QCoro::Task<TlsControlEvidence>> others;
    for (int each = 0; each < moreOfEach; ++each) {
        own.push_back(shakeAgain(context));
        others.push_back(askUnderOtherName(context));
    }
    for (auto& asking : others)
        controls->append(co_await asking);
    TlsConnected passed;
    for (auto& shaking : own) {
        TlsConnected again = co_await shaking;
        controls->append(describeControl(again, context.target.host(), peerOf(context), true));
        if (again.seen.outcome == HandshakeOutcome::Completed) passed = std::move(again);
    }
    co_return passed;
}

/// Vary one thing: the name, or whether anything is said at all; and nothing, for one lost packet must not
/// make a verdict (PROCEDURES 0.3, 0.6). A second handshake that passes takes the first one's place.
QCoro::Task<void> experimentOnCut(StepContext context, TlsConnected* connected, TlsEvidence* evidence)
{
    const HandshakeOutcome first = evidence->outcome;
    const bool ended = first == HandshakeOutcome::Reset || first == HandshakeOutcome::Closed;
    QCoro::Task<TlsConnected> again = shakeAgain(context);
    std::optional<QCoro::Task<QString>> watching;
    if (ended) watching = watchSilentConnection(context);
    QList<TlsControlEvidence> controls;
    if (!context.target.tlsControlName.isEmpty()) {
        QCoro::Task<TlsControlEvidence> asking = askUnderOtherName(context);
        controls.append(co_await asking);
    }
    TlsConnected second = co_await again;
    controls.append(describeControl(second, context.target.host(), peerOf(context), true));
    std::optional<QString> silent;
    if (watching) silent = co_await *watching;
    if (mayBeByName(first, second, controls)) {
        QCoro::Task<TlsConnected> asking = askMore(context, &controls);
        second = co_await asking;
    }
    if (second.seen.outcome == HandshakeOutcome::Completed) {
        *connected = std::move(second);
        QCoro::Task<TlsEvidence> describing = describe(context, connected);
        *evidence = co_await describing;
        evidence->firstOutcome = first;
    }
    evidence->controls = controls;
    evidence->silentConnection = silent;
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

bool has(const TlsEvidence& evidence, ChainError error)
{
    return std::any_of(evidence.errors.begin(), evidence.errors.end(),
                       [error](const ChainProblem& problem) { return problem.error == error; });
}

/// What time does the server think it is? Nothing but a request without a key goes over the connection.
QCoro::Task<void> askTheTime(StepContext context, Stream* stream, TlsEvidence* evidence)
{
    HttpRequest request;
    request.method = "HEAD";
    request.host = context.target.host().toLatin1();
    QCoro::Task<HttpAnswer> asking =
        exchange(context.scope.within(askingTime), stream, request, {16 * 1024, 16 * 1024});
    const HttpAnswer answer = co_await asking;
    const auto date = answer.header("date");
    if (!date) co_return;
    evidence->clockSkewMs = skewFrom(*date, QDateTime::currentDateTimeUtc(), answer.totalMs.value_or(0));
}

QCoro::Task<void> lookForIssuers(StepContext context, const TlsConnected* connected, TlsEvidence* evidence)
{
    QCoro::Task<IssuersFetched> fetching = fetchIssuers(context, connected->chainDer.last());
    const IssuersFetched fetched = co_await fetching;
    evidence->fetchedIssuers = fetched.seen;
    if (fetched.certificates.isEmpty()) co_return;
    evidence->completedByFetch =
        check(*connected, context.target.host(), trustedRoots(context), fetched.certificates).accepts;
}

/// Would the step `mtu` see a long hello die? Not behind a proxy, whose own connection it measures, and not
/// where segments cannot be clamped.
bool sizeIsOpen(const StepContext& context)
{
    return context.options.surveyTls || proxyChoice(context).route || !platform::abilities().segmentClamp;
}

/// What is asked once the handshake completed, after whatever waits for it was let go on.
QCoro::Task<void> lookCloser(StepContext context, const TlsConnected* connected, int helloBytes,
                             TlsEvidence* evidence)
{
    const bool wrongDate = has(*evidence, ChainError::Expired) || has(*evidence, ChainError::NotYetValid);
    if (wrongDate && connected->stream) {
        QCoro::Task<void> asking = askTheTime(context, connected->stream.get(), evidence);
        co_await asking;
    }
    if (issuerIsStrange(context, *evidence)) {
        QCoro::Task<TlsControlEvidence> asking = askUnrelatedName(context);
        evidence->controls.append(co_await asking);
    }
    const bool mayFetch = context.options.fetchIssuers && !proxyChoice(context).route;
    if (mayFetch && has(*evidence, ChainError::Incomplete)) {
        QCoro::Task<void> looking = lookForIssuers(context, connected, evidence);
        co_await looking;
    }
    if (!evidence->firstOutcome && !isLocal(context) && sizeIsOpen(context)) {
        const TlsHelloEvidence first{helloBytes, evidence->outcome, evidence->handshakeMs};
        QCoro::Task<QList<TlsHelloEvidence>> comparing = compareHelloSizes(context, first);
        evidence->hellos = co_await comparing;
    }
}

} // namespace

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
        if (file.problem) continue;
        // SSL_CERT_DIR is a list of directories; any other names one file or directory.
        const bool isList = file.variable == "SSL_CERT_DIR"_L1;
        const QStringList paths =
            isList ? file.path.split(QDir::listSeparator(), Qt::SkipEmptyParts) : QStringList{file.path};
        stores.append(ask(connected, name, file.path, file.variable, paths));
    }
    return stores;
}

QList<TrustStoreEvidence> askClientLists(const StepContext& context, const TlsConnected& connected,
                                         const QList<ClientList>& lists)
{
    QList<TrustStoreEvidence> stores;
    for (const ClientList& list : lists) {
        TrustStoreEvidence seen{list.store, list.path, {}, {}, {}, {}, {}, {}, {}};
        if (list.roots) {
            ChainQuestion question = questionAbout(connected, context.target.host());
            question.store = list.roots;
            seen = judged(checkChain(question), list.store, list.path);
            tellAge(*list.roots, list.path.split(u", "_s), &seen);
        }
        seen.usedBy = list.usedBy;
        stores.append(seen);
    }
    return stores;
}

QCoro::Task<StepResult> tlsStep(StepContext context)
{
    QCoro::Task<Way> opening = takeOrOpenWay(context, context.scope.within(handshakeTime));
    Way way = co_await opening;
    if (!way.stream) {
        co_return StepResult{{}, Reason::of(u"needs_missing"_s, {{u"step"_s, u"tcp"_s}}), {}};
    }
    // Programs of 100 MB are read for this: beside the handshake, and what waits for that does not wait for
    // it.
    std::optional<ClientListReading> reading;
    if (!isLocal(context)) reading.emplace();
    QCoro::Task<TlsConnected> securing =
        secureWay(context, context.scope.within(handshakeTime), std::move(way.stream), false);
    TlsConnected connected = co_await securing;
    QCoro::Task<TlsEvidence> describing = describe(context, &connected);
    TlsEvidence evidence = co_await describing;
    if (wasCut(evidence.outcome)) {
        QCoro::Task<void> experimenting = experimentOnCut(context, &connected, &evidence);
        co_await experimenting;
    }
    const bool completed = evidence.outcome == HandshakeOutcome::Completed;
    if (completed && evidence.verified.value_or(false)) {
        context.handOn(u"secure"_s, std::move(connected.stream));
        context.yield(u"secure"_s, toObject(evidence));
    }
    if (completed) {
        QCoro::Task<void> looking = lookCloser(context, &connected, connected.helloBytes, &evidence);
        co_await looking;
    }
    if (evidence.outcome == HandshakeOutcome::VersionOrCipher || context.options.surveyTls) {
        QCoro::Task<QList<TlsOfferEvidence>> surveying = surveyOffers(context);
        evidence.offers = co_await surveying;
    }
    if (reading && !connected.chainDer.isEmpty()) {
        QCoro::Task<QList<ClientList>> finding = reading->lists(context.scope.within(clientListTime));
        evidence.stores += askClientLists(context, connected, co_await finding);
    }
    co_return StepResult{toObject(evidence), {}, {}};
}

} // namespace pathlight
