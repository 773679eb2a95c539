// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/event.h"
#include "ui/charts/reduce.h"

/// What the latency chart shows, without a widget: the samples `latency` of a walk, one series a phase.
namespace pathlight {

enum class Phase { Tcp, Http, Control };
template <>
struct EnumNames<Phase>
{
    static constexpr std::array names{"tcp", "http", "control"};
};

struct LatencySeries
{
    Phase phase = Phase::Tcp;
    qint64 count = 0;
    qint64 lost = 0;
    QList<QPointF> points;  ///< seconds since the walk began, milliseconds; empty while there is smoke
    QList<Spread> smoke;    ///< x in seconds; empty while there are few points
    QList<double> lossesAt; ///< seconds
    qint64 sentAgain = 0;   ///< measurements for which segments were sent again
    QList<double> againAt;  ///< seconds
};

/// One frame. Its size is bounded by the columns asked for, not by the number of probes.
struct LatencyPicture
{
    QList<LatencySeries> series; ///< those that have anything
    double untilSeconds = 1;     ///< the end of the time axis
    double topMs = 10;           ///< the end of the value axis
    qint64 count = 0;
    qint64 lost = 0;
    qint64 sentAgain = 0;

    [[nodiscard]] bool isEmpty() const { return count == 0 && lost == 0; }
};

/// Above so many probes in one series the cloud becomes smoke: lowest to highest, with the median through it.
inline constexpr qint64 smokeFrom = 400;

class LatencyModel
{
public:
    /// Takes a sample `latency`; anything else is ignored. True: the chart has changed.
    bool add(const Event& event);
    /// One probe, for callers that have no event. `ms` null: it was lost.
    void add(Phase phase, double atMs, std::optional<double> ms);
    /// The probe of that time was answered or lost, and segments were sent again for it.
    void addSentAgain(Phase phase, double atMs);
    void clear();
    [[nodiscard]] LatencyPicture picture(int columns) const;

private:
    struct Line
    {
        SeriesBuckets points;
        SpreadBuckets smoke;
        SeriesBuckets again; ///< its "losses": where segments were sent again
    };
    std::array<Line, EnumNames<Phase>::names.size()> m_lines;
};

/// The end and the tick distance of an axis that begins at zero: the end is the next multiple of a step of
/// 1, 2 or 5 times a power of ten, with at most `ticks` of them.
struct NiceAxis
{
    double end = 1;
    double step = 1;
};
[[nodiscard]] NiceAxis niceAxis(double highest, int ticks);

/// In what a time axis is labelled: a walk takes seconds, a watch may take days.
struct TimeUnit
{
    double seconds = 1;
    QString sign; ///< "s", "min", "h", "d"
};
[[nodiscard]] TimeUnit timeUnitFor(double untilSeconds);

} // namespace pathlight
