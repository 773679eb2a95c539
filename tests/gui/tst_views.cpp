// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/samplewalks.h"
#include "ui/charts/latencychart.h"
#include "ui/charts/latencyplot.h"
#include "ui/charts/retrychart.h"
#include "ui/graphics/answertable.h"
#include "ui/graphics/certificatetree.h"
#include "ui/graphics/flowchartview.h"
#include "ui/graphics/handshakeladder.h"
#include "ui/graphics/hoptable.h"
#include "ui/graphics/ladderpainter.h"
#include "ui/graphics/packetsizesview.h"
#include "ui/graphics/timingwaterfall.h"
#include "ui/steps/mtuview.h"
#include "ui/steps/tcpview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QPainter>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QValueAxis>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

Evidence evidenceOf(const QString& walk)
{
    return foldReport(samplewalks::walk(walk)).evidence;
}

template <typename View>
void feed(View& view, const QString& walk)
{
    for (const Event& event : samplewalks::walk(walk))
        view.addEvent(event);
}

/// How many pixels are not of the page's colour.
int inkOf(QWidget& view)
{
    QImage image(view.size(), QImage::Format_RGB32);
    view.render(&image);
    const QRgb page = paletteOf(themeFor(view.palette())).page.rgb();
    int ink = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ink += image.pixel(x, y) != page;
    }
    return ink;
}

const Texts& english()
{
    static const Texts texts(u"en"_s);
    return texts;
}

const Texts& chinese()
{
    static const Texts texts(u"zh_CN"_s);
    return texts;
}

} // namespace

class TestViews final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void latencyChartDrawsAtMostThirtyTimesASecond();
    void latencyChartHasFewTicksHoweverLongTheWalk();
    void latencyCrosshairFollowsKeys();
    void latencyChartSpeaksBothLanguages();
    void retryChartTakesSamplesAndEvidence();
    void flowchartLightsUp();
    void flowchartWalksByKeys();
    void flowchartNodeIsClicked();
    void flowchartZoomsAndFits();
    void flowchartKeepsTheChosenNodeInSight();
    void flowchartBeginsAnew();
    void ladderShowsTheFailedAttemptFirst();
    void handshakeGrowsWithItsSamples();
    void ladderHasNoTabsForOneAttempt();
    void hopTablePutsTheEndFirst();
    void hopTableKnowsSilenceFromABreak();
    void hopTableGrowsWhileTheTraceRuns();
    void answersSayWhatTheCertificateProves();
    void answersFillWhileServersAreAsked();
    void tenThousandAnswersAreBounded();
    void certificateTreeMarksWhatBreaksTheChain();
    void certificateTreeMarksByThePlaceAsSent();
    void certificateTreeNamesWhatIsMissing();
    void storeTableNamesWhatClientsBringAlong();
    void packetSizesShowWhereTheLimitLies();
    void packetSizesFillWhileProbesEnd();
    void waterfallKeepsUnknownPhasesUnknown();
    void pictureIsCopiedAsWords();
    void hostileNamesStayText();
    void everyViewFollowsTheTheme();
    void everyEmptyViewSaysSo();
};

void TestViews::latencyChartDrawsAtMostThirtyTimesASecond()
{
    LatencyChart chart;
    for (int index = 0; index < 5000; ++index)
        chart.addProbe(Phase::Tcp, index, 20);
    // Nothing is drawn before the event loop comes round; then everything at once.
    QVERIFY(chart.plot().picture().isEmpty());
    QTRY_COMPARE(chart.plot().picture().count, 5000);
    chart.reset();
    QVERIFY(chart.plot().picture().isEmpty());
}

void TestViews::latencyChartHasFewTicksHoweverLongTheWalk()
{
    LatencyChart chart;
    chart.resize(500, 220);
    chart.show();
    int changes = 0;
    for (const QAbstractAxis* each : chart.plot().axes()) {
        const auto* axis = static_cast<const QValueAxis*>(each);
        connect(axis, &QValueAxis::rangeChanged, this, [axis, &changes](double, double end) {
            QVERIFY2(end / axis->tickInterval() < 100,
                     qPrintable(QString::number(end / axis->tickInterval())));
            ++changes;
        });
    }
    for (const double at : {1e3, 1e8, 1e11}) { // a second, a day, three years
        chart.addProbe(Phase::Http, at, at / 1e3);
        chart.redraw();
    }
    chart.reset();
    chart.addProbe(Phase::Http, 10, 1);
    chart.redraw();
    QVERIFY(changes > 4);
}

void TestViews::latencyCrosshairFollowsKeys()
{
    LatencyChart chart;
    chart.setTexts(english());
    chart.resize(500, 220);
    chart.addProbe(Phase::Tcp, 100, 18.0);
    chart.addProbe(Phase::Tcp, 900, std::nullopt);
    chart.addProbe(Phase::Http, 500, 70.0);
    chart.redraw();
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY(chart.plot().hit());
    QCOMPARE(chart.plot().hit()->ms, std::optional(18.0));
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.plot().hit()->ms, std::optional(70.0));
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.plot().hit()->ms, std::nullopt);
    QVERIFY(chart.accessibleDescription().contains(english()(u"view.latency.lost"_s)));
    QTest::keyClick(&chart, Qt::Key_Right); // there is nothing further right
    QCOMPARE(chart.plot().hit()->seconds, 0.9);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.plot().hit()->ms, std::optional(70.0));
    QTest::keyClick(&chart, Qt::Key_Escape);
    QVERIFY(!chart.plot().hit());
}

void TestViews::latencyChartSpeaksBothLanguages()
{
    LatencyChart chart;
    chart.setTexts(english());
    QCOMPARE(chart.accessibleName(), english()(u"view.latency.title"_s));
    chart.setTexts(chinese());
    QCOMPARE(chart.accessibleName(), chinese()(u"view.latency.title"_s));
    QVERIFY(chinese()(u"view.latency.title"_s) != english()(u"view.latency.title"_s));
}

void TestViews::retryChartTakesSamplesAndEvidence()
{
    RetryChart chart;
    chart.setTexts(english());
    chart.resize(420, 220);
    feed(chart, u"intermittent"_s);
    QVERIFY(chart.picture().isEmpty());
    QTRY_COMPARE(chart.picture().rows.size(), 10);
    QVERIFY(chart.accessibleDescription().contains(u"503"_s));
    chart.reset();
    QVERIFY(chart.picture().isEmpty());
    chart.setEvidence(*evidenceOf(u"intermittent"_s).stability);
    QCOMPARE(chart.picture().rows.size(), 10);
}

void TestViews::flowchartLightsUp()
{
    FlowchartView view;
    view.setTexts(english());
    QCOMPARE(view.picture().node(u"tcp"_s)->standing, Standing::Waiting);
    feed(view, u"tcp_timed_out"_s);
    QTRY_COMPARE(view.picture().node(u"tcp"_s)->standing, Standing::Failed);
    QVERIFY(view.accessibleDescription().contains(english()(u"status.failed"_s)));
    view.reset();
    QCOMPARE(view.picture().node(u"tcp"_s)->standing, Standing::Waiting);
}

void TestViews::flowchartWalksByKeys()
{
    FlowchartView view;
    view.resize(600, 900);
    QSignalSpy activated(&view, &FlowchartView::stepActivated);
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.chosen(), u"start"_s);
    for (const QString& next : {u"environment"_s, u"proxy"_s, u"dns"_s, u"tcp"_s}) {
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.chosen(), next);
    }
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.chosen(), u"route"_s);
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.chosen(), u"mtu"_s);
    QTest::keyClick(&view, Qt::Key_Left);
    QCOMPARE(view.chosen(), u"tls"_s);
    QTest::keyClick(&view, Qt::Key_Left); // nothing lies there
    QCOMPARE(view.chosen(), u"tls"_s);
    QTest::keyClick(&view, Qt::Key_Return);
    QTest::keyClick(&view, Qt::Key_End);
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(activated.size(), 2);
    QCOMPARE(activated[0][0].toString(), u"tls"_s);
    QCOMPARE(activated[1][0].toString(), u"verdict"_s);
}

void TestViews::flowchartNodeIsClicked()
{
    FlowchartView view;
    view.setDetail(FlowDetail::Names);
    view.resize(220, 330);
    QSignalSpy activated(&view, &FlowchartView::stepActivated);
    QSignalSpy background(&view, &FlowchartView::backgroundClicked);
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.placeOf(u"dns"_s).center().toPoint());
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].toString(), u"dns"_s);
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(2, 2));
    QCOMPARE(background.size(), 1);
    QTest::mouseClick(&view, Qt::RightButton, {}, view.placeOf(u"dns"_s).center().toPoint());
    QCOMPARE(activated.size(), 1);
}

void TestViews::flowchartZoomsAndFits()
{
    FlowchartView view;
    view.resize(600, 900);
    const QRectF fitting = view.placeOf(u"tcp"_s);
    QTest::keyClick(&view, Qt::Key_Plus);
    QVERIFY(view.zoom() > 1);
    QVERIFY(view.placeOf(u"tcp"_s).width() > fitting.width() * 1.2);
    for (int press = 0; press < 40; ++press)
        QTest::keyClick(&view, Qt::Key_Plus);
    QVERIFY(view.zoom() <= 6);
    QTest::keyClick(&view, Qt::Key_0);
    QCOMPARE(view.placeOf(u"tcp"_s), fitting);
    QTest::keyClick(&view, Qt::Key_Minus); // it never becomes smaller than what fits
    QCOMPARE(view.zoom(), 1.0);
    view.setDetail(FlowDetail::Names);
    QTest::keyClick(&view, Qt::Key_Plus);
    QCOMPARE(view.zoom(), 1.0);
}

void TestViews::flowchartKeepsTheChosenNodeInSight()
{
    FlowchartView view;
    view.resize(500, 500);
    for (int press = 0; press < 8; ++press)
        view.zoomIn();
    for (const int key : {Qt::Key_Home, Qt::Key_End}) {
        QTest::keyClick(&view, static_cast<Qt::Key>(key));
        const QRectF room(view.rect());
        const QPointF centre = view.placeOf(view.chosen()).center();
        QVERIFY2(room.adjusted(-400, 0, 400, 0).contains(centre), qPrintable(view.chosen()));
    }
}

void TestViews::flowchartBeginsAnew()
{
    FlowchartView view;
    feed(view, u"tcp_timed_out"_s);
    feed(view, u"healthy"_s);
    QTRY_COMPARE(view.picture().node(u"tcp"_s)->standing, Standing::Passed);
}

void TestViews::ladderShowsTheFailedAttemptFirst()
{
    HandshakeLadder ladder;
    ladder.setTexts(english());
    TcpEvidence tcp = *evidenceOf(u"healthy"_s).tcp;
    tcp.attempts[1].outcome = ConnectOutcome::TimedOut;
    tcp.attempts[1].ticks = {{u"syn"_s, 0}, {u"gave_up"_s, 3000}};
    ladder.setEvidence(tcp);
    auto* tabs = ladder.findChild<QTabBar*>();
    QVERIFY(tabs);
    QCOMPARE(tabs->count(), 2);
    QCOMPARE(ladder.currentAttempt(), 1);
    QCOMPARE(ladder.picture().panels().size(), 2); // it and a normal one
    QVERIFY(ladder.picture().panels()[0].title.contains(tcp.attempts[1].address));
    tabs->setCurrentIndex(0);
    QVERIFY(ladder.picture().panels()[0].title.contains(tcp.attempts[0].address));
    ladder.setTexts(chinese());
    QCOMPARE(ladder.picture().panels()[1].title, chinese()(u"view.ladder.normal"_s));
}

void TestViews::handshakeGrowsWithItsSamples()
{
    TcpView view;
    view.setTexts(english());
    const auto& ladder = *view.findChild<HandshakeLadder*>();
    QVERIFY(!ladder.isVisibleTo(&view));
    const auto say = [&](const QString& address, const QString& what, double atMs) {
        Event event;
        event.data = {{u"kind"_s, QLatin1StringView(sample::syn)},
                      {u"address"_s, address},
                      {u"port"_s, 443},
                      {u"what"_s, what},
                      {u"atMs"_s, atMs}};
        view.addSample(event);
    };
    say(u"203.0.113.10"_s, u"syn"_s, 0);
    QVERIFY(ladder.isVisibleTo(&view));
    QVERIFY(view.hasSomething());
    QCOMPARE(ladder.picture().panels()[0].standing, Standing::Running);
    say(u"203.0.113.10"_s, u"syn_again"_s, 1020);
    QCOMPARE(ladder.picture().panels()[0].arrows.size(), 2);
    // Another address gets a tab of its own; what the user looks at stays in front.
    say(u"2001:db8::10"_s, u"syn"_s, 0);
    auto* tabs = ladder.findChild<QTabBar*>();
    QCOMPARE(tabs->count(), 2);
    tabs->setCurrentIndex(1);
    say(u"203.0.113.10"_s, u"rst"_s, 1050);
    QCOMPARE(ladder.currentAttempt(), 1);
    for (int extra = 0; extra < 40; ++extra)
        say(u"198.51.100.%1"_s.arg(extra), u"syn"_s, 0);
    QCOMPARE(tabs->count(), 12);
    view.reset();
    QVERIFY(!ladder.isVisibleTo(&view));
}

void TestViews::ladderHasNoTabsForOneAttempt()
{
    HandshakeLadder ladder;
    ladder.setEvidence(*evidenceOf(u"tcp_prohibited"_s).tcp);
    QVERIFY(!ladder.findChild<QTabBar*>()->isVisibleTo(&ladder));
    QCOMPARE(ladder.picture().panels().size(), 2);
    ladder.reset();
    QCOMPARE(ladder.picture().panels().size(), 1); // what a normal one looks like
}

void TestViews::hopTablePutsTheEndFirst()
{
    HopTable table;
    table.setTexts(english());
    const Evidence broken = evidenceOf(u"tcp_timed_out"_s);
    table.setEvidence(*broken.route, broken.tcp);
    const QList<TableRow>& rows = table.table().rows;
    // How it was traced, the end, the hop before it, the silent ones in one; then the same by UDP.
    QCOMPARE(rows.size(), 8);
    QVERIFY(rows[0].spansAll && rows[0].cells[1].text.contains(u"443"_s));
    QVERIFY(rows[0].cells[1].detail.contains(u"198.51.100.9"_s));
    QCOMPARE(rows[1].cells[1].text, u"198.51.100.9"_s);
    QCOMPARE(rows[1].tint, std::optional(Standing::Failed));
    QCOMPARE(rows[2].cells[2].text, english()(u"route.segment.private"_s));
    QCOMPARE(rows[3].cells[0].text, u"3–5"_s);
    QCOMPARE(rows[3].cells[1].text, english()(u"view.hops.silent"_s));
    QVERIFY(rows[4].cells[1].text.startsWith(english()(u"route.method.udp"_s)));
    table.setEvidence(*evidenceOf(u"healthy"_s).route);
    QCOMPARE(table.table().rows[1].tint, std::optional(Standing::Passed));
    QCOMPARE(table.table().rows[1].cells[0].text, u"5"_s);
    QCOMPARE(table.table().rows[2].cells[0].text, u"1"_s);
    QCOMPARE(table.table().rows[4].cells[1].text, english()(u"view.hops.silent_passing"_s));
    QCOMPARE(table.table().rows[5].cells[3].detail, english()(u"route.loss.rate_limited"_s));
}

void TestViews::hopTableKnowsSilenceFromABreak()
{
    HopTable table;
    table.setTexts(english());
    const RouteTraceEvidence route = *evidenceOf(u"tcp_timed_out"_s).route;
    TcpEvidence tcp;
    tcp.attempts.append(ConnectAttempt{});
    tcp.attempts.last().address = route.address;
    tcp.attempts.last().outcome = ConnectOutcome::TimedOut;
    table.setEvidence(route, tcp);
    QVERIFY(table.table().rows[0].cells[1].detail != english()(u"route.reading.silent_end"_s));
    tcp.attempts.last().outcome = ConnectOutcome::Connected;
    table.setEvidence(route, tcp);
    QCOMPARE(table.table().rows[0].cells[1].detail, english()(u"route.reading.silent_end"_s));
    QVERIFY(!table.table().rows[1].tint);
}

void TestViews::hopTableGrowsWhileTheTraceRuns()
{
    LiveTrace trace;
    const auto hop = [](int ttl, const QJsonValue& address, const QJsonValue& ms, bool target) {
        return QJsonObject{{u"ttl"_s, ttl}, {u"address"_s, address}, {u"ms"_s, ms}, {u"target"_s, target}};
    };
    trace.add(hop(2, u"198.51.100.9"_s, 9.0, false));
    trace.add(hop(1, u"192.0.2.1"_s, 2.0, false));
    trace.add(hop(2, u"198.51.100.9"_s, 5.0, false));
    trace.add(hop(2, u"198.51.100.9"_s, 6.0, false));
    trace.add(hop(2, QJsonValue::Null, QJsonValue::Null, false));
    trace.add(hop(0, u"192.0.2.9"_s, 1.0, false));
    trace.add(hop(100'000, u"192.0.2.9"_s, 1.0, false));
    const QList<HopEvidence>& hops = trace.route().hops;
    QCOMPARE(hops.size(), 2);
    QCOMPARE(hops[0].ttl, 1);
    QCOMPARE(hops[1].sent, 4);
    QCOMPARE(hops[1].received, 3);
    QCOMPARE(hops[1].minMs, std::optional(5.0));
    QCOMPARE(hops[1].medianMs, std::optional(6.0));
    QCOMPARE(hops[1].maxMs, std::optional(9.0));
    QVERIFY(!trace.route().reached);
    trace.add(hop(2, u"198.51.100.10"_s, 7.0, false));
    QCOMPARE(hops[1].alternatives, QStringList{u"198.51.100.10"_s});
    QJsonObject other = hop(1, u"2001:db8::1"_s, 3.0, false);
    other.insert(u"family"_s, u"ipv6"_s);
    trace.add(other);
    for (int family = 0; family < 100; ++family) {
        other.insert(u"family"_s, QString::number(family));
        trace.add(other);
    }
    QCOMPARE(hops[0].sent, 1);
    QCOMPARE(trace.route().others.constFirst().hops.constFirst().address, std::optional(u"2001:db8::1"_s));
    QCOMPARE(trace.route().others.size(), 5);
}

void TestViews::answersSayWhatTheCertificateProves()
{
    const Evidence evidence = evidenceOf(u"dns_tampered"_s);
    AnswerTable table;
    table.setTexts(english());
    table.setEvidence(*evidence.dns, evidence.tls);
    const QList<TableRow>& rows = table.table().rows;
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows[0].cells[0].text, english()(u"view.answers.system"_s));
    QCOMPARE(rows[0].cells[1].text, u"203.0.113.66"_s);
    QCOMPARE(rows[0].cells[4].text, english()(u"view.answers.not_proven"_s));
    QCOMPARE(rows[0].tint, std::optional(Standing::Failed));
    // One question, two answers; and TCP says what is right.
    QCOMPARE(rows[1].cells[1].mark, std::optional(Standing::Warned));
    QVERIFY(rows[1].cells[1].detail.contains(u"160.79.104.10"_s));
    QVERIFY(rows[1].cells[1].detail.contains(u"TCP"_s));
    QCOMPARE(rows[1].cells[2].text, english()(u"view.answers.none"_s));
    QCOMPARE(rows[2].cells[0].mark, std::optional(Standing::Failed));
    QVERIFY(rows[2].cells[1].text.contains(u"SERVFAIL"_s));
    QCOMPARE(rows[3].cells[4].text, english()(u"view.answers.proven"_s));
    QVERIFY(!rows[3].tint);
    // A server that answers when the step is over changes nothing.
    Event late;
    late.kind = EventKind::Sample;
    late.step = u"dns"_s;
    late.data = {{u"kind"_s, u"query"_s}, {u"resolver"_s, u"192.0.2.9"_s}, {u"outcome"_s, u"answered"_s}};
    table.addEvent(late);
    QTest::qWait(2 * frameInterval);
    QCOMPARE(table.table().rows.size(), 4);
    // Before the handshake nothing is proven, and nothing accused.
    table.setEvidence(*evidence.dns, {});
    QCOMPARE(table.table().rows[0].cells[4].text, u"–"_s);
    QVERIFY(!table.table().rows[0].tint);
    table.setTexts(chinese());
    QCOMPARE(table.table().rows[0].cells[0].text, chinese()(u"view.answers.system"_s));
}

void TestViews::answersFillWhileServersAreAsked()
{
    LiveAnswers live;
    const auto query = [](const QString& resolver, const QString& type, const QString& outcome,
                          const QJsonArray& addresses) {
        return QJsonObject{{u"resolver"_s, resolver},   {u"role"_s, u"configured"_s},
                           {u"type"_s, type},           {u"transport"_s, u"udp"_s},
                           {u"outcome"_s, outcome},     {u"rcode"_s, u"NOERROR"_s},
                           {u"addresses"_s, addresses}, {u"ms"_s, 9.5}};
    };
    live.add(query(u"192.0.2.1"_s, u"A"_s, u"asked"_s, {}));
    live.add(query(u"192.0.2.1"_s, u"AAAA"_s, u"asked"_s, {}));
    Table table = answerTable(live.dns(), {}, english());
    QCOMPARE(table.rows.size(), 1);
    QCOMPARE(table.rows[0].cells[0].mark, std::optional(Standing::Running));
    live.add(query(u"192.0.2.1"_s, u"A"_s, u"answered"_s, {u"198.51.100.7"_s}));
    table = answerTable(live.dns(), {}, english());
    QCOMPARE(table.rows[0].cells[1].text, u"198.51.100.7"_s);
    QCOMPARE(table.rows[0].cells[0].mark, std::optional(Standing::Passed));
    QCOMPARE(table.rows[0].cells[2].text, english()(u"outcome.asked"_s));
    live.add({});
    live.add({{u"resolver"_s, 7}});
    QCOMPARE(live.dns().answers.size(), 1);
}

void TestViews::tenThousandAnswersAreBounded()
{
    DnsEvidence dns;
    QStringList many;
    for (int number = 0; number < 10'000; ++number)
        many.append(u"198.51.%1.%2"_s.arg(number / 250).arg(number % 250));
    DnsAnswerEvidence answer;
    answer.resolver = u"192.0.2.1"_s;
    answer.outcome = u"answered"_s;
    answer.role = ResolverRole::Configured;
    answer.addresses = many;
    for (int number = 0; number < 10'000; ++number)
        dns.answers.append(answer);
    AnswerTable table;
    table.setTexts(english());
    table.setEvidence(dns, {});
    QCOMPARE(table.table().rows.size(), 24);
    QCOMPARE(table.table().rows[0].cells[1].text.count(u'\n'), 4);
    QVERIFY(table.heightForWidth(700) < 5000);
    LiveAnswers live;
    for (int number = 0; number < 10'000; ++number)
        live.add({{u"resolver"_s, u"192.0.2.%1"_s.arg(number)},
                  {u"outcome"_s, u"answered"_s},
                  {u"type"_s, QString::number(number)},
                  {u"addresses"_s, QJsonArray::fromStringList(many.mid(0, 100))}});
    QVERIFY(live.dns().answers.size() <= 24);
}

void TestViews::certificateTreeMarksByThePlaceAsSent()
{
    TlsEvidence tls = *evidenceOf(u"healthy"_s).tls;
    tls.verified = false;
    // Second in the chain as it was built, third as it was sent.
    tls.chain.insert(1, tls.chain.last());
    tls.chain[1].commonName = u"A stranger"_s;
    tls.errors = {{ChainError::Expired, 1, 2, u"certificate has expired"_s}};
    CertificateTree tree;
    tree.setTexts(english());
    tree.setEvidence(tls);
    for (const ChainCard& card : tree.cards())
        QCOMPARE(card.standing == Standing::Failed, card.name == u"WE1"_s);
}

void TestViews::certificateTreeMarksWhatBreaksTheChain()
{
    CertificateTree tree;
    tree.setTexts(english());
    tree.setEvidence(*evidenceOf(u"certificate_expired"_s).tls);
    QCOMPARE(tree.cards().size(), 2);
    QCOMPARE(tree.cards()[0].standing, Standing::Passed);
    QCOMPARE(tree.cards()[1].name, u"api.anthropic.com"_s); // the server's own at the foot
    QCOMPARE(tree.cards()[1].standing, Standing::Failed);
    QCOMPARE(tree.cards()[1].problem, english()(u"view.chain.error.expired"_s));
    tree.setEvidence(*evidenceOf(u"healthy"_s).tls);
    QCOMPARE(tree.cards().size(), 3);
    QCOMPARE(tree.cards()[0].name, u"GTS Root R4"_s); // not sent, but a store has it
    QVERIFY(!tree.cards()[0].sent);
}

void TestViews::certificateTreeNamesWhatIsMissing()
{
    TlsEvidence tls = *evidenceOf(u"healthy"_s).tls;
    tls.chain.removeLast();
    tls.verified = false;
    tls.errors = {{ChainError::Incomplete, 0, 0, u"unable to get local issuer certificate"_s}};
    for (TrustStoreEvidence& store : tls.stores)
        store.root.reset();
    CertificateTree tree;
    tree.setTexts(english());
    tree.setEvidence(tls);
    QCOMPARE(tree.cards().size(), 2);
    QVERIFY(!tree.cards()[0].sent);
    QCOMPARE(tree.cards()[0].name, u"WE1"_s);
    QCOMPARE(tree.cards()[0].detail, english()(u"view.chain.not_known"_s));
    QCOMPARE(tree.cards()[1].standing, Standing::Failed);
}

void TestViews::storeTableNamesWhatClientsBringAlong()
{
    TlsEvidence tls = *evidenceOf(u"healthy"_s).tls;
    QCOMPARE(tls.stores.size(), 4);
    tls.stores[2].accepts = false;
    tls.stores[2].root.reset();
    tls.stores[2].problems = {{ChainError::AuthorityUnknown, 1, {}, {}}};
    tls.stores[3].accepts.reset();
    tls.stores[3].root.reset();
    const Table table = storeTable(tls, english());
    QCOMPARE(table.rows[2].cells[0].text, english()(u"view.stores.certifi"_s));
    QCOMPARE(table.rows[2].cells[1].mark, std::optional(Standing::Failed));
    QCOMPARE(table.rows[2].cells[2].text, english()(u"view.chain.error.authority_unknown"_s));
    QCOMPARE(table.rows[3].cells[0].text, english()(u"view.stores.node"_s));
    QCOMPARE(table.rows[3].cells[0].detail, u"/usr/bin/node"_s);
    QCOMPARE(table.rows[3].cells[2].text, english()(u"view.stores.not_there"_s));
}

void TestViews::packetSizesShowWhereTheLimitLies()
{
    MtuEvidence mtu;
    mtu.address = u"203.0.113.10"_s;
    mtu.interfaceMtu = 1500;
    mtu.largestThatPassed = 1280;
    mtu.smallestThatFailed = 1400;
    MtuProbe clamped;
    clamped.mss = 1240;
    clamped.sent = 4096;
    clamped.upPassed = true;
    clamped.downPassed = false;
    MtuProbe whole;
    whole.sent = 4096;
    mtu.probes = {clamped, whole};
    mtu.datagrams = {{mtu.address, 1400, SizedDatagramOutcome::TooBig, 1300, u"198.51.100.1"_s, 4.0}};
    PacketSizesView view;
    view.setTexts(english());
    view.setEvidence(mtu);
    const PacketSizes& sizes = view.sizes();
    QCOMPARE(sizes.rows.size(), 3);
    QCOMPARE(sizes.rows[0].bytes, 1500); // the largest first: as the interface cuts it
    QCOMPARE(sizes.rows[0].up, Standing::Failed);
    QCOMPARE(sizes.rows[0].down, Standing::Unknown);
    QCOMPARE(sizes.rows[1].bytes, 1400);
    QVERIFY(sizes.rows[1].remark.contains(u"198.51.100.1"_s));
    QCOMPARE(sizes.rows[2].bytes, 1280); // the segment and its headers
    QCOMPARE(sizes.rows[2].down, Standing::Failed);
    QCOMPARE(sizes.passed, 1280);
    QCOMPARE(sizes.failed, 1400);
    QVERIFY(view.accessibleDescription().contains(sizes.limit));
    mtu.address = u"2001:db8::10"_s;
    view.setEvidence(mtu);
    QCOMPARE(view.sizes().rows[2].bytes, 1300);
    mtu.probes[0].packet = 1290; // as it was measured, options and all
    mtu.probes[0].acknowledged = 1289;
    view.setEvidence(mtu);
    QCOMPARE(view.sizes().rows[2].bytes, 1290);
    QCOMPARE(view.sizes().rows[2].label, english()(u"view.sizes.growing"_s));
    mtu.smallestThatFailed = 1200; // Not below what passed: it says nothing.
    view.setEvidence(mtu);
    QVERIFY(view.sizes().limit.isEmpty());
}

void TestViews::packetSizesFillWhileProbesEnd()
{
    MtuView view;
    view.setTexts(english());
    const auto& picture = *view.findChild<PacketSizesView*>();
    Event event;
    event.data = {{u"kind"_s, QLatin1StringView(sample::mtuProbe)}, {u"sent"_s, 4096}, {u"upPassed"_s, true}};
    for (int probe = 0; probe < 30; ++probe)
        view.addSample(event);
    QVERIFY(view.hasSomething());
    QCOMPARE(picture.sizes().rows.size(), 20);
    QCOMPARE(picture.sizes().rows[0].up, Standing::Passed);
    view.reset();
    QVERIFY(picture.sizes().rows.isEmpty());
}

void TestViews::waterfallKeepsUnknownPhasesUnknown()
{
    HttpEvidence http = *evidenceOf(u"healthy"_s).http;
    http.dnsMs.reset();
    TimingWaterfall view;
    view.setTexts(english());
    view.setEvidence(http);
    const QList<WaterfallRow>& rows = view.waterfall().rows;
    QCOMPARE(rows.size(), 5);
    QVERIFY(!rows[0].ms);
    QCOMPARE(rows[0].time, english()(u"view.waterfall.unknown"_s));
    QCOMPARE(rows[1].startMs, 0.0);
    QCOMPARE(rows[2].startMs, *http.connectMs);
    http.totalMs = 5; // less than its parts: the body's time is not known
    view.setEvidence(http);
    QVERIFY(!view.waterfall().rows[4].ms);
}

void TestViews::pictureIsCopiedAsWords()
{
    HopTable table;
    table.setTexts(english());
    table.setEvidence(*evidenceOf(u"healthy"_s).route);
    QTest::keySequence(&table, QKeySequence::Copy);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.contains(u"192.0.2.1"_s), qPrintable(copied));
    QVERIFY(copied.contains(english()(u"view.hops.silent_passing"_s)));
}

void TestViews::hostileNamesStayText()
{
    TlsEvidence tls = *evidenceOf(u"healthy"_s).tls;
    tls.chain[0].commonName = u"<b>x</b>\u202Egnp.exe\x1b[31m"_s + QString(5000, u'y');
    CertificateTree tree;
    tree.setTexts(english());
    tree.resize(500, 400);
    tree.setEvidence(tls);
    QVERIFY(!tree.accessibleDescription().contains(QChar(0x202E)));
    QVERIFY(!tree.accessibleDescription().contains(QChar(0x1b)));
    QVERIFY(tree.accessibleDescription().contains(u"<b>x</b>"_s));
    QVERIFY(inkOf(tree) > 1000);
}

void TestViews::everyViewFollowsTheTheme()
{
    const auto check = [](QWidget& view) {
        view.resize(400, 300);
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            QPalette palette;
            palette.setColor(QPalette::Window, paletteOf(theme).page);
            palette.setColor(QPalette::WindowText, paletteOf(theme).text);
            view.setPalette(palette);
            QImage image(view.size(), QImage::Format_RGB32);
            view.render(&image);
            QCOMPARE(image.pixelColor(1, 299), paletteOf(theme).page);
            QVERIFY(inkOf(view) > 100);
        }
    };
    LatencyChart latency;
    RetryChart retries;
    FlowchartView flow;
    HopTable hops;
    check(latency);
    check(retries);
    check(flow);
    check(hops);
}

void TestViews::everyEmptyViewSaysSo()
{
    LatencyChart latency;
    RetryChart retries;
    CertificateTree tree;
    HopTable hops;
    AnswerTable answers;
    TimingWaterfall waterfall;
    latency.setTexts(english());
    for (PictureView* view :
         std::initializer_list<PictureView*>{&retries, &tree, &hops, &answers, &waterfall})
        view->setTexts(english());
    QCOMPARE(latency.accessibleDescription(), english()(u"view.latency.empty"_s));
    QCOMPARE(retries.accessibleDescription(), english()(u"view.retry.empty"_s));
    QCOMPARE(tree.accessibleDescription(), english()(u"view.chain.empty"_s));
    QCOMPARE(hops.accessibleDescription(), english()(u"view.hops.empty"_s));
    QCOMPARE(answers.accessibleDescription(), english()(u"view.answers.empty"_s));
    QCOMPARE(waterfall.accessibleDescription(), english()(u"view.waterfall.empty"_s));
}

QTEST_MAIN(TestViews)
#include "tst_views.moc"
