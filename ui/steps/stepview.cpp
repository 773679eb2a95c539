// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/stepview.h"

#include "core/report/evidencerows.h"
#include "ui/widgets/evidencerowsview.h"
#include "ui/widgets/evidencetableview.h"
#include "ui/widgets/remedylist.h"
#include "ui/widgets/textlabel.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

StepView::StepView(const QString& step, QWidget* parent)
    : QWidget(parent), m_step(step), m_texts(u"en"_s), m_pictures(new QVBoxLayout), m_rows(new QVBoxLayout)
{
    setObjectName(step + u"StepView"_s);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(12);
    m_pictures->setSpacing(10);
    m_rows->setSpacing(8);
    box->addLayout(m_pictures);
    box->addLayout(m_rows);
}

void StepView::setTexts(const Texts& texts)
{
    m_texts = texts;
    wordPicture();
}

void StepView::addPicture(QWidget* picture)
{
    m_pictures->addWidget(picture);
}

QList<QJsonObject> StepView::drawnFrom(const Report& report) const
{
    const StepReport* const found = report.step(m_step);
    return {found ? found->evidence : QJsonObject()};
}

void StepView::addSample(const Event&) {}

void StepView::showPicture(const Report&) {}

void StepView::reset()
{
    m_something = false;
    clearLayout(m_rows);
    clearPicture();
}

void StepView::setEvidence(const Report& report)
{
    m_something = true;
    showPicture(report);
    clearLayout(m_rows);
    const QList<EvidenceRow> rows = rowsFor(m_step, report.evidence, m_texts);
    if (!rows.isEmpty()) m_rows->addWidget(new EvidenceRowsView(rows));
    for (const EvidenceTable& table : tablesFor(m_step, report.evidence, m_texts)) {
        if (tablesInPicture().contains(table.key)) continue;
        m_rows->addSpacing(4);
        m_rows->addWidget(new TextLabel(TextRole::Strong, table.title));
        m_rows->addWidget(new EvidenceTableView(table));
    }
}

} // namespace pathlight
