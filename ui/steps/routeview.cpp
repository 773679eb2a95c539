// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/routeview.h"

#include "ui/graphics/hoptable.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

RouteView::RouteView(QWidget* parent) : StepView(u"route"_s, parent), m_picture(new HopTable)
{
    m_picture->setObjectName(u"hopTable"_s);
    addPicture(m_picture);
}

void RouteView::addSample(const Event& event)
{
    if (event.data.value(u"kind"_s) != QLatin1StringView(sample::hop)) return;
    m_picture->addEvent(event);
    setSomething();
}

void RouteView::showPicture(const Report& report)
{
    if (report.evidence.route) m_picture->setEvidence(*report.evidence.route, report.evidence.tcp);
}

QList<QJsonObject> RouteView::drawnFrom(const Report& report) const
{
    const StepReport* const tcp = report.step(u"tcp"_s);
    return StepView::drawnFrom(report) + QList<QJsonObject>{tcp ? tcp->evidence : QJsonObject()};
}

void RouteView::clearPicture()
{
    m_picture->reset();
}

void RouteView::wordPicture()
{
    m_picture->setTexts(texts());
}

} // namespace pathlight
