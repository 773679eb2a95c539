// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/texts.h"
#include "ui/charts/latencymodel.h"
#include "ui/theme.h"

#include <QChart>

class QAreaSeries;
class QLineSeries;
class QPainter;
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
[[nodiscard]] QString wordsFor(const LatencyHit& hit, const Texts& texts);

/// The latency chart itself: axes and smoke by Qt Charts, and over them one layer with the probes (a disc, a
/// square or a diamond by phase), the losses (a cross at the foot) and the crosshair. The window shows it in
/// a view, the PDF renders it as vectors.
class LatencyPlot final : public QChart
{
public:
    LatencyPlot(const Palette& palette, const Texts& texts);

    void show(const LatencyPicture& picture);
    void recolour(const Palette& palette);
    void retext(const Texts& texts);
    /// False: something else bears the title, as a heading does on paper.
    void setTitled(bool titled) { m_titled = titled; }
    [[nodiscard]] bool isTitled() const { return m_titled; }
    void setHit(const std::optional<LatencyHit>& hit);

    [[nodiscard]] const LatencyPicture& picture() const { return m_picture; }
    [[nodiscard]] const Texts& texts() const { return m_texts; }
    [[nodiscard]] const Palette& colours() const { return m_palette; }
    [[nodiscard]] const std::optional<LatencyHit>& hit() const { return m_hit; }
    /// A time and a value in the plot's own coordinates.
    [[nodiscard]] QPointF placeOf(double seconds, double ms) const;
    [[nodiscard]] double secondsAt(double x) const;

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
    bool m_titled = true;
    QValueAxis* m_time;
    QValueAxis* m_value;
    std::array<Smoke, EnumNames<Phase>::names.size()> m_smoke;
    LatencyLayer* m_layer;
};

[[nodiscard]] QColor colourOf(Phase phase, const Palette& palette);

/// The chart as vectors, for paper, without its title.
void paintLatency(QPainter& painter, const QRectF& box, const LatencyPicture& picture, const Palette& palette,
                  const Texts& texts);

} // namespace pathlight
