// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/dnsview.h"

#include "ui/graphics/answertable.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

DnsView::DnsView(QWidget* parent) : StepView(u"dns"_s, parent), m_picture(new AnswerTable)
{
    m_picture->setObjectName(u"answerTable"_s);
    addPicture(m_picture);
}

void DnsView::addSample(const Event& event)
{
    if (event.data.value(u"kind"_s) != QLatin1StringView(sample::query)) return;
    m_picture->addEvent(event);
    setSomething();
}

QList<QJsonObject> DnsView::drawnFrom(const Report& report) const
{
    const StepReport* const tls = report.step(u"tls"_s);
    return StepView::drawnFrom(report) << (tls ? tls->evidence : QJsonObject());
}

void DnsView::showPicture(const Report& report)
{
    if (report.evidence.dns) m_picture->setEvidence(*report.evidence.dns, report.evidence.tls);
}

void DnsView::clearPicture()
{
    m_picture->reset();
}

void DnsView::wordPicture()
{
    m_picture->setTexts(texts());
}

} // namespace pathlight
