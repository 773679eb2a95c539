// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/monitorarchive.h"

#include "core/monitor/monitor.h"

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

MonitorArchive::MonitorArchive(const QString& folder) : m_folder{folder, u".jsonl"_s, watchesKept} {}

QList<SavedMonitor> MonitorArchive::recent(int count) const
{
    QList<SavedMonitor> found;
    for (const QString& name : m_folder.namesNewestFirst().mid(0, count)) {
        if (const auto saved = readSaved(m_folder.pathOf(name))) found.append(*saved);
    }
    return found;
}

} // namespace pathlight
