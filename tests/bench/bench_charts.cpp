// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What one frame of the latency chart costs with a thousand, a hundred thousand and a million points, as
// ratios to the first; and what the points of a day at ten a second weigh.
#include "ui/charts/latencychart.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QTextStream>

#include <algorithm>
#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

constexpr int frames = 41;
constexpr double stepMs = 100;

class Feed
{
public:
    void add(LatencyChart& chart, int count)
    {
        for (int index = 0; index < count; ++index, m_now += stepMs) {
            const bool lost = m_index++ % 200 == 199;
            chart.addProbe(Phase::Tcp, m_now, lost ? std::nullopt : std::optional(m_value(m_random)));
        }
    }

private:
    std::mt19937 m_random{1};
    std::lognormal_distribution<double> m_value{3.0, 0.5};
    double m_now = 0;
    int m_index = 0;
};

/// The middle one of many frames, each with a new point: reduce, lay out, paint. Milliseconds.
double frameCost(int points)
{
    LatencyChart chart;
    chart.resize(900, 260);
    chart.show();
    Feed feed;
    feed.add(chart, points);
    QImage image(chart.size(), QImage::Format_RGB32);
    QList<double> costs;
    for (int frame = 0; frame < frames; ++frame) {
        feed.add(chart, 1);
        QElapsedTimer timer;
        timer.start();
        chart.redraw();
        chart.render(&image);
        costs.append(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(costs.begin(), costs.end());
    return costs[frames / 2];
}

/// Resident memory in kilobytes; Linux tells it, elsewhere it is unknown.
std::optional<double> residentKilobytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly)) return std::nullopt;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:")) return line.mid(6).trimmed().split(' ').first().toDouble();
    }
    return std::nullopt;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QTextStream out(stdout);
    frameCost(1000); // fonts and caches
    const double base = frameCost(1000);
    out << "frame with       1,000 points: " << base << " ms\n";
    for (const int points : {100'000, 1'000'000}) {
        const double cost = frameCost(points);
        out << "frame with " << points << " points: " << cost << " ms, ratio " << cost / base << '\n';
    }
    LatencyChart day;
    day.resize(900, 260);
    Feed feed;
    feed.add(day, 10);
    const auto before = residentKilobytes();
    feed.add(day, 864'000);
    day.redraw();
    const auto after = residentKilobytes();
    if (before && after)
        out << "a day at ten a second: " << (*after - *before) / 1024 << " MB more (limit 20)\n";
    return 0;
}
