// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says of the walk that it shows: what can be done, what is waited for, whose walk it is.
#include "ui/actions.h"
#include "ui/graphics/ink.h"
#include "ui/mainwindow.h"
#include "ui/pages/startpage.h"
#include "ui/pages/targetchooser.h"
#include "ui/tr.h"
#include "ui/walkview.h"
#include "ui/widgets/textlabel.h"

#include <QProgressBar>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

void MainWindow::updateState()
{
    const bool running = m_model->isRunning();
    const bool inWalk = hasWalk() && m_centre->currentWidget() == m_walkView;
    const bool whole = hasWalk() && !running;
    m_actions->start->setEnabled(!running);
    m_actions->stepByStep->setEnabled(!running);
    m_actions->stop->setEnabled(running);
    m_actions->next->setEnabled(m_model->waitsForNext());
    m_actions->runRest->setEnabled(running && m_model->pace() == Pace::StepByStep);
    for (QAction* const each :
         {m_actions->exportPdf, m_actions->exportHtml, m_actions->exportMarkdown, m_actions->exportText,
          m_actions->exportJson, m_actions->saveJournal, m_actions->copySummary, m_actions->letter}) {
        each->setEnabled(whole);
    }
    m_actions->showFlowchart->setEnabled(inWalk);
    m_actions->showVerdict->setEnabled(inWalk);
    updateTarget();
    tick();
}

QString MainWindow::targetOfWalk() const
{
    const WalkHeader& header = m_model->report().header;
    const QString key = u"practice."_s + header.scenario + u".name"_s;
    if (header.practice && m_words->texts().has(key))
        return Tr::tr("Practice: %1").arg(m_words->texts()(key));
    return header.target.value(u"name"_s).toString();
}

void MainWindow::updateTarget()
{
    QString name = targetOfWalk();
    const bool inWalk = hasWalk() && m_centre->currentWidget() == m_walkView;
    if (!inWalk || name.isEmpty()) {
        const TargetOrError target = m_startPage->targets()->target();
        name = target.target ? target.target->name : Tr::tr("No target yet");
    }
    m_actions->targetButton->setText(name);
    m_actions->targetButton->setAccessibleName(Tr::tr("Target: %1").arg(name));
    setWindowTitle(Tr::tr("Pathlight – %1").arg(name));
}

QString MainWindow::endedText() const
{
    const Report& report = m_model->report();
    if (!report.ended()) return {};
    return report.ending == u"cancelled" ? Tr::tr("The walk was stopped.") : Tr::tr("The walk has ended.");
}

QString MainWindow::waitingText() const
{
    if (!hasWalk()) return {};
    if (!m_model->isRunning()) return endedText();
    for (const StepReport& step : m_model->report().steps) {
        if (step.started && !step.status) return m_words->waitingFor(step);
    }
    return m_model->waitsForNext() ? Tr::tr("Waiting for you: Next goes on.") : Tr::tr("Getting ready…");
}

void MainWindow::tick()
{
    const QList<StepReport>& steps = m_model->report().steps;
    const auto ended =
        std::count_if(steps.cbegin(), steps.cend(), [](const StepReport& each) { return each.status; });
    const bool running = m_model->isRunning();
    m_progress->setVisible(running);
    m_progress->setRange(0, std::max(1, static_cast<int>(steps.size())));
    m_progress->setValue(static_cast<int>(ended));
    m_progress->setAccessibleName(Tr::tr("%1 of %2 steps have ended").arg(ended).arg(steps.size()));
    m_waiting->setText(waitingText());
    m_elapsed->setText(hasWalk() ? durationText(m_model->elapsedMs()) : QString());
}

} // namespace pathlight
