// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

#include <algorithm>

/// What the step `tls` sees: one handshake made for evidence, the chain as it was sent, and who would accept
/// it.
namespace pathlight {

struct CertificateEvidence
{
    QString subject; ///< RFC 2253 form, at most 500 characters
    QString issuer;
    QString commonName;
    QString issuerName; ///< the issuer's organisation, else its common name
    QStringList names;  ///< subject alternative names, at most 50
    QString notBefore;  ///< ISO 8601, UTC
    QString notAfter;
    QString sha256;
    bool selfSigned = false;
    bool authority = false;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = CertificateEvidence;
        visit("subject", &T::subject);
        visit("issuer", &T::issuer);
        visit("commonName", &T::commonName);
        visit("issuerName", &T::issuerName);
        visit("names", &T::names);
        visit("notBefore", &T::notBefore);
        visit("notAfter", &T::notAfter);
        visit("sha256", &T::sha256);
        visit("selfSigned", &T::selfSigned);
        visit("authority", &T::authority);
    }
};

/// What is wrong with a chain, each by itself.
enum class ChainError {
    NameInvalid,
    Expired,
    NotYetValid,
    AuthorityUnknown, ///< no trusted root: an unknown issuer, or self-signed
    Incomplete,       ///< the leaf's issuer was not sent and is not known
    Revoked,
    Invalid, ///< anything else: bad signature, wrong purpose, too weak
};
template <>
struct EnumNames<ChainError>
{
    static constexpr std::array names{"name_invalid",     "expired", "not_yet_valid", "authority_unknown",
                                      "chain_incomplete", "revoked", "invalid"};
};

struct ChainProblem
{
    ChainError error = ChainError::Invalid;
    int depth = 0;                  ///< 0 is the server's own certificate
    std::optional<int> certificate; ///< its place in the chain as sent; null: it was not sent
    QString detail;                 ///< the library's words
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ChainProblem;
        visit("error", &T::error);
        visit("depth", &T::depth);
        visit("certificate", &T::certificate);
        visit("detail", &T::detail);
    }
};

/// Would this set of roots accept the chain?
struct TrustStoreEvidence
{
    /// "system", "vendor" (what the system's vendor ships), "system+ca-file", a file's path, or what a client
    /// brings along: "certifi" (Python's package) or "node" (compiled into Node).
    QString store;
    QString source;              ///< the path, or the variable that names it
    std::optional<bool> accepts; ///< null: the store is not there or cannot be read
    std::optional<QString> root; ///< the root it ends in, where accepted
    QList<ChainProblem> problems;
    std::optional<int> roots;          ///< how many it holds
    std::optional<QString> newestRoot; ///< the latest day on which one of them became valid (ISO 8601)
    std::optional<int> expiredRoots;   ///< how many of them have run out
    std::optional<QString> changed;    ///< when its file was last written (ISO 8601, UTC)
    /// From when on the root it ends in is valid (ISO 8601), where accepted: a list of before lacks it.
    std::optional<QString> rootSince = {};
    /// "certifi" and "node": the clients installed here that read this very list (ids of CONTRACT section 2).
    QStringList usedBy = {};
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = TrustStoreEvidence;
        visit("store", &T::store);
        visit("source", &T::source);
        visit("accepts", &T::accepts);
        visit("root", &T::root);
        visit("problems", &T::problems);
        visit("roots", &T::roots);
        visit("newestRoot", &T::newestRoot);
        visit("expiredRoots", &T::expiredRoots);
        visit("changed", &T::changed);
        visit("rootSince", &T::rootSince);
        visit("usedBy", &T::usedBy);
    }
};

/// Would it accept the chain, but for what the server itself reports of a revocation? (Most clients do not
/// look at that: "readsStaple" of resources/clients.json.)
[[nodiscard]] inline bool acceptsButForRevocation(const TrustStoreEvidence& store)
{
    const auto isOfRevocation = [](const ChainProblem& each) { return each.error == ChainError::Revoked; };
    return store.accepts == false && !store.problems.isEmpty() &&
           std::all_of(store.problems.begin(), store.problems.end(), isOfRevocation);
}

/// Is it a list that a client brings along, found on this computer? Such a one speaks for that client alone.
[[nodiscard]] inline bool isBroughtAlong(const TrustStoreEvidence& store)
{
    return store.store == QLatin1StringView("certifi") || store.store == QLatin1StringView("node");
}

/// How the handshake ended.
enum class HandshakeOutcome {
    Completed,
    Reset,
    Closed,
    TimedOut,
    NotTls,            ///< what came is no TLS record
    VersionOrCipher,   ///< no common version or cipher
    ClientCertificate, ///< the server wants one
    Alert,             ///< another fatal alert
    Failed,
};
template <>
struct EnumNames<HandshakeOutcome>
{
    static constexpr std::array names{"completed",          "reset",   "closed",
                                      "timed_out",          "not_tls", "version_or_cipher",
                                      "client_certificate", "alert",   "failed"};
};

/// The same address asked under another name, or another name's own address asked: the control.
struct TlsControlEvidence
{
    QString name;
    QString address;
    bool sameAddress = false;
    HandshakeOutcome outcome = HandshakeOutcome::Failed;
    std::optional<QString> issuer; ///< of the last certificate sent
    std::optional<QString> leafIssuer;
    std::optional<bool> acceptedByVendor;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = TlsControlEvidence;
        visit("name", &T::name);
        visit("address", &T::address);
        visit("sameAddress", &T::sameAddress);
        visit("outcome", &T::outcome);
        visit("issuer", &T::issuer);
        visit("leafIssuer", &T::leafIssuer);
        visit("acceptedByVendor", &T::acceptedByVendor);
    }
};

/// One handshake of the size experiment: a ClientHello of so many bytes to the same address and name.
struct TlsHelloEvidence
{
    int bytes = 0; ///< of the whole ClientHello as sent
    HandshakeOutcome outcome = HandshakeOutcome::Failed;
    std::optional<double> ms; ///< until the handshake ended; null: it did not
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = TlsHelloEvidence;
        visit("bytes", &T::bytes);
        visit("outcome", &T::outcome);
        visit("ms", &T::ms);
    }
};

/// One offer of the survey of versions and ciphers, and what the peer made of it.
struct TlsOfferEvidence
{
    QString offer;     ///< the one version offered, "TLSv1.2"
    bool weak = false; ///< with every cipher the library has, those that no client offers included
    HandshakeOutcome outcome = HandshakeOutcome::Failed;
    std::optional<QString> cipher; ///< what the peer chose
    std::optional<QString> alert;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = TlsOfferEvidence;
        visit("offer", &T::offer);
        visit("weak", &T::weak);
        visit("outcome", &T::outcome);
        visit("cipher", &T::cipher);
        visit("alert", &T::alert);
    }
};

/// How fetching an issuer's certificate from where the certificate below names it went.
enum class IssuerFetch {
    Fetched,
    NotFetched, ///< no connection, no answer in time, or another status than 200
    TooLarge,   ///< more than 64 KiB
    NotACertificate,
    NotTheIssuer, ///< a certificate, but it did not sign the one below
    NotAllowed,   ///< no plain http address of the public internet
};
template <>
struct EnumNames<IssuerFetch>
{
    static constexpr std::array names{"fetched",           "not_fetched",    "too_large",
                                      "not_a_certificate", "not_the_issuer", "not_allowed"};
};

struct FetchedIssuerEvidence
{
    QString url; ///< at most 500 characters
    IssuerFetch outcome = IssuerFetch::NotFetched;
    std::optional<QString> subject;
    std::optional<QString> sha256;
    std::optional<double> ms;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = FetchedIssuerEvidence;
        visit("url", &T::url);
        visit("outcome", &T::outcome);
        visit("subject", &T::subject);
        visit("sha256", &T::sha256);
        visit("ms", &T::ms);
    }
};

/// What a stapled OCSP answer says (RFC 6960). Nothing is looked up.
enum class StapleStatus {
    Good,
    Revoked,
    Unknown,  ///< the responder does not know the certificate
    Stale,    ///< good once, and no longer current
    Unproven, ///< malformed, about another certificate, or not signed by the issuer
};
template <>
struct EnumNames<StapleStatus>
{
    static constexpr std::array names{"good", "revoked", "unknown", "stale", "unproven"};
};

/// The authority at the chain's end, where it is no public one: its certificate itself, so that whoever is to
/// trust it can be given it.
struct AuthorityEvidence
{
    QString subject;   ///< RFC 2253
    QString sha256;    ///< of the certificate, lower-case hex
    QString from;      ///< "presented" (the server sent it), or the store on this computer that holds it
    bool root = false; ///< self-signed; else the highest that is to be had
    std::optional<QString> pem; ///< null: taken out (redaction)
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = AuthorityEvidence;
        visit("subject", &T::subject);
        visit("sha256", &T::sha256);
        visit("from", &T::from);
        visit("root", &T::root);
        visit("pem", &T::pem);
    }
};

struct TlsEvidence
{
    QString address;
    QString serverName;
    HandshakeOutcome outcome = HandshakeOutcome::Failed;
    /// A first handshake that was cut, where the same one passed when it was tried again.
    std::optional<HandshakeOutcome> firstOutcome;
    std::optional<QString> version;
    std::optional<QString> cipher;
    std::optional<QString> alpn;
    std::optional<double> handshakeMs;
    std::optional<double> roundTripMs; ///< of the TCP connection below, where no SYN was lost
    std::optional<QString> alert;      ///< the fatal alert's name, RFC 8446 section 6
    std::optional<int> bytesSent;
    std::optional<int> bytesReceived;
    /// After a reset or close: how a second connection fared on which nothing was sent ("connected": it
    /// stayed).
    std::optional<QString> silentConnection;
    std::optional<QString> firstBytes; ///< what came instead of TLS: printable, at most 80 characters
    std::optional<bool> verified;      ///< by the system's store and the --ca-file bundle, for this name, now
    QList<ChainProblem> errors;
    QList<CertificateEvidence> chain;   ///< as sent, the server's own first, at most 16
    int certificatesSent = 0;           ///< all of them
    std::optional<StapleStatus> staple; ///< null: none was stapled
    std::optional<QString> revokedAt;   ///< ISO 8601, UTC, by the staple
    /// This clock minus the server's, by an answer to a request without a key on this connection. Asked only
    /// where a certificate's dates are wrong.
    std::optional<double> clockSkewMs;
    std::optional<QString> checkedAt; ///< by this clock, ISO 8601, UTC: as of when the chain was checked
    QList<TrustStoreEvidence> stores;
    /// Lists that no client's variable names: what npm, git, pip or curl are told to trust (`source`: the
    /// tool). Asked only where the deciding store refuses the chain.
    QList<TrustStoreEvidence> otherStores;
    std::optional<bool> customCaCured; ///< refused by the system's store, accepted thanks to --ca-file
    QList<TlsControlEvidence> controls;
    QList<TlsHelloEvidence> hellos;              ///< the size experiment, in the order made
    QList<TlsOfferEvidence> offers;              ///< the survey
    QList<FetchedIssuerEvidence> fetchedIssuers; ///< only where the user allowed it
    std::optional<bool> completedByFetch;        ///< with them the deciding store accepts the chain
    std::optional<AuthorityEvidence> authority;  ///< null: a public one, or none can be had
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = TlsEvidence;
        visit("address", &T::address);
        visit("serverName", &T::serverName);
        visit("outcome", &T::outcome);
        visit("firstOutcome", &T::firstOutcome);
        visit("version", &T::version);
        visit("cipher", &T::cipher);
        visit("alpn", &T::alpn);
        visit("handshakeMs", &T::handshakeMs);
        visit("roundTripMs", &T::roundTripMs);
        visit("alert", &T::alert);
        visit("bytesSent", &T::bytesSent);
        visit("bytesReceived", &T::bytesReceived);
        visit("silentConnection", &T::silentConnection);
        visit("firstBytes", &T::firstBytes);
        visit("verified", &T::verified);
        visit("errors", &T::errors);
        visit("chain", &T::chain);
        visit("certificatesSent", &T::certificatesSent);
        visit("staple", &T::staple);
        visit("revokedAt", &T::revokedAt);
        visit("clockSkewMs", &T::clockSkewMs);
        visit("checkedAt", &T::checkedAt);
        visit("stores", &T::stores);
        visit("otherStores", &T::otherStores);
        visit("customCaCured", &T::customCaCured);
        visit("controls", &T::controls);
        visit("hellos", &T::hellos);
        visit("offers", &T::offers);
        visit("fetchedIssuers", &T::fetchedIssuers);
        visit("completedByFetch", &T::completedByFetch);
        visit("authority", &T::authority);
    }
};

} // namespace pathlight
