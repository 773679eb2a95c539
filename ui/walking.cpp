// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's part in walks: how one begins, and where it is shown.
#include "ui/actions.h"
#include "ui/mainwindow.h"
#include "ui/pages/startpage.h"
#include "ui/tr.h"
#include "ui/walkview.h"
#include "ui/widgets/banner.h"

#include <QFileInfo>
#include <QStackedWidget>
#include <QStatusBar>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int recentWalksShown = 8;

} // namespace

/// A walk's view is most of the window's work, and nobody sees it before there is a walk: it is made when the
/// first picture stands, or when a walk begins earlier.
void MainWindow::prepareWalkView()
{
    if (m_walkView) return;
    m_walkView = new WalkView(m_model, m_words, &m_settings);
    m_centre->addWidget(m_walkView);
    connect(m_walkView, &WalkView::testAgain, this, &MainWindow::startAgain);
    connect(m_walkView, &WalkView::exportPdf, this, [this] { askWhereTo(ExportFormat::Pdf); });
    connect(m_walkView, &WalkView::copySummary, m_actions->copySummary, &QAction::trigger);
    connect(m_walkView, &WalkView::letterWanted, m_actions->letter, &QAction::trigger);
}

void MainWindow::showWalkPage(const QString& id)
{
    if (m_walkView) m_walkView->showPage(id);
}

void MainWindow::connectWalk()
{
    connect(m_model, &WalkModel::walkStarted, this, [this] {
        prepareWalkView();
        m_centre->setCurrentWidget(m_walkView);
        m_walkView->setFocus();
        m_trouble->setMessage({}, Standing::Warned);
        m_ticker.start();
        updateState();
    });
    connect(m_model, &WalkModel::reportChanged, this, &MainWindow::updateState);
    connect(m_model, &WalkModel::walkEnded, this, [this] {
        m_ticker.stop();
        updateState();
        tick();
    });
    connect(m_model, &WalkModel::trouble, this, &MainWindow::showTrouble);
}

void MainWindow::showStartPage()
{
    m_startPage->setRecentWalks(m_model->archive().recent(recentWalksShown));
    m_centre->setCurrentWidget(m_startPage);
    updateState();
}

void MainWindow::startWalk(const DiagnosisRequest& request)
{
    m_model->startWalk(request);
}

void MainWindow::startPractice(const QString& scenario, Pace pace)
{
    DiagnosisRequest request;
    request.practice = true;
    request.scenario = scenario;
    request.pace = pace;
    m_model->startWalk(request);
}

void MainWindow::startAgain()
{
    if (m_model->kind() != WalkKind::Live && m_model->kind() != WalkKind::Practice) {
        m_startPage->start(Pace::RunAll);
        return;
    }
    DiagnosisRequest request = m_model->request();
    request.pace = Pace::RunAll;
    m_model->startWalk(request);
}

void MainWindow::startFromHere(Pace pace)
{
    if (m_model->kind() == WalkKind::Practice && m_centre->currentWidget() == m_walkView)
        startPractice(m_model->request().scenario, pace);
    else
        m_startPage->start(pace);
    // What is wrong with the target is said on the start page.
    if (!m_model->isRunning()) showStartPage();
}

void MainWindow::openJournal(const QString& path, bool atItsPace)
{
    m_loadAtItsPace = atItsPace;
    say(Tr::tr("Reading %1…").arg(path));
    // Which of the two it is, its first line tells.
    m_monitorReader.load(path);
}

void MainWindow::showLoaded(const QString& path, const JournalRead& read)
{
    statusBar()->clearMessage();
    const QString name = QFileInfo(path).fileName();
    if (read.events.isEmpty()) {
        showTrouble(Tr::tr("%1 cannot be opened: %2")
                        .arg(name, read.error.isEmpty() ? Tr::tr("it is empty") : read.error));
        return;
    }
    m_model->openEvents(read.events, name, m_loadAtItsPace ? 1 : 0);
    if (!read.error.isEmpty()) {
        showTrouble(Tr::tr("%1 is damaged at line %2: what stands before it is shown.")
                        .arg(name)
                        .arg(read.errorLine));
    } else if (read.cut) {
        showTrouble(
            m_words->texts()(u"report.journal_cut"_s, {{u"lines"_s, QString::number(read.wholeLines)}}));
    }
}

} // namespace pathlight
