// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/pythonfolders.h"

#include "core/async/detachedcall.h"
#include "core/async/wait.h"
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
/// Versions of Python side by side in one folder.
constexpr qsizetype mostVersions = 16;
/// Of one folder; a whole distribution has some thousands.
constexpr qsizetype mostPackages = 20'000;

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

/// A distribution's folder of notes tells both: "httpx-0.23.3.dist-info" (PEP 376, and setuptools' older
/// form).
std::optional<QString> versionIn(const QString& folder, const QString& package)
{
    static const QRegularExpression noted(u"^(.+?)-([0-9][^-]{0,40})(-py[0-9.]+)?\\.(dist|egg)-info$"_s);
    const QString plain = QString(package).replace(u'-', u'_').toLower();
    const QStringList kinds{u"*.dist-info"_s, u"*.egg-info"_s};
    const QStringList entries = QDir(folder).entryList(kinds, QDir::Dirs | QDir::Files).mid(0, mostPackages);
    for (const QString& entry : entries) {
        const auto match = noted.match(entry);
        if (match.hasMatch() && match.captured(1).replace(u'-', u'_').toLower() == plain)
            return match.captured(2);
    }
    return std::nullopt;
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

QList<PythonPackageEvidence> lookForPackages(const QStringList& names, const QStringList& folders)
{
    QList<PythonPackageEvidence> packages;
    for (const QString& name : names) {
        PythonPackageEvidence package{name, std::nullopt};
        // Python takes the first that it finds.
        for (const QString& folder : folders) {
            if (!package.version) package.version = versionIn(folder, name);
        }
        if (!folders.isEmpty()) packages.append(package);
    }
    return packages;
}

QCoro::Task<QList<PythonPackageEvidence>> packagesOfPython(Scope scope, QStringList names)
{
    const auto found = std::make_shared<QList<PythonPackageEvidence>>();
    DetachedCall call(
        [found, names, places = listPlaces()] { *found = lookForPackages(names, foldersOfPython(places)); });
    co_await until(scope, &call, &DetachedCall::changed, [&call] { return call.isDone(); });
    co_return call.isDone() ? *found : QList<PythonPackageEvidence>();
}

} // namespace pathlight
