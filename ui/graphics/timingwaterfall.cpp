// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/timingwaterfall.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

TimingWaterfall::TimingWaterfall(QWidget* parent) : EvidencePicture(u"waterfall"_s, parent)
{
    setObjectName(u"timingTimingWaterfall"_s);
    pictureChanged();
}

void TimingWaterfall::setEvidence(const HttpEvidence& http)
{
    m_http = http;
    retranslate();
    pictureChanged();
}

void TimingWaterfall::retranslate()
{
    m_waterfall = waterfallOf(m_http, texts());
}

void TimingWaterfall::paintEvidence(QPainter& painter, const QRectF& box, const Palette& palette)
{
    paintWaterfall(painter, box, m_waterfall, palette);
}

double TimingWaterfall::heightAt(double) const
{
    return waterfallHeight(m_waterfall);
}

QString TimingWaterfall::evidenceInWords() const
{
    return pathlight::inWords(m_waterfall);
}

} // namespace pathlight
