// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws every picture from the sample walks into PNG files: view-pictures FOLDER [SCALE]. For looking at.
#include "core/report/report.h"
#include "tests/gui/samplewalks.h"
#include "ui/charts/latencychart.h"
#include "ui/charts/retrychart.h"
#include "ui/graphics/certificatetree.h"
#include "ui/graphics/flowchartview.h"
#include "ui/graphics/handshakeladder.h"
#include "ui/graphics/hoptable.h"
#include "ui/graphics/packetsizesview.h"
#include "ui/graphics/streamtimelineview.h"
#include "ui/graphics/timingwaterfall.h"
#include "ui/pdf/pdfreport.h"

#include <QApplication>
#include <QDir>
#include <QTextStream>

#include <cmath>
#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

struct Look
{
    QString name;
    QString language;
    Theme theme;
};

QPalette widgetPalette(Theme theme)
{
    const Palette& colours = paletteOf(theme);
    QPalette palette;
    palette.setColor(QPalette::Window, colours.page);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.page);
    palette.setColor(QPalette::Text, colours.text);
    return palette;
}

class Shots
{
public:
    Shots(const QString& folder, double scale, const Look& look)
        : m_folder(folder), m_scale(scale), m_look(look), m_texts(look.language)
    {}

    template <typename View>
    void shoot(const QString& name, const QSize& size, const std::function<void(View&)>& fill) const
    {
        View view;
        view.setPalette(widgetPalette(m_look.theme));
        view.setTexts(m_texts);
        view.resize(size);
        view.show();
        fill(view);
        view.resize(size);
        QCoreApplication::sendPostedEvents();
        QImage image(view.size() * m_scale, QImage::Format_RGB32);
        image.setDevicePixelRatio(m_scale);
        view.render(&image);
        image.save(m_folder + u'/' + name + u'-' + m_look.name + u".png"_s);
    }

    [[nodiscard]] const Texts& texts() const { return m_texts; }

private:
    QString m_folder;
    double m_scale;
    Look m_look;
    Texts m_texts;
};

void addMany(LatencyChart& chart, int count)
{
    for (int index = 0; index < count; ++index) {
        const double wave = std::sin(index * 0.013) * 4 + std::fmod(index * 7919.0, 13.0);
        const bool lost = index % 97 == 50;
        chart.addProbe(Phase::Tcp, index * 100.0, lost ? std::nullopt : std::optional(20 + wave));
        if (index % 3 == 0)
            chart.addProbe(Phase::Http, index * 100.0, 70 + wave * 2.5 + (index % 211 == 0 ? 60 : 0));
    }
}

void charts(const Shots& shots)
{
    for (const QString& walk : {u"healthy"_s, u"intermittent"_s, u"tcp_timed_out"_s}) {
        shots.shoot<LatencyChart>(u"latency-"_s + walk, {480, 200}, [&](LatencyChart& chart) {
            for (const Event& event : samplewalks::walk(walk))
                chart.addEvent(event);
            chart.redraw();
        });
        shots.shoot<RetryChart>(u"retries-"_s + walk, {420, 200}, [&](RetryChart& chart) {
            for (const Event& event : samplewalks::walk(walk))
                chart.addEvent(event);
            chart.redraw();
        });
    }
    shots.shoot<LatencyChart>(u"latency-smoke"_s, {640, 240}, [](LatencyChart& chart) {
        addMany(chart, 5000);
        chart.redraw();
    });
}

void flowcharts(const Shots& shots)
{
    for (const QString& walk : samplewalks::names()) {
        for (const FlowDetail detail : {FlowDetail::Full, FlowDetail::Names}) {
            const bool full = detail == FlowDetail::Full;
            const QSize size = full ? QSize(780, 1180) : QSize(220, 330);
            shots.shoot<FlowchartView>((full ? u"flow-"_s : u"flowsmall-"_s) + walk, size,
                                       [&](FlowchartView& view) {
                                           view.setDetail(detail);
                                           for (const Event& event : samplewalks::walk(walk))
                                               view.addEvent(event);
                                           view.setTexts(shots.texts());
                                       });
        }
    }
}

void ladders(const Shots& shots)
{
    for (const QString& walk :
         {u"healthy"_s, u"tcp_timed_out"_s, u"tcp_prohibited"_s, u"certificate_expired"_s}) {
        const Evidence evidence = foldReport(samplewalks::walk(walk)).evidence;
        shots.shoot<HandshakeLadder>(u"ladder-"_s + walk, {680, 330}, [&](HandshakeLadder& view) {
            view.setEvidence(evidence.tcp.value_or(TcpEvidence{}), evidence.tls);
        });
    }
}

MtuEvidence healthySizes()
{
    return foldReport(samplewalks::walk(u"healthy"_s)).evidence.mtu.value_or(MtuEvidence{});
}

/// A link of 1,300 bytes on the way up, over which nothing says so.
MtuEvidence blackHole()
{
    MtuEvidence seen;
    seen.address = u"203.0.113.10"_s;
    seen.interfaceMtu = 1500;
    seen.blackHole = true;
    seen.direction = u"up"_s;
    seen.largestThatPassed = 1300;
    seen.smallestThatFailed = 1301;
    const auto add = [&](std::optional<int> mss, int sent, bool passed, int again) {
        MtuProbe probe;
        probe.mss = mss;
        probe.sent = sent;
        probe.upPassed = passed;
        if (passed) probe.downPassed = true;
        probe.retransmits = again;
        seen.probes.append(probe);
    };
    add({}, 4096, false, 3);
    add({}, 280, true, 0);
    for (const auto& [mss, passed] : {std::pair{1360, false}, {1280, false}, {1240, true}, {536, true}})
        add(mss, 4096, passed, passed ? 0 : 2);
    add({}, 6163, false, 2);
    seen.probes.last().packet = 1301;
    seen.probes.last().acknowledged = 1300;
    return seen;
}

/// The same link with a router that says so.
MtuEvidence narrowPath()
{
    MtuEvidence seen = healthySizes();
    seen.pathMtu = 1300;
    seen.narrowHop = u"198.51.100.1"_s;
    const QString target = u"203.0.113.10"_s;
    seen.datagrams = {{target, 1500, SizedDatagramOutcome::TooBig, 1300, u"198.51.100.1"_s, 12.0},
                      {target, 1300, SizedDatagramOutcome::Reached, {}, target, 21.0}};
    return seen;
}

void sizes(const Shots& shots)
{
    const QList<std::pair<QString, MtuEvidence>> all{
        {u"healthy"_s, healthySizes()}, {u"hole"_s, blackHole()}, {u"narrow"_s, narrowPath()}};
    for (const auto& [name, evidence] : all) {
        shots.shoot<PacketSizesView>(u"sizes-"_s + name, {620, 290},
                                     [&](PacketSizesView& view) { view.setEvidence(evidence); });
    }
}

/// A stream of `count` events, so far apart.
StreamRunEvidence streamRun(StreamEnding ending, int count, double apartMs, double endMs)
{
    StreamRunEvidence run;
    run.ending = ending;
    run.firstEventMs = 420;
    run.events = count;
    run.totalMs = endMs;
    for (int index = 0; index < count; ++index)
        run.moments.append({420 + index * apartMs, 1 + index % 3, 120});
    return run;
}

void streams(const Shots& shots)
{
    StreamRunEvidence buffered = streamRun(StreamEnding::Complete, 1, 0, 1400);
    buffered.firstEventMs = 1390;
    buffered.moments = {{1390, 16, 2400}};
    buffered.buffered = true;
    const QList<std::pair<QString, QList<StreamRunEvidence>>> all{
        {u"healthy"_s, {streamRun(StreamEnding::Complete, 16, 40, 1060)}},
        {u"stalled"_s,
         {streamRun(StreamEnding::Stalled, 6, 60, 11'200), streamRun(StreamEnding::Stalled, 5, 60, 11'100)}},
        {u"cut"_s, {streamRun(StreamEnding::Closed, 6, 40, 700), streamRun(StreamEnding::Reset, 7, 40, 720)}},
        {u"buffered"_s, {buffered, buffered}}};
    for (const auto& [name, runs] : all) {
        StreamEvidence seen;
        seen.streams = runs;
        shots.shoot<StreamTimelineView>(u"stream-"_s + name, {620, 210},
                                        [&](StreamTimelineView& view) { view.setSeen(seen); });
    }
    Http2StreamEvidence over;
    over.run = streamRun(StreamEnding::Reset, 6, 40, 660);
    StreamEvidence both;
    both.streams = {streamRun(StreamEnding::Complete, 16, 40, 1060)};
    both.http2 = {over};
    shots.shoot<StreamTimelineView>(u"stream-http2"_s, {620, 210},
                                    [&](StreamTimelineView& view) { view.setSeen(both); });
    both.http2.clear();
    both.http2LeftOut = Http2LeftOut::NotOffered;
    shots.shoot<StreamTimelineView>(u"stream-http2-left-out"_s, {620, 140},
                                    [&](StreamTimelineView& view) { view.setSeen(both); });
}

/// A handshake that still waits for its answer.
void handshakeUnderWay(const Shots& shots)
{
    TcpEvidence tcp = foldReport(samplewalks::walk(u"tcp_timed_out"_s)).evidence.tcp.value_or(TcpEvidence{});
    for (ConnectAttempt& attempt : tcp.attempts)
        attempt.ticks = attempt.ticks.mid(0, 3);
    shots.shoot<HandshakeLadder>(u"ladder-underway"_s, {680, 300},
                                 [&](HandshakeLadder& view) { view.showSoFar(tcp); });
}

void tables(const Shots& shots)
{
    for (const QString& walk : {u"healthy"_s, u"tcp_timed_out"_s, u"certificate_expired"_s}) {
        const Evidence evidence = foldReport(samplewalks::walk(walk)).evidence;
        shots.shoot<HopTable>(u"hops-"_s + walk, {640, 230}, [&](HopTable& view) {
            view.setEvidence(evidence.route.value_or(RouteTraceEvidence{}));
        });
        shots.shoot<CertificateTree>(u"chain-"_s + walk, {620, 330}, [&](CertificateTree& view) {
            view.setEvidence(evidence.tls.value_or(TlsEvidence{}));
        });
        shots.shoot<TimingWaterfall>(u"waterfall-"_s + walk, {560, 180}, [&](TimingWaterfall& view) {
            view.setEvidence(evidence.http.value_or(HttpEvidence{}));
        });
    }
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) return 2;
    const QString folder = arguments[1];
    QDir().mkpath(folder);
    const double scale = arguments.size() > 2 ? arguments[2].toDouble() : 1.0;
    for (const Look& look :
         {Look{u"en-light"_s, u"en"_s, Theme::Light}, Look{u"zh-dark"_s, u"zh_CN"_s, Theme::Dark}}) {
        const Shots shots(folder, scale, look);
        charts(shots);
        flowcharts(shots);
        ladders(shots);
        handshakeUnderWay(shots);
        sizes(shots);
        streams(shots);
        tables(shots);
    }
    for (const QString& walk : samplewalks::names()) {
        for (const QString& language : {u"en"_s, u"zh_CN"_s}) {
            const QString path = folder + u'/' + walk + u'-' + language + u".pdf"_s;
            const QString problem = writePdf(samplewalks::walk(walk), Texts(language), path);
            if (!problem.isEmpty()) QTextStream(stderr) << problem << Qt::endl;
        }
    }
    return 0;
}
