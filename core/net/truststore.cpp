// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/truststore.h"

#include "core/net/x509.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QMutex>
#include <QRegularExpression>

#include <openssl/pem.h>

#include <algorithm>
#include <filesystem>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qint64 largestBundle = 8LL * 1024 * 1024;
constexpr int mostFiles = 2000;
constexpr int mostCertificates = 2000;
constexpr qsizetype mostStoresKept = 16;

/// By names alone: QDir looks at every file it counts, which took over a third of a probe's time.
qint64 entriesIn(const QString& folder)
{
    std::error_code error;
    std::filesystem::directory_iterator entry(QFile::encodeName(folder).toStdString(), error);
    qint64 count = 0;
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
        ++count;
    return count;
}

/// What tells whether a store read before is still what the disk holds. A directory's time alone may be too
/// coarse to show a file that came at once after another.
QString stateOf(const QStringList& paths)
{
    QStringList state;
    for (const QString& path : paths) {
        const QFileInfo info(path);
        const qint64 size = info.isDir() ? entriesIn(path) : info.size();
        state.append(u"%1|%2|%3"_s.arg(path).arg(size).arg(info.lastModified().toMSecsSinceEpoch()));
    }
    return state.join(u'\n');
}

struct Cache
{
    QMutex mutex;
    QHash<QString, std::shared_ptr<const TrustStore>> stores;
};

Cache& cache()
{
    static Cache instance;
    return instance;
}

/// Seconds since 1970; null: OpenSSL cannot read the time.
std::optional<qint64> secondsOf(const ASN1_TIME* time)
{
    tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                     QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC)
        .toSecsSinceEpoch();
}

/// The certificates of a PEM text, or the one of a DER file.
QList<QByteArray> certificatesIn(const QByteArray& bytes)
{
    QList<QByteArray> found;
    const BioPointer bio(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    while (found.size() < mostCertificates && PEM_read_bio(bio.get(), &name, &header, &data, &size) == 1) {
        // A "TRUSTED CERTIFICATE" begins with the certificate and adds settings of OpenSSL's own.
        if (QByteArrayView(name).endsWith("CERTIFICATE"))
            found.append(QByteArray(reinterpret_cast<const char*>(data), size));
        OPENSSL_free(name);
        OPENSSL_free(header);
        OPENSSL_free(data);
    }
    forgetErrors();
    if (found.isEmpty() && bytes.startsWith('\x30')) found.append(bytes);
    return found;
}

} // namespace

void TrustStore::Free::operator()(X509_STORE* store) const
{
    X509_STORE_free(store);
}

TrustStore::TrustStore() : m_store(X509_STORE_new()) {}

std::shared_ptr<const TrustStore> TrustStore::load(const QStringList& paths)
{
    const QString state = stateOf(paths);
    {
        const QMutexLocker lock(&cache().mutex);
        if (const auto known = cache().stores.value(state)) return known;
    }
    // Read without the lock: one thread's slow disk must not hold up another's store.
    std::shared_ptr<TrustStore> store(new TrustStore);
    for (const QString& path : paths)
        store->readPath(path);
    const QMutexLocker lock(&cache().mutex);
    if (cache().stores.size() >= mostStoresKept) cache().stores.clear();
    cache().stores.insert(state, store);
    return store;
}

std::shared_ptr<const TrustStore> TrustStore::fromTexts(const QList<QByteArray>& texts)
{
    std::shared_ptr<TrustStore> store(new TrustStore);
    for (const QByteArray& text : texts) {
        for (const QByteArray& der : certificatesIn(text))
            store->addCertificate(der);
    }
    return store;
}

std::optional<QDateTime> TrustStore::newestRoot() const
{
    if (!m_newest) return std::nullopt;
    return QDateTime::fromSecsSinceEpoch(*m_newest, Qt::UTC);
}

int TrustStore::expiredAt(const QDateTime& time) const
{
    const qint64 now = time.toSecsSinceEpoch();
    return static_cast<int>(
        std::count_if(m_ends.begin(), m_ends.end(), [now](qint64 end) { return end < now; }));
}

void TrustStore::readPath(const QString& path)
{
    if (QFileInfo(path).isDir())
        readDirectory(path);
    else
        readFile(path);
}

void TrustStore::readFile(const QString& path)
{
    QFile file(path);
    // Only a regular file: a pipe would wait for its writer.
    if (!QFileInfo(path).isFile() || file.size() > largestBundle || !file.open(QIODevice::ReadOnly)) return;
    for (const QByteArray& der : certificatesIn(file.read(largestBundle)))
        addCertificate(der);
}

/// A hashed directory (OpenSSL's rehash) names its certificates by hash beside links and bundles; any other
/// is read by its files' endings.
void TrustStore::readDirectory(const QString& path)
{
    static const QRegularExpression hashed(u"^[0-9a-f]{8}\\.[0-9]+$"_s);
    const QDir folder(path);
    const QStringList all = folder.entryList(QDir::Files, QDir::Name).mid(0, mostFiles);
    QStringList chosen = all.filter(hashed);
    if (chosen.isEmpty()) chosen = all.filter(QRegularExpression(u"\\.(pem|crt|cer)$"_s));
    for (const QString& name : std::as_const(chosen))
        readFile(folder.filePath(name));
}

void TrustStore::addCertificate(const QByteArray& der)
{
    const QByteArray digest = QCryptographicHash::hash(der, QCryptographicHash::Sha256);
    if (m_count >= mostCertificates || m_known.contains(digest)) return;
    m_known.insert(digest);
    const X509Pointer certificate = parseCertificate(der);
    if (!certificate || X509_STORE_add_cert(m_store.get(), certificate.get()) != 1) {
        forgetErrors();
        return;
    }
    ++m_count;
    const auto begin = secondsOf(X509_get0_notBefore(certificate.get()));
    const auto end = secondsOf(X509_get0_notAfter(certificate.get()));
    if (begin) m_newest = std::max(m_newest.value_or(*begin), *begin);
    if (end) m_ends.append(*end);
    const QString organisation = nameEntry(X509_get_subject_name(certificate.get()), NID_organizationName);
    if (!organisation.isEmpty()) m_organisations.insert(organisation);
}

} // namespace pathlight
