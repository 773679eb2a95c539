// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walk/journal.h"

#include "core/walk/linereader.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

QByteArray journalLine(const Event& event)
{
    return QJsonDocument(toObject(event)).toJson(QJsonDocument::Compact) + '\n';
}

JournalWriter::JournalWriter(const QString& path)
    : m_file(std::make_unique<QFile>(path)), m_device(m_file.get())
{
    // Unbuffered: each line reaches the operating system before the walk goes on, so a kill loses none.
    if (!m_file->open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered)) {
        m_error = m_file->errorString();
    }
}

JournalWriter::JournalWriter(QIODevice* device) : m_device(device) {}

void JournalWriter::append(const Event& event)
{
    if (!m_error.isEmpty()) return;
    const QByteArray line = journalLine(event);
    if (m_device->write(line) != line.size()) {
        m_error = m_device->errorString();
        return;
    }
    if (auto* file = qobject_cast<QFileDevice*>(m_device); file && !file->flush())
        m_error = file->errorString();
}

namespace {

/// One line's event; null where the line is no event.
std::optional<Event> parseLine(const QByteArray& line)
{
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(line, &parse);
    if (parse.error != QJsonParseError::NoError || !document.isObject()) return std::nullopt;
    const QJsonObject object = document.object();
    if (!namedValue<EventKind>(object.value("event"_L1).toString())) return std::nullopt;
    return fromObject<Event>(object);
}

bool startsJournal(const Event& event)
{
    return event.kind == EventKind::WalkStarted &&
           event.data.value("schema"_L1).toString().startsWith("pathlight.journal/"_L1);
}

void fail(JournalRead* read, int line, const QString& error)
{
    read->error = error;
    read->errorLine = line;
}

} // namespace

JournalRead readJournal(QIODevice* device)
{
    JournalRead read;
    LineReader lines(device, maximumLineBytes + 1);
    qint64 total = 0;
    while (true) {
        const QByteArray line = lines.next();
        if (line.isEmpty()) break;
        total += line.size();
        const int number = read.wholeLines + 1;
        if (!line.endsWith('\n')) {
            if (line.size() > maximumLineBytes)
                fail(&read, number, u"the line is longer than 4 MiB"_s);
            else
                read.cut = true;
            break;
        }
        if (total > maximumJournalBytes) {
            fail(&read, number, u"the journal is larger than 512 MiB"_s);
            break;
        }
        const auto event = parseLine(line);
        if (!event) {
            fail(&read, number, u"expected one JSON object with a known \"event\""_s);
            break;
        }
        if (read.events.isEmpty() && !startsJournal(*event)) {
            fail(&read, number, u"expected \"walk_started\" with the schema \"pathlight.journal/1\""_s);
            break;
        }
        read.events.append(*event);
        ++read.wholeLines;
    }
    if (read.events.isEmpty() && read.error.isEmpty()) {
        fail(&read, 1, u"the file holds no whole line of a journal"_s);
    }
    return read;
}

JournalRead readJournalFile(const QString& path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) return readJournal(&file);
    JournalRead read;
    fail(&read, 0, file.errorString());
    return read;
}

} // namespace pathlight
