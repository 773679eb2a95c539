// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

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
};

/// Does the answer, rightly signed, say that the certificate was revoked? A malformed, unsigned or foreign
/// answer says nothing, and nothing is looked up.
[[nodiscard]] bool stapleSaysRevoked(const StapleQuestion& question);

} // namespace pathlight
