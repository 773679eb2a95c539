// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/monitorreader.h"

#include "core/walk/journal.h"
#include "core/walk/linereader.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int mostFiles = 9;
constexpr qint64 longestFirstLine = 64 * 1024;

bool opens(QFile* file)
{
    // What is no regular file (a pipe, a device) may never end.
    return QFileInfo(file->fileName()).isFile() && file->open(QIODevice::ReadOnly) &&
           file->size() <= maximumJournalBytes;
}

bool beginsMonitorJournal(const QByteArray& line)
{
    const auto event = fromObject<MonitorEvent>(QJsonDocument::fromJson(line).object());
    return event.kind == MonitorEventKind::Started &&
           event.data["schema"_L1].toString() == "pathlight.monitor/1"_L1;
}

void readInto(MonitorRecord* record, const QString& path)
{
    QFile file(path);
    if (!opens(&file)) return;
    LineReader lines(&file, maximumLineBytes);
    for (QByteArray line = lines.next(); !line.isEmpty(); line = lines.next()) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        // A kind that this version does not know is another's to read.
        if (!namedValue<MonitorEventKind>(object["event"_L1].toString())) continue;
        record->add(fromObject<MonitorEvent>(object));
    }
}

} // namespace

bool isMonitorJournal(const QString& path)
{
    QFile file(path);
    return opens(&file) && beginsMonitorJournal(file.readLine(longestFirstLine));
}

std::optional<MonitorRecord> readMonitorJournal(const QString& path)
{
    if (!isMonitorJournal(path)) return std::nullopt;
    MonitorRecord record;
    for (int number = mostFiles; number >= 1; --number)
        readInto(&record, path + u'.' + QString::number(number));
    readInto(&record, path);
    return record;
}

void MonitorReader::load(const QString& path)
{
    auto record = std::make_shared<std::shared_ptr<const MonitorRecord>>();
    const auto work = [record, path] {
        if (auto read = readMonitorJournal(path))
            *record = std::make_shared<const MonitorRecord>(std::move(*read));
    };
    m_workers.run(work, [this, record, path, generation = ++m_generation] {
        if (generation == m_generation) Q_EMIT loaded(path, *record);
    });
}

} // namespace pathlight
