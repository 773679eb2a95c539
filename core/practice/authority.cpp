// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/authority.h"

#include "core/net/freeby.h"

#include <QHostAddress>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

using Key = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeBy<X509_free>>;
using Bio = std::unique_ptr<BIO, FreeBy<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreeBy<X509_EXTENSION_free>>;

QByteArray contentOf(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? QByteArray(data, size) : QByteArray();
}

QByteArray pemOf(X509* certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    return bio && PEM_write_bio_X509(bio.get(), certificate) == 1 ? contentOf(bio.get()) : QByteArray();
}

QByteArray pemOf(EVP_PKEY* key)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    const bool written =
        bio && PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1;
    return written ? contentOf(bio.get()) : QByteArray();
}

bool nameIt(X509_NAME* name, const char* field, const QString& text)
{
    const QByteArray bytes = text.toUtf8().left(64); // The upper bound of RFC 5280, appendix A.
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(bytes.constData()),
                                      static_cast<int>(bytes.size()), -1, 0) == 1;
}

bool extend(X509* certificate, X509* issuer, int kind, const QByteArray& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool numberIt(X509* certificate)
{
    quint64 serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1) return false;
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1 | 1) == 1;
}

bool date(X509* certificate, const QDateTime& notBefore, const QDateTime& notAfter)
{
    return ASN1_TIME_set(X509_getm_notBefore(certificate), notBefore.toSecsSinceEpoch()) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), notAfter.toSecsSinceEpoch()) != nullptr;
}

/// A certificate with all but its names and extensions; null where OpenSSL could not.
Certificate begun(EVP_PKEY* key, const QDateTime& notBefore, const QDateTime& notAfter)
{
    Certificate certificate(X509_new());
    const bool done = certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
                      numberIt(certificate.get()) && date(certificate.get(), notBefore, notAfter) &&
                      X509_set_pubkey(certificate.get(), key) == 1;
    return done ? std::move(certificate) : nullptr;
}

QByteArray alternativeNames(const QStringList& names)
{
    QStringList entries;
    for (const QString& name : names) {
        const bool isAddress = !QHostAddress(name).isNull();
        entries.append((isAddress ? u"IP:"_s : u"DNS:"_s) + name);
    }
    return entries.join(u',').toLatin1();
}

bool describeAuthority(X509* certificate, const QString& organization)
{
    X509_NAME* name = X509_get_subject_name(certificate);
    return nameIt(name, "O", organization) && nameIt(name, "CN", organization + u" Root"_s) &&
           X509_set_issuer_name(certificate, name) == 1 &&
           extend(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE") &&
           extend(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
           extend(certificate, certificate, NID_subject_key_identifier, "hash");
}

bool describeServer(X509* certificate, X509* issuer, const QStringList& names)
{
    return nameIt(X509_get_subject_name(certificate), "CN", names.value(0)) &&
           X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
           extend(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
           extend(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
           extend(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
           extend(certificate, issuer, NID_authority_key_identifier, "keyid") &&
           extend(certificate, issuer, NID_subject_alt_name, alternativeNames(names));
}

} // namespace

struct PracticeAuthority::Keys
{
    Key key;
    Certificate certificate;
    QByteArray pem;
};

std::optional<PracticeAuthority> PracticeAuthority::create(const QString& organization)
{
    auto keys = std::make_unique<Keys>();
    keys->key.reset(EVP_EC_gen("P-256"));
    if (!keys->key) return std::nullopt;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    keys->certificate = begun(keys->key.get(), now.addDays(-365), now.addDays(365));
    X509* certificate = keys->certificate.get();
    const bool made = certificate && describeAuthority(certificate, organization) &&
                      X509_sign(certificate, keys->key.get(), EVP_sha256()) > 0;
    if (!made) return std::nullopt;
    keys->pem = pemOf(certificate);
    return PracticeAuthority(std::move(keys));
}

PracticeAuthority::PracticeAuthority(std::unique_ptr<Keys> keys) : m_keys(std::move(keys)) {}
PracticeAuthority::PracticeAuthority(PracticeAuthority&& other) noexcept = default;
PracticeAuthority& PracticeAuthority::operator=(PracticeAuthority&& other) noexcept = default;
PracticeAuthority::~PracticeAuthority() = default;

const QByteArray& PracticeAuthority::certificatePem() const
{
    return m_keys->pem;
}

std::optional<PracticeIdentity> PracticeAuthority::issue(const CertificateOrder& order) const
{
    const Key key(EVP_EC_gen("P-256"));
    if (!key) return std::nullopt;
    const Certificate certificate = begun(key.get(), order.notBefore, order.notAfter);
    const bool made = certificate &&
                      describeServer(certificate.get(), m_keys->certificate.get(), order.names) &&
                      X509_sign(certificate.get(), m_keys->key.get(), EVP_sha256()) > 0;
    if (!made) return std::nullopt;
    return PracticeIdentity{pemOf(certificate.get()), pemOf(key.get())};
}

} // namespace pathlight
