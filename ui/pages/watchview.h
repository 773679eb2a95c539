// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/monitor/monitormodel.h"
#include "ui/words.h"

#include <QWidget>

class QGridLayout;
class QPushButton;

namespace pathlight {

class LatencyChart;
class RoomyTable;
class StandingLabel;
class TextLabel;
class WatchWay;

/// What was seen of the targets that are watched, or were:
///
///     ● All is well: Claude API                 the present state
///     since …, every …, written to …
///     ┌ target │ now │ succeeded │ objective …┐ one row a target; the chosen one is charted
///     └───────────────────────────────────────┘
///     ┌ response times, losses ───────────────┐
///     └───────────────────────────────────────┘
///     ┌ the way: hops, changes ──────────────┐ of the chosen target, where it is traced
///     └───────────────────────────────────────┘
///     ┌ began │ ended │ length │ target │ cause┐ outages, newest first; Enter opens the walk
///     └───────────────────────────────────────┘
///     [Open the walk] [Save …] [Copy …]
///
/// It draws from the model's record at most five times a second, at a cost that does not grow with it.
class WatchView final : public QWidget
{
    Q_OBJECT
public:
    WatchView(const MonitorModel* model, const Words* words, QWidget* parent = nullptr);

    void refresh();
    void retranslate();
    /// How many characters have room beside each other.
    void setRoom(int characters);

Q_SIGNALS:
    void walkWanted(int walk, qint64 beganMs);
    void exportWanted(bool csv);
    void copyWanted(const QString& text, const QString& said);

private:
    void setupWidgets();
    void setupBoxes();
    void connectWidgets();
    void showTargets();
    void showChart();
    void showOutages();
    void showWalkButton();
    void openWalk(const QString& key);
    [[nodiscard]] QString aboutText() const;

    const MonitorModel* m_model;
    const Words* m_words;
    StandingLabel* m_standing;
    TextLabel* m_sentence;
    TextLabel* m_about;
    RoomyTable* m_targets;
    LatencyChart* m_chart;
    WatchWay* m_way;
    TextLabel* m_outagesHeading;
    TextLabel* m_noOutages;
    RoomyTable* m_outages;
    QGridLayout* m_buttons;
    QPushButton* m_walkButton;
    QPushButton* m_csvButton;
    QPushButton* m_markdownButton;
    QPushButton* m_copyOutagesButton;
    QPushButton* m_copyStateButton;
    QList<int> m_walks;     ///< by row of m_outages; 0: none
    QList<qint64> m_begins; ///< by row of m_outages
    QStringList m_keys;     ///< by row of m_outages
};

} // namespace pathlight
