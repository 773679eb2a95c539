// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keystore.h"

#include <QTimer>

namespace pathlight {

/// What a keychain holds and how it behaves, beyond the life of a window.
struct FakeKeychain
{
    QString place;
    QByteArray key; ///< empty: none is kept
    KeyTrouble trouble = KeyTrouble::None;
    bool silent = false; ///< it never answers
    QStringList asked;   ///< what it was asked, in order
};

/// Answers in a later turn of the event loop, as a real one does.
class FakeKeyStore final : public KeyStore
{
public:
    explicit FakeKeyStore(FakeKeychain* keychain) : m_keychain(keychain) {}

    void read(const QString& place, Done done) override
    {
        m_keychain->asked.append(QStringLiteral("read"));
        const bool there = !m_keychain->key.isEmpty() && m_keychain->place == place;
        reply({there ? KeyTrouble::None : KeyTrouble::NoKey, there ? ApiKey(m_keychain->key) : ApiKey()},
              std::move(done));
    }
    void store(const QString& place, const QByteArray& key, Done done) override
    {
        m_keychain->asked.append(QStringLiteral("store"));
        if (m_keychain->trouble == KeyTrouble::None) {
            m_keychain->place = place;
            m_keychain->key = key;
        }
        reply({}, std::move(done));
    }
    void forget(Done done) override
    {
        m_keychain->asked.append(QStringLiteral("forget"));
        if (m_keychain->trouble == KeyTrouble::None) m_keychain->key.clear();
        reply({}, std::move(done));
    }

private:
    void reply(const KeyAnswer& answer, Done done)
    {
        if (m_keychain->silent) return;
        const bool well = m_keychain->trouble == KeyTrouble::None;
        const KeyAnswer given = well ? answer : KeyAnswer{m_keychain->trouble, {}};
        QTimer::singleShot(0, &m_context, [given, done = std::move(done)] { done(given); });
    }

    FakeKeychain* m_keychain;
    QObject m_context;
};

} // namespace pathlight
