// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/clientlists.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"
#include "core/net/truststore.h"
#include "core/steps/noderoots.h"
#include "core/steps/regularfile.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qint64 largestText = 64LL * 1024;
constexpr qsizetype mostLists = 4;
/// Architectures side by side in one folder.
constexpr qsizetype mostArchitectures = 16;

/// Distributions change certifi to give the system's list; its own may lie beside, read by nobody.
QString fileOfCertifi(const QString& package)
{
    static const QRegularExpression absolute(u"[\"'](/[^\"'\\n]{1,300}\\.(?:crt|pem))[\"']"_s);
    const auto code = regularFile(package + u"/core.py"_s, largestText);
    const auto given = absolute.match(QString::fromUtf8(code.value_or(QByteArray())));
    const QString file = given.hasMatch() ? given.captured(1) : package + u"/cacert.pem"_s;
    return QFileInfo(file).canonicalFilePath();
}

/// The list of the first certifi in these folders; empty: there is none.
QString firstCertifi(const QStringList& folders)
{
    for (const QString& folder : folders) {
        if (hasPackage({folder}, "certifi"_L1)) return fileOfCertifi(folder + u"/certifi"_s);
    }
    return {};
}

/// pip-system-certs makes both read the system's list whatever certifi says.
QStringList usersOf(const QStringList& folders)
{
    QStringList users;
    if (hasPackage(folders, "pip_system_certs"_L1)) return users;
    if (hasPackage(folders, "requests"_L1)) users.append(u"python-requests"_s);
    if (hasPackage(folders, "anthropic"_L1)) users.append(u"anthropic-python"_s);
    return users;
}

void addCertifi(const QString& path, const QStringList& usedBy, QList<ClientList>* lists)
{
    const bool known = std::any_of(lists->begin(), lists->end(),
                                   [&path](const ClientList& each) { return each.path == path; });
    if (path.isEmpty() || known || lists->size() >= mostLists) return;
    const auto roots = TrustStore::load({path});
    lists->append({u"certifi"_s, path, usedBy, roots->isEmpty() ? nullptr : roots});
}

QList<ClientList> certifiLists(const ListPlaces& places)
{
    QList<ClientList> lists;
    const QStringList own = foldersOfPython(places);
    addCertifi(firstCertifi(own), usersOf(own), &lists);
    for (const QString& folder : usualFolders(places))
        addCertifi(firstCertifi({folder}), {}, &lists);
    return lists;
}

/// Beside the program's folder, or where distributions keep their libraries.
QString libraryOf(const QFileInfo& program, const QString& name, const ListPlaces& places)
{
    const QString usr = QDir::cleanPath(places.root + u"/usr"_s);
    QStringList folders{program.absolutePath() + u"/../lib"_s, usr + u"/lib64"_s, usr + u"/lib"_s};
    const QDir lib(usr + u"/lib"_s);
    for (const QString& each : lib.entryList({u"*-linux-*"_s}, QDir::Dirs).mid(0, mostArchitectures))
        folders.append(lib.filePath(each));
    for (const QString& folder : std::as_const(folders)) {
        const QString path = QFileInfo(folder + u'/' + name).canonicalFilePath();
        if (!path.isEmpty()) return path;
    }
    return {};
}

std::optional<ClientList> nodeList(const ListPlaces& places)
{
    const QFileInfo program(QFileInfo(programNamed(u"node"_s, places)).canonicalFilePath());
    if (!program.isFile()) return std::nullopt;
    ClientList list{
        u"node"_s, program.filePath(), {u"claude-code-npm"_s, u"anthropic-typescript"_s}, nullptr};
    NodeRoots found = rootsInNode(list.path);
    if (!found.library.isEmpty()) {
        const QString library = libraryOf(program, found.library, places);
        if (!library.isEmpty()) list.path = library;
        found = library.isEmpty() ? NodeRoots() : rootsInNode(library);
    }
    list.roots = found.store;
    const QStringList system = platform::systemTrustPaths();
    if (!found.readsSystem || system.isEmpty()) return list;
    list.path = system.join(u", "_s);
    const auto roots = TrustStore::load(system);
    if (!roots->isEmpty()) list.roots = roots;
    return list;
}

} // namespace

QList<ClientList> readClientLists(const ListPlaces& places)
{
    QList<ClientList> lists = certifiLists(places);
    if (const auto node = nodeList(places)) lists.append(*node);
    return lists;
}

ClientListReading::ClientListReading(const ListPlaces& places)
    : m_found(std::make_shared<QList<ClientList>>()),
      m_call([found = m_found, places] { *found = readClientLists(places); })
{}

QCoro::Task<QList<ClientList>> ClientListReading::lists(Scope scope)
{
    co_await until(scope, &m_call, &DetachedCall::changed, [this] { return m_call.isDone(); });
    co_return m_call.isDone() ? *m_found : QList<ClientList>();
}

} // namespace pathlight
