// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/findingview.h"

#include "ui/tr.h"
#include "ui/widgets/basisview.h"
#include "ui/widgets/card.h"
#include "ui/widgets/remedylist.h"
#include "ui/widgets/standinglabel.h"
#include "ui/widgets/textlabel.h"

#include <QBoxLayout>
#include <QResizeEvent>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

Standing standingOfSeverity(Severity severity)
{
    switch (severity) {
    case Severity::Fault:
        return Standing::Failed;
    case Severity::Warning:
        return Standing::Warned;
    case Severity::Note:
        break;
    }
    return Standing::Unknown;
}

} // namespace

QString severityText(Severity severity, const Texts& texts)
{
    return texts(u"severity."_s + nameOf(severity));
}

FindingView::FindingView(const Finding& finding, const Evidence& evidence, const Texts& texts,
                         QWidget* parent)
    : QWidget(parent), m_columns(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    setObjectName(u"findingView"_s);
    const Explanation explanation = texts.explain(finding.code, finding.arguments);
    setAccessibleName(explanation.title);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(12);
    auto* meaning = new Card;
    if (finding.severity != Severity::Note) meaning->setStanding(standingOfSeverity(finding.severity));
    addMeaning(meaning, finding, explanation, texts);
    addBasis(meaning, basisOf(finding, evidence, texts), texts);
    m_columns->addWidget(meaning, 1);
    if (explanation.remedies.isEmpty()) return;
    auto* remedies = new Card;
    addRemedies(remedies, explanation, texts);
    m_columns->addWidget(remedies, 1);
}

void FindingView::addMeaning(Card* card, const Finding& finding, const Explanation& explanation,
                             const Texts& texts)
{
    auto* severity = new StandingLabel;
    severity->setStanding(standingOfSeverity(finding.severity), severityText(finding.severity, texts));
    card->box()->addWidget(severity);
    card->box()->addWidget(new TextLabel(TextRole::Heading, explanation.title));
    auto* sentence = new TextLabel(TextRole::Strong, explanation.summary);
    sentence->setObjectName(u"findingSummaryLabel"_s);
    card->box()->addWidget(sentence);
    card->box()->addSpacing(4);
    card->box()->addWidget(new TextLabel(TextRole::Small, Tr::tr("What this means")));
    for (const QString& paragraph : explanation.paragraphs) {
        card->box()->addWidget(new TextLabel(TextRole::Body, paragraph));
    }
    card->box()->addWidget(new TextLabel(TextRole::Small, Tr::tr("Code: %1").arg(finding.code)));
}

void FindingView::addBasis(Card* card, const QList<Basis>& basis, const Texts& texts)
{
    card->box()->addStretch(1);
    if (basis.isEmpty()) return;
    auto* view = new BasisView;
    card->box()->addWidget(view); // First: what shows itself without a parent is a window of its own.
    view->setBasis(basis, texts);
}

void FindingView::addRemedies(Card* card, const Explanation& explanation, const Texts& texts)
{
    card->box()->addWidget(new TextLabel(TextRole::Heading, Tr::tr("What to do")));
    auto* list = new RemedyList;
    list->setRemedies(explanation.remedies, texts);
    card->box()->addWidget(list);
    card->box()->addStretch(1);
}

void FindingView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool wide = event->size().width() >= fontMetrics().averageCharWidth() * 95;
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace pathlight
