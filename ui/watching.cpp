// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's part in watching: between the page, the monitor, the tray and the end of the program.
#include "ui/actions.h"
#include "ui/mainwindow.h"
#include "ui/monitor/outagetext.h"
#include "ui/monitor/watchtray.h"
#include "ui/pages/advancedoptions.h"
#include "ui/pages/startpage.h"
#include "ui/pages/targetchooser.h"
#include "ui/pages/watchpage.h"
#include "ui/pages/watchsetup.h"
#include "ui/pages/watchview.h"
#include "ui/tr.h"

#include <QApplication>
#include <QFileInfo>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

/// The page and the tray are made when somebody first wants to watch: most never do.
void MainWindow::prepareWatch()
{
    if (m_watchPage) return;
    m_watchTray = new WatchTray(m_monitor, m_words, m_makeTray(), this);
    m_watchTray->setTelling(m_settings.tellsOutages());
    m_watchPage = new WatchPage(m_monitor, m_words, &m_settings);
    m_centre->addWidget(m_watchPage);
    connect(m_watchPage, &WatchPage::stopWanted, m_monitor, &MonitorModel::stop);
    connect(m_watchPage, &WatchPage::journalWanted, this, [this](const QString& path) {
        if (path.isEmpty())
            askForJournal(false);
        else
            openJournal(path);
    });
    connect(m_watchPage->setup(), &WatchSetup::watchWanted, this, &MainWindow::startWatch);
    connect(m_watchPage->setup(), &WatchSetup::tellingChanged, m_watchTray, &WatchTray::setTelling);
    connect(m_watchPage->setup()->targets(), &TargetChooser::fileWanted, this,
            [this] { askForProfile(m_watchPage->setup()->targets()); });
    connect(m_watchPage->view(), &WatchView::walkWanted, this, &MainWindow::showOutageWalk);
    connect(m_watchPage->view(), &WatchView::exportWanted, this, &MainWindow::askWhereToOutages);
    connect(m_watchPage->view(), &WatchView::copyWanted, this, &MainWindow::copyText);
    connectTray();
}

void MainWindow::connectTray()
{
    const Tray* const tray = m_watchTray->tray();
    if (!tray) return;
    connect(tray, &Tray::openWanted, this, &MainWindow::comeBack);
    connect(tray, &Tray::stopWanted, this, [this] {
        m_monitor->stop();
        // Its icon goes with the watch, and then nothing would lead back to the window.
        comeBack();
    });
    connect(tray, &Tray::quitWanted, this, &MainWindow::stopAndClose);
}

void MainWindow::connectWatch()
{
    connect(m_startPage, &StartPage::watchWanted, this, &MainWindow::showWatchPage);
    connect(m_actions->watch, &QAction::triggered, this, &MainWindow::showWatchPage);
    connect(m_watchButton, &QToolButton::clicked, this, &MainWindow::showWatchPage);
    connect(m_monitor, &MonitorModel::changed, this, &MainWindow::updateWatchButton);
    connect(m_monitor, &MonitorModel::trouble, this, &MainWindow::showTrouble);
    connect(&m_monitorReader, &MonitorReader::loaded, this,
            [this](const QString& path, const std::shared_ptr<const MonitorRecord>& record) {
                if (!record) return m_loader.load(path);
                statusBar()->clearMessage();
                if (m_monitor->isRunning()) {
                    showTrouble(Tr::tr("Something is being watched now. Stop it before you open a saved "
                                       "watch."));
                    return;
                }
                prepareWatch();
                m_monitor->open(*record, QFileInfo(path).fileName());
                m_watchPage->showRecord();
                showWatchPage();
            });
}

void MainWindow::showWatchPage()
{
    prepareWatch();
    m_watchPage->setup()->setTrayAvailable(m_watchTray->isAvailable());
    m_centre->setCurrentWidget(m_watchPage);
    m_watchPage->setFocus();
    updateState();
}

void MainWindow::startWatch(const WatchWish& wish)
{
    const OptionsOrError options = m_startPage->options()->read();
    if (!options.error.isEmpty()) return showTrouble(options.error);
    MonitorRequest request;
    for (const Target& target : wish.targets) {
        DiagnosisRequest each;
        each.target = target;
        each.options = options.options;
        request.targets.append(each);
    }
    request.plan.labels = wish.labels;
    request.plan.interval = std::chrono::seconds(wish.seconds);
    request.plan.routeEvery = std::chrono::seconds(wish.routeSeconds);
    request.plan.objective = wish.objective;
    m_monitor->start(request);
}

void MainWindow::showOutageWalk(int walk, qint64 beganMs)
{
    const QList<Event> events = m_monitor->record().walk(walk);
    if (events.isEmpty()) return say(Tr::tr("No walk of this outage is kept."));
    m_loadAtItsPace = false;
    m_loader.judge(Tr::tr("the outage of %1").arg(momentText(beganMs)), events);
}

void MainWindow::updateWatchButton()
{
    const bool running = m_monitor->isRunning();
    m_watchButton->setVisible(running);
    // A panel that has gone took the way back to the window with it.
    if (m_inTray && !m_watchTray->isAvailable()) comeBack();
    if (!running) return;
    const Standing standing = standingOf(*m_monitor);
    if (m_watchButton->property("standing").toInt() != static_cast<int>(standing) ||
        m_watchButton->icon().isNull()) {
        m_watchButton->setIcon(trayIcon(standing));
        m_watchButton->setProperty("standing", static_cast<int>(standing));
    }
    const QString sentence = stateSentence(*m_monitor, m_words->texts());
    m_watchButton->setText(Tr::tr("Watching"));
    m_watchButton->setToolTip(sentence.toHtmlEscaped());
    m_watchButton->setAccessibleName(Tr::tr("Watching: %1").arg(sentence));
}

void MainWindow::comeBack()
{
    m_inTray = false;
    showNormal();
    raise();
    activateWindow();
    showWatchPage();
}

void MainWindow::leaveWhileWatching()
{
    if (!m_watchTray || !m_watchTray->isAvailable()) return askAboutWatch();
    m_settings.setPlace(objectName(), saveGeometry());
    m_inTray = true;
    hide();
    m_watchTray->tellHidden();
}

void MainWindow::stopAndClose()
{
    m_leaving = true;
    // A window that is hidden is none whose closing would end the program.
    const bool wasHidden = isHidden();
    close();
    if (wasHidden) QCoreApplication::quit();
}

void MainWindow::quit()
{
    if (m_monitor->isRunning() && !m_leaving)
        askAboutWatch();
    else
        close();
}

} // namespace pathlight
