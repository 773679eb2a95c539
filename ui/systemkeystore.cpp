// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/systemkeystore.h"

#include <QThread>
#include <qt6keychain/keychain.h>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype longestKey = 2048;
const auto service = u"pathlight"_s;
const auto entry = u"api-key"_s;

/// One for the whole program, started when a keychain is first asked. It is never waited for: a keychain that
/// does not answer must not hold up the end of the program.
QThread* keychainThread()
{
    static QThread* const thread = [] {
        auto* const made = new QThread;
        made->setObjectName(u"keychain"_s);
        made->start();
        return made;
    }();
    return thread;
}

KeyTrouble troubleOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError:
        return KeyTrouble::None;
    case QKeychain::EntryNotFound:
        return KeyTrouble::NoKey;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry:
        return KeyTrouble::Denied;
    default:
        return KeyTrouble::NoAnswer;
    }
}

/// What is kept is the place, a line feed and the key.
KeyAnswer keyFor(const QString& place, const QByteArray& kept)
{
    const QByteArray start = place.toUtf8() + '\n';
    const QByteArray key = kept.mid(start.size());
    if (!kept.startsWith(start) || !isKey(key)) return {KeyTrouble::NoKey, {}};
    return {KeyTrouble::None, ApiKey(key)};
}

} // namespace

bool isKey(const QByteArray& bytes)
{
    return !bytes.isEmpty() && bytes.size() <= longestKey &&
           std::all_of(bytes.cbegin(), bytes.cend(), [](char c) { return c > ' ' && c < 0x7f; });
}

std::unique_ptr<KeyStore> makeSystemKeyStore()
{
    return std::make_unique<SystemKeyStore>();
}

void KeychainWorker::read(int id, const QString& place)
{
    run(id, new QKeychain::ReadPasswordJob(service), place);
}

void KeychainWorker::store(int id, const QString& place, const QByteArray& key)
{
    auto* const job = new QKeychain::WritePasswordJob(service);
    job->setTextData(place + u'\n' + QString::fromLatin1(key));
    run(id, job, place);
}

void KeychainWorker::forget(int id)
{
    run(id, new QKeychain::DeletePasswordJob(service), {});
}

/// The job has no owner, for what answers it holds it too: it deletes itself when it has ended.
void KeychainWorker::run(int id, QKeychain::Job* job, const QString& place)
{
    job->setKey(entry);
    job->setInsecureFallback(false);
    connect(job, &QKeychain::Job::finished, this, [this, id, place](QKeychain::Job* ended) {
        KeyAnswer answer{troubleOf(ended->error()), {}};
        const auto* const read = qobject_cast<QKeychain::ReadPasswordJob*>(ended);
        if (read && answer.trouble == KeyTrouble::None) answer = keyFor(place, read->textData().toUtf8());
        Q_EMIT answered(id, answer);
    });
    job->start();
}

SystemKeyStore::SystemKeyStore() : m_worker(new KeychainWorker)
{
    m_worker->moveToThread(keychainThread());
    connect(m_worker, &KeychainWorker::answered, this, &SystemKeyStore::answer);
}

SystemKeyStore::~SystemKeyStore()
{
    m_worker->deleteLater();
}

int SystemKeyStore::remember(Done done)
{
    m_waiting.emplace(++m_lastId, std::move(done));
    return m_lastId;
}

void SystemKeyStore::answer(int id, const KeyAnswer& answer)
{
    const auto waiting = m_waiting.find(id);
    if (waiting == m_waiting.end()) return;
    const Done done = std::move(waiting->second);
    m_waiting.erase(waiting);
    done(answer);
}

void SystemKeyStore::read(const QString& place, Done done)
{
    const int id = remember(std::move(done));
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, id, place] { worker->read(id, place); });
}

void SystemKeyStore::store(const QString& place, const QByteArray& key, Done done)
{
    const int id = remember(std::move(done));
    QMetaObject::invokeMethod(m_worker,
                              [worker = m_worker, id, place, key] { worker->store(id, place, key); });
}

void SystemKeyStore::forget(Done done)
{
    const int id = remember(std::move(done));
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, id] { worker->forget(id); });
}

} // namespace pathlight
