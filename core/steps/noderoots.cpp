// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/noderoots.h"

#include "core/net/truststore.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QMutex>

#include <algorithm>
#include <string_view>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qint64 largestProgram = 512LL * 1024 * 1024;
constexpr qsizetype blockSize = 1024 * 1024;
constexpr qsizetype longestText = 16 * 1024;
constexpr qsizetype mostTexts = 2000;
constexpr qsizetype longestLibrary = 40;
constexpr qsizetype mostKept = 4;

constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view end = "-----END CERTIFICATE-----";
constexpr std::string_view systemsStore = "NODE_OPENSSL_CERT_STORE";
constexpr std::string_view libraryName = "libnode.so.";

/// Goes through a program block by block. What a block's end cuts in two is seen whole with the next one.
class Scan
{
public:
    void read(QFile& file)
    {
        bool isFirst = true;
        // Its size was looked at, and a file may grow.
        for (qint64 read = 0; !m_readsSystem && read < largestProgram; read += blockSize) {
            const auto kept = static_cast<qsizetype>(m_window.size());
            m_window.resize(kept + blockSize);
            const qint64 got = file.read(m_window.data() + kept, blockSize);
            m_window.truncate(kept + std::max<qint64>(got, 0));
            if (got <= 0) return;
            lookThrough(isFirst);
            isFirst = false;
        }
    }

    [[nodiscard]] NodeRoots result() const
    {
        NodeRoots roots;
        roots.readsSystem = m_readsSystem;
        const auto store = TrustStore::fromTexts(m_texts);
        if (!m_readsSystem && !store->isEmpty()) roots.store = store;
        if (!m_readsSystem && store->isEmpty()) roots.library = m_library;
        return roots;
    }

private:
    void lookThrough(bool isFirst)
    {
        const std::string_view window(m_window.constData(), static_cast<std::size_t>(m_window.size()));
        m_readsSystem = window.find(systemsStore) != std::string_view::npos;
        // What a program is linked with stands at its front.
        if (isFirst) findLibrary(window);
        const std::size_t done = takeTexts(window);
        const std::size_t tail = window.size() - std::min<std::size_t>(window.size(), longestText);
        m_window.remove(0, static_cast<qsizetype>(std::max(done, tail)));
    }

    void findLibrary(std::string_view window)
    {
        const std::size_t at = window.find(libraryName);
        if (at == std::string_view::npos) return;
        const std::string_view rest = window.substr(at, longestLibrary);
        const std::size_t size = rest.find_first_not_of("0123456789.", libraryName.size());
        if (size == std::string_view::npos || size == libraryName.size()) return;
        m_library = QString::fromLatin1(rest.data(), static_cast<qsizetype>(size));
    }

    /// Up to where the window needs no second look.
    std::size_t takeTexts(std::string_view window)
    {
        std::size_t done = 0;
        for (std::size_t at = window.find(begin); at != std::string_view::npos && m_texts.size() < mostTexts;
             at = window.find(begin, at + begin.size())) {
            const std::string_view text = window.substr(at, longestText);
            const std::size_t size = text.find(end);
            if (size == std::string_view::npos) continue;
            m_texts.append(QByteArray(text.data(), static_cast<qsizetype>(size + end.size())) + '\n');
            done = at + size + end.size();
        }
        return done;
    }

    QByteArray m_window;
    QList<QByteArray> m_texts;
    bool m_readsSystem = false;
    QString m_library;
};

struct Kept
{
    QMutex mutex;
    QHash<QString, NodeRoots> roots;
};

Kept& kept()
{
    static Kept instance;
    return instance;
}

} // namespace

NodeRoots rootsInNode(const QString& path)
{
    const QFileInfo info(path);
    const QString state =
        u"%1|%2|%3"_s.arg(path).arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch());
    {
        const QMutexLocker lock(&kept().mutex);
        if (const auto known = kept().roots.constFind(state); known != kept().roots.constEnd()) return *known;
    }
    QFile file(path);
    // Only a regular file: a pipe would wait for its writer.
    if (!info.isFile() || info.size() > largestProgram || !file.open(QIODevice::ReadOnly)) return {};
    Scan scan;
    scan.read(file);
    const NodeRoots roots = scan.result();
    const QMutexLocker lock(&kept().mutex);
    if (kept().roots.size() >= mostKept) kept().roots.clear();
    kept().roots.insert(state, roots);
    return roots;
}

} // namespace pathlight
