// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/words.h"

#include <QWidget>

class QPushButton;

namespace pathlight {

class PracticeLesson;
class ShortList;

/// The simulated faults to practise on, each with what it teaches.
class PracticeChooser final : public QWidget
{
    Q_OBJECT
public:
    explicit PracticeChooser(const Words* words, QWidget* parent = nullptr);

    void retranslate();

Q_SIGNALS:
    void practiceWanted(const QString& scenario);

private:
    void showLesson();
    [[nodiscard]] QString scenario() const;

    const Words* m_words;
    ShortList* m_list;
    PracticeLesson* m_lesson;
    QPushButton* m_startButton;
};

} // namespace pathlight
