// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/latencymodel.h"

#include <algorithm>
#include <cmath>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int smokeStretches = 120;
constexpr int lossColumns = 9; // a loss's mark is so wide: more of them would only lie over each other

} // namespace

bool LatencyModel::add(const Event& event)
{
    if (event.kind != EventKind::Sample) return false;
    if (event.data.value("kind"_L1).toString() != QLatin1StringView(sample::latency)) return false;
    const auto phase = namedValue<Phase>(event.data.value("phase"_L1).toString());
    if (!phase) return false;
    const QJsonValue ms = event.data.value("ms"_L1);
    add(*phase, event.atMs, ms.isDouble() ? std::optional(ms.toDouble()) : std::nullopt);
    return true;
}

void LatencyModel::add(Phase phase, double atMs, std::optional<double> ms)
{
    Line& line = m_lines[static_cast<std::size_t>(phase)];
    if (!ms) {
        line.points.addLost(atMs);
        return;
    }
    line.points.add(atMs, *ms);
    line.smoke.add(atMs, *ms);
}

void LatencyModel::addSentAgain(Phase phase, double atMs)
{
    m_lines[static_cast<std::size_t>(phase)].again.addLost(atMs);
}

void LatencyModel::clear()
{
    for (Line& line : m_lines) {
        line.points.clear();
        line.smoke.clear();
        line.again.clear();
    }
}

LatencyPicture LatencyModel::picture(int columns) const
{
    LatencyPicture made;
    double lastMs = 0;
    double highest = 0;
    for (const Line& line : m_lines) {
        lastMs = std::max(lastMs, line.points.lastX());
        highest = std::max(highest, line.points.highest());
    }
    made.untilSeconds = std::max(1.0, lastMs * 1.02 / 1000);
    made.topMs = niceAxis(std::max(highest * 1.08, 1.0), 5).end;
    const double until = made.untilSeconds * 1000;
    for (std::size_t index = 0; index < m_lines.size(); ++index) {
        const Line& line = m_lines[index];
        LatencySeries series{.phase = static_cast<Phase>(index),
                             .count = line.points.count(),
                             .lost = line.points.lost(),
                             .points = {},
                             .smoke = {},
                             .lossesAt = {},
                             .sentAgain = line.again.lost(),
                             .againAt = {}};
        if (series.count == 0 && series.lost == 0) continue;
        if (series.count > smokeFrom) {
            series.smoke = line.smoke.spreads(smokeStretches);
            for (Spread& spread : series.smoke)
                spread.x /= 1000;
        } else {
            series.points = line.points.points(0, until, columns);
            for (QPointF& point : series.points)
                point.rx() /= 1000;
        }
        series.lossesAt = line.points.losses(0, until, std::max(1, columns / lossColumns));
        series.againAt = line.again.losses(0, until, std::max(1, columns / lossColumns));
        for (QList<double>* const each : {&series.lossesAt, &series.againAt}) {
            for (double& at : *each)
                at /= 1000;
        }
        made.count += series.count;
        made.lost += series.lost;
        made.sentAgain += series.sentAgain;
        made.series.append(series);
    }
    return made;
}

NiceAxis niceAxis(double highest, int ticks)
{
    if (!std::isfinite(highest) || highest <= 0) return {};
    const double rough = highest / std::max(1, ticks);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * (1 - 1e-9)) {
            step = factor * power;
            break;
        }
    }
    return {std::ceil(highest / step - 1e-9) * step, step};
}

TimeUnit timeUnitFor(double untilSeconds)
{
    constexpr double minute = 60;
    constexpr double hour = 60 * minute;
    constexpr double day = 24 * hour;
    if (untilSeconds > 2 * day) return {day, u"d"_s};
    if (untilSeconds > 2 * hour) return {hour, u"h"_s};
    if (untilSeconds > 10 * minute) return {minute, u"min"_s};
    return {1, u"s"_s};
}

} // namespace pathlight
