// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/diagnoserun.h"

#include "app/cli/terminal.h"
#include "core/report/textreport.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

namespace {

PrivateNames namesOf(const WalkChoice& walk)
{
    PrivateNames names = privateNames();
    names.secrets += walk.secrets.secrets;
    return names;
}

} // namespace

DiagnoseRun::DiagnoseRun(const WalkChoice& walk, const FormatChoice& format)
    : m_format(format),
      m_texts(format.language),
      m_redactor(format.redaction, namesOf(walk)),
      m_diagnosis(walk.request),
      m_tellsProgress(errorIsTerminal())
{
    if (format.format == "jsonl"_L1) {
        openJournal();
    } else {
        m_output = std::make_unique<Output>(format.format == "pdf"_L1 ? QString() : format.output);
        m_ready = m_output->error().isEmpty();
        if (!m_ready) say(m_output->error());
    }
    connect(&m_diagnosis, &Diagnosis::event, this, &DiagnoseRun::takeEvent);
    connect(&m_diagnosis, &Diagnosis::finished, qApp, &QCoreApplication::quit);
    connect(&m_interrupt, &Interrupt::requested, this, [this] {
        m_interrupted = true;
        m_diagnosis.cancel();
    });
}

/// A journal streams: each line is written as its event happens, so it cannot be put in place at the end.
void DiagnoseRun::openJournal()
{
    if (!m_format.output.isEmpty()) {
        m_journal = std::make_unique<JournalWriter>(m_format.output);
        m_ready = m_journal->error().isEmpty();
        if (!m_ready) say(m_format.output + u": "_s + m_journal->error());
        return;
    }
    m_standardOutput = std::make_unique<QFile>();
    m_ready = m_standardOutput->open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered);
    if (!m_ready) say(u"standard output could not be written"_s);
    m_journal = std::make_unique<JournalWriter>(m_standardOutput.get());
}

void DiagnoseRun::start()
{
    m_diagnosis.start();
}

void DiagnoseRun::takeEvent(const Event& event)
{
    const Event redacted = m_redactor.event(event);
    m_fold.add(redacted);
    if (m_journal) {
        m_journal->append(redacted);
        // Nobody reads any more, or the disk is full: there is no use in walking on.
        if (!m_journal->error().isEmpty()) m_diagnosis.cancel();
    } else {
        m_events.append(redacted);
    }
    if (m_tellsProgress) tellProgress(redacted);
}

void DiagnoseRun::tellProgress(const Event& event) const
{
    if (event.kind != EventKind::StepEnded) return;
    if (const StepReport* step = m_fold.report().step(event.step))
        tell(stepLine(m_fold.report(), *step, m_texts, {80, errorTakesColours()}));
}

int DiagnoseRun::finish()
{
    const bool walked = m_fold.report().ended();
    if (!walked) say(u"the walk could not be made"_s);
    const int status = m_interrupted ? Cancelled : walked ? exitStatusOf(m_fold.report()) : Failed;
    if (!m_journal) return writeReport(m_format, m_events, m_output.get(), status);
    if (m_journal->error().isEmpty()) return status;
    say(u"the journal could not be written: "_s + m_journal->error());
    return Failed;
}

} // namespace pathlight::cli
