// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/latencypainter.h"

#include <QChart>
#include <QDateTime>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace pathlight {

class LatencyLayer;

/// What lies under the crosshair.
struct LatencyHit
{
    Phase phase = Phase::Tcp;
    double seconds = 0;
    std::optional<double> ms;     ///< null: this probe was lost
    std::optional<Spread> spread; ///< set where the chart shows smoke
};

/// The probe, the stretch of smoke or the loss that is nearest to a time; null where there is nothing at all.
[[nodiscard]] std::optional<LatencyHit> nearestTo(const LatencyPicture& picture, double seconds);
/// With a valid `start`, the moment of zero, the time is told by the clock, else in seconds.
[[nodiscard]] QString wordsFor(const LatencyHit& hit, const Texts& texts, const QDateTime& start = {});

/// The latency chart itself: axes and smoke by Qt Charts, and over them one layer with the probes (a disc, a
/// square or a diamond by phase), the losses (a cross at the foot) and the crosshair. Paper has
/// paintLatency(), which needs no scene.
class LatencyPlot final : public QChart
{
public:
    LatencyPlot(const Palette& palette, const Texts& texts);

    void show(const LatencyPicture& picture);
    void recolour(const Palette& palette);
    void retext(const Texts& texts);
    void setHit(const std::optional<LatencyHit>& hit);
    /// The moment of zero, for charts whose time is told by the clock.
    void setStart(const QDateTime& start);

    [[nodiscard]] const LatencyPicture& picture() const { return m_picture; }
    [[nodiscard]] const QDateTime& start() const { return m_start; }
    [[nodiscard]] const Texts& texts() const { return m_texts; }
    [[nodiscard]] const Palette& colours() const { return m_palette; }
    [[nodiscard]] const std::optional<LatencyHit>& hit() const { return m_hit; }
    [[nodiscard]] LatencyFrame frame() const;

private:
    struct Smoke
    {
        QAreaSeries* area = nullptr;
        QLineSeries* lowest = nullptr;
        QLineSeries* highest = nullptr;
        QLineSeries* median = nullptr;
    };

    void setupAxis(QValueAxis* axis, Qt::Alignment side);
    void setupSmoke(Smoke& smoke);
    void colourSmoke(Smoke& smoke, Phase phase);

    Palette m_palette;
    Texts m_texts;
    LatencyPicture m_picture;
    std::optional<LatencyHit> m_hit;
    QDateTime m_start;
    QValueAxis* m_time;
    QValueAxis* m_value;
    std::array<Smoke, EnumNames<Phase>::names.size()> m_smoke;
    LatencyLayer* m_layer;
};

} // namespace pathlight
