// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/monitor/monitormodel.h"
#include "ui/settings.h"
#include "ui/words.h"

#include <QScrollArea>

class QListWidget;
class QPushButton;

namespace pathlight {

class Card;
class TextLabel;
class WatchSetup;
class WatchView;

/// Watching: what is to be watched, or what is seen of it. While something is watched the choice is hidden;
/// afterwards what was seen stays until another watch begins.
class WatchPage final : public QScrollArea
{
    Q_OBJECT
public:
    WatchPage(const MonitorModel* model, const Words* words, Settings* settings, QWidget* parent = nullptr);

    [[nodiscard]] WatchSetup* setup() const { return m_setup; }
    [[nodiscard]] WatchView* view() const { return m_view; }
    /// Shows what was seen, not the choice.
    void showRecord() { setChoosing(false); }
    void refresh();
    void retranslate();

Q_SIGNALS:
    void stopWanted();
    void journalWanted(const QString& path); ///< empty: the window asks for its name

private:
    void setupPage();
    void setChoosing(bool choosing);
    void shareRoom();
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEarlier();

    const MonitorModel* m_model;
    TextLabel* m_title;
    TextLabel* m_promise;
    QPushButton* m_stopButton;
    QPushButton* m_newButton;
    WatchSetup* m_setup;
    Card* m_earlierCard;
    TextLabel* m_earlierHeading;
    TextLabel* m_noWatches;
    QListWidget* m_earlier;
    QPushButton* m_openButton;
    WatchView* m_view;
    bool m_choosing = true; ///< while nothing is watched: the choice is shown, not what was seen
};

} // namespace pathlight
