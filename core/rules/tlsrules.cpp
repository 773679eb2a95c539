// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/interceptors.h"
#include "core/rules/rule.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

bool has(const TlsEvidence& tls, ChainError error)
{
    return std::any_of(tls.errors.begin(), tls.errors.end(),
                       [&](const ChainProblem& problem) { return problem.error == error; });
}

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

/// Another name completes on the same address: it is the name that is blocked (PROCEDURES 0.6).
bool otherNamePasses(const TlsEvidence& tls)
{
    return std::any_of(tls.controls.begin(), tls.controls.end(), [](const TlsControlEvidence& control) {
        return control.sameAddress && control.outcome == HandshakeOutcome::Completed;
    });
}

void handshakeFailed(const Facts& facts, Findings& out)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    const QString code = codeFor(tls.outcome);
    if (code.isEmpty()) return;
    const bool cut =
        code == "tls.reset"_L1 || code == "tls.timed_out"_L1 || tls.outcome == HandshakeOutcome::Alert;
    const bool byName = cut && otherNamePasses(tls);
    Finding& finding = out.fault(byName ? u"tls.sni_blocked"_s : code, byName ? 0.95 : 0.9);
    finding.blocks = true;
    finding.arguments = {{u"address"_s, tls.address}};
    if (tls.alert) finding.arguments.insert(u"kind"_s, *tls.alert);
    finding.because = {u"tls.outcome"_s};
    if (byName) finding.because.append(u"tls.controls"_s);
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
    const bool unknown =
        has(tls, ChainError::AuthorityUnknown) || (tls.customCaCured.value_or(false) && systemRefuses);
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
    if (!facts.targetIsLocal || tls.verified.value_or(true) || !has(tls, ChainError::AuthorityUnknown))
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

void wrongDate(const Facts& facts, Findings& out)
{
    const TlsEvidence& tls = *facts.evidence.tls;
    const bool expired = has(tls, ChainError::Expired);
    if (!expired && !has(tls, ChainError::NotYetValid)) return;
    Finding& finding = out.fault(u"tls.cert.date_invalid"_s, clockSkew(facts) ? 0.95 : 0.85);
    finding.blocks = true;
    describe(tls, finding);
    // With nothing else wrong the certificate is the target's own, and its owner let it lapse.
    if (tls.errors.size() == 1 && clockSkew(facts)) finding.whose = u"provider"_s;
    finding.arguments.insert(u"kind"_s, expired ? u"expired"_s : u"not_yet_valid"_s);
    finding.because = {u"tls.errors"_s};
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
        if (!has(tls, error)) continue;
        // A bundle that knows the issuer accepts what was sent: nothing is missing in it.
        if (error == ChainError::Incomplete && someBundleAccepts(tls)) continue;
        Finding& finding = out.fault(code, 0.93);
        finding.blocks = true;
        describe(tls, finding);
        finding.because = {u"tls.errors"_s};
    }
}

/// A bundle that replaces the system's store: NODE_EXTRA_CA_CERTS only adds to it.
bool replaces(const TrustStoreEvidence& store)
{
    return store.store != "system"_L1 && store.store != "vendor"_L1 && store.store != "system+ca-file"_L1 &&
           store.source != "NODE_EXTRA_CA_CERTS"_L1;
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
        {"unknown authority", "nobody accepts: compare with unrelated names (PROCEDURES 4.5)",
         unknownAuthority},
        {"unknown local authority", "a practice endpoint that the given bundle refuses",
         unknownLocalAuthority},
        {"trusted root added", "the system accepts, its vendor's roots do not (PROCEDURES 4.4)",
         interceptedByTrustedRoot},
        {"wrong date", "expired or not yet valid (PROCEDURES 4.7)", wrongDate},
        {"other chain errors", "name, gap, revocation, signature (PROCEDURES 4.6, 4.8)", otherChainErrors},
        {"stores disagree", "some clients accept and others do not (cases 30 to 42, 102 to 114)",
         storesDisagree},
        {"custom CA", "verified thanks to the bundle the user gave", customCa},
    };
    return rules;
}

} // namespace pathlight
