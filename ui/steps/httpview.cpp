// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/httpview.h"

#include "ui/graphics/timingwaterfall.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

HttpView::HttpView(QWidget* parent) : StepView(u"http"_s, parent), m_picture(new TimingWaterfall)
{
    m_picture->setObjectName(u"timingWaterfall"_s);
    addPicture(m_picture);
}

void HttpView::showPicture(const Report& report)
{
    if (report.evidence.http) m_picture->setEvidence(*report.evidence.http);
}

void HttpView::clearPicture()
{
    m_picture->reset();
}

void HttpView::wordPicture()
{
    m_picture->setTexts(texts());
}

} // namespace pathlight
