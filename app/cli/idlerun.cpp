// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/idlerun.h"

#include "app/cli/command.h"
#include "app/cli/terminal.h"
#include "core/diagnosis/idlewalk.h"
#include "core/report/evidencerows.h"
#include "core/report/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

namespace {

/// Columns side by side, as wide as their widest cell.
QString tableText(const EvidenceTable& table)
{
    QList<QStringList> lines{table.columns};
    lines += table.rows;
    QString text;
    for (const QStringList& cells : std::as_const(lines)) {
        QString line;
        for (qsizetype column = 0; column < cells.size(); ++column) {
            int width = 0;
            for (const QStringList& each : std::as_const(lines))
                width = std::max(width, displayWidth(each.at(column)));
            line += u"  "_s + padded(cells.at(column), width);
        }
        while (line.endsWith(u' '))
            line.chop(1);
        text += line + u'\n';
    }
    return text;
}

/// The measurement itself, which a text report only hints at.
QByteArray idleText(const Evidence& evidence, const Texts& texts)
{
    const QString step = u"stream"_s;
    QString text;
    for (const EvidenceRow& row : rowsFor(step, evidence, texts))
        text += row.label + u": "_s + row.value + u'\n';
    for (const EvidenceTable& table : tablesFor(step, evidence, texts))
        text += u'\n' + table.title + u'\n' + tableText(table);
    return text.isEmpty() ? QByteArray() : QByteArray(text.toUtf8() + '\n');
}

} // namespace

IdleRun::IdleRun(const WalkChoice& walk, const FormatChoice& format, std::chrono::milliseconds upTo)
    : m_walk(walk),
      m_format(format),
      m_upTo(upTo),
      m_texts(format.language),
      m_output(std::make_unique<Output>(format.format == "pdf"_L1 ? QString() : format.output))
{
    m_ready = m_output->error().isEmpty();
    if (!m_ready) say(m_output->error());
    connect(&m_interrupt, &Interrupt::requested, this, [this] { m_cancel->cancel(); });
}

void IdleRun::start()
{
    QMetaObject::invokeMethod(
        this, [this] { run(); }, Qt::QueuedConnection);
}

QCoro::Task<void> IdleRun::run()
{
    const Scope scope(m_cancel, QDeadlineTimer(QDeadlineTimer::Forever));
    const auto onWaiting = [this](const QString& key, const QJsonObject& arguments) {
        tell(m_texts(u"waiting."_s + key, arguments));
    };
    QCoro::Task<QList<Event>> walking = walkAndLeaveQuiet(scope, m_walk.request, m_upTo, onWaiting);
    m_events = co_await walking;
    QCoreApplication::quit();
}

int IdleRun::finish()
{
    PrivateNames names = privateNames();
    names.secrets += m_walk.secrets.secrets;
    Redactor redactor(m_format.redaction, names);
    const QList<Event> events = redactor.events(m_events);
    ReportFold fold;
    for (const Event& event : events)
        fold.add(event);
    if (!fold.report().ended()) say(u"the walk could not be made"_s);
    const int status = m_cancel->isCancelled() ? Cancelled
                       : fold.report().ended() ? exitStatusOf(fold.report())
                                               : Failed;
    if (m_format.format != "text"_L1) return writeReport(m_format, events, m_output.get(), status);
    const bool colours = m_output->isStandardOutput() && outputTakesColours();
    const QByteArray text = idleText(fold.report().evidence, m_texts) + formatted(m_format, events, colours);
    return finishWith(m_output.get(), text, status);
}

} // namespace pathlight::cli
