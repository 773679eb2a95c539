// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QSet>
#include <QString>
#include <QStringList>

#include <openssl/types.h>

#include <memory>
#include <optional>

namespace pathlight {

/// A set of root certificates, read from bundle files and from directories. Reading is bounded: 8 MiB a file,
/// 2,000 files a directory, 2,000 certificates in all. May be used from several threads.
class TrustStore
{
public:
    /// Reads a store, or gives the one read before as long as its files have not changed: a system's bundle
    /// has some 140 certificates, and a walk asks for it many times.
    [[nodiscard]] static std::shared_ptr<const TrustStore> load(const QStringList& paths);
    /// A store of texts that were read elsewhere, PEM, each by itself: what is no certificate is passed over.
    [[nodiscard]] static std::shared_ptr<const TrustStore> fromTexts(const QList<QByteArray>& texts);

    /// Not one certificate could be read: such a store says nothing about a chain.
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] int count() const { return m_count; }
    /// For OpenSSL, which counts references to it; never null.
    [[nodiscard]] X509_STORE* handle() const { return m_store.get(); }
    /// Does a root of this store belong to that organisation?
    [[nodiscard]] bool hasOrganisation(const QString& name) const { return m_organisations.contains(name); }

    /// The latest moment from which one of the roots is valid: the list itself cannot be older. Null: none.
    [[nodiscard]] std::optional<QDateTime> newestRoot() const;
    /// How many roots have run out by then.
    [[nodiscard]] int expiredAt(const QDateTime& time) const;

private:
    struct Free
    {
        void operator()(X509_STORE* store) const;
    };

    TrustStore();
    void readPath(const QString& path);
    void readFile(const QString& path);
    void readDirectory(const QString& path);
    void addCertificate(const QByteArray& der);

    std::unique_ptr<X509_STORE, Free> m_store;
    QSet<QByteArray> m_known; ///< digests of what was added, so that links to one file count once
    QSet<QString> m_organisations;
    QList<qint64> m_ends; ///< of the roots, in seconds since 1970
    std::optional<qint64> m_newest;
    int m_count = 0;
};

} // namespace pathlight
