// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/stream.h"
#include "core/report/texts.h"
#include "ui/theme.h"

class QPainter;

/// Streamed answers on a time line, one lane each: the wait for the first event, each moment at which events
/// came, the longest silence, and how it ended.
namespace pathlight {

/// Something that came, as a bar on its lane.
struct StreamTick
{
    double atMs = 0;
    double share = 0; ///< of the highest bar, above 0 to 1: by the number of events
    QString tip;      ///< in words
};

struct StreamLane
{
    QString label;
    QList<StreamTick> ticks;       ///< in time, at most 400
    std::optional<double> firstMs; ///< the first event; before it is waiting
    double gapFromMs = 0;          ///< the longest silence from here…
    double gapToMs = 0;            ///< …to here; equal: there is none to show
    QString gap;                   ///< in words
    double endMs = 0;              ///< when it ended, or the last that is known of it
    QString ending;                ///< in words, empty while it runs
    Standing standing = Standing::Running;
};

struct StreamTimeline
{
    QList<StreamLane> lanes;
    double endMs = 1; ///< of the axis
    QString waiting;  ///< the word for the time before the first event
    QString leftOut;  ///< why HTTP/2 is not compared, in words; empty: it is, or nobody asked
    [[nodiscard]] bool isEmpty() const { return lanes.isEmpty(); }
};

/// Evidence of any size and with any numbers makes a picture that can be drawn. Streams over HTTP/2 come
/// after those over HTTP/1.1.
[[nodiscard]] StreamTimeline streamTimelineOf(const StreamEvidence& seen, const Texts& texts);
/// The same while a stream runs: how it ends is not known, so nothing is said of it.
[[nodiscard]] StreamTimeline runningTimelineOf(const QList<QList<StreamMomentEvidence>>& runs,
                                               const Texts& texts);
[[nodiscard]] double streamTimelineHeight(const StreamTimeline& timeline);
void paintStreamTimeline(QPainter& painter, const QRectF& box, const StreamTimeline& timeline,
                         const Palette& palette);
/// The words of the bar nearest to a point of that box; empty: there is none near it.
[[nodiscard]] QString streamTipAt(const QPointF& point, const QRectF& box, const StreamTimeline& timeline);
[[nodiscard]] QString inWords(const StreamTimeline& timeline, const Texts& texts);

} // namespace pathlight
