// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/changes/changes.h"

#include "core/changes/linediff.h"
#include "core/changes/newtext.h"
#include "core/net/platform/platform.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qint64 mostBytes = 1024LL * 1024;
constexpr qint64 mostRecordBytes = 64LL * 1024;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto ownerFolder = ownerOnly | QFileDevice::ExeOwner;

QString digest(const QByteArray& bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

bool isBelow(const QString& path, const QString& folder)
{
    const QString real = QFileInfo(folder).canonicalFilePath();
    return real.size() > 1 && path.startsWith(QString(real + u'/'));
}

/// The real path of a file that may not be there yet: of the nearest folder that is, and the rest. Empty: a
/// link on the way leads nowhere, or round in a circle.
QString realPathOf(const QString& path)
{
    const QFileInfo info(path);
    if (info.exists()) return info.canonicalFilePath();
    if (info.isSymLink() || info.isRoot()) return {};
    const QString folder = realPathOf(info.absolutePath());
    return folder.isEmpty() ? QString() : folder + u'/' + info.fileName();
}

struct Contents
{
    QByteArray bytes;
    QString problem;
};

/// A file that is not there has no bytes and no problem.
Contents contentsOf(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists()) return {};
    if (!info.isFile()) return {{}, u"not_a_file"_s};
    if (info.size() > mostBytes) return {{}, u"too_large"_s};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {{}, u"unreadable"_s};
    const QByteArray bytes = file.read(mostBytes + 1);
    return bytes.size() > mostBytes ? Contents{{}, u"too_large"_s} : Contents{bytes, {}};
}

ChangePlan refused(ChangePlan plan, const QString& problem, QJsonObject arguments = {})
{
    if (!plan.path.isEmpty()) arguments.insert(u"path"_s, plan.path);
    plan.problem = problem;
    plan.arguments = arguments;
    return plan;
}

ChangeOutcome notDone(const QString& problem, const QJsonObject& arguments)
{
    return {problem, arguments, {}, {}};
}

/// Writes a file whole or not at all. Gives the library's words on what went wrong; empty: nothing.
QString replaceFile(const QString& path, const QByteArray& bytes)
{
    if (!QDir().mkpath(QFileInfo(path).absolutePath())) return QFileInfo(path).absolutePath();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return file.errorString();
    // Somebody else's file would become the writer's own.
    if (QFileInfo::exists(path) && !platform::giveOwnerOf(path, file.handle()))
        return QFileInfo(path).owner() + u':' + QFileInfo(path).group();
    file.write(bytes);
    return file.commit() ? QString() : file.errorString();
}

/// Begins empty and closed to others, before anything is in it.
QString writePrivately(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly)) return file.errorString();
    const bool whole = file.write(bytes) == bytes.size() && file.flush();
    return whole ? QString() : file.errorString();
}

/// Newest first: a record's name begins with the time.
QStringList recordNames(const QString& folder)
{
    return QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name | QDir::Reversed);
}

QString backupOf(const QString& folder, const QString& name)
{
    return folder + u'/' + QFileInfo(name).completeBaseName() + u".before"_s;
}

std::optional<ChangeRecord> recordIn(const QString& folder, const QString& name)
{
    QFile file(folder + u'/' + name);
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.read(mostRecordBytes)).object();
    const auto record = fromObject<ChangeRecord>(object);
    return record.path.isEmpty() ? std::nullopt : std::optional(record);
}

/// Counted, so that two of the same instant stay in their order.
QString nameFor(const QString& folder, const QDateTime& now)
{
    const QString instant = now.toUTC().toString(u"yyyyMMdd'T'HHmmss.zzz'Z'"_s);
    for (int number = 1;; ++number) {
        const QString name = u"%1-%2.json"_s.arg(instant).arg(number, 4, 10, QChar(u'0'));
        if (!QFileInfo::exists(folder + u'/' + name)) return name;
    }
}

bool madePrivate(const QString& folder)
{
    return QDir().mkpath(folder) && QFile::setPermissions(folder, ownerFolder);
}

} // namespace

ChangePlan planChange(const SettingsFolders& folders, const QString& client, ConfigPlace place,
                      const QList<ClientSetting>& settings)
{
    ChangePlan plan;
    plan.client = client;
    plan.place = place;
    const SettingsPath where = settingsPath(folders, place, settings);
    plan.path = where.path;
    if (!where.problem.isEmpty()) return refused(plan, where.problem, where.arguments);
    plan.realPath = realPathOf(plan.path);
    if (plan.realPath.isEmpty()) return refused(plan, u"link_broken"_s);
    if (!isBelow(plan.realPath, folders.home))
        return refused(plan, u"outside_home"_s, {{u"real"_s, plan.realPath}});
    const Contents contents = contentsOf(plan.realPath);
    if (!contents.problem.isEmpty()) return refused(plan, contents.problem);
    plan.existed = QFileInfo::exists(plan.realPath);
    plan.worldWritable = QFileInfo(plan.realPath).permission(QFileDevice::WriteOther);
    plan.before = contents.bytes;
    const JsonEdit edit = withSettings(plan.before, place, settings);
    plan.after = edit.text;
    if (!edit.problem.isEmpty())
        return refused(plan, edit.problem, {{u"line"_s, edit.line}, {u"column"_s, edit.column}});
    return plan.after == plan.before ? refused(plan, u"nothing"_s) : plan;
}

QStringList shownChange(const ChangePlan& plan)
{
    const QString nothing = u"/dev/null"_s;
    return shownDifference(
        unifiedDifference(plan.before, plan.after, plan.existed ? plan.path : nothing, plan.path));
}

QString changesFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           u"/pathlight/pathlight/changes"_s;
}

ChangeOutcome applyChange(const ChangePlan& plan, const QString& folder, const QDateTime& now)
{
    const QJsonObject where{{u"path"_s, plan.path}};
    if (!plan.problem.isEmpty()) return notDone(plan.problem, plan.arguments);
    const Contents present = contentsOf(plan.realPath);
    const bool same = present.problem.isEmpty() && present.bytes == plan.before &&
                      QFileInfo::exists(plan.realPath) == plan.existed &&
                      realPathOf(plan.path) == plan.realPath;
    if (!same) return notDone(u"changed_since"_s, where);
    if (!madePrivate(folder)) return notDone(u"no_backup"_s, {{u"path"_s, folder}});
    const QString name = nameFor(folder, now);
    ChangeOutcome outcome;
    outcome.record = {now.toUTC().toString(Qt::ISODateWithMs),
                      plan.client,
                      plan.realPath,
                      plan.existed,
                      digest(plan.before),
                      digest(plan.after)};
    outcome.backup = plan.existed ? backupOf(folder, name) : QString();
    QString error = plan.existed ? writePrivately(outcome.backup, plan.before) : QString();
    if (error.isEmpty())
        error = writePrivately(folder + u'/' + name, QJsonDocument(toObject(outcome.record)).toJson());
    if (!error.isEmpty()) return notDone(u"no_backup"_s, {{u"path"_s, folder}, {u"error"_s, error}});
    error = replaceFile(plan.realPath, plan.after);
    if (error.isEmpty()) return outcome;
    QFile::remove(folder + u'/' + name);
    if (plan.existed) QFile::remove(outcome.backup);
    return notDone(u"not_written"_s, {{u"path"_s, plan.path}, {u"error"_s, error}});
}

std::optional<ChangeRecord> lastChange(const QString& folder)
{
    const QStringList names = recordNames(folder);
    return names.isEmpty() ? std::nullopt : recordIn(folder, names.first());
}

ChangeOutcome undoLastChange(const QString& folder)
{
    const QString name = recordNames(folder).value(0);
    const auto record = name.isEmpty() ? std::nullopt : recordIn(folder, name);
    if (!record) return notDone(u"undo_nothing"_s, {{u"path"_s, folder}});
    const QString backup = record->existed ? backupOf(folder, name) : QString();
    const QJsonObject where{{u"path"_s, record->path},
                            {u"backup"_s, backup.isEmpty() ? folder + u'/' + name : backup}};
    const Contents present = contentsOf(record->path);
    if (!present.problem.isEmpty() || !QFileInfo::exists(record->path) ||
        digest(present.bytes) != record->after)
        return notDone(u"undo_changed"_s, where);
    const Contents saved = record->existed ? contentsOf(backup) : Contents();
    if (record->existed && (!saved.problem.isEmpty() || digest(saved.bytes) != record->before))
        return notDone(u"undo_no_backup"_s, where);
    const QString error = record->existed               ? replaceFile(record->path, saved.bytes)
                          : QFile::remove(record->path) ? QString()
                                                        : record->path;
    if (!error.isEmpty()) return notDone(u"not_written"_s, {{u"path"_s, record->path}, {u"error"_s, error}});
    QFile::remove(folder + u'/' + name);
    if (record->existed) QFile::remove(backup);
    return {{}, where, *record, {}};
}

} // namespace pathlight
