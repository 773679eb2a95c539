// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions.h"

#include "core/walk/target.h"
#include "ui/tr.h"

#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QToolBar>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

Actions::Actions(QWidget* window)
    : QObject(window),
      startPage(add("startPageAction", QKeySequence(u"Ctrl+N"_s))),
      openJournal(add("openJournalAction", QKeySequence::Open)),
      playJournal(add("playJournalAction")),
      saveJournal(add("saveJournalAction", QKeySequence::Save)),
      exportPdf(add("exportPdfAction", QKeySequence(u"Ctrl+P"_s))),
      exportHtml(add("exportHtmlAction")),
      exportMarkdown(add("exportMarkdownAction")),
      exportJson(add("exportJsonAction")),
      exportText(add("exportTextAction")),
      copySummary(add("copySummaryAction", QKeySequence(u"Ctrl+Shift+C"_s))),
      letter(add("letterAction", QKeySequence(u"Ctrl+Shift+L"_s))),
      quit(add("quitAction", QKeySequence(u"Ctrl+Q"_s))),
      start(add("startAction", QKeySequence(u"F5"_s))),
      stepByStep(add("stepByStepAction", QKeySequence(u"F6"_s))),
      next(add("nextAction", QKeySequence(u"F7"_s))),
      runRest(add("runRestAction", QKeySequence(u"F8"_s))),
      stop(add("stopAction", QKeySequence(u"Shift+F5"_s))),
      watch(add("watchAction", QKeySequence(u"Ctrl+M"_s))),
      showFlowchart(add("showFlowchartAction", QKeySequence(u"F9"_s))),
      showVerdict(add("showVerdictAction", QKeySequence(u"F10"_s))),
      zoomIn(add("zoomInAction", QKeySequence::ZoomIn)),
      zoomOut(add("zoomOutAction", QKeySequence::ZoomOut)),
      zoomReset(add("zoomResetAction", QKeySequence(u"Ctrl+0"_s))),
      themes(new QActionGroup(this)),
      languages(new QActionGroup(this)),
      about(add("aboutAction")),
      targetButton(new QToolButton(window)),
      targetMenu(new QMenu(window)),
      m_window(window)
{
    addChoices(themes, {u"system"_s, u"light"_s, u"dark"_s});
    addChoices(languages, {u"en"_s, u"zh_CN"_s});
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    targetButton->setObjectName(u"targetToolButton"_s);
    targetButton->setMenu(targetMenu);
    targetButton->setPopupMode(QToolButton::InstantPopup);
    targetButton->setFocusPolicy(Qt::StrongFocus);
    setupMenus();
    retranslate();
}

QAction* Actions::add(const char* name, const QKeySequence& shortcut)
{
    auto* action = new QAction(this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(shortcut);
    return action;
}

void Actions::addChoices(QActionGroup* group, const QStringList& values)
{
    for (const QString& value : values) {
        QAction* const action = group->addAction(QString());
        action->setObjectName(value + u"ChoiceAction"_s);
        action->setData(value);
        action->setCheckable(true);
    }
}

QMenu* Actions::addMenu(const char* name, const QList<QAction*>& actions)
{
    auto* menu = new QMenu(m_window);
    menu->setObjectName(QString::fromLatin1(name));
    for (QAction* const action : actions) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
    return menu;
}

void Actions::setupMenus()
{
    m_fileMenu =
        addMenu("fileMenu", {startPage, nullptr, openJournal, playJournal, saveJournal, nullptr, quit});
    m_walkMenu = addMenu("walkMenu", {start, stepByStep, nullptr, next, runRest, stop, nullptr, watch});
    m_reportMenu = addMenu("reportMenu", {exportPdf, exportHtml, exportMarkdown, exportText, exportJson,
                                          nullptr, saveJournal, nullptr, copySummary, letter});
    m_themeMenu = addMenu("themeMenu", themes->actions());
    m_languageMenu = addMenu("languageMenu", languages->actions());
    m_viewMenu =
        addMenu("viewMenu", {showVerdict, showFlowchart, nullptr, zoomIn, zoomOut, zoomReset, nullptr});
    m_viewMenu->addMenu(m_themeMenu);
    m_viewMenu->addMenu(m_languageMenu);
    m_helpMenu = addMenu("helpMenu", {about});
}

void Actions::fillMenuBar(QMenuBar* bar)
{
    for (QMenu* const menu : {m_fileMenu, m_walkMenu, m_reportMenu, m_viewMenu, m_helpMenu})
        bar->addMenu(menu);
}

void Actions::fillToolBar(QToolBar* bar)
{
    m_toolBar = bar;
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->addAction(startPage);
    bar->addWidget(targetButton);
    bar->addSeparator();
    for (QAction* const action : {start, stepByStep, next, stop})
        bar->addAction(action);
    auto* spacer = new QWidget;
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(spacer);
    bar->addAction(openJournal);
    m_reportButton = reportButton();
    bar->addWidget(m_reportButton);
    m_languageButton = new QToolButton;
    m_languageButton->setObjectName(u"languageToolButton"_s);
    m_languageButton->setMenu(m_languageMenu);
    m_languageButton->setPopupMode(QToolButton::InstantPopup);
    m_languageButton->setFocusPolicy(Qt::StrongFocus);
    bar->addWidget(m_languageButton);
    retranslate();
}

QToolButton* Actions::reportButton()
{
    auto* button = new QToolButton;
    button->setObjectName(u"reportToolButton"_s);
    button->setMenu(m_reportMenu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void Actions::retranslate()
{
    wordActions();
    wordMenus();
    wordTips();
}

void Actions::wordActions()
{
    startPage->setText(Tr::tr("&New walk"));
    openJournal->setText(Tr::tr("&Open journal…"));
    playJournal->setText(Tr::tr("Open a journal and &play it…"));
    saveJournal->setText(Tr::tr("Save the &journal…"));
    exportPdf->setText(Tr::tr("Save as &PDF…"));
    exportHtml->setText(Tr::tr("Save as &HTML…"));
    exportMarkdown->setText(Tr::tr("Save as &Markdown…"));
    exportText->setText(Tr::tr("Save as &text…"));
    exportJson->setText(Tr::tr("Save as J&SON…"));
    copySummary->setText(Tr::tr("&Copy summary"));
    letter->setText(Tr::tr("&Letter to IT…"));
    quit->setText(Tr::tr("&Quit"));
    start->setText(Tr::tr("&Start ▸"));
    stepByStep->setText(Tr::tr("Step &by step"));
    next->setText(Tr::tr("Ne&xt"));
    runRest->setText(Tr::tr("R&un the rest"));
    stop->setText(Tr::tr("S&top"));
    watch->setText(Tr::tr("&Watch…"));
    showFlowchart->setText(Tr::tr("&Flowchart"));
    showVerdict->setText(Tr::tr("&Verdict"));
    zoomIn->setText(Tr::tr("&Larger type"));
    zoomOut->setText(Tr::tr("S&maller type"));
    zoomReset->setText(Tr::tr("&Normal type"));
    about->setText(Tr::tr("&About Pathlight"));
    const QStringList themeNames{Tr::tr("As the &system"), Tr::tr("&Light"), Tr::tr("&Dark")};
    for (int index = 0; index < themeNames.size(); ++index)
        themes->actions().at(index)->setText(themeNames.at(index));
    for (QAction* const action : findChildren<QAction*>(Qt::FindDirectChildrenOnly)) {
        // A tool bar shows no mnemonics, in whichever way a language writes them.
        static const QRegularExpression mnemonic(u"\\(&.\\)|&"_s);
        action->setIconText(action->text().remove(mnemonic));
    }
    // A language is named in itself, so that whoever needs it can read it.
    languages->actions().at(0)->setText(u"English"_s);
    languages->actions().at(1)->setText(u"简体中文"_s);
}

void Actions::wordMenus()
{
    m_fileMenu->setTitle(Tr::tr("&File"));
    m_walkMenu->setTitle(Tr::tr("&Walk"));
    m_reportMenu->setTitle(Tr::tr("&Report"));
    m_viewMenu->setTitle(Tr::tr("&View"));
    m_themeMenu->setTitle(Tr::tr("&Theme"));
    m_languageMenu->setTitle(Tr::tr("&Language"));
    m_helpMenu->setTitle(Tr::tr("&Help"));
    if (m_toolBar) m_toolBar->setWindowTitle(Tr::tr("Tool bar"));
    if (m_reportButton) m_reportButton->setText(Tr::tr("Report"));
    if (m_languageButton) {
        // Both names stand here, whichever language is on.
        m_languageButton->setText(u"English / 简体中文"_s);
        m_languageButton->setAccessibleName(Tr::tr("Language"));
    }
}

void Actions::wordTips()
{
    targetButton->setToolTip(Tr::tr("What is to be reached"));
    start->setToolTip(Tr::tr("Walk all steps (F5)"));
    stepByStep->setToolTip(Tr::tr("One question at a time; Next goes on (F6)"));
    next->setToolTip(Tr::tr("Let the next question be answered (F7)"));
    stop->setToolTip(Tr::tr("Stop the walk; what was measured stays (Shift+F5)"));
}

} // namespace pathlight
