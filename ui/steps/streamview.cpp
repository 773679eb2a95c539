// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/streamview.h"

#include "ui/graphics/streamtimelineview.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

StreamView::StreamView(QWidget* parent) : StepView(u"stream"_s, parent), m_picture(new StreamTimelineView)
{
    addPicture(m_picture);
}

void StreamView::addSample(const Event& event)
{
    if (event.data.value(u"kind"_s) != QLatin1StringView(sample::streamMoment)) return;
    StreamMomentEvidence moment;
    readJson(event.data, moment);
    m_picture->addMoment(event.data.value(u"run"_s).toInt(), moment);
    setSomething();
}

void StreamView::showPicture(const Report& report)
{
    const auto& stream = report.evidence.stream;
    m_picture->setSeen(stream.value_or(StreamEvidence{}));
    // Where only idle connections were measured there is no stream to draw.
    m_picture->setVisible(stream && !stream->streams.isEmpty());
}

void StreamView::clearPicture()
{
    m_picture->reset();
    m_picture->setVisible(true);
}

void StreamView::wordPicture()
{
    m_picture->setTexts(texts());
}

} // namespace pathlight
