// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/appearance.h"
#include "ui/exporter.h"
#include "ui/journalloader.h"
#include "ui/keystore.h"
#include "ui/monitor/monitormodel.h"
#include "ui/monitor/tray.h"
#include "ui/settings.h"
#include "ui/walkmodel.h"
#include "ui/words.h"

#include <QMainWindow>

class QProgressBar;
class QStackedWidget;
class QToolButton;

namespace pathlight {

class Actions;
class Banner;
class StartPage;
class TargetChooser;
class TextLabel;
class WalkView;
class WatchPage;
class WatchTray;
struct WatchWish;

/// What the window is made of that differs in tests.
struct WindowParts
{
    SourceMaker makeSource = pathlight::makeSource;
    QString settingsFile; ///< empty: the desktop's place
    QString archiveFolder = WalkArchive::defaultFolder();
    QString systemLocale; ///< empty: the system's
    MonitorMaker makeMonitor = pathlight::makeMonitor;
    TrayMaker makeTray = makeSystemTray;
    KeyStoreMaker makeKeyStore = makeSystemKeyStore;
    QString watchFolder; ///< where watches are kept; empty: "watches" beside archiveFolder
};

/// The window: start page or walk, under a tool bar, over a status bar that says what is being waited for.
/// Nothing here waits: walks have their own threads, files are read and reports written beside this one,
/// dialogs are opened and not executed.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(const WindowParts& parts, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openJournal(const QString& path, bool atItsPace = false);
    void startPractice(const QString& scenario, Pace pace = Pace::RunAll);
    [[nodiscard]] WalkModel* model() const { return m_model; }
    [[nodiscard]] MonitorModel* monitor() const { return m_monitor; }
    [[nodiscard]] Words* words() const { return m_words; }
    /// Goes to the page for watching.
    void showWatchPage();

protected:
    void closeEvent(QCloseEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void setupCentre();
    void setupStatusBar();
    void setupTargetMenu();
    void restore();
    void prepareWalkView();
    void showWalkPage(const QString& id);
    void connectWalk();
    void connectStartPage();
    void connectActions();
    void connectReports();
    void connectFiles();

    void prepareWatch();
    void connectWatch();
    void connectTray();
    void startWatch(const WatchWish& wish);
    void showOutageWalk(int walk, qint64 beganMs);
    void askWhereToOutages(bool csv);
    void updateWatchButton();
    void comeBack();
    void leaveWhileWatching();
    void askAboutWatch();
    void stopAndClose();
    void quit();

    void showStartPage();
    void startWalk(const DiagnosisRequest& request);
    void startAgain();
    void startFromHere(Pace pace);
    void askForJournal(bool atItsPace);
    void askForProfile(TargetChooser* into);
    void askForCaFile();
    void askWhereTo(ExportFormat format);
    void showLoaded(const QString& path, const JournalRead& read);
    void showTrouble(const QString& message);
    void say(const QString& message);
    void copyText(const QString& text, const QString& said);
    void changeFont(int step);
    void chooseTheme(const QString& theme);
    void chooseLanguage(const QString& language);
    void showLetter();
    void showAbout();
    void updateState();
    void updateTarget();
    void tick();
    [[nodiscard]] QString targetOfWalk() const;
    [[nodiscard]] QString endedText() const;
    [[nodiscard]] QString waitingText() const;
    [[nodiscard]] bool hasWalk() const { return m_model->kind() != WalkKind::None; }

    Settings m_settings;
    Appearance m_appearance;
    Words* m_words;
    WalkModel* m_model;
    JournalLoader m_loader;
    MonitorReader m_monitorReader;
    Exporter m_exporter;
    MonitorModel* m_monitor;
    TrayMaker m_makeTray;
    Actions* m_actions;
    QStackedWidget* m_centre;
    Banner* m_trouble;
    StartPage* m_startPage;
    WalkView* m_walkView = nullptr;   ///< made by prepareWalkView()
    WatchPage* m_watchPage = nullptr; ///< made by prepareWatch(), as the next
    WatchTray* m_watchTray = nullptr;
    QToolButton* m_watchButton; ///< in the status bar, while something is watched
    TextLabel* m_waiting;
    QProgressBar* m_progress;
    TextLabel* m_elapsed;
    QTimer m_ticker;
    bool m_loadAtItsPace = false;
    bool m_inTray = false;  ///< hidden, with the tray's icon as the only way back
    bool m_leaving = false; ///< the user knows that the watch ends with the window
};

} // namespace pathlight
