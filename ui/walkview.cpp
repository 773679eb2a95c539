// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/walkview.h"

#include "core/walk/flowchart.h"
#include "ui/charts/latencychart.h"
#include "ui/charts/retrychart.h"
#include "ui/graphics/flowchartview.h"
#include "ui/pages/steppage.h"
#include "ui/pages/verdictpage.h"
#include "ui/settings.h"
#include "ui/steplist.h"
#include "ui/steps/stepview.h"
#include "ui/tr.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/replaybar.h"
#include "ui/widgets/roomybutton.h"

#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

const auto verdictPage = u"verdict"_s;
const auto flowchartPage = u"flowchart"_s;

QSplitter* splitter(const QString& name, Qt::Orientation orientation, QWidget* first, QWidget* second)
{
    auto* made = new QSplitter(orientation);
    made->setObjectName(name);
    made->setChildrenCollapsible(false);
    made->setHandleWidth(5);
    made->addWidget(first);
    made->addWidget(second);
    return made;
}

} // namespace

WalkView::WalkView(WalkModel* model, Words* words, Settings* settings, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_words(words),
      m_settings(settings),
      m_kindBanner(new Banner),
      m_paceBanner(new Banner),
      m_replayBar(new ReplayBar),
      m_nextButton(new RoomyButton),
      m_restButton(new RoomyButton),
      m_stepList(new StepList(words)),
      m_smallFlowchart(new FlowchartView),
      m_largeFlowchart(new FlowchartView),
      m_pages(new QStackedWidget),
      m_verdictPage(new VerdictPage(words)),
      m_latencyChart(new LatencyChart),
      m_retryChart(new RetryChart)
{
    setObjectName(u"walkView"_s);
    setFocusProxy(m_stepList);
    setupWidgets();
    connectModel();
    connectPages();
    retranslate();
    if (model->kind() != WalkKind::None) beginWalk(); // It has just begun.
}

void WalkView::setupWidgets()
{
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    m_smallFlowchart->setObjectName(u"smallFlowchartView"_s);
    m_largeFlowchart->setObjectName(u"largeFlowchartView"_s);
    m_smallFlowchart->setDetail(FlowDetail::Names);
    m_latencyChart->setObjectName(u"latencyChart"_s);
    m_retryChart->setObjectName(u"retryChart"_s);
    setupBanners(box);
    setupPages();
    setupSplitters(box);
    restorePlaces();
}

void WalkView::setupBanners(QLayout* box)
{
    m_kindBanner->setObjectName(u"kindBanner"_s);
    m_kindBanner->addControl(m_replayBar);
    m_paceBanner->setObjectName(u"paceBanner"_s);
    m_nextButton->setObjectName(u"nextPushButton"_s);
    m_restButton->setObjectName(u"runRestPushButton"_s);
    m_paceBanner->addControl(m_nextButton);
    m_paceBanner->addControl(m_restButton);
    box->addWidget(m_kindBanner);
    box->addWidget(m_paceBanner);
}

void WalkView::setupPages()
{
    m_pages->setObjectName(u"pagesStackedWidget"_s);
    for (const QString& step : flowchart().stepIds()) {
        auto* page = new StepPage(step, makeStepView(step), m_words);
        m_stepPages.insert(step, page);
        m_pages->addWidget(page);
    }
    m_pages->addWidget(m_verdictPage);
    m_pages->addWidget(m_largeFlowchart);
}

void WalkView::setupSplitters(QLayout* box)
{
    QSplitter* const side = splitter(u"sideSplitter"_s, Qt::Vertical, m_stepList, m_smallFlowchart);
    QSplitter* const charts = splitter(u"chartSplitter"_s, Qt::Horizontal, m_latencyChart, m_retryChart);
    QSplitter* const content = splitter(u"contentSplitter"_s, Qt::Vertical, m_pages, charts);
    QSplitter* const main = splitter(u"mainSplitter"_s, Qt::Horizontal, side, content);
    content->setStretchFactor(0, 1);
    main->setStretchFactor(1, 1);
    side->setStretchFactor(1, 1);
    main->setSizes({270, 1010});
    content->setSizes({500, 200});
    charts->setSizes({520, 480});
    side->setSizes({m_stepList->sizeHint().height(), 300});
    m_charts = charts;
    m_splitters = {main, side, content, charts};
    box->addWidget(main);
}

void WalkView::restorePlaces()
{
    for (QSplitter* const each : m_splitters)
        each->restoreState(m_settings->place(each->objectName()));
}

void WalkView::savePlaces() const
{
    for (const QSplitter* const each : m_splitters)
        m_settings->setPlace(each->objectName(), each->saveState());
}

void WalkView::connectModel()
{
    connect(m_model, &WalkModel::walkStarted, this, &WalkView::beginWalk);
    connect(m_model, &WalkModel::eventAdded, this, &WalkView::takeEvent);
    connect(m_model, &WalkModel::reportChanged, this, &WalkView::showReport);
    connect(m_model, &WalkModel::walkEnded, this, &WalkView::endWalk);
    connect(m_words, &Words::changed, this, &WalkView::retranslate);
    connect(m_nextButton, &QPushButton::clicked, m_model, &WalkModel::next);
    connect(m_restButton, &QPushButton::clicked, m_model, &WalkModel::runAll);
}

void WalkView::connectPages()
{
    connect(m_stepList, &StepList::chosen, this, &WalkView::showPage);
    connect(m_smallFlowchart, &FlowchartView::stepActivated, this, &WalkView::showPage);
    connect(m_smallFlowchart, &FlowchartView::backgroundClicked, this, [this] { showPage(flowchartPage); });
    connect(m_largeFlowchart, &FlowchartView::stepActivated, this, &WalkView::showPage);
    connect(m_verdictPage, &VerdictPage::showStep, this, &WalkView::showPage);
    connect(m_verdictPage, &VerdictPage::testAgain, this, &WalkView::testAgain);
    connect(m_verdictPage, &VerdictPage::exportPdf, this, &WalkView::exportPdf);
    connect(m_verdictPage, &VerdictPage::copySummary, this, &WalkView::copySummary);
    connect(m_verdictPage, &VerdictPage::letterWanted, this, &WalkView::letterWanted);
}

void WalkView::beginWalk()
{
    m_following = true;
    m_latencyChart->reset();
    m_retryChart->reset();
    m_smallFlowchart->reset();
    m_largeFlowchart->reset();
    for (StepPage* const page : std::as_const(m_stepPages))
        page->reset();
    turnTo(flowchart().stepIds().first());
    showReport();
}

void WalkView::takeEvent(const Event& event)
{
    if (event.kind == EventKind::WalkStarted) {
        const QUrl url(m_model->report().header.target.value(u"url"_s).toString());
        m_words->setTarget(url.host(), url.port(443));
        m_stepList->retranslate();
    }
    m_latencyChart->addEvent(event);
    m_retryChart->addEvent(event);
    m_smallFlowchart->addEvent(event);
    m_largeFlowchart->addEvent(event);
    if (StepPage* const page = m_stepPages.value(event.step)) page->addEvent(event);
    // Whoever presses Next wants to see that question, however soon it is answered.
    if (event.kind == EventKind::StepStarted && m_model->pace() == Pace::StepByStep) {
        m_following = true;
        turnTo(event.step);
    }
}

void WalkView::showReport()
{
    const Report& report = m_model->report();
    m_stepList->setReport(report);
    if (m_following) followWalk(report);
    if (StepPage* const page = m_stepPages.value(m_page)) page->showReport(report);
    if (m_page == verdictPage) m_verdictPage->showReport(report);
    updateBanners();
}

void WalkView::endWalk()
{
    if (m_following && m_model->report().judged) turnTo(verdictPage);
    updateBanners();
}

void WalkView::followWalk(const Report& report)
{
    if (!m_model->isRunning()) return;
    if (m_model->waitsForNext() && m_model->pace() == Pace::StepByStep) return;
    // Several run side by side; the first of them in walking order is the question of the moment.
    for (const StepReport& step : report.steps) {
        if (step.started && !step.status) {
            turnTo(step.id);
            return;
        }
    }
}

void WalkView::showPage(const QString& id)
{
    m_following = false;
    turnTo(id);
}

void WalkView::turnTo(const QString& id)
{
    QWidget* wanted = m_stepPages.value(id);
    if (id == verdictPage) wanted = m_verdictPage;
    if (id == flowchartPage) wanted = m_largeFlowchart;
    if (!wanted || m_page == id) return;
    m_page = id;
    const Report& report = m_model->report();
    if (StepPage* const page = m_stepPages.value(id)) page->showReport(report);
    if (id == verdictPage) m_verdictPage->showReport(report);
    m_pages->setCurrentWidget(wanted);
    // The large flowchart gets the room of the charts.
    m_charts->setVisible(id != flowchartPage);
    m_stepList->setCurrent(id);
}

QString WalkView::upcomingStep() const
{
    const QStringList ids = flowchart().stepIds();
    for (const QString& id : ids) {
        const StepReport* const step = m_model->report().step(id);
        if (!step || (!step->started && !step->status)) return id;
    }
    return {};
}

QString WalkView::bannerText() const
{
    const WalkHeader& header = m_model->report().header;
    QString text;
    if (header.practice || m_model->kind() == WalkKind::Practice) {
        const QString scenario = header.scenario.isEmpty() ? m_model->origin() : header.scenario;
        text =
            Tr::tr("Practice: a simulated fault on this computer (%1). It says nothing about your network.")
                .arg(m_words->texts()(u"practice."_s + scenario + u".name"_s));
    }
    if (m_model->kind() == WalkKind::Replay) {
        const QString at = timeText(QDateTime::fromString(header.startedAt, Qt::ISODateWithMs));
        if (!text.isEmpty()) text += u"\n"_s;
        text +=
            Tr::tr("A saved walk of %1, from %2. Nothing is being measured now.").arg(at, m_model->origin());
    }
    return text;
}

void WalkView::updateBanners()
{
    const Standing standing = m_model->report().header.practice ? Standing::Warned : Standing::Running;
    m_kindBanner->setMessage(bannerText(), standing);
    m_replayBar->follow(m_model->isRunning() ? m_model->replay() : nullptr);
    const bool stepping = m_model->isRunning() && m_model->pace() == Pace::StepByStep;
    const QString upcoming = upcomingStep();
    const bool waits = m_model->waitsForNext() && !upcoming.isEmpty();
    const QString question = waits ? Tr::tr("Next question: %1").arg(m_words->stepQuestion(upcoming))
                                   : Tr::tr("The question is being answered…");
    m_paceBanner->setMessage(stepping ? question : QString(), Standing::Running);
    m_nextButton->setEnabled(waits);
}

void WalkView::retranslate()
{
    m_nextButton->setText(Tr::tr("Ne&xt ▸"));
    m_restButton->setText(Tr::tr("R&un the rest"));
    m_smallFlowchart->setAccessibleName(Tr::tr("Flowchart, small"));
    m_largeFlowchart->setAccessibleName(Tr::tr("Flowchart"));
    const Texts& texts = m_words->texts();
    m_latencyChart->setTexts(texts);
    m_retryChart->setTexts(texts);
    m_smallFlowchart->setTexts(texts);
    m_largeFlowchart->setTexts(texts);
    m_replayBar->retranslate();
    m_stepList->retranslate();
    const Report& report = m_model->report();
    for (StepPage* const page : std::as_const(m_stepPages))
        page->retranslate(report);
    m_verdictPage->retranslate(report);
    showReport();
}

} // namespace pathlight
