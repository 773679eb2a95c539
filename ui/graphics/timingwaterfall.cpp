// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/timingwaterfall.h"

#include "ui/graphics/ink.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

TimingWaterfall::TimingWaterfall(QWidget* parent) : PictureView(parent)
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

void TimingWaterfall::paintPicture(QPainter& painter, const QRectF& box, const Palette& palette)
{
    if (m_waterfall.isEmpty()) {
        drawWrapped(painter, box.adjusted(14, 14, -14, 0), texts()(u"view.waterfall.empty"_s),
                    pictureFont(13), palette.quiet);
        return;
    }
    paintWaterfall(painter, box, m_waterfall, palette);
}

double TimingWaterfall::heightAt(double) const
{
    return waterfallHeight(m_waterfall);
}

QString TimingWaterfall::inWords() const
{
    return m_waterfall.isEmpty() ? texts()(u"view.waterfall.empty"_s) : pathlight::inWords(m_waterfall);
}

QString TimingWaterfall::title() const
{
    return texts()(u"view.waterfall.title"_s);
}

} // namespace pathlight
