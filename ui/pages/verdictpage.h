// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "ui/words.h"

#include <QScrollArea>

class QBoxLayout;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace pathlight {

class BasisView;
class Card;
class PracticeLesson;
class RemedyList;
class StandingLabel;
class TextLabel;

/// The answer: the sentence, whose it is, how sure it is, what to do first, and what one can do with it.
class VerdictPage final : public QScrollArea
{
    Q_OBJECT
public:
    explicit VerdictPage(const Words* words, QWidget* parent = nullptr);

    void showReport(const Report& report);
    void retranslate(const Report& report);

Q_SIGNALS:
    void testAgain();
    void exportPdf();
    void copySummary();
    void letterWanted();
    void showStep(const QString& step);

private:
    void setupPage();
    void setupHead(QVBoxLayout* page);
    void setupFacts(QVBoxLayout* page);
    void setupButtons(QVBoxLayout* page);
    void setupColumns(QVBoxLayout* page);
    void showFacts(const Report& report);
    void showMeaning(const Explanation& explanation);
    void showBasis(const Report& report);
    void showAlternatives(const Verdict& verdict);
    void showRoutes(const Report& report);
    void showLesson(const QString& scenario);
    void forgetHeights();
    void showNothingYet();
    void resizeEvent(QResizeEvent* event) override;

    const Words* m_words;
    StandingLabel* m_status;
    TextLabel* m_sentence;
    TextLabel* m_note;    ///< provisional, cancelled, cut
    TextLabel* m_message; ///< does it explain what the client showed?
    QWidget* m_facts;
    TextLabel* m_whose;
    TextLabel* m_confidence;
    QProgressBar* m_confidenceBar;
    TextLabel* m_helpCode;
    TextLabel* m_duration;
    QList<TextLabel*> m_factNames;
    QWidget* m_buttons;
    QPushButton* m_againButton;
    QPushButton* m_pdfButton;
    QPushButton* m_summaryButton;
    QPushButton* m_letterButton;
    QPushButton* m_detailsButton;
    QBoxLayout* m_columns;
    Card* m_head;
    Card* m_doCard;
    Card* m_meaningCard;
    Card* m_alternativesCard;
    Card* m_routesCard;
    Card* m_lessonCard;
    TextLabel* m_doHeading;
    RemedyList* m_remedies;
    TextLabel* m_meaningHeading;
    QVBoxLayout* m_meaning;
    BasisView* m_basis;
    TextLabel* m_alternativesHeading;
    QVBoxLayout* m_alternatives;
    TextLabel* m_routesHeading;
    QVBoxLayout* m_routes;
    TextLabel* m_lessonHeading;
    PracticeLesson* m_lesson;
    QJsonObject m_shown;
    QString m_detailsStep;
};

} // namespace pathlight
