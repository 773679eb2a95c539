// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QProgressBar;
class QPushButton;

namespace pathlight {

class ReplaySource;

/// Play, pause and speed of a journal that runs at its own pace.
class ReplayBar final : public QWidget
{
    Q_OBJECT
public:
    explicit ReplayBar(QWidget* parent = nullptr);

    /// Shows how far it has come; null or at its end: the bar hides.
    void follow(ReplaySource* replay);
    void retranslate();

private:
    void togglePlaying();
    void chooseSpeed(int index);

    ReplaySource* m_replay = nullptr;
    QPushButton* m_playButton;
    QComboBox* m_speedComboBox;
    QProgressBar* m_position;
    QPushButton* m_endButton;
};

} // namespace pathlight
