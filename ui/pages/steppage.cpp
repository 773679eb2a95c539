// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/steppage.h"

#include "ui/graphics/ink.h"
#include "ui/steps/stepview.h"
#include "ui/tr.h"
#include "ui/widgets/card.h"
#include "ui/widgets/findingview.h"
#include "ui/widgets/remedylist.h"
#include "ui/widgets/standinglabel.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

StepPage::StepPage(const QString& step, StepView* view, const Words* words, QWidget* parent)
    : QScrollArea(parent),
      m_step(step),
      m_words(words),
      m_view(view),
      m_question(new TextLabel(TextRole::Title)),
      m_answer(new StandingLabel),
      m_reason(new TextLabel(TextRole::Body)),
      m_evidenceCard(new Card),
      m_findings(new QVBoxLayout),
      m_aboutHeading(new TextLabel(TextRole::Small)),
      m_about(new TextLabel(TextRole::Quiet))
{
    setObjectName(step + u"StepPage"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setupPage();
    reset();
}

void StepPage::setupPage()
{
    auto* content = new QWidget;
    content->setObjectName(u"stepContentWidget"_s);
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(20, 16, 20, 16);
    page->setSpacing(12);
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    m_question->setObjectName(u"questionLabel"_s);
    m_answer->setObjectName(u"answerStandingLabel"_s);
    head->addWidget(m_question, 1);
    head->addWidget(m_answer, 0, Qt::AlignRight | Qt::AlignVCenter);
    page->addLayout(head);
    m_reason->setObjectName(u"reasonLabel"_s);
    page->addWidget(m_reason);
    m_evidenceCard->setObjectName(u"evidenceCard"_s);
    m_evidenceCard->box()->addWidget(m_view);
    page->addWidget(m_evidenceCard);
    m_findings->setSpacing(12);
    page->addLayout(m_findings);
    m_about->setObjectName(u"aboutLabel"_s);
    auto* about = new QVBoxLayout;
    about->setSpacing(3);
    about->addWidget(m_aboutHeading);
    about->addWidget(m_about);
    page->addLayout(about);
    page->addStretch(1);
    setWidget(content);
}

void StepPage::reset()
{
    m_shown = {};
    m_view->reset();
    m_evidenceCard->hide();
    m_reason->hide();
    clearLayout(m_findings);
    verticalScrollBar()->setValue(0);
    retranslate({});
}

void StepPage::retranslate(const Report& report)
{
    m_question->setText(m_words->stepQuestion(m_step));
    m_aboutHeading->setText(Tr::tr("About this question"));
    m_about->setText(m_words->stepAbout(m_step));
    setAccessibleName(m_words->stepName(m_step));
    m_view->setTexts(m_words->texts());
    m_shown = {};
    clearLayout(m_findings);
    showReport(report);
}

void StepPage::addEvent(const Event& event)
{
    if (event.step != m_step || event.kind != EventKind::Sample) return;
    m_view->addSample(event);
    if (!m_evidenceCard->isVisibleTo(widget()) && m_view->hasSomething()) m_evidenceCard->show();
}

void StepPage::showReport(const Report& report)
{
    const StepReport* const found = report.step(m_step);
    const StepReport step = found ? *found : StepReport{m_step, false, {}, 0, 0, {}, {}, {}, {}};
    m_question->setText(m_words->stepQuestion(m_step));
    showAnswer(step);
    showEvidence(step, report);
    showFindings(step, report.evidence);
}

QString StepPage::answerFor(const StepReport& step) const
{
    if (!step.status) {
        return m_words->texts()(step.started ? u"status.running"_s : u"status.waiting"_s);
    }
    const QString words = m_words->status(*step.status);
    return step.durationMs > 0 ? words + u" · "_s + durationText(step.durationMs) : words;
}

QString StepPage::sentenceFor(const StepReport& step) const
{
    for (const Finding& finding : step.findings) {
        if (finding.severity == Severity::Note) continue;
        return m_words->texts().explain(finding.code, finding.arguments).summary;
    }
    if (step.started && !step.status) return m_words->waitingFor(step);
    return step.reason ? m_words->reason(*step.reason) : QString();
}

void StepPage::showAnswer(const StepReport& step)
{
    const QString answer = answerFor(step);
    const QString reason = sentenceFor(step);
    if (answer == m_shown.answer && reason == m_shown.reason) return;
    m_shown.answer = answer;
    m_shown.reason = reason;
    const Standing idle = step.started ? Standing::Running : Standing::Waiting;
    m_answer->setStanding(step.status ? standingOf(*step.status) : idle, answer);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

void StepPage::showEvidence(const StepReport& step, const Report& report)
{
    if (step.evidence.isEmpty()) return;
    const QList<QJsonObject> evidence = m_view->drawnFrom(report);
    if (evidence == m_shown.evidence) return;
    m_shown.evidence = evidence;
    m_view->setEvidence(report);
    m_evidenceCard->setVisible(m_view->hasSomething());
}

void StepPage::showFindings(const StepReport& step, const Evidence& evidence)
{
    QList<QJsonObject> findings;
    for (const Finding& finding : step.findings)
        findings.append(toObject(finding));
    if (findings == m_shown.findings) return;
    m_shown.findings = findings;
    clearLayout(m_findings);
    for (const Finding& finding : step.findings)
        m_findings->addWidget(new FindingView(finding, evidence, m_words->texts()));
}

} // namespace pathlight
