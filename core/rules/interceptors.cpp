// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/interceptors.h"

#include "core/evidence/resource.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

const QList<Interceptor>& interceptors()
{
    static const auto list = readTable<Interceptor>(u":/pathlight/interceptors.json"_s, u"products"_s);
    return list;
}

bool namesIt(const CertificateEvidence& certificate, const Interceptor& product)
{
    return std::any_of(product.issuers.begin(), product.issuers.end(), [&](const QString& word) {
        return certificate.issuer.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace

std::optional<Interceptor> interceptorFor(const TlsEvidence& tls)
{
    for (const Interceptor& product : interceptors()) {
        for (const CertificateEvidence& certificate : tls.chain) {
            if (namesIt(certificate, product)) return product;
        }
    }
    return std::nullopt;
}

} // namespace pathlight
