// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/monitorarchive.h"

#include "core/monitor/monitor.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype watchesKept = 10;
constexpr qint64 bytesLookedAt = 64 * 1024;

std::optional<SavedMonitor> readSaved(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    const QJsonObject line = QJsonDocument::fromJson(file.readLine(bytesLookedAt)).object();
    const auto first = fromObject<MonitorEvent>(line);
    if (first.kind != MonitorEventKind::Started) return std::nullopt;
    SavedMonitor saved;
    saved.path = path;
    saved.startedAt = QDateTime::fromString(first.at, Qt::ISODateWithMs).toLocalTime();
    for (const QJsonValue& each : first.data["targets"_L1].toArray())
        saved.targets.append(each.toString().left(120));
    return saved;
}

} // namespace

QStringList MonitorArchive::namesNewestFirst() const
{
    // The names begin with the time, so the order of names is the order of watches.
    return QDir(m_folder).entryList({u"*.jsonl"_s}, QDir::Files, QDir::Name | QDir::Reversed);
}

QString MonitorArchive::beginWatch(const QDateTime& now) const
{
    if (!QDir().mkpath(m_folder)) return {};
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QDir folder(m_folder);
    for (const QString& name : namesNewestFirst().mid(watchesKept - 1)) {
        for (const QString& rotated : folder.entryList({name + u".*"_s}, QDir::Files))
            QFile::remove(folder.filePath(rotated));
        QFile::remove(folder.filePath(name));
    }
    return folder.filePath(now.toUTC().toString(u"yyyyMMdd'T'HHmmss'.'zzz'Z.jsonl'"_s));
}

QList<SavedMonitor> MonitorArchive::recent(int count) const
{
    QList<SavedMonitor> found;
    for (const QString& name : namesNewestFirst().mid(0, count)) {
        if (const auto saved = readSaved(QDir(m_folder).filePath(name))) found.append(*saved);
    }
    return found;
}

} // namespace pathlight
