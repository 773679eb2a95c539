// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

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
    int depth = 0;  ///< 0 is the server's own certificate
    QString detail; ///< the library's words
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ChainProblem;
        visit("error", &T::error);
        visit("depth", &T::depth);
        visit("detail", &T::detail);
    }
};

/// Would this set of roots accept the chain?
struct TrustStoreEvidence
{
    QString
        store; ///< "system", "vendor" (what the system's vendor ships), "system+ca-file", or a file's path
    QString source;              ///< the path, or the variable that names it
    std::optional<bool> accepts; ///< null: the store is not there or cannot be read
    std::optional<QString> root; ///< the root it ends in, where accepted
    QList<ChainProblem> problems;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = TrustStoreEvidence;
        visit("store", &T::store);
        visit("source", &T::source);
        visit("accepts", &T::accepts);
        visit("root", &T::root);
        visit("problems", &T::problems);
    }
};

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

struct TlsEvidence
{
    QString address;
    QString serverName;
    HandshakeOutcome outcome = HandshakeOutcome::Failed;
    std::optional<QString> version;
    std::optional<QString> cipher;
    std::optional<QString> alpn;
    std::optional<double> handshakeMs;
    std::optional<QString> alert; ///< the fatal alert's name, RFC 8446 section 6
    std::optional<int> bytesSent;
    std::optional<int> bytesReceived;
    /// After a reset or close: how a second connection fared on which nothing was sent ("connected": it
    /// stayed).
    std::optional<QString> silentConnection;
    std::optional<QString> firstBytes; ///< what came instead of TLS: printable, at most 80 characters
    std::optional<bool> verified;      ///< by the system's store and the --ca-file bundle, for this name, now
    QList<ChainProblem> errors;
    QList<CertificateEvidence> chain; ///< as sent, the server's own first
    QList<TrustStoreEvidence> stores;
    std::optional<bool> customCaCured; ///< refused by the system's store, accepted thanks to --ca-file
    QList<TlsControlEvidence> controls;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = TlsEvidence;
        visit("address", &T::address);
        visit("serverName", &T::serverName);
        visit("outcome", &T::outcome);
        visit("version", &T::version);
        visit("cipher", &T::cipher);
        visit("alpn", &T::alpn);
        visit("handshakeMs", &T::handshakeMs);
        visit("alert", &T::alert);
        visit("bytesSent", &T::bytesSent);
        visit("bytesReceived", &T::bytesReceived);
        visit("silentConnection", &T::silentConnection);
        visit("firstBytes", &T::firstBytes);
        visit("verified", &T::verified);
        visit("errors", &T::errors);
        visit("chain", &T::chain);
        visit("stores", &T::stores);
        visit("customCaCured", &T::customCaCured);
        visit("controls", &T::controls);
    }
};

} // namespace pathlight
