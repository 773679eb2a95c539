// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What one frame of the latency chart costs with a thousand, a hundred thousand and a million points, as
// ratios to the first; and what the points of a day at ten a second weigh.
#include "ui/charts/latencychart.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QTextStream>

#include <algorithm>
#include <ctime>
#include <memory>
#include <random>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

constexpr int frames = 61;
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

/// A chart with so many points, and what its frames cost.
struct Subject
{
    explicit Subject(int count) : points(count)
    {
        chart.resize(900, 260);
        chart.show();
        feed.add(chart, count);
    }

    /// One frame with one new point: reduce, lay out, paint. Processor time, so that a busy machine is no
    /// slower.
    void frame(QImage* image)
    {
        feed.add(chart, 1);
        const std::clock_t began = std::clock();
        chart.redraw();
        chart.render(image);
        costs.append(1000.0 * static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC);
    }

    [[nodiscard]] double median() const
    {
        QList<double> sorted = costs;
        std::sort(sorted.begin(), sorted.end());
        return sorted[sorted.size() / 2];
    }

    int points;
    LatencyChart chart;
    Feed feed;
    QList<double> costs;
};

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
    std::vector<std::unique_ptr<Subject>> subjects;
    for (const int points : {1000, 100'000, 1'000'000})
        subjects.push_back(std::make_unique<Subject>(points));
    QImage image(900, 260, QImage::Format_RGB32);
    // Turn by turn, so that what else the machine does meets all of them alike.
    for (int frame = 0; frame < frames; ++frame) {
        for (const auto& subject : subjects)
            subject->frame(&image);
    }
    for (const auto& subject : subjects) {
        out << "frame with " << subject->points << " points: " << subject->median() << " ms, ratio "
            << subject->median() / subjects.front()->median() << " (limit 1.2)" << Qt::endl;
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
