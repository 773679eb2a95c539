// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/verdictpage.h"

#include "core/report/otherroutes.h"
#include "core/report/worded.h"
#include "ui/graphics/ink.h"
#include "ui/letter.h"
#include "ui/pages/practicelesson.h"
#include "ui/tr.h"
#include "ui/widgets/basisview.h"
#include "ui/widgets/card.h"
#include "ui/widgets/remedylist.h"
#include "ui/widgets/roomybutton.h"
#include "ui/widgets/standinglabel.h"
#include "ui/widgets/textlabel.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QResizeEvent>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int remediesShown = 3;

QPushButton* button(const QString& name)
{
    auto* made = new RoomyButton;
    made->setObjectName(name);
    return made;
}

} // namespace

VerdictPage::VerdictPage(const Words* words, QWidget* parent)
    : QScrollArea(parent),
      m_words(words),
      m_status(new StandingLabel),
      m_sentence(new TextLabel(TextRole::Sentence)),
      m_note(new TextLabel(TextRole::Quiet)),
      m_message(new TextLabel(TextRole::Strong)),
      m_facts(new QWidget),
      m_whose(new TextLabel(TextRole::Strong)),
      m_confidence(new TextLabel(TextRole::Strong)),
      m_confidenceBar(new QProgressBar),
      m_helpCode(new TextLabel(TextRole::Strong)),
      m_duration(new TextLabel(TextRole::Strong)),
      m_buttons(new QWidget),
      m_againButton(button(u"testAgainPushButton"_s)),
      m_pdfButton(button(u"exportPdfPushButton"_s)),
      m_summaryButton(button(u"copySummaryPushButton"_s)),
      m_letterButton(button(u"letterPushButton"_s)),
      m_detailsButton(button(u"showDetailsPushButton"_s)),
      m_columns(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_head(new Card),
      m_doCard(new Card),
      m_meaningCard(new Card),
      m_alternativesCard(new Card),
      m_routesCard(new Card),
      m_lessonCard(new Card),
      m_doHeading(new TextLabel(TextRole::Heading)),
      m_remedies(new RemedyList),
      m_meaningHeading(new TextLabel(TextRole::Heading)),
      m_meaning(new QVBoxLayout),
      m_basis(new BasisView),
      m_alternativesHeading(new TextLabel(TextRole::Heading)),
      m_alternatives(new QVBoxLayout),
      m_routesHeading(new TextLabel(TextRole::Heading)),
      m_routes(new QVBoxLayout),
      m_lessonHeading(new TextLabel(TextRole::Heading)),
      m_lesson(new PracticeLesson(words))
{
    setObjectName(u"verdictPage"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setupPage();
    retranslate({});
}

void VerdictPage::setupPage()
{
    auto* content = new QWidget;
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(20, 16, 20, 16);
    page->setSpacing(12);
    setupHead(page);
    setupButtons(page);
    setupColumns(page);
    page->addStretch(1);
    setWidget(content);
}

void VerdictPage::setupHead(QVBoxLayout* page)
{
    m_sentence->setObjectName(u"verdictSentenceLabel"_s);
    m_status->setObjectName(u"verdictStandingLabel"_s);
    m_note->setObjectName(u"verdictNoteLabel"_s);
    m_head->setObjectName(u"verdictHeadCard"_s);
    m_head->box()->setContentsMargins(20, 18, 20, 18);
    m_head->box()->setSpacing(10);
    m_head->box()->addWidget(m_status);
    m_head->box()->addWidget(m_sentence);
    m_message->setObjectName(u"clientMessageVerdictLabel"_s);
    m_head->box()->addWidget(m_message);
    m_head->box()->addWidget(m_note);
    setupFacts(m_head->box());
    page->addWidget(m_head);
}

void VerdictPage::setupFacts(QVBoxLayout* page)
{
    auto* row = new QHBoxLayout(m_facts);
    row->setContentsMargins(0, 6, 0, 0);
    row->setSpacing(28);
    m_confidenceBar->setObjectName(u"confidenceProgressBar"_s);
    m_confidenceBar->setRange(0, 100);
    m_confidenceBar->setTextVisible(false);
    m_confidenceBar->setFixedHeight(8);
    m_helpCode->setObjectName(u"helpCodeLabel"_s);
    m_whose->setObjectName(u"whoseLabel"_s);
    for (TextLabel* const value : {m_whose, m_confidence, m_helpCode, m_duration}) {
        auto* name = new TextLabel(TextRole::Small);
        m_factNames.append(name);
        auto* column = new QVBoxLayout;
        column->setSpacing(3);
        column->addWidget(name);
        column->addWidget(value);
        if (value == m_confidence) column->addWidget(m_confidenceBar);
        column->addStretch(1);
        row->addLayout(column, 1);
    }
    page->addWidget(m_facts);
}

void VerdictPage::setupButtons(QVBoxLayout* page)
{
    auto* row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QPushButton* const each :
         {m_detailsButton, m_againButton, m_pdfButton, m_letterButton, m_summaryButton}) {
        row->addWidget(each);
    }
    row->addStretch(1);
    connect(m_againButton, &QPushButton::clicked, this, &VerdictPage::testAgain);
    connect(m_pdfButton, &QPushButton::clicked, this, &VerdictPage::exportPdf);
    connect(m_summaryButton, &QPushButton::clicked, this, &VerdictPage::copySummary);
    connect(m_letterButton, &QPushButton::clicked, this, &VerdictPage::letterWanted);
    connect(m_detailsButton, &QPushButton::clicked, this, [this] { Q_EMIT showStep(m_detailsStep); });
    page->addWidget(m_buttons);
}

void VerdictPage::setupColumns(QVBoxLayout* page)
{
    m_doCard->setObjectName(u"whatToDoCard"_s);
    m_doCard->box()->addWidget(m_doHeading);
    m_doCard->box()->addWidget(m_remedies);
    m_doCard->box()->addStretch(1);
    m_meaningCard->box()->addWidget(m_meaningHeading);
    m_meaningCard->box()->addLayout(m_meaning);
    m_meaningCard->box()->addStretch(1);
    m_basis->setObjectName(u"verdictBasisView"_s);
    m_meaningCard->box()->addWidget(m_basis);
    m_alternativesCard->setObjectName(u"alternativesCard"_s);
    m_alternativesCard->box()->addWidget(m_alternativesHeading);
    m_alternativesCard->box()->addLayout(m_alternatives);
    m_columns->setSpacing(12);
    m_columns->addWidget(m_doCard, 1);
    m_columns->addWidget(m_meaningCard, 1);
    page->addLayout(m_columns);
    m_lessonCard->setObjectName(u"practiceLessonCard"_s);
    m_lessonCard->box()->addWidget(m_lessonHeading);
    m_lessonCard->box()->addWidget(m_lesson);
    page->addWidget(m_lessonCard);
    m_routesCard->setObjectName(u"otherRoutesCard"_s);
    m_routesCard->box()->addWidget(m_routesHeading);
    m_routesCard->box()->addLayout(m_routes);
    page->addWidget(m_routesCard);
    page->addWidget(m_alternativesCard);
}

void VerdictPage::retranslate(const Report& report)
{
    const QStringList names{Tr::tr("Where it lies"), Tr::tr("Confidence"), Tr::tr("Help code"),
                            Tr::tr("Time taken")};
    for (int index = 0; index < names.size(); ++index)
        m_factNames.at(index)->setText(names.at(index));
    m_againButton->setText(Tr::tr("Test &again"));
    m_pdfButton->setText(Tr::tr("Save as &PDF…"));
    m_summaryButton->setText(Tr::tr("&Copy summary"));
    m_letterButton->setText(Tr::tr("&Letter to IT…"));
    m_detailsButton->setText(Tr::tr("Show the &measurements"));
    m_doHeading->setText(Tr::tr("What to do first"));
    m_meaningHeading->setText(Tr::tr("What this means"));
    m_routesHeading->setText(m_words->texts()(u"report.other_routes"_s));
    m_alternativesHeading->setText(Tr::tr("It could also be"));
    m_lessonHeading->setText(Tr::tr("What you practised"));
    m_lesson->retranslate();
    m_confidenceBar->setAccessibleName(Tr::tr("Confidence"));
    setAccessibleName(m_words->stepName(u"verdict"_s));
    m_shown = {};
    showReport(report);
}

void VerdictPage::showReport(const Report& report)
{
    showFacts(report);
    if (!report.judged) {
        showNothingYet();
        return;
    }
    QJsonObject shown = toObject(report.verdict);
    shown.insert(u"ended"_s, report.ended());              // What it rests on is whole only then.
    shown.insert(u"startedAt"_s, report.header.startedAt); // Another walk may end with the same verdict.
    const QString practised = report.header.practice ? report.header.scenario : QString();
    shown.insert(u"practised"_s, practised);
    if (shown == m_shown) return;
    m_shown = shown;
    const Explanation explanation = explanationOf(report.verdict, m_words->texts());
    const Standing standing = standingOf(report.verdict.status);
    m_status->setStanding(standing, m_words->texts()(u"verdict."_s + nameOf(report.verdict.status)));
    m_head->setStanding(standing);
    m_sentence->setText(explanation.summary);
    m_remedies->setRemedies(explanation.remedies, m_words->texts(), remediesShown);
    m_doCard->setVisible(!explanation.remedies.isEmpty());
    m_detailsStep = report.verdict.step.value_or(u"environment"_s);
    QAccessibleEvent spoken(m_sentence, QAccessible::Alert);
    QAccessible::updateAccessibility(&spoken);
    showMeaning(explanation);
    showBasis(report);
    showAlternatives(report.verdict);
    showRoutes(report);
    showLesson(practised);
    // Labels that were made while the page is on show appear at the next turn: only then do they have a
    // height.
    QMetaObject::invokeMethod(this, &VerdictPage::forgetHeights, Qt::QueuedConnection);
}

/// Layouts keep the height they worked out for a width, also the one from before all labels were there.
void VerdictPage::forgetHeights()
{
    for (QWidget* const each : widget()->findChildren<QWidget*>())
        each->updateGeometry();
}

void VerdictPage::showNothingYet()
{
    m_shown = {};
    m_status->setStanding(Standing::Waiting, m_words->texts()(u"status.waiting"_s));
    m_head->setStanding(std::nullopt);
    m_sentence->setText(Tr::tr("There is no verdict yet: it comes as soon as the measurements allow one."));
    m_doCard->hide();
    m_meaningCard->hide();
    m_alternativesCard->hide();
    m_routesCard->hide();
    m_lessonCard->hide();
}

void VerdictPage::showFacts(const Report& report)
{
    const Verdict& verdict = report.verdict;
    m_facts->setVisible(report.judged);
    m_buttons->setVisible(report.judged);
    for (QPushButton* const each : {m_againButton, m_pdfButton, m_letterButton, m_summaryButton}) {
        each->setEnabled(report.ended());
    }
    QString note;
    if (report.judged && !report.ended())
        note = Tr::tr("So far. The walk is still going on and may change this.");
    if (report.ending == u"cancelled")
        note = Tr::tr("The walk was stopped: this rests on what was done until then.");
    if (report.ending == u"deadline")
        note = Tr::tr("The time for the walk ran out: this rests on what was done in it.");
    if (report.ending == u"cut") note = Tr::tr("The journal breaks off: this rests on what it holds.");
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    const QString message = clientMessageText(report, m_words->texts());
    m_message->setText(message);
    m_message->setVisible(!message.isEmpty());
    const int percent = qRound(verdict.confidence * 100);
    // Where nothing is broken, it lies with nobody.
    const bool healthy = verdict.status == VerdictStatus::Healthy;
    m_whose->setText(healthy ? u"–"_s : m_words->whose(verdict.whose));
    m_confidence->setText(Tr::tr("%1 (%2 %)").arg(confidenceText(verdict.confidence)).arg(percent));
    m_confidenceBar->setValue(percent);
    m_helpCode->setText(verdict.helpCode.isEmpty() ? u"–"_s : verdict.helpCode);
    m_duration->setText(report.ended() ? durationText(report.durationMs) : u"–"_s);
}

void VerdictPage::showMeaning(const Explanation& explanation)
{
    clearLayout(m_meaning);
    for (const QString& paragraph : explanation.paragraphs) {
        m_meaning->addWidget(new TextLabel(TextRole::Body, paragraph));
    }
    m_meaningCard->setVisible(!explanation.paragraphs.isEmpty());
}

/// Of the finding that the verdict is made of.
void VerdictPage::showBasis(const Report& report)
{
    QList<Basis> basis;
    for (const StepReport& step : report.steps) {
        for (const Finding& finding : step.findings) {
            if (basis.isEmpty() && finding.code == report.verdict.code)
                basis = basisOf(finding, report.evidence, m_words->texts());
        }
    }
    m_basis->setBasis(basis, m_words->texts());
}

void VerdictPage::showAlternatives(const Verdict& verdict)
{
    clearLayout(m_alternatives);
    for (const Alternative& other : verdict.alternatives.mid(0, 4)) {
        const Explanation explanation = m_words->texts().explain(other.code, verdict.arguments);
        m_alternatives->addWidget(
            new TextLabel(TextRole::Body, Tr::tr("%1 (%2, %3 %)")
                                              .arg(explanation.title, other.code,
                                                   QString::number(qRound(other.confidence * 100)))));
    }
    m_alternativesCard->setVisible(!verdict.alternatives.isEmpty());
}

/// Plan B, as far as this walk measured it.
void VerdictPage::showRoutes(const Report& report)
{
    clearLayout(m_routes);
    const QStringList routes = otherRoutes(report, m_words->texts());
    for (const QString& route : routes)
        m_routes->addWidget(new TextLabel(TextRole::Body, route));
    m_routesCard->setVisible(!routes.isEmpty());
}

/// Of a practice walk, once there is a verdict to hold it against.
void VerdictPage::showLesson(const QString& scenario)
{
    m_lesson->setScenario(scenario);
    m_lessonCard->setVisible(!m_lesson->isHidden());
}

void VerdictPage::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    const bool wide = event->size().width() >= fontMetrics().averageCharWidth() * 100;
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace pathlight
