// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/tls.h"

#include <QDateTime>

#include <memory>

/// Certificate chains as they were sent: described, and checked against any set of roots at any time. Pure
/// but for reading the trust stores.
namespace pathlight {

class TrustStore;

/// What a certificate says of itself, every text bounded and made printable. Bytes that are no certificate
/// give an empty description.
[[nodiscard]] CertificateEvidence describeCertificate(const QByteArray& der);

/// Which chain is to be checked, and as what.
struct ChainQuestion
{
    QList<QByteArray> chainDer; ///< the server's own certificate first, as sent
    QStringList trustPaths;     ///< bundles and directories of roots
    QString serverName;         ///< a name or an address (checked against IP entries, RFC 9110 section 4.3.5)
    QDateTime time;             ///< as of when; another time answers "valid were it not for the clock?"
    QByteArray stapledOcsp;     ///< as sent; a signed "revoked" in it counts
    QList<QByteArray> fetched;  ///< certificates to build with besides, in no order
    std::shared_ptr<const TrustStore> store = {}; ///< in the place of `trustPaths`, where set
};

struct ChainCheck
{
    std::optional<bool> accepts; ///< null: not one root could be read, or no chain was sent
    std::optional<QString> root; ///< the name of the root it ends in, where accepted
    QByteArray rootDer;          ///< that root itself
    QList<ChainProblem> problems;
    std::optional<StapleStatus> staple; ///< null: none was stapled, or no issuer is there to check it by
    QDateTime revokedAt;
};

/// Verifies a chain as a TLS client does (RFC 5280 section 6, RFC 6125), but goes on after each problem so
/// that all of them are told.
///
/// Where no trusted root is reached, the gap is named `Incomplete` when the topmost certificate that was sent
/// is not self-signed and looks like a public authority's work: it carries certificate timestamps (RFC 6962),
/// its issuer's organisation owns a root of the store, or it says where its issuer can be fetched (AIA) and
/// that issuer is not called a root. Otherwise it is `AuthorityUnknown`. Without the network no more can be
/// known.
[[nodiscard]] ChainCheck checkChain(const ChainQuestion& question);

/// Where a certificate says its issuer's can be fetched (RFC 5280 section 4.2.2.1): plain http addresses, at
/// most 4 of at most 500 characters.
[[nodiscard]] QStringList issuerPlaces(const QByteArray& der);

/// Did the key of `issuerDer` sign `der`?
[[nodiscard]] bool isSignedBy(const QByteArray& der, const QByteArray& issuerDer);

/// The one certificate in what a server sent as an issuer: DER, or PEM, or the first of a PKCS #7 bundle (RFC
/// 5280 section 4.2.2.1). Empty: there is none.
[[nodiscard]] QByteArray certificateFrom(const QByteArray& bytes);

} // namespace pathlight
