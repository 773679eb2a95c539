// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "ui/words.h"

#include <QScrollArea>

#include <functional>

class QVBoxLayout;

namespace pathlight {

class Card;
class StandingLabel;
class StepView;
class TextLabel;

/// The page of one step:
///
///     Does port 443 answer?                       ✗ failed
///     ─────────────────────────────────────────────────────
///     evidence, in the form that suits it (StepView)
///     what this means            what to do  1 … 2 …
///     about this question
///
/// It is drawn from a snapshot of the report; what has not changed is left alone, so that a chosen cell or a
/// place in the text stays while the walk goes on.
class StepPage final : public QScrollArea
{
    Q_OBJECT
public:
    /// `view` shows the evidence; the page owns it.
    StepPage(const QString& step, StepView* view, const Words* words, QWidget* parent = nullptr);

    [[nodiscard]] const QString& step() const { return m_step; }
    void showReport(const Report& report);
    void addEvent(const Event& event);
    void reset();
    /// Words everything anew.
    void retranslate(const Report& report);

private:
    /// What is on the page now, to tell what has changed.
    struct Shown
    {
        QList<QJsonObject> evidence;
        QList<QJsonObject> findings;
        std::optional<StepStatus> status;
        QString answer;
        QString reason;
        bool started = false;
    };

    void setupPage();
    void showAnswer(const StepReport& step);
    void showEvidence(const StepReport& step, const Report& report);
    void showFindings(const StepReport& step, const Evidence& evidence);
    /// The answer in a sentence: what was found, what is being waited for, or why there is no answer.
    [[nodiscard]] QString sentenceFor(const StepReport& step) const;
    [[nodiscard]] QString answerFor(const StepReport& step) const;

    QString m_step;
    const Words* m_words;
    StepView* m_view;
    TextLabel* m_question;
    StandingLabel* m_answer;
    TextLabel* m_reason;
    Card* m_evidenceCard;
    QVBoxLayout* m_findings;
    TextLabel* m_aboutHeading;
    TextLabel* m_about;
    Shown m_shown;
};

} // namespace pathlight
