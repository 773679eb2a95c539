// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/walkmodel.h"
#include "ui/words.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace pathlight {

class Banner;
class FlowchartView;
class LatencyChart;
class ReplayBar;
class RetryChart;
class Settings;
class StepList;
class StepPage;
class VerdictPage;

/// A walk on the screen:
///
///     ┌ banner: practice, replay, or the next question ─────────────────────────────┐
///     │ steps        │ the page of the chosen step, the verdict, or the flowchart    │
///     │ flowchart    ├────────── latency ────────────┬─────────── retries ──────────┤
///     └──────────────┴────────────────────────────────┴──────────────────────────────┘
///
/// It follows the walk from step to step until the user chooses one, and again from the next walk on.
class WalkView final : public QWidget
{
    Q_OBJECT
public:
    WalkView(WalkModel* model, Words* words, Settings* settings, QWidget* parent = nullptr);

    /// Shows a step's page, "verdict" or "flowchart", and stops following the walk.
    void showPage(const QString& id);
    [[nodiscard]] QString currentPage() const { return m_page; }
    void savePlaces() const;

Q_SIGNALS:
    void testAgain();
    void exportPdf();
    void copySummary();
    void letterWanted();

private:
    void setupWidgets();
    void setupPages();
    void setupBanners(QLayout* box);
    void setupSplitters(QLayout* box);
    void restorePlaces();
    void connectModel();
    void connectPages();
    void beginWalk();
    void takeEvent(const Event& event);
    void showReport();
    void endWalk();
    void retranslate();
    void turnTo(const QString& id);
    void followWalk(const Report& report);
    void updateBanners();
    [[nodiscard]] QString bannerText() const;
    [[nodiscard]] QString upcomingStep() const;

    WalkModel* m_model;
    Words* m_words;
    Settings* m_settings;
    Banner* m_kindBanner;
    Banner* m_paceBanner;
    ReplayBar* m_replayBar;
    QPushButton* m_nextButton;
    QPushButton* m_restButton;
    StepList* m_stepList;
    FlowchartView* m_smallFlowchart;
    FlowchartView* m_largeFlowchart;
    QStackedWidget* m_pages;
    QHash<QString, StepPage*> m_stepPages;
    VerdictPage* m_verdictPage;
    LatencyChart* m_latencyChart;
    RetryChart* m_retryChart;
    QSplitter* m_charts = nullptr;
    QList<QSplitter*> m_splitters;
    QString m_page;
    bool m_following = true;
};

} // namespace pathlight
