// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QFile>
#include <QList>
#include <QString>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

/// Certificates made for a test, in memory.
namespace pathlight::pki {

struct Key
{
    std::shared_ptr<EVP_PKEY> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
};

/// What a certificate is to say.
struct Wish
{
    QByteArray commonName = {};
    QByteArray organisation = {};
    QByteArray names = {}; ///< subjectAltName as OpenSSL writes it: "DNS:a.example,IP:192.0.2.1"
    bool authority = false;
    QDateTime notBefore = QDateTime::currentDateTimeUtc().addDays(-10);
    QDateTime notAfter = QDateTime::currentDateTimeUtc().addDays(90);
    QByteArray issuersPlace = {}; ///< AIA, "URI:http://…"
    bool logged = false;          ///< carries the extension of certificate timestamps (RFC 6962 section 3.3)
};

struct Identity
{
    std::shared_ptr<X509> certificate;
    Key key;

    [[nodiscard]] QByteArray der() const
    {
        unsigned char* bytes = nullptr;
        const int size = i2d_X509(certificate.get(), &bytes);
        const QByteArray der(reinterpret_cast<const char*>(bytes), size);
        OPENSSL_free(bytes);
        return der;
    }

    [[nodiscard]] QByteArray pem() const
    {
        const QByteArray body = der().toBase64();
        QByteArray pem = "-----BEGIN CERTIFICATE-----\n";
        for (qsizetype at = 0; at < body.size(); at += 64)
            pem += body.mid(at, 64) + '\n';
        return pem + "-----END CERTIFICATE-----\n";
    }
};

inline void addExtension(X509* certificate, X509* issuer, int nid, const QByteArray& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
    Q_ASSERT(extension);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

/// An empty list of certificate timestamps: that the extension is there is all that is looked at.
inline void addTimestamps(X509* certificate)
{
    const unsigned char emptyList[] = {0x04, 0x02, 0x00, 0x00};
    ASN1_OCTET_STRING* const value = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(value, emptyList, sizeof emptyList);
    X509_EXTENSION* const extension = X509_EXTENSION_create_by_NID(nullptr, NID_ct_precert_scts, 0, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    ASN1_OCTET_STRING_free(value);
}

inline void addName(X509_NAME* name, const char* field, const QByteArray& value)
{
    if (value.isEmpty()) return;
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(value.constData()),
                               static_cast<int>(value.size()), -1, 0);
}

/// Makes a certificate signed by `issuer`, or by itself.
inline Identity make(const Wish& wish, const Identity* issuer = nullptr)
{
    static long serial = 1000;
    Identity made{std::shared_ptr<X509>(X509_new(), X509_free), {}};
    X509* const certificate = made.certificate.get();
    X509* const signer = issuer ? issuer->certificate.get() : certificate;
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    ASN1_TIME_set(X509_getm_notBefore(certificate), wish.notBefore.toSecsSinceEpoch());
    ASN1_TIME_set(X509_getm_notAfter(certificate), wish.notAfter.toSecsSinceEpoch());
    addName(X509_get_subject_name(certificate), "O", wish.organisation);
    addName(X509_get_subject_name(certificate), "CN", wish.commonName);
    X509_set_issuer_name(certificate, X509_get_subject_name(signer));
    X509_set_pubkey(certificate, made.key.key.get());
    addExtension(certificate, signer, NID_basic_constraints,
                 wish.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    addExtension(certificate, signer, NID_subject_key_identifier, "hash");
    if (!wish.names.isEmpty()) addExtension(certificate, signer, NID_subject_alt_name, wish.names);
    if (!wish.issuersPlace.isEmpty())
        addExtension(certificate, signer, NID_info_access, "caIssuers;" + wish.issuersPlace);
    if (wish.logged) addTimestamps(certificate);
    X509_sign(certificate, issuer ? issuer->key.key.get() : made.key.key.get(), EVP_sha256());
    return made;
}

/// Writes certificates as a PEM bundle.
inline QString writeBundle(const QString& path, const QList<Identity>& identities)
{
    QFile file(path);
    const bool opened = file.open(QIODevice::WriteOnly | QIODevice::Truncate);
    Q_ASSERT(opened);
    for (const Identity& each : identities)
        file.write(each.pem());
    return path;
}

} // namespace pathlight::pki
