// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/freeby.h"
#include "core/net/printable.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

/// OpenSSL's objects as owners, and the little that several files read from them. Internal to core/net.
namespace pathlight {

using BioPointer = std::unique_ptr<BIO, FreeBy<BIO_free_all>>;
using X509Pointer = std::unique_ptr<X509, FreeBy<X509_free>>;

/// Empties this thread's error queue, which would otherwise be taken for the next call's failure.
inline void forgetErrors()
{
    ERR_clear_error();
}

/// Null where the bytes are no certificate.
[[nodiscard]] X509Pointer parseCertificate(const QByteArray& der);

/// In UTC; invalid where there is none or it cannot be read.
[[nodiscard]] QDateTime timeOf(const ASN1_TIME* time);

/// The first value of that kind in a name, at most 200 characters, made printable; empty: there is none.
[[nodiscard]] QString nameEntry(const X509_NAME* name, int nid);

} // namespace pathlight
