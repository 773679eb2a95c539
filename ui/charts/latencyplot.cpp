// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/latencyplot.h"

#include "ui/charts/latencylayer.h"
#include "ui/graphics/ink.h"
#include "ui/words.h"

#include <QAreaSeries>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QValueAxis>

#include <cmath>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Sets an axis' end and tick distance. Qt Charts makes its ticks anew at each of the two: in the wrong order
/// a long axis would for a moment bear the dense ticks of a short one, hundreds of thousands of them.
void stretch(QValueAxis* axis, double end, double step)
{
    if (step > axis->tickInterval()) axis->setTickInterval(step);
    axis->setRange(0, end);
    axis->setTickInterval(step);
}

constexpr QMargins plotMargins{2, 26, 10, 2}; // the head with title and legend stands in the top margin

double distanceTo(const LatencyHit& hit, double seconds)
{
    return std::abs(hit.seconds - seconds);
}

} // namespace

std::optional<LatencyHit> nearestTo(const LatencyPicture& picture, double seconds)
{
    std::optional<LatencyHit> best;
    const auto offer = [&](const LatencyHit& hit) {
        if (!best || distanceTo(hit, seconds) < distanceTo(*best, seconds)) best = hit;
    };
    for (const LatencySeries& series : picture.series) {
        for (const QPointF& point : series.points)
            offer({series.phase, point.x(), point.y(), std::nullopt});
        for (const Spread& spread : series.smoke)
            offer({series.phase, spread.x, spread.median, spread});
        for (const double lost : series.lossesAt)
            offer({series.phase, lost, std::nullopt, std::nullopt});
    }
    return best;
}

QString wordsFor(const LatencyHit& hit, const Texts& texts, const QDateTime& start)
{
    const QString phase = texts(u"view.latency."_s + nameOf(hit.phase));
    const QString at = start.isValid() ? timeText(start.addMSecs(static_cast<qint64>(hit.seconds * 1000)))
                                       : QString::number(hit.seconds, 'f', 2) + u" s"_s;
    if (!hit.ms) return phase + u", "_s + texts(u"view.latency.lost"_s) + u", "_s + at;
    if (!hit.spread) return phase + u", "_s + durationText(*hit.ms) + u", "_s + at;
    return phase + u", "_s +
           texts(u"view.latency.spread"_s, {{u"low"_s, durationText(hit.spread->lowest)},
                                            {u"median"_s, durationText(hit.spread->median)},
                                            {u"high"_s, durationText(hit.spread->highest)}}) +
           u", "_s + at;
}

LatencyPlot::LatencyPlot(const Palette& palette, const Texts& texts)
    : m_palette(palette),
      m_texts(texts),
      m_time(new QValueAxis(this)),
      m_value(new QValueAxis(this)),
      m_layer(new LatencyLayer(this))
{
    setAnimationOptions(QChart::NoAnimation);
    legend()->hide();
    setBackgroundRoundness(0);
    setMargins(plotMargins);
    layout()->setContentsMargins(0, 0, 0, 0);
    setupAxis(m_time, Qt::AlignBottom);
    setupAxis(m_value, Qt::AlignLeft);
    for (Smoke& smoke : m_smoke)
        setupSmoke(smoke);
    m_layer->setZValue(50);
    recolour(palette);
    show({});
}

void LatencyPlot::setupAxis(QValueAxis* axis, Qt::Alignment side)
{
    axis->setTickType(QValueAxis::TicksDynamic);
    axis->setTickAnchor(0);
    axis->setLabelFormat(side == Qt::AlignLeft ? u"%g ms"_s : u"%g s"_s);
    axis->setLabelsFont(pictureFont(11));
    axis->setMinorTickCount(0);
    addAxis(axis, side);
}

void LatencyPlot::setupSmoke(Smoke& smoke)
{
    smoke.lowest = new QLineSeries(this);
    smoke.highest = new QLineSeries(this);
    smoke.median = new QLineSeries(this);
    smoke.area = new QAreaSeries(smoke.highest, smoke.lowest);
    for (QAbstractSeries* series : std::initializer_list<QAbstractSeries*>{smoke.area, smoke.median}) {
        addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_value);
    }
}

void LatencyPlot::colourSmoke(Smoke& smoke, Phase phase)
{
    QColor colour = colourOf(phase, m_palette);
    smoke.median->setPen(QPen(colour, 1.6));
    colour.setAlphaF(m_palette.dark ? 0.30F : 0.22F);
    smoke.area->setBrush(colour);
    smoke.area->setPen(Qt::NoPen);
}

void LatencyPlot::recolour(const Palette& palette)
{
    m_palette = palette;
    setBackgroundBrush(palette.page);
    for (QValueAxis* axis : {m_time, m_value}) {
        axis->setLabelsColor(palette.quiet);
        axis->setGridLineColor(palette.grid);
        axis->setLinePen(QPen(palette.line, 1));
    }
    for (std::size_t index = 0; index < m_smoke.size(); ++index)
        colourSmoke(m_smoke[index], static_cast<Phase>(index));
    m_layer->update();
}

void LatencyPlot::retext(const Texts& texts)
{
    m_texts = texts;
    m_layer->update();
}

void LatencyPlot::show(const LatencyPicture& picture)
{
    m_picture = picture;
    const TimeUnit unit = timeUnitFor(picture.untilSeconds);
    const double until = picture.untilSeconds / unit.seconds;
    const QString format = u"%g "_s + unit.sign;
    if (m_time->labelFormat() != format) m_time->setLabelFormat(format);
    stretch(m_time, until, niceAxis(until, 8).step);
    stretch(m_value, picture.topMs, niceAxis(picture.topMs, 5).step);
    std::array<QList<Spread>, EnumNames<Phase>::names.size()> smoke;
    for (const LatencySeries& series : picture.series)
        smoke[static_cast<std::size_t>(series.phase)] = series.smoke;
    for (std::size_t index = 0; index < m_smoke.size(); ++index) {
        QList<QPointF> lowest;
        QList<QPointF> median;
        QList<QPointF> highest;
        for (const Spread& spread : smoke[index]) {
            const double x = spread.x / unit.seconds;
            lowest.append({x, spread.lowest});
            median.append({x, spread.median});
            highest.append({x, spread.highest});
        }
        m_smoke[index].lowest->replace(lowest);
        m_smoke[index].median->replace(median);
        m_smoke[index].highest->replace(highest);
    }
    m_layer->update();
}

void LatencyPlot::setStart(const QDateTime& start)
{
    m_start = start;
    m_layer->update();
}

void LatencyPlot::setHit(const std::optional<LatencyHit>& hit)
{
    m_hit = hit;
    m_layer->update();
}

LatencyFrame LatencyPlot::frame() const
{
    return {plotArea(), m_picture.untilSeconds, m_picture.topMs};
}

} // namespace pathlight
