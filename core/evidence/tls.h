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
    static constexpr auto fields()
    {
        using T = CertificateEvidence;
        return std::tuple{field("subject", &T::subject),       field("issuer", &T::issuer),
                          field("commonName", &T::commonName), field("issuerName", &T::issuerName),
                          field("names", &T::names),           field("notBefore", &T::notBefore),
                          field("notAfter", &T::notAfter),     field("sha256", &T::sha256),
                          field("selfSigned", &T::selfSigned), field("authority", &T::authority)};
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
    static constexpr auto fields()
    {
        using T = ChainProblem;
        return std::tuple{field("error", &T::error), field("depth", &T::depth), field("detail", &T::detail)};
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
    static constexpr auto fields()
    {
        using T = TrustStoreEvidence;
        return std::tuple{field("store", &T::store), field("source", &T::source),
                          field("accepts", &T::accepts), field("root", &T::root),
                          field("problems", &T::problems)};
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
    static constexpr auto fields()
    {
        using T = TlsControlEvidence;
        return std::tuple{field("name", &T::name),
                          field("address", &T::address),
                          field("sameAddress", &T::sameAddress),
                          field("outcome", &T::outcome),
                          field("issuer", &T::issuer),
                          field("leafIssuer", &T::leafIssuer),
                          field("acceptedByVendor", &T::acceptedByVendor)};
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
    static constexpr auto fields()
    {
        using T = TlsEvidence;
        return std::tuple{field("address", &T::address),
                          field("serverName", &T::serverName),
                          field("outcome", &T::outcome),
                          field("version", &T::version),
                          field("cipher", &T::cipher),
                          field("alpn", &T::alpn),
                          field("handshakeMs", &T::handshakeMs),
                          field("alert", &T::alert),
                          field("bytesSent", &T::bytesSent),
                          field("bytesReceived", &T::bytesReceived),
                          field("silentConnection", &T::silentConnection),
                          field("firstBytes", &T::firstBytes),
                          field("verified", &T::verified),
                          field("errors", &T::errors),
                          field("chain", &T::chain),
                          field("stores", &T::stores),
                          field("customCaCured", &T::customCaCured),
                          field("controls", &T::controls)};
    }
};

} // namespace pathlight
