// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/monitorjournal.h"

#include "core/walk/journal.h"
#include "core/walk/linereader.h"

#include <QFileInfo>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostWalkEvents = 2000;

/// Was the program killed while it wrote the last line?
bool endsInTheMiddle(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.size() > 0 && file.seek(file.size() - 1) &&
           file.read(1) != "\n";
}

} // namespace

MonitorJournal::MonitorJournal(QString path, Limits limits) : m_path(std::move(path)), m_limits(limits)
{
    open();
}

void MonitorJournal::open()
{
    m_file.setFileName(m_path);
    const QFileInfo info(m_path);
    // What is no regular file (a pipe, a device) cannot be rotated, and has no size to keep.
    if (info.exists() && !info.isFile()) {
        m_error = m_path + u": expected a file"_s;
        return;
    }
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append)) {
        m_error = m_path + u": "_s + m_file.errorString();
        return;
    }
    m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (endsInTheMiddle(m_path)) write("\n");
}

void MonitorJournal::append(const MonitorEvent& event)
{
    const QByteArray line = QJsonDocument(toObject(event)).toJson(QJsonDocument::Compact) + '\n';
    if (event.kind == MonitorEventKind::Started) m_first = line;
    const bool isFull = m_file.size() > 0 && m_file.size() + line.size() > m_limits.fileBytes;
    if (isFull && m_error.isEmpty()) rotate();
    // One event that is larger than a whole file would break the bound: it is left out.
    if (line.size() <= m_limits.fileBytes) write(line);
}

void MonitorJournal::rotate()
{
    m_file.close();
    const auto numbered = [this](int number) -> QString { return m_path + u'.' + QString::number(number); };
    if (m_limits.files < 2) {
        QFile::remove(m_path);
    } else {
        QFile::remove(numbered(m_limits.files - 1));
        for (int number = m_limits.files - 2; number >= 1; --number)
            QFile::rename(numbered(number), numbered(number + 1));
        if (!QFile::rename(m_path, numbered(1))) QFile::remove(m_path);
    }
    open();
    write(m_first);
}

void MonitorJournal::write(const QByteArray& line)
{
    if (!m_error.isEmpty() || line.isEmpty()) return;
    if (m_file.write(line) != line.size() || !m_file.flush())
        m_error = m_path + u": "_s + m_file.errorString();
}

std::optional<QList<Event>> newestWalkIn(const QString& path)
{
    QFile file(path);
    // What comes through a pipe can be read only once, by who reads it in the end.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly) || file.size() > maximumJournalBytes)
        return std::nullopt;
    bool isOurs = false;
    QList<Event> walk;
    LineReader lines(&file, maximumLineBytes);
    for (QByteArray line = lines.next(); !line.isEmpty(); line = lines.next()) {
        const auto event = fromObject<MonitorEvent>(QJsonDocument::fromJson(line).object());
        isOurs = isOurs || event.data["schema"_L1] == "pathlight.monitor/1"_L1;
        if (!isOurs) return std::nullopt;
        if (event.kind != MonitorEventKind::Walk) continue;
        const auto inside = fromObject<Event>(event.data);
        if (inside.kind == EventKind::WalkStarted) walk.clear();
        if (walk.size() < mostWalkEvents) walk.append(inside);
    }
    return isOurs ? std::optional(walk) : std::nullopt;
}

} // namespace pathlight
