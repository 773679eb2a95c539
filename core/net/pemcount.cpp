// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pemcount.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace pathlight {

namespace {

constexpr int mostCertificates = 20'000;

/// A bundle that asks for a password is none that a client reads.
int refusePassword(char*, int, int, void*)
{
    return -1;
}

} // namespace

int countCertificates(const QByteArray& pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> source(
        BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())), &BIO_free);
    int count = 0;
    while (source && count < mostCertificates) {
        X509* certificate = PEM_read_bio_X509_AUX(source.get(), nullptr, refusePassword, nullptr);
        if (!certificate) break;
        X509_free(certificate);
        ++count;
    }
    ERR_clear_error();
    return count;
}

} // namespace pathlight
