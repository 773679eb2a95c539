// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/tls.h"

#include <QByteArray>
#include <QDateTime>

#include <openssl/types.h>
#include <openssl/x509.h>

namespace pathlight {

/// A stapled OCSP answer (RFC 6960, RFC 6066 section 8) and whom it is about. The pointers are borrowed.
struct StapleQuestion
{
    QByteArray response;
    X509* leaf = nullptr;
    X509* issuer = nullptr;
    STACK_OF(X509) * chain = nullptr;
    X509_STORE* store = nullptr;
    QDateTime time; ///< as of when it must be current
};

struct StapleAnswer
{
    StapleStatus status = StapleStatus::Unproven;
    QDateTime revokedAt; ///< invalid: not revoked, or not told
};

/// What the answer says of the certificate. A malformed, unsigned or foreign one proves nothing, an old
/// "good" is stale, an old "revoked" stays: what was withdrawn is not given back. Nothing is looked up.
[[nodiscard]] StapleAnswer readStaple(const StapleQuestion& question);

} // namespace pathlight
