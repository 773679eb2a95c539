// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/chain.h"
#include "core/net/x509.h"

#include <QCryptographicHash>
#include <QHostAddress>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype longestName = 500;
constexpr int mostNames = 50;

/// RFC 2253 form in UTF-8.
QString wholeName(const X509_NAME* name)
{
    const BioPointer bio(BIO_new(BIO_s_mem()));
    const unsigned long flags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    if (X509_NAME_print_ex(bio.get(), name, 0, flags) < 0) return {};
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return printable(QByteArray(data, size), longestName);
}

QString textOf(const ASN1_TIME* time)
{
    return timeOf(time).toString(Qt::ISODate);
}

QString textOf(const GENERAL_NAME* name)
{
    if (name->type == GEN_DNS) {
        return printable(QByteArray(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName)),
                                    ASN1_STRING_length(name->d.dNSName)),
                         253);
    }
    if (name->type != GEN_IPADD) return {};
    const unsigned char* bytes = ASN1_STRING_get0_data(name->d.iPAddress);
    const int size = ASN1_STRING_length(name->d.iPAddress);
    if (size == 16) return QHostAddress(bytes).toString();
    if (size != 4) return {};
    return u"%1.%2.%3.%4"_s.arg(bytes[0]).arg(bytes[1]).arg(bytes[2]).arg(bytes[3]);
}

QStringList alternativeNames(const X509* certificate)
{
    auto* const names =
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    QStringList found;
    for (int index = 0; index < sk_GENERAL_NAME_num(names) && found.size() < mostNames; ++index) {
        const QString text = textOf(sk_GENERAL_NAME_value(names, index));
        if (!text.isEmpty()) found.append(text);
    }
    GENERAL_NAMES_free(names);
    return found;
}

QString organisationOrName(const X509_NAME* name)
{
    const QString organisation = nameEntry(name, NID_organizationName);
    return organisation.isEmpty() ? nameEntry(name, NID_commonName) : organisation;
}

} // namespace

CertificateEvidence describeCertificate(const QByteArray& der)
{
    CertificateEvidence evidence;
    const X509Pointer certificate = parseCertificate(der);
    if (!certificate) return evidence;
    const X509_NAME* subject = X509_get_subject_name(certificate.get());
    const X509_NAME* issuer = X509_get_issuer_name(certificate.get());
    evidence.subject = wholeName(subject);
    evidence.issuer = wholeName(issuer);
    evidence.commonName = nameEntry(subject, NID_commonName);
    evidence.issuerName = organisationOrName(issuer);
    evidence.names = alternativeNames(certificate.get());
    evidence.notBefore = textOf(X509_get0_notBefore(certificate.get()));
    evidence.notAfter = textOf(X509_get0_notAfter(certificate.get()));
    evidence.sha256 = QString::fromLatin1(QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex());
    evidence.selfSigned = X509_self_signed(certificate.get(), 1) == 1;
    evidence.authority = X509_check_ca(certificate.get()) > 0;
    forgetErrors();
    return evidence;
}

} // namespace pathlight
