// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporter.h"

#include "core/report/html.h"
#include "core/report/json.h"
#include "core/report/markdown.h"
#include "core/report/textreport.h"
#include "core/walk/journal.h"
#include "ui/pdf/pdfreport.h"
#include "ui/savefile.h"

#include <QDir>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QByteArray bytesOf(ExportFormat format, const QList<Event>& events, const Texts& texts)
{
    if (format == ExportFormat::Journal) {
        QByteArray lines;
        for (const Event& event : events)
            lines += journalLine(event);
        return lines;
    }
    const Report report = foldReport(events);
    switch (format) {
    case ExportFormat::Html:
        return htmlReport(report, texts).toUtf8();
    case ExportFormat::Markdown:
        return markdownReport(report, texts).toUtf8();
    case ExportFormat::Text:
        return textReport(report, texts).toUtf8();
    default:
        return reportJsonText(report, texts);
    }
}

} // namespace

QString suffixOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Pdf:
        return u"pdf"_s;
    case ExportFormat::Html:
        return u"html"_s;
    case ExportFormat::Markdown:
        return u"md"_s;
    case ExportFormat::Text:
        return u"txt"_s;
    case ExportFormat::Json:
        return u"json"_s;
    case ExportFormat::Journal:
        break;
    }
    return u"pathlight"_s;
}

QString exportWalk(ExportFormat format, const QList<Event>& events, const Texts& texts, const QString& path)
{
    Redactor redactor(Redaction::Standard, {{QDir::homePath()}, {}});
    const QList<Event> shown = redactor.events(events);
    if (format == ExportFormat::Pdf) return writePdf(shown, texts, path);
    return saveFile(path, bytesOf(format, shown, texts));
}

Exporter::Exporter(QObject* parent) : QObject(parent) {}

void Exporter::write(ExportFormat format, const QList<Event>& events, const Texts& texts, const QString& path)
{
    auto error = std::make_shared<QString>();
    const auto work = [error, format, events, texts, path] {
        *error = exportWalk(format, events, texts, path);
    };
    const auto done = [this, error, path] { tell(path, *error); };
    if (format != ExportFormat::Pdf) {
        m_workers.run(work, done);
        return;
    }
    QTimer::singleShot(0, this, [work, done] {
        work();
        done();
    });
}

void Exporter::writeBytes(const QByteArray& bytes, const QString& path)
{
    auto error = std::make_shared<QString>();
    m_workers.run([error, bytes, path] { *error = saveFile(path, bytes); },
                  [this, error, path] { tell(path, *error); });
}

void Exporter::tell(const QString& path, const QString& error)
{
    if (error.isEmpty())
        Q_EMIT written(path);
    else
        Q_EMIT failed(path, error);
}

} // namespace pathlight
