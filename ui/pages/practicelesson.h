// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/words.h"

#include <QWidget>

namespace pathlight {

class TextLabel;

/// What a simulated fault teaches, in three short parts: what happens, how one recognises it, and whose it is
/// on a real network. The texts are `practice.<id>.about`, `.seen` and `.help`.
class PracticeLesson final : public QWidget
{
    Q_OBJECT
public:
    explicit PracticeLesson(const Words* words, QWidget* parent = nullptr);

    /// `id` may come from a file: where no text speaks of it, nothing is shown.
    void setScenario(const QString& id);
    void retranslate();

private:
    struct Part
    {
        QString id; ///< the last word of the text's key
        TextLabel* heading;
        TextLabel* text;
    };

    const Words* m_words;
    QList<Part> m_parts;
    QString m_scenario;
};

} // namespace pathlight
