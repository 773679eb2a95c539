// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/hints.h"
#include "core/rules/interceptors.h"
#include "core/rules/rule.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

std::optional<bool> accepted(const TlsEvidence& tls, const QString& store)
{
    for (const TrustStoreEvidence& each : tls.stores) {
        if (each.store == store) return each.accepts;
    }
    return std::nullopt;
}

void describe(const TlsEvidence& tls, Finding& finding)
{
    finding.arguments.insert(u"address"_s, tls.address);
    if (tls.chain.isEmpty()) return;
    const CertificateEvidence& leaf = tls.chain.first();
    finding.arguments.insert(u"subject"_s, leaf.commonName);
    finding.arguments.insert(u"issuer"_s, leaf.issuerName);
    finding.arguments.insert(u"names"_s,
                             leaf.names.isEmpty() ? leaf.commonName : leaf.names.mid(0, 4).join(u", "_s));
    finding.arguments.insert(u"notBefore"_s, leaf.notBefore.left(10));
    finding.arguments.insert(u"notAfter"_s, leaf.notAfter.left(10));
}

QString codeFor(HandshakeOutcome outcome)
{
    switch (outcome) {
    case HandshakeOutcome::Reset:
    case HandshakeOutcome::Closed:
        return u"tls.reset"_s;
    case HandshakeOutcome::TimedOut:
        return u"tls.timed_out"_s;
    case HandshakeOutcome::NotTls:
    case HandshakeOutcome::Alert:
        return u"tls.protocol.error"_s;
    case HandshakeOutcome::VersionOrCipher:
        return u"tls.version_or_cipher_mismatch"_s;
    case HandshakeOutcome::ClientCertificate:
        return u"tls.bad_client_auth_cert"_s;
    case HandshakeOutcome::Completed:
    case HandshakeOutcome::Failed:
        break;
    }
    return {};
}

/// How the same address fared under another name, or once more under the target's own.
bool passesAgain(const TlsEvidence& tls, bool underOwnName)
{
    return std::any_of(tls.controls.begin(), tls.controls.end(), [&](const TlsControlEvidence& control) {
        return control.sameAddress && (control.name == tls.serverName) == underOwnName &&
               control.outcome == HandshakeOutcome::Completed;
    });
}

/// Every handshake with this address under another name passed, and none under the target's own. One that met
/// silence under another name as well shows that silence here is no matter of names.
bool fallsByName(const TlsEvidence& tls)
{
    const bool otherWasSilent =
        std::any_of(tls.controls.begin(), tls.controls.end(), [&](const TlsControlEvidence& control) {
            return control.sameAddress && control.name != tls.serverName &&
                   control.outcome != HandshakeOutcome::Completed;
        });
    return passesAgain(tls, false) && !passesAgain(tls, true) &&
           !(otherWasSilent && tls.outcome == HandshakeOutcome::TimedOut);
}

bool wasAskedAgain(const TlsEvidence& tls)
{
    return std::any_of(tls.controls.begin(), tls.controls.end(), [&](const TlsControlEvidence& control) {
        return control.sameAddress && control.name == tls.serverName;
    });
}

/// "TLSv1.1 (AES128-SHA)": each version that the survey showed to be taken, with what was chosen.
QString takenOffers(const TlsEvidence& tls)
{
    QStringList words;
    for (const TlsOfferEvidence& offer : tls.offers) {
        if (offer.outcome != HandshakeOutcome::Completed) continue;
        const QString word = u"%1 (%2)"_s.arg(offer.offer, offer.cipher.value_or(u"?"_s));
        if (!words.contains(word)) words.append(word);
    }
    return words.join(u", "_s);
}

void handshakeFailed(const Facts& facts, Findings& out)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    const QString code = codeFor(tls.outcome);
    if (code.isEmpty()) return;
    const bool cut =
        code == "tls.reset"_L1 || code == "tls.timed_out"_L1 || tls.outcome == HandshakeOutcome::Alert;
    const bool byName = cut && fallsByName(tls);
    const double sure = wasAskedAgain(tls) ? 0.95 : 0.9;
    Finding& finding = out.fault(byName ? u"tls.sni_blocked"_s : code, sure);
    finding.blocks = true;
    finding.arguments = {{u"address"_s, tls.address}};
    if (tls.alert) finding.arguments.insert(u"kind"_s, *tls.alert);
    const QString taken = takenOffers(tls);
    if (!taken.isEmpty()) finding.arguments.insert(u"taken"_s, taken);
    finding.because = {u"tls.outcome"_s};
    if (byName || wasAskedAgain(tls)) finding.because.append(u"tls.controls"_s);
    if (!tls.offers.isEmpty()) finding.because.append(u"tls.offers"_s);
}

/// The first handshake was cut and the second one passed: it hurts, and it blocks nothing. Where all of many
/// requests passed after it, it was one in more than ten, and no fault (CONTRACT section 2).
void handshakeFailedOnce(const Facts& facts, Findings& out)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    const QString code = tls.firstOutcome ? codeFor(*tls.firstOutcome) : QString();
    if (code.isEmpty() || tls.outcome != HandshakeOutcome::Completed) return;
    const auto& stability = facts.evidence.stability;
    if (stability && stability->attempts.size() >= 10 && stability->successRate.value_or(0) >= 1) return;
    Finding& finding = out.add(code, Severity::Warning, 0.7);
    finding.arguments = {{u"address"_s, tls.address}};
    finding.because = {u"tls.firstOutcome"_s, u"tls.controls"_s};
}

constexpr int longHello = 1400; ///< more than a segment of a usual path carries

/// Long hellos die, twice, and a short one passes between them (PROCEDURES 0.3, 0.6).
void largeHello(const Facts& facts, Findings& out)
{
    const QList<TlsHelloEvidence>& hellos = facts.evidence.tls->hellos;
    int died = 0;
    int passedBetween = 0;
    for (const TlsHelloEvidence& hello : hellos) {
        const bool passed = hello.outcome == HandshakeOutcome::Completed;
        if (hello.bytes > longHello && passed) return;
        died += hello.bytes > longHello;
        passedBetween += hello.bytes <= longHello && passed && died == 1;
    }
    if (died < 2 || passedBetween == 0) return;
    Finding& finding = out.fault(u"tls.large_hello_dropped"_s, 0.93);
    finding.arguments = {{u"size"_s, QString::number(hellos.last().bytes)}};
    finding.because = {u"tls.hellos"_s};
}

/// Unrelated names show the same strange issuer (PROCEDURES 4.5).
bool othersShowThisIssuer(const TlsEvidence& tls)
{
    if (tls.chain.isEmpty()) return false;
    return std::any_of(tls.controls.begin(), tls.controls.end(), [&](const TlsControlEvidence& control) {
        return !control.sameAddress && !control.acceptedByVendor.value_or(true) &&
               (control.issuer == tls.chain.last().issuer || control.leafIssuer == tls.chain.first().issuer);
    });
}

/// Does a bundle that a variable names accept the chain which the system refuses?
bool someBundleAccepts(const TlsEvidence& tls)
{
    return std::any_of(tls.stores.begin(), tls.stores.end(), [](const TrustStoreEvidence& store) {
        return store.store != "system"_L1 && store.store != "vendor"_L1 &&
               store.store != "system+ca-file"_L1 && store.accepts.value_or(false);
    });
}

Finding& intercepted(const TlsEvidence& tls, double confidence, Findings& out)
{
    Finding& finding = out.fault(u"tls.intercepted"_s, confidence);
    describe(tls, finding);
    const auto product = interceptorFor(tls);
    if (product) {
        finding.arguments.insert(u"product"_s, product->name);
        if (product->onComputer) finding.whose = u"this computer"_s;
    }
    finding.because = {u"tls.chain"_s, u"tls.stores"_s};
    return finding;
}

void unknownAuthority(const Facts& facts, Findings& out)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    const bool systemRefuses = accepted(tls, u"system"_s) == false;
    const bool unknown = certificateShows(facts, ChainError::AuthorityUnknown) ||
                         (tls.customCaCured.value_or(false) && systemRefuses);
    if (!unknown || facts.targetIsLocal) return;
    const bool blocks = !tls.verified.value_or(false);
    if (othersShowThisIssuer(tls) || interceptorFor(tls)) {
        intercepted(tls, othersShowThisIssuer(tls) ? 0.95 : 0.85, out).blocks = blocks;
        return;
    }
    if (someBundleAccepts(tls)) return; // tls.store_mismatch says it
    Finding& finding = out.fault(u"tls.cert.authority_invalid"_s, 0.88);
    finding.blocks = blocks;
    describe(tls, finding);
    finding.because = {u"tls.errors"_s, u"tls.chain"_s};
}

/// A practice endpoint's authority is unknown by nature; it is a fault only where the walk's own bundle
/// refuses it.
void unknownLocalAuthority(const Facts& facts, Findings& out)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    if (!facts.targetIsLocal || tls.verified.value_or(true) ||
        !certificateShows(facts, ChainError::AuthorityUnknown))
        return;
    Finding& finding = out.fault(u"tls.cert.authority_invalid"_s, 0.9);
    finding.blocks = true;
    describe(tls, finding);
    finding.because = {u"tls.errors"_s, u"tls.chain"_s};
}

/// The system accepts, the vendor's own roots do not: an administrator or a product added the root
/// (PROCEDURES 4.4).
void interceptedByTrustedRoot(const Facts& facts, Findings& out)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    if (facts.targetIsLocal || accepted(tls, u"system"_s) != true || accepted(tls, u"vendor"_s) != false)
        return;
    intercepted(tls, 0.95, out);
}

/// Is the certificate's time now, by another clock than this computer's?
bool isValidAt(const CertificateEvidence& certificate, const QDateTime& time)
{
    const QDateTime from = QDateTime::fromString(certificate.notBefore, Qt::ISODate);
    const QDateTime until = QDateTime::fromString(certificate.notAfter, Qt::ISODate);
    return from.isValid() && until.isValid() && from <= time && time <= until;
}

/// What the other clocks say of a wrong date: "explains" (by their time all dates are right), "ruled_out"
/// (even then one is wrong); empty: none was heard, or it cannot be told.
QString clocksRole(const Facts& facts)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    const auto skew = clockSkew(facts);
    const QDateTime checked = QDateTime::fromString(tls.checkedAt.value_or(QString()), Qt::ISODate);
    if (!skew || !checked.isValid()) return {};
    const QDateTime theirTime = checked.addMSecs(-static_cast<qint64>(*skew));
    for (const ChainProblem& problem : tls.errors) {
        if (problem.error != ChainError::Expired && problem.error != ChainError::NotYetValid) continue;
        const int at = problem.certificate.value_or(problem.depth);
        if (at < 0 || at >= tls.chain.size()) return {};
        if (!isValidAt(tls.chain.at(at), theirTime)) return u"ruled_out"_s;
    }
    return u"explains"_s;
}

void wrongDate(const Facts& facts, Findings& out)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    const bool expired = certificateShows(facts, ChainError::Expired);
    if (!expired && !certificateShows(facts, ChainError::NotYetValid)) return;
    const OtherClocks clocks = otherClocks(facts);
    Finding& finding = out.fault(u"tls.cert.date_invalid"_s, clocks.agreeing >= 2 ? 0.97
                                                             : clocks.skewMs      ? 0.9
                                                                                  : 0.85);
    finding.blocks = true;
    describe(tls, finding);
    // With nothing else wrong the certificate is the target's own, and its owner let it lapse.
    if (tls.errors.size() == 1 && clocks.skewMs) finding.whose = u"provider"_s;
    finding.arguments.insert(u"kind"_s, expired ? u"expired"_s : u"not_yet_valid"_s);
    const QString role = clocksRole(facts);
    if (!role.isEmpty()) finding.arguments.insert(u"clock"_s, role);
    finding.because = {u"tls.errors"_s};
}

/// With what was fetched on the user's word, the chain is whole.
void issuerFetched(const Facts& facts, Findings& out)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    if (!tls.completedByFetch.value_or(false)) return;
    for (const FetchedIssuerEvidence& fetched : tls.fetchedIssuers) {
        if (fetched.outcome != IssuerFetch::Fetched) continue;
        Finding& finding = out.note(u"note.issuer_fetched"_s);
        finding.arguments = {{u"url"_s, fetched.url}, {u"subject"_s, fetched.subject.value_or(QString())}};
        finding.because = {u"tls.fetchedIssuers"_s};
        return;
    }
}

constexpr double shortestTold = 10; ///< milliseconds: below, a round trip says nothing of distance

/// How far away the far end is by something that no box in between answers for: a datagram that the address
/// itself refused.
std::optional<double> farEndMs(const Facts& facts)
{
    if (!facts.evidence.mtu) return std::nullopt;
    for (const SizedDatagramEvidence& each : facts.evidence.mtu->datagrams) {
        const bool itself = each.address == facts.evidence.tls->address && each.from == each.address;
        if (itself && each.outcome == SizedDatagramOutcome::Reached) return each.ms;
    }
    return std::nullopt;
}

/// Somebody nearer than the far end answers (PROCEDURES 4.9): the handshake took less than the round trip it
/// needs at least, or TCP does against what the address itself takes. Consistent with interception where the
/// chain is strange, and nothing by itself: a sleeping radio or a busy router delays single packets too.
void answeredNearby(const Facts& facts, Findings& out)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    if (facts.targetIsLocal || facts.proxied() || accepted(tls, u"vendor"_s) != false) return;
    const auto connect = tls.roundTripMs;
    const auto far = farEndMs(facts);
    const bool quick =
        connect && tls.handshakeMs && *connect >= shortestTold && *tls.handshakeMs < *connect / 2;
    const bool near = connect && far && *far >= shortestTold && *connect < *far / 2;
    if (!quick && !near) return;
    Finding& finding = out.note(u"note.answered_nearby"_s);
    finding.arguments = {{u"address"_s, tls.address},
                         {u"nearMs"_s, spoken(quick ? *tls.handshakeMs : *connect)},
                         {u"farMs"_s, spoken(quick ? *connect : *far)}};
    finding.because = {u"tls.roundTripMs"_s, quick ? u"tls.handshakeMs"_s : u"mtu.datagrams"_s};
}

void otherChainErrors(const Facts& facts, Findings& out)
{
    static const QList<std::pair<ChainError, QString>> codes{
        {ChainError::NameInvalid, u"tls.cert.name_invalid"_s},
        {ChainError::Incomplete, u"tls.cert.chain_incomplete"_s},
        {ChainError::Revoked, u"tls.cert.revoked"_s},
        {ChainError::Invalid, u"tls.cert.invalid"_s},
    };
    const TlsEvidence& tls = *facts.evidence.tls;
    for (const auto& [error, code] : codes) {
        if (!certificateShows(facts, error)) continue;
        // A bundle that knows the issuer accepts what was sent: nothing is missing in it.
        if (error == ChainError::Incomplete && someBundleAccepts(tls)) continue;
        Finding& finding = out.fault(code, 0.93);
        finding.blocks = true;
        describe(tls, finding);
        if (error == ChainError::Revoked && tls.revokedAt)
            finding.arguments.insert(u"revokedAt"_s, tls.revokedAt->left(10));
        finding.because = {u"tls.errors"_s};
    }
}

/// A bundle that replaces the system's store: NODE_EXTRA_CA_CERTS only adds to it. What a client brings along
/// is that client's affair, and told with the client.
bool replaces(const TrustStoreEvidence& store)
{
    return !isBroughtAlong(store) && store.store != "system"_L1 && store.store != "vendor"_L1 &&
           store.store != "system+ca-file"_L1 && store.source != "NODE_EXTRA_CA_CERTS"_L1;
}

void storesDisagree(const Facts& facts, Findings& out)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    const bool systemAccepts = accepted(tls, u"system"_s).value_or(false);
    const bool vendorAccepts = accepted(tls, u"vendor"_s).value_or(false);
    QStringList refusing;
    for (const TrustStoreEvidence& store : tls.stores) {
        if (replaces(store) && store.accepts == false) refusing.append(store.source);
    }
    const bool someRefuse = systemAccepts && !refusing.isEmpty();
    const bool systemLags =
        !systemAccepts && (vendorAccepts || someBundleAccepts(tls)) && !facts.targetIsLocal;
    if (!someRefuse && !systemLags) return;
    Finding& finding = out.fault(u"tls.store_mismatch"_s, 0.9);
    finding.blocks = systemLags && !tls.verified.value_or(false);
    describe(tls, finding);
    finding.arguments.insert(u"stores"_s, someRefuse ? refusing.join(u", "_s) : u"system"_s);
    finding.because = {u"tls.stores"_s};
}

/// A tool on this computer was told of the authority that the clients refuse (FACTS class T1).
void trustHinted(const Facts& facts, Findings& out)
{
    const qsizetype index = otherStoreThatAccepts(facts.evidence);
    if (index < 0) return;
    const TrustStoreEvidence& store = facts.evidence.tls->otherStores[index];
    Finding& finding = out.note(u"note.ca_hint"_s);
    finding.arguments = {{u"name"_s, store.source}, {u"file"_s, store.store}};
    finding.because = {u"tls.otherStores[%1]"_s.arg(index)};
}

/// A list that refuses what the vendor's own roots accept, and whose newest root is years older than the
/// check: nobody has renewed it since. A private authority is no question of age, so the vendor's word is
/// needed.
void storeOld(const Facts& facts, Findings& out)
{
    constexpr int oldYears = 3;
    const TlsEvidence& tls = *facts.evidence.tls;
    const QDateTime checked = QDateTime::fromString(tls.checkedAt.value_or(QString()), Qt::ISODate);
    if (!checked.isValid() || !accepted(tls, u"vendor"_s).value_or(false)) return;
    for (qsizetype index = 0; index < tls.stores.size(); ++index) {
        const TrustStoreEvidence& store = tls.stores[index];
        const QDate newest = QDate::fromString(store.newestRoot.value_or(QString()), Qt::ISODate);
        const bool isOld = newest.isValid() && newest.addYears(oldYears) < checked.date();
        if (store.store == "vendor"_L1 || store.accepts != false || !isOld) continue;
        // Clients renew what they bring along by themselves: only where its age is why it refuses.
        if (isBroughtAlong(store) && !isOlderThanTheRoot(store, tls.stores)) continue;
        Finding& finding = out.note(u"note.store_old"_s);
        const bool isNamed = store.store == "system"_L1 || isBroughtAlong(store);
        finding.arguments = {{u"file"_s, isNamed ? store.source : store.store},
                             {u"source"_s, store.source},
                             {u"notBefore"_s, *store.newestRoot},
                             {u"roots"_s, QString::number(store.roots.value_or(0))},
                             {u"expired"_s, QString::number(store.expiredRoots.value_or(0))}};
        finding.because = {u"tls.stores[%1]"_s.arg(index)};
    }
}

void customCa(const Facts& facts, Findings& out)
{
    if (!facts.evidence.tls->customCaCured.value_or(false)) return;
    out.note(u"note.custom_ca_cured"_s).because = {u"tls.customCaCured"_s};
}

} // namespace

std::span<const Rule> tlsRules()
{
    static constexpr Rule rules[] = {
        {"handshake failed", "how it ended, and whether another name passes (PROCEDURES 0.6)",
         handshakeFailed},
        {"handshake failed once", "the same again passed: one loss is no verdict (PROCEDURES 0.3)",
         handshakeFailedOnce},
        {"large hello", "long hellos die and short ones pass (case 121)", largeHello},
        {"unknown authority", "nobody accepts: compare with unrelated names (PROCEDURES 4.5)",
         unknownAuthority},
        {"unknown local authority", "a practice endpoint that the given bundle refuses",
         unknownLocalAuthority},
        {"trusted root added", "the system accepts, its vendor's roots do not (PROCEDURES 4.4)",
         interceptedByTrustedRoot},
        {"wrong date", "expired or not yet valid (PROCEDURES 4.7)", wrongDate},
        {"other chain errors", "name, gap, revocation, signature (PROCEDURES 4.6, 4.8)", otherChainErrors},
        {"a tool's bundle accepts", "npm, git, pip or curl are told of the authority (class T1)",
         trustHinted},
        {"an old list", "its newest root is years older than the check, and the vendor's roots accept",
         storeOld},
        {"stores disagree", "some clients accept and others do not (cases 30 to 42, 102 to 114)",
         storesDisagree},
        {"issuer fetched", "the missing link, from where the chain names it (RFC 5280 section 4.2.2.1)",
         issuerFetched},
        {"answered nearby", "handshake time against the path's (PROCEDURES 4.9)", answeredNearby},
        {"custom CA", "verified thanks to the bundle the user gave", customCa},
    };
    return rules;
}

} // namespace pathlight
