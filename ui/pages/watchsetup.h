// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/target.h"
#include "ui/settings.h"
#include "ui/widgets/card.h"

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace pathlight {

class TargetChooser;
class TextLabel;

/// What a user wants watched.
struct WatchWish
{
    QList<Target> targets;
    QStringList labels; ///< one for each target, all different
    int seconds = 60;
    int routeSeconds = 0;    ///< between two traces of the way; 0: none
    double objective = 0.99; ///< 0 to 1
};

/// What to watch, how often, and what counts as good enough; remembered from one day to the next.
class WatchSetup final : public Card
{
    Q_OBJECT
public:
    explicit WatchSetup(Settings* settings, QWidget* parent = nullptr);

    [[nodiscard]] TargetChooser* targets() const { return m_chooser; }
    void setTrayAvailable(bool available);
    /// Asks for the watch that is on the page; says what is wrong where something is.
    void start();
    void retranslate();
    /// How many characters have room beside each other.
    void setRoom(int characters);

Q_SIGNALS:
    void watchWanted(const pathlight::WatchWish& wish);
    void tellingChanged(bool tells);

private:
    struct Watched
    {
        QString reference;
        Target target;
    };

    void setupWidgets();
    void setupBoxes();
    void connectWidgets();
    void restore();
    void add();
    void remove();
    void append(const QString& reference, const Target& target);
    void remember();
    void say(const QString& error);
    void showRemove();
    void wordWay();

    Settings* m_settings;
    TargetChooser* m_chooser;
    QPushButton* m_addButton;
    TextLabel* m_listLabel;
    QListWidget* m_list;
    QPushButton* m_removeButton;
    QLabel* m_intervalLabel;
    QSpinBox* m_interval;
    QLabel* m_objectiveLabel;
    QDoubleSpinBox* m_objective;
    QLabel* m_wayLabel;
    QComboBox* m_way;
    QCheckBox* m_tell;
    TextLabel* m_about;
    TextLabel* m_trayNote;
    TextLabel* m_error;
    QPushButton* m_startButton;
    QBoxLayout* m_columns;
    QBoxLayout* m_numbers;
    QList<Watched> m_watched;
    bool m_trayAvailable = true;
};

} // namespace pathlight
