// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/streamtimelineview.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A hostile journal may hold any number of samples; a walk asks for five streams at most and tells of
/// 200 moments of each.
constexpr int mostRuns = 5;
constexpr qsizetype mostMoments = 400;

} // namespace

StreamTimelineView::StreamTimelineView(QWidget* parent) : EvidencePicture(u"stream"_s, parent)
{
    setObjectName(u"streamTimelineView"_s);
    pictureChanged();
}

void StreamTimelineView::setSeen(const StreamEvidence& seen)
{
    m_seen = seen;
    retranslate();
    pictureChanged();
}

void StreamTimelineView::addMoment(int run, const StreamMomentEvidence& moment)
{
    if (run < 0 || run >= mostRuns) return;
    while (m_running.size() <= run)
        m_running.append(QList<StreamMomentEvidence>());
    if (m_running[run].size() >= mostMoments) return;
    m_running[run].append(moment);
    retranslate();
    pictureChanged();
}

void StreamTimelineView::reset()
{
    m_seen = {};
    m_running.clear();
    retranslate();
    pictureChanged();
}

void StreamTimelineView::retranslate()
{
    m_timeline =
        m_seen.streams.isEmpty() ? runningTimelineOf(m_running, texts()) : streamTimelineOf(m_seen, texts());
}

void StreamTimelineView::paintEvidence(QPainter& painter, const QRectF& box, const Palette& palette)
{
    paintStreamTimeline(painter, box, m_timeline, palette);
}

double StreamTimelineView::heightAt(double) const
{
    return streamTimelineHeight(m_timeline);
}

QString StreamTimelineView::evidenceInWords() const
{
    return pathlight::inWords(m_timeline, texts());
}

QString StreamTimelineView::tipAt(const QPointF& point) const
{
    return streamTipAt(point, rect(), m_timeline);
}

} // namespace pathlight
