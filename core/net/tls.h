// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"
#include "core/evidence/tls.h"
#include "core/net/stream.h"

#include <QCoroTask>

#include <memory>
#include <optional>

namespace pathlight {

/// The TLS library's own name and version.
[[nodiscard]] QString tlsLibraryVersion();

/// Versions of TLS, in order.
enum class TlsVersion { V10, V11, V12, V13 };

/// How a TLS connection is to be made.
struct TlsRequest
{
    QString serverName;                    ///< SNI and the name to verify
    QList<QByteArray> alpn = {"http/1.1"}; ///< in this order, at most 255 bytes each; by default what the
                                           ///< Claude clients offer
    bool verify = false;         ///< false: for evidence, and such a connection never carries a credential
    QStringList trustPaths = {}; ///< bundles and hashed directories, where verify is set
    /// Bytes the ClientHello is padded to, at most 16,000, by an extension that servers ignore (RFC 8701); 0:
    /// as it comes.
    int padHelloTo = 0;
    TlsVersion oldest = TlsVersion::V12;
    TlsVersion newest = TlsVersion::V13;
    /// Offer every cipher and key size the library has, for evidence alone: none of them is safe.
    bool weak = false;
};

/// A handshake for evidence: everything seen, and the stream where it completed.
struct TlsConnected
{
    std::unique_ptr<Stream> stream; ///< null: the handshake did not complete
    TlsEvidence seen;               ///< all but `stores`, `verified` and `controls`
    QList<QByteArray> chainDer;     ///< as sent, at most 16 certificates; the message has at most 100 KiB
    QByteArray stapledOcsp;
    int helloBytes = 0; ///< of the ClientHello, as written
    /// The server asked for a client certificate. With TLS 1.3 it refuses one that was not given only after
    /// the handshake: see fatalAlertOn().
    bool certificateRequested = false;
};

/// The name of an alert as RFC 8446 section 6 spells it, "handshake_failure"; "alert_N" for an unknown one.
[[nodiscard]] QString tlsAlertName(int number);

/// The fatal alert that the peer has sent on a TLS stream so far; null: none, or no TLS stream.
[[nodiscard]] std::optional<int> fatalAlertOn(const Stream* stream);

/// Makes the handshake over a connected stream, which it takes.
[[nodiscard]] QCoro::Task<TlsConnected> startTls(Scope scope, std::unique_ptr<Stream> stream,
                                                 TlsRequest request);

} // namespace pathlight
