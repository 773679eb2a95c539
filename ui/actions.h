// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QObject>

class QMenu;
class QMenuBar;
class QToolBar;
class QToolButton;

namespace pathlight {

/// The window's actions, its menus and its tool bar: made once, worded again when the language changes. What
/// they do is the window's business.
class Actions final : public QObject
{
    Q_OBJECT
public:
    explicit Actions(QWidget* window);

    void fillMenuBar(QMenuBar* bar);
    void fillToolBar(QToolBar* bar);
    void retranslate();

    QAction* startPage;
    QAction* openJournal;
    QAction* playJournal;
    QAction* saveJournal;
    QAction* exportPdf;
    QAction* exportHtml;
    QAction* exportMarkdown;
    QAction* exportJson;
    QAction* exportText;
    QAction* copySummary;
    QAction* letter;
    QAction* quit;
    QAction* start;
    QAction* stepByStep;
    QAction* next;
    QAction* runRest;
    QAction* stop;
    QAction* watch;
    QAction* showFlowchart;
    QAction* showVerdict;
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* zoomReset;
    QActionGroup* themes;    ///< data: "system", "light", "dark"
    QActionGroup* languages; ///< data: "en", "zh_CN"
    QAction* about;
    /// Shows the target; its menu chooses another.
    QToolButton* targetButton;
    QMenu* targetMenu;

private:
    QAction* add(const char* name, const QKeySequence& shortcut = {});
    void addChoices(QActionGroup* group, const QStringList& values);
    QMenu* addMenu(const char* name, const QList<QAction*>& actions);
    void setupMenus();
    void wordMenus();
    void wordActions();
    void wordTips();
    QToolButton* reportButton();

    QWidget* m_window;
    QMenu* m_fileMenu;
    QMenu* m_walkMenu;
    QMenu* m_reportMenu;
    QMenu* m_viewMenu;
    QMenu* m_themeMenu;
    QMenu* m_languageMenu;
    QMenu* m_helpMenu;
    QToolButton* m_reportButton = nullptr;
    QToolButton* m_languageButton = nullptr;
    QToolBar* m_toolBar = nullptr;
};

} // namespace pathlight
