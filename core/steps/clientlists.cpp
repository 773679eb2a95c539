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
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qint64 largestText = 64LL * 1024;
constexpr qsizetype mostFolders = 64;
constexpr qsizetype mostLists = 4;
/// Versions of Python side by side in one folder.
constexpr qsizetype mostVersions = 16;

QStringList absoluteOnes(const QStringList& folders)
{
    QStringList absolute;
    for (const QString& each : folders) {
        if (QDir::isAbsolutePath(each)) absolute.append(QDir::cleanPath(each));
    }
    return absolute.mid(0, mostFolders);
}

QStringList listed(const char* variable)
{
    return absoluteOnes(qEnvironmentVariable(variable).split(QDir::listSeparator(), Qt::SkipEmptyParts));
}

QString programNamed(const QString& name, const ListPlaces& places)
{
    return places.programs.isEmpty() ? QString() : QStandardPaths::findExecutable(name, places.programs);
}

bool hasPackage(const QStringList& folders, QLatin1StringView name)
{
    return std::any_of(folders.begin(), folders.end(), [name](const QString& folder) {
        return QFileInfo(folder + u'/' + name + u"/__init__.py"_s).isFile();
    });
}

/// `prefix`/lib/python3.*/`kind`, the newest first.
QStringList folderOfEachVersion(const QString& prefix, const QString& kind)
{
    QStringList found;
    for (const QString& lib : {u"/lib"_s, u"/lib64"_s}) {
        const QDir folder(prefix + lib);
        const QStringList versions =
            folder.entryList({u"python3.*"_s}, QDir::Dirs, QDir::Name | QDir::Reversed).mid(0, mostVersions);
        for (const QString& each : versions) {
            const QString packages = folder.filePath(each + u'/' + kind);
            if (QFileInfo(packages).isDir()) found.append(packages);
        }
    }
    return found;
}

/// Where a Python that is no virtual environment looks for packages, in its own order (site.py, and Debian's
/// changes to that). Its program's name tells the version.
QStringList foldersOf(const QFileInfo& program, const ListPlaces& places)
{
    static const QRegularExpression named(u"^python(3\\.[0-9]{1,3})$"_s);
    const QString version = named.match(program.fileName()).captured(1);
    if (version.isEmpty()) return {};
    const QString prefix = QDir::cleanPath(program.absolutePath() + u"/.."_s);
    const QString own = u"/python"_s + version;
    QStringList folders;
    if (places.usersPackages && QDir::isAbsolutePath(places.home))
        folders.append(places.home + u"/.local/lib"_s + own + u"/site-packages"_s);
    if (QFileInfo(prefix + u"/lib/python3/dist-packages"_s).isDir())
        return folders + QStringList{prefix + u"/local/lib"_s + own + u"/dist-packages"_s,
                                     prefix + u"/lib/python3/dist-packages"_s};
    return folders + QStringList{prefix + u"/local/lib64"_s + own + u"/site-packages"_s,
                                 prefix + u"/local/lib"_s + own + u"/site-packages"_s,
                                 prefix + u"/lib64"_s + own + u"/site-packages"_s,
                                 prefix + u"/lib"_s + own + u"/site-packages"_s};
}

QString settingIn(const QByteArray& config, QLatin1StringView name)
{
    for (const QByteArray& line : config.split('\n')) {
        const qsizetype at = line.indexOf('=');
        if (at > 0 && QString::fromUtf8(line.left(at)).trimmed() == name)
            return QString::fromUtf8(line.mid(at + 1)).trimmed();
    }
    return {};
}

/// A virtual environment is told by the file beside its programs (PEP 405); it sees the packages of the
/// Python it was made from only where that file says so.
QStringList foldersOfEnvironment(const QString& prefix, const QByteArray& config, const ListPlaces& places)
{
    const QStringList folders = folderOfEachVersion(prefix, u"site-packages"_s);
    const bool seesMore = settingIn(config, "include-system-site-packages"_L1).toLower() == "true"_L1;
    const QString home = settingIn(config, "home"_L1);
    if (!seesMore || !QDir::isAbsolutePath(home)) return folders;
    const QFileInfo base(QFileInfo(home + u"/python3"_s).canonicalFilePath());
    return folders + foldersOf(base, places);
}

/// In which folders the `python3` of PATH looks for packages, the first to look in first; empty: not known.
QStringList foldersOfPython(const ListPlaces& places)
{
    const QString program = programNamed(u"python3"_s, places);
    if (program.isEmpty()) return {};
    const QString prefix = QDir::cleanPath(QFileInfo(program).absolutePath() + u"/.."_s);
    const auto config = regularFile(prefix + u"/pyvenv.cfg"_s, largestText);
    const QStringList own = config ? foldersOfEnvironment(prefix, *config, places)
                                   : foldersOf(QFileInfo(QFileInfo(program).canonicalFilePath()), places);
    return own.isEmpty() ? own : places.pythonPath + own;
}

/// Folders in which some Python or other looks, for whoever uses that one.
QStringList usualFolders(const ListPlaces& places)
{
    const QString usr = QDir::cleanPath(places.root + u"/usr"_s);
    QStringList folders;
    for (const QString& each : places.environments)
        folders += folderOfEachVersion(each, u"site-packages"_s);
    if (QDir::isAbsolutePath(places.home))
        folders += folderOfEachVersion(places.home + u"/.local"_s, u"site-packages"_s);
    folders += folderOfEachVersion(usr + u"/local"_s, u"dist-packages"_s);
    folders += folderOfEachVersion(usr + u"/local"_s, u"site-packages"_s);
    folders.append(usr + u"/lib/python3/dist-packages"_s);
    folders += folderOfEachVersion(usr, u"site-packages"_s);
    return folders.mid(0, mostFolders);
}

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
    for (const QString& each : lib.entryList({u"*-linux-*"_s}, QDir::Dirs).mid(0, mostVersions))
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

ListPlaces listPlaces()
{
    ListPlaces places;
    places.programs = listed("PATH");
    places.pythonPath = listed("PYTHONPATH");
    places.environments = listed("VIRTUAL_ENV") + listed("CONDA_PREFIX");
    places.home = QDir::homePath();
    places.usersPackages = qEnvironmentVariableIsEmpty("PYTHONNOUSERSITE");
    return places;
}

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
