// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/idlerun.h"

#include "app/cli/command.h"
#include "app/cli/terminal.h"
#include "core/diagnosis/idlewalk.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

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
    return writeReport(m_format, events, m_output.get(), status);
}

} // namespace pathlight::cli
