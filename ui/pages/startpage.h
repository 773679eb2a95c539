// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "ui/keystore.h"
#include "ui/walkarchive.h"
#include "ui/words.h"

#include <QScrollArea>

class QBoxLayout;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace pathlight {

class AdvancedOptions;
class BulletList;
class Card;
class ClientMessage;
class PracticeChooser;
class RecentWalks;
class Settings;
class TargetChooser;
class TextLabel;

/// The first page: what to reach, one big button, what will be contacted; saved walks and practice beside it.
class StartPage final : public QScrollArea
{
    Q_OBJECT
public:
    /// Owns neither `words` nor `settings`.
    StartPage(const Words* words, Settings* settings, KeyStoreMaker makeKeyStore, QWidget* parent = nullptr);

    [[nodiscard]] TargetChooser* targets() const { return m_targets; }
    [[nodiscard]] AdvancedOptions* options() const { return m_options; }
    void setRecentWalks(const QList<SavedWalk>& walks);
    /// Asks for a walk with what is on the page; says what is wrong where something is.
    void start(Pace pace);
    void retranslate();

Q_SIGNALS:
    void walkWanted(const pathlight::DiagnosisRequest& request);
    /// After walkWanted(): the walk goes without the key that was to be used; why.
    void keyMissed(const QString& trouble);
    void watchWanted();
    void practiceWanted(const QString& scenario);
    void journalWanted(const QString& path); ///< empty: the window asks for its name

private:
    void setupPage();
    void setupStart();
    void setupSide();
    void connectParts();
    void showContacts();
    void startWithKept(const DiagnosisRequest& request);
    void showKeyNotice(const QString& sentence);
    void showAdvanced(bool shown);
    void resizeEvent(QResizeEvent* event) override;

    const Words* m_words;
    TargetChooser* m_targets;
    ClientMessage* m_message;
    AdvancedOptions* m_options;
    PracticeChooser* m_practice;
    RecentWalks* m_recent;
    QBoxLayout* m_columns;
    QVBoxLayout* m_main;
    QVBoxLayout* m_side;
    TextLabel* m_title;
    TextLabel* m_promise;
    QPushButton* m_startButton;
    QPushButton* m_stepButton;
    QPushButton* m_openButton;
    QPushButton* m_watchButton;
    QToolButton* m_advancedButton;
    TextLabel* m_error;
    TextLabel* m_keyNotice;
    TextLabel* m_contactsHeading;
    BulletList* m_contacts;
    Card* m_recentCard;
    TextLabel* m_recentHeading;
    TextLabel* m_noWalks;
    TextLabel* m_practiceHeading;
    int m_keyWaits = 0; ///< counts up with each start, which makes an older wait for the keychain void
    bool m_waitsForKey = false;
};

} // namespace pathlight
