// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

#include <memory>
#include <optional>

namespace pathlight {

/// A server's certificate and its key, PEM. The key is worth nothing beyond one practice endpoint.
struct PracticeIdentity
{
    QByteArray certificatePem;
    QByteArray keyPem;
};

/// What a certificate is to say.
struct CertificateOrder
{
    QStringList names; ///< DNS names and addresses, the first one the common name too
    QDateTime notBefore;
    QDateTime notAfter;
};

/// A certificate authority that lives in memory and for one practice endpoint (EC P-256, SHA-256).
class PracticeAuthority
{
public:
    /// `organization` stands in its name, so that two authorities are told apart. Null: OpenSSL could not.
    [[nodiscard]] static std::optional<PracticeAuthority> create(const QString& organization);

    PracticeAuthority(PracticeAuthority&& other) noexcept;
    PracticeAuthority& operator=(PracticeAuthority&& other) noexcept;
    ~PracticeAuthority();

    [[nodiscard]] const QByteArray& certificatePem() const;
    /// Signs a server certificate with a key of its own. Null: OpenSSL could not.
    [[nodiscard]] std::optional<PracticeIdentity> issue(const CertificateOrder& order) const;

private:
    struct Keys;
    explicit PracticeAuthority(std::unique_ptr<Keys> keys);
    std::unique_ptr<Keys> m_keys;
};

} // namespace pathlight
