// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keystore.h"

#include <QObject>

#include <map>

namespace QKeychain {
class Job;
}

namespace pathlight {

/// The part of a SystemKeyStore that lives in the keychain's thread: opening a keychain can take calls that
/// wait for the session bus.
class KeychainWorker final : public QObject
{
    Q_OBJECT
public:
    void read(int id, const QString& place);
    void store(int id, const QString& place, const QByteArray& key);
    void forget(int id);

Q_SIGNALS:
    void answered(int id, const pathlight::KeyAnswer& answer);

private:
    void run(int id, QKeychain::Job* job, const QString& place);
};

class SystemKeyStore final : public QObject, public KeyStore
{
    Q_OBJECT
public:
    SystemKeyStore();
    ~SystemKeyStore() override;

    void read(const QString& place, Done done) override;
    void store(const QString& place, const QByteArray& key, Done done) override;
    void forget(Done done) override;

private:
    int remember(Done done);
    void answer(int id, const KeyAnswer& answer);

    KeychainWorker* m_worker; ///< its thread deletes it
    std::map<int, Done> m_waiting;
    int m_lastId = 0;
};

} // namespace pathlight
