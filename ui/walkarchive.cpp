// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/walkarchive.h"

#include "core/walk/event.h"

#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int walksKept = 50;
constexpr qint64 bytesLookedAt = 64LL * 1024;

std::optional<Event> eventIn(const QByteArray& line)
{
    const QJsonDocument json = QJsonDocument::fromJson(line);
    if (!json.isObject()) return std::nullopt;
    return fromObject<Event>(json.object());
}

std::optional<Verdict> lastVerdictIn(const QByteArray& tail)
{
    const QList<QByteArray> lines = tail.split('\n');
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        const std::optional<Event> event = eventIn(*line);
        if (event && event->kind == EventKind::Verdict) {
            return fromObject<Verdict>(event->data.value(u"verdict"_s).toObject());
        }
    }
    return std::nullopt;
}

} // namespace

WalkArchive::WalkArchive(const QString& folder) : m_folder{folder, u".pathlight"_s, walksKept} {}

QString WalkArchive::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/walks"_s;
}

QList<SavedWalk> WalkArchive::recent(int count) const
{
    QList<SavedWalk> walks;
    for (const QString& name : m_folder.namesNewestFirst().mid(0, count)) {
        if (const auto walk = readSavedWalk(m_folder.pathOf(name))) walks.append(*walk);
    }
    return walks;
}

std::optional<SavedWalk> readSavedWalk(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    const std::optional<Event> first = eventIn(file.readLine(bytesLookedAt));
    if (!first || first->kind != EventKind::WalkStarted) return std::nullopt;
    const WalkHeader header = fromObject<WalkHeader>(first->data);
    SavedWalk walk;
    walk.path = path;
    walk.startedAt = QDateTime::fromString(header.startedAt, Qt::ISODateWithMs).toLocalTime();
    walk.target = header.target.value(u"name"_s).toString().left(120);
    walk.practice = header.practice;
    file.seek(std::max<qint64>(0, file.size() - bytesLookedAt));
    walk.verdict = lastVerdictIn(file.read(bytesLookedAt));
    return walk;
}

} // namespace pathlight
