// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window takes until its first picture, and what memory it then holds, as ratios to a bare
// window with one Qt chart. Both are started by turns in one run, each as a process of its own:
//
//     bench_window [ROUNDS]
#include "ui/mainwindow.h"

#include <QApplication>
#include <QChartView>
#include <QFile>
#include <QLineSeries>
#include <QProcess>
#include <QStandardPaths>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <ctime>
#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

constexpr int defaultRounds = 15;

double monotonicMs()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The largest resident size so far, in KiB.
int peakKib()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:")) return line.simplified().split(' ').value(1).toInt();
    }
    return 0;
}

/// Reports when the window was painted first, and ends the program.
class FirstPaint final : public QObject
{
public:
    explicit FirstPaint(double startedMs) : m_startedMs(startedMs) {}

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && !std::exchange(m_seen, true)) {
            // Everything painted in this turn belongs to the first picture.
            QTimer::singleShot(0, this, [this] {
                QTextStream(stdout) << monotonicMs() - m_startedMs << ' ' << peakKib() << '\n';
                QApplication::exit();
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    double m_startedMs;
    bool m_seen = false;
};

std::unique_ptr<QWidget> bareWindow()
{
    auto* const series = new QLineSeries;
    for (int x = 0; x < 100; ++x)
        series->append(x, x % 17);
    auto* const chart = new QChart;
    chart->addSeries(series);
    chart->createDefaultAxes();
    return std::make_unique<QChartView>(chart);
}

int showOne(int argc, char** argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    const QString kind = QApplication::arguments().value(1);
    FirstPaint watcher(QApplication::arguments().value(2).toDouble());
    const std::unique_ptr<QWidget> window =
        kind == "--pathlight"_L1 ? std::make_unique<MainWindow>(WindowParts{}) : bareWindow();
    window->resize(1280, 800);
    application.installEventFilter(&watcher);
    window->show();
    return QApplication::exec();
}

struct Measured
{
    QList<double> ms;
    QList<double> kib;
};

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

bool measure(const QString& kind, Measured* measured)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {kind, QString::number(monotonicMs(), 'f', 3)});
    if (!child.waitForFinished() || child.exitCode() != 0) return false;
    const QList<QByteArray> words = child.readAllStandardOutput().simplified().split(' ');
    if (words.size() != 2) return false;
    measured->ms.append(words[0].toDouble());
    measured->kib.append(words[1].toDouble());
    return true;
}

int compare(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const int rounds = std::max(1, QCoreApplication::arguments().value(1).toInt());
    Measured bare;
    Measured pathlight;
    for (int round = 0; round < (argc > 1 ? rounds : defaultRounds); ++round) {
        if (!measure(u"--bare"_s, &bare) || !measure(u"--pathlight"_s, &pathlight)) {
            QTextStream(stderr) << "bench_window: a window did not come up\n";
            return 1;
        }
    }
    QTextStream out(stdout);
    const auto line = [&out](const char* what, const char* unit, double ours, double theirs) {
        out << what << ": Pathlight " << qRound(ours) << ' ' << unit << ", a bare chart " << qRound(theirs)
            << ' ' << unit << ", ratio " << QString::number(ours / theirs, 'f', 2) << '\n';
    };
    line("first picture", "ms", median(pathlight.ms), median(bare.ms));
    line("memory", "MiB", median(pathlight.kib) / 1024, median(bare.kib) / 1024);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const bool isChild = argc > 2;
    return isChild ? showOne(argc, argv) : compare(argc, argv);
}
