// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/actions.h"
#include "ui/letter.h"
#include "ui/monitor/watchtray.h"
#include "ui/pages/advancedoptions.h"
#include "ui/pages/startpage.h"
#include "ui/pages/targetchooser.h"
#include "ui/pages/watchpage.h"
#include "ui/tr.h"
#include "ui/walkview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMenuBar>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int tickEveryMs = 100;

QString languageAtStart(const Settings& settings, const QString& systemLocale)
{
    if (!settings.language().isEmpty()) return settings.language();
    return Texts::languageFor(systemLocale.isEmpty() ? QLocale::system().name() : systemLocale);
}

QString watchFolderOf(const WindowParts& parts)
{
    return parts.watchFolder.isEmpty() ? QFileInfo(parts.archiveFolder).dir().filePath(u"watches"_s)
                                       : parts.watchFolder;
}

} // namespace

MainWindow::MainWindow(const WindowParts& parts, QWidget* parent)
    : QMainWindow(parent),
      m_settings(parts.settingsFile),
      m_words(new Words(languageAtStart(m_settings, parts.systemLocale), this)),
      m_model(new WalkModel(parts.makeSource, WalkArchive(parts.archiveFolder), this)),
      m_monitor(new MonitorModel(parts.makeMonitor, MonitorArchive(watchFolderOf(parts)), this)),
      m_makeTray(parts.makeTray),
      m_actions(new Actions(this)),
      m_centre(new QStackedWidget),
      m_trouble(new Banner),
      m_startPage(new StartPage(m_words, &m_settings, parts.makeKeyStore)),
      m_watchButton(new QToolButton),
      m_waiting(new TextLabel(TextRole::Body)),
      m_progress(new QProgressBar),
      m_elapsed(new TextLabel(TextRole::Quiet))
{
    setObjectName(u"mainWindow"_s);
    setAcceptDrops(true);
    setupCentre();
    setupStatusBar();
    connectWalk();
    connectStartPage();
    connectActions();
    connectReports();
    connectFiles();
    connectWatch();
    restore();
    showStartPage();
}

MainWindow::~MainWindow() = default;

void MainWindow::setupCentre()
{
    m_actions->fillMenuBar(menuBar());
    auto* bar = new QToolBar;
    bar->setObjectName(u"mainToolBar"_s);
    m_actions->fillToolBar(bar);
    addToolBar(bar);
    auto* centre = new QWidget;
    auto* box = new QVBoxLayout(centre);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    m_trouble->setObjectName(u"troubleBanner"_s);
    auto* close = new QToolButton;
    close->setObjectName(u"closeTroubleToolButton"_s);
    close->setText(u"✕"_s);
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    connect(close, &QToolButton::clicked, m_trouble, [this] { m_trouble->setMessage({}, Standing::Warned); });
    m_trouble->addControl(close);
    box->addWidget(m_trouble);
    m_centre->setObjectName(u"centreStackedWidget"_s);
    m_centre->addWidget(m_startPage);
    box->addWidget(m_centre, 1);
    setCentralWidget(centre);
    setupTargetMenu();
}

void MainWindow::setupStatusBar()
{
    m_waiting->setObjectName(u"waitingLabel"_s);
    m_waiting->setWordWrap(false);
    m_elapsed->setObjectName(u"elapsedLabel"_s);
    m_elapsed->setWordWrap(false);
    m_progress->setObjectName(u"walkProgressBar"_s);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(160, 8);
    statusBar()->setContentsMargins(10, 2, 10, 2);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_waiting, 1);
    m_watchButton->setObjectName(u"watchingToolButton"_s);
    m_watchButton->setAutoRaise(true);
    m_watchButton->setFocusPolicy(Qt::StrongFocus);
    m_watchButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_watchButton->hide();
    statusBar()->addPermanentWidget(m_watchButton);
    statusBar()->addPermanentWidget(m_elapsed);
    statusBar()->addPermanentWidget(m_progress);
    m_ticker.setInterval(tickEveryMs);
    connect(&m_ticker, &QTimer::timeout, this, &MainWindow::tick);
}

void MainWindow::setupTargetMenu()
{
    m_actions->targetMenu->clear();
    for (const QString& id : builtInTargetIds()) {
        QAction* const action = m_actions->targetMenu->addAction(builtInTarget(id).target->name);
        connect(action, &QAction::triggered, this, [this, id] {
            showStartPage();
            m_startPage->targets()->choose(id);
        });
    }
    QAction* const address = m_actions->targetMenu->addAction(Tr::tr("Any https address…"));
    connect(address, &QAction::triggered, this, [this] {
        showStartPage();
        m_startPage->targets()->chooseAddress();
    });
    QAction* const file = m_actions->targetMenu->addAction(Tr::tr("A profile from a file…"));
    connect(file, &QAction::triggered, this, [this] {
        showStartPage();
        askForProfile(m_startPage->targets());
    });
}

void MainWindow::restore()
{
    m_appearance.apply(m_settings.theme(), m_settings.fontPercent());
    for (QAction* const theme : m_actions->themes->actions())
        theme->setChecked(theme->data() == m_settings.theme());
    for (QAction* const each : m_actions->languages->actions())
        each->setChecked(each->data() == m_words->language());
    resize(1280, 800);
    restoreGeometry(m_settings.place(objectName()));
}

void MainWindow::connectStartPage()
{
    connect(m_startPage, &StartPage::walkWanted, this, &MainWindow::startWalk);
    connect(m_startPage, &StartPage::keyMissed, this, [this](const QString& trouble) {
        showTrouble(Tr::tr("This walk goes without the key.") + u' ' + trouble);
    });
    connect(m_startPage, &StartPage::practiceWanted, this, [this](const QString& id) { startPractice(id); });
    connect(m_startPage, &StartPage::journalWanted, this, [this](const QString& path) {
        if (path.isEmpty())
            askForJournal(false);
        else
            openJournal(path);
    });
    connect(m_startPage->targets(), &TargetChooser::fileWanted, this,
            [this] { askForProfile(m_startPage->targets()); });
    connect(m_startPage->targets(), &TargetChooser::targetChanged, this, &MainWindow::updateTarget);
    connect(m_startPage->options(), &AdvancedOptions::caFileWanted, this, &MainWindow::askForCaFile);
}

void MainWindow::connectActions()
{
    connect(m_actions->startPage, &QAction::triggered, this, &MainWindow::showStartPage);
    connect(m_actions->start, &QAction::triggered, this, [this] { startFromHere(Pace::RunAll); });
    connect(m_actions->stepByStep, &QAction::triggered, this, [this] { startFromHere(Pace::StepByStep); });
    connect(m_actions->next, &QAction::triggered, m_model, &WalkModel::next);
    connect(m_actions->runRest, &QAction::triggered, m_model, &WalkModel::runAll);
    connect(m_actions->stop, &QAction::triggered, m_model, &WalkModel::stop);
    connect(m_actions->showFlowchart, &QAction::triggered, this, [this] { showWalkPage(u"flowchart"_s); });
    connect(m_actions->showVerdict, &QAction::triggered, this, [this] { showWalkPage(u"verdict"_s); });
    connect(m_actions->zoomIn, &QAction::triggered, this, [this] { changeFont(10); });
    connect(m_actions->zoomOut, &QAction::triggered, this, [this] { changeFont(-10); });
    connect(m_actions->zoomReset, &QAction::triggered, this, [this] { changeFont(0); });
    connect(m_actions->themes, &QActionGroup::triggered, this,
            [this](const QAction* action) { chooseTheme(action->data().toString()); });
    connect(m_actions->languages, &QActionGroup::triggered, this,
            [this](const QAction* action) { chooseLanguage(action->data().toString()); });
    connect(m_actions->about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(m_actions->quit, &QAction::triggered, this, &MainWindow::quit);
}

void MainWindow::connectReports()
{
    const QList<std::pair<QAction*, ExportFormat>> exports{
        {m_actions->exportPdf, ExportFormat::Pdf},           {m_actions->exportHtml, ExportFormat::Html},
        {m_actions->exportMarkdown, ExportFormat::Markdown}, {m_actions->exportText, ExportFormat::Text},
        {m_actions->exportJson, ExportFormat::Json},         {m_actions->saveJournal, ExportFormat::Journal}};
    for (const auto& [action, format] : exports) {
        connect(action, &QAction::triggered, this, [this, format = format] { askWhereTo(format); });
    }
    connect(m_actions->copySummary, &QAction::triggered, this, [this] {
        copyText(summaryOf(m_model->report(), *m_words), Tr::tr("The summary is on the clipboard."));
    });
    connect(m_actions->letter, &QAction::triggered, this, &MainWindow::showLetter);
    connect(&m_exporter, &Exporter::written, this,
            [this](const QString& path) { say(Tr::tr("Saved: %1").arg(path)); });
    connect(&m_exporter, &Exporter::failed, this, [this](const QString& path, const QString& error) {
        showTrouble(Tr::tr("%1 could not be written: %2").arg(path, error));
    });
}

void MainWindow::connectFiles()
{
    connect(m_actions->openJournal, &QAction::triggered, this, [this] { askForJournal(false); });
    connect(m_actions->playJournal, &QAction::triggered, this, [this] { askForJournal(true); });
    connect(&m_loader, &JournalLoader::loaded, this, &MainWindow::showLoaded);
}

void MainWindow::showTrouble(const QString& message)
{
    m_trouble->setMessage(message, Standing::Warned);
}

void MainWindow::say(const QString& message)
{
    statusBar()->showMessage(message, 8000);
}

void MainWindow::copyText(const QString& text, const QString& said)
{
    QGuiApplication::clipboard()->setText(text);
    say(said);
}

void MainWindow::changeFont(int step)
{
    const int percent = step == 0 ? 100 : std::clamp(m_settings.fontPercent() + step, 70, 200);
    m_settings.setFontPercent(percent);
    m_appearance.apply(m_settings.theme(), percent);
}

void MainWindow::chooseTheme(const QString& theme)
{
    m_settings.setTheme(theme);
    m_appearance.apply(theme, m_settings.fontPercent());
}

void MainWindow::chooseLanguage(const QString& language)
{
    m_settings.setLanguage(language);
    m_words->setLanguage(language);
    m_actions->retranslate();
    m_startPage->retranslate();
    if (m_watchPage) m_watchPage->retranslate();
    if (m_watchTray) m_watchTray->retranslate();
    updateWatchButton();
    setupTargetMenu();
    for (QAction* const each : m_actions->languages->actions())
        each->setChecked(each->data() == language);
    updateState();
    tick();
}

} // namespace pathlight
