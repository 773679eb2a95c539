// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/sampleparts.h"
#include "ui/graphics/ladder.h"
#include "ui/graphics/ladderpainter.h"

#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

const Texts& english()
{
    static const Texts texts(u"en"_s);
    return texts;
}

ConnectAttempt attempt(ConnectOutcome outcome, const QList<HandshakeTick>& ticks)
{
    ConnectAttempt made;
    made.address = u"203.0.113.10"_s;
    made.port = 443;
    made.family = u"ipv4"_s;
    made.outcome = outcome;
    made.ticks = ticks;
    return made;
}

/// One line an arrow: lanes, label, and how it went.
QString flattened(const LadderPanel& panel)
{
    QStringList lines;
    for (const LadderArrow& arrow : panel.arrows) {
        QString line = u"%1>%2 %3"_s.arg(arrow.from).arg(arrow.to).arg(arrow.label);
        if (!arrow.answered) line += u" ?"_s;
        if (arrow.stopped) line += u" x"_s;
        lines.append(line);
    }
    for (const LadderNote& note : panel.notes)
        lines.append(u"* "_s + note.words);
    return lines.join(u'\n');
}

const QList<double> schedule{1000, 2000, 3100, 4100, 5100, 7100};

} // namespace

class TestLadder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsWhatHappened_data();
    void drawsWhatHappened();
    void growsWhileItWaits();
    void isOverWithItsNewestTick();
    void namesTheBoxThatRefused();
    void saysThatNothingWasSent();
    void goesOnWithTls();
    void goesOnWithTlsOnlyOnItsConnection();
    void expectsNoRetransmissionAfterTheEnd();
    void timeRunsDown_data();
    void timeRunsDown();
    void expectedTicksStandWhereTheRetransmissionsDo();
    void survivesEndlessAndUnorderedTicks();
};

void TestLadder::drawsWhatHappened_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QList<HandshakeTick>>("ticks");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, ConnectOutcome outcome, const QList<HandshakeTick>& ticks,
                        const QString& expected) {
        QTest::newRow(name) << static_cast<int>(outcome) << ticks << expected;
    };
    row("connected", ConnectOutcome::Connected, {{u"syn"_s, 0}, {u"established"_s, 18}},
        u"0>1 SYN\n1>0 SYN-ACK\n0>1 ACK\n* Connected after 18 ms"_s);
    row("connected at the second SYN", ConnectOutcome::Connected,
        {{u"syn"_s, 0}, {u"syn_again"_s, 1020}, {u"established"_s, 1040}},
        u"0>1 SYN ?\n0>1 SYN again\n1>0 SYN-ACK\n0>1 ACK\n* Connected after 1.04 s"_s);
    row("silence", ConnectOutcome::TimedOut, {{u"syn"_s, 0}, {u"syn_again"_s, 1020}, {u"gave_up"_s, 3000}},
        u"0>1 SYN ?\n0>1 SYN again ?\n* Gave up after 3.00 s: nothing came back"_s);
    row("refused", ConnectOutcome::Refused, {{u"syn"_s, 0}, {u"rst"_s, 12}},
        u"0>1 SYN\n1>0 RST\n* Refused"_s);
    row("closed after connecting", ConnectOutcome::Closed,
        {{u"syn"_s, 0}, {u"established"_s, 9}, {u"closed"_s, 10}},
        u"0>1 SYN\n1>0 SYN-ACK\n0>1 ACK\n1>0 FIN\n* Connected after 9.0 ms\n* Ended before TLS began"_s);
    row("no times from this platform", ConnectOutcome::TimedOut, {},
        u"0>1 SYN ?\n* Gave up after 0.0 ms: nothing came back"_s);
}

void TestLadder::drawsWhatHappened()
{
    QFETCH(int, outcome);
    QFETCH(QList<HandshakeTick>, ticks);
    QFETCH(QString, expected);
    const LadderPanel panel =
        ladderOf(attempt(static_cast<ConnectOutcome>(outcome), ticks), schedule, nullptr, english());
    QCOMPARE(flattened(panel), expected);
    const bool connected = static_cast<ConnectOutcome>(outcome) == ConnectOutcome::Connected;
    QCOMPARE(panel.standing, connected ? Standing::Passed : Standing::Failed);
}

void TestLadder::growsWhileItWaits()
{
    const LadderPanel first =
        ladderSoFar(attempt(ConnectOutcome::Failed, {{u"syn"_s, 0}}), schedule, english());
    QCOMPARE(flattened(first), u"0>1 SYN ?"_s);
    QCOMPARE(first.standing, Standing::Running);
    QCOMPARE(first.subtitle, english()(u"view.ladder.waiting"_s));
    QCOMPARE(first.expectedAgainMs, QList<double>({1000})); // what comes next
    const LadderPanel second = ladderSoFar(
        attempt(ConnectOutcome::Failed, {{u"syn"_s, 0}, {u"syn_again"_s, 1020}}), schedule, english());
    QCOMPARE(second.expectedAgainMs, QList<double>({1000, 2000}));
    const LadderPanel unknown = ladderSoFar(attempt(ConnectOutcome::Failed, {{u"syn"_s, 0}}), {}, english());
    QVERIFY(unknown.expectedAgainMs.isEmpty());
    QVERIFY(unknown.legend.isEmpty());
}

void TestLadder::isOverWithItsNewestTick()
{
    const QList<HandshakeTick> ticks{{u"syn"_s, 0}, {u"rst"_s, 12}};
    const LadderPanel panel = ladderSoFar(attempt(ConnectOutcome::Failed, ticks), schedule, english());
    const LadderPanel measured =
        ladderOf(attempt(ConnectOutcome::Refused, ticks), schedule, nullptr, english());
    QCOMPARE(panel.standing, Standing::Failed);
    QCOMPARE(flattened(panel), flattened(measured));
    QCOMPARE(panel.subtitle, measured.subtitle);
}

void TestLadder::namesTheBoxThatRefused()
{
    ConnectAttempt refused = attempt(ConnectOutcome::Prohibited, {{u"syn"_s, 0}, {u"icmp"_s, 4.8}});
    refused.icmp = IcmpEvidence{3, 13, u"198.51.100.1"_s};
    const LadderPanel panel = ladderOf(refused, schedule, nullptr, english());
    QCOMPARE(panel.lanes, (QStringList{u"You"_s, u"198.51.100.1"_s, u"203.0.113.10"_s}));
    QCOMPARE(flattened(panel),
             u"0>1 SYN x\n1>0 ICMP\n* 198.51.100.1 says: administratively prohibited (3/13)"_s);
    // The target itself may say it: then there is no box between.
    refused.icmp->from = refused.address;
    QCOMPARE(ladderOf(refused, schedule, nullptr, english()).lanes.size(), 2);
}

void TestLadder::saysThatNothingWasSent()
{
    ConnectAttempt local = attempt(ConnectOutcome::Unreachable, {{u"gave_up"_s, 0.2}});
    local.local = true;
    local.error = u"ENETUNREACH"_s;
    const LadderPanel panel = ladderOf(local, schedule, nullptr, english());
    QVERIFY(panel.arrows.isEmpty());
    QCOMPARE(panel.notes.size(), 1);
    QVERIFY(panel.notes[0].words.contains(u"ENETUNREACH"_s));
    QVERIFY(panel.expectedAgainMs.isEmpty());
}

void TestLadder::goesOnWithTls()
{
    const ConnectAttempt connected =
        attempt(ConnectOutcome::Connected, {{u"syn"_s, 0}, {u"established"_s, 18}});
    TlsEvidence tls;
    tls.address = connected.address;
    tls.outcome = HandshakeOutcome::Reset;
    tls.handshakeMs = 22;
    const LadderPanel panel = ladderOf(connected, schedule, &tls, english());
    QVERIFY(flattened(panel).contains(u"0>1 ClientHello\n1>0 RST"_s));
    QCOMPARE(panel.standing, Standing::Failed);
    QCOMPARE(panel.arrows.last().atMs, 40.0);
}

void TestLadder::goesOnWithTlsOnlyOnItsConnection()
{
    const ConnectAttempt connected =
        attempt(ConnectOutcome::Connected, {{u"syn"_s, 0}, {u"established"_s, 18}});
    TlsEvidence tls;
    tls.address = u"203.0.113.99"_s;
    QVERIFY(!flattened(ladderOf(connected, schedule, &tls, english())).contains(u"ClientHello"_s));
}

void TestLadder::expectsNoRetransmissionAfterTheEnd()
{
    const LadderPanel panel = ladderOf(
        attempt(ConnectOutcome::TimedOut, {{u"syn"_s, 0}, {u"syn_again"_s, 1020}, {u"gave_up"_s, 2400}}),
        schedule, nullptr, english());
    QCOMPARE(panel.expectedAgainMs, (QList<double>{1000, 2000}));
    QVERIFY(!panel.legend.isEmpty());
}

void TestLadder::timeRunsDown_data()
{
    QTest::addColumn<QString>("walk");
    for (const QString& walk : samplewalks::names())
        QTest::newRow(qPrintable(walk)) << walk;
}

void TestLadder::timeRunsDown()
{
    QFETCH(QString, walk);
    Evidence evidence;
    for (const Event& event : samplewalks::walk(walk)) {
        if (event.kind == EventKind::Evidence) evidence.set(event.step, event.data);
    }
    QVERIFY(evidence.tcp);
    for (const ConnectAttempt& each : evidence.tcp->attempts) {
        const LadderPanel panel = ladderOf(each, evidence.tcp->expectedScheduleMs,
                                           evidence.tls ? &*evidence.tls : nullptr, english());
        const LadderLayout layout = layoutLadder(panel, 380);
        QCOMPARE(layout.arrows.size(), panel.arrows.size());
        QCOMPARE(layout.notes.size(), panel.notes.size());
        double last = layout.headBottom;
        for (const QLineF& arrow : layout.arrows) {
            QVERIFY(arrow.y1() >= last);
            QVERIFY(arrow.y2() > arrow.y1());
            last = arrow.y1();
        }
        for (qsizetype index = 1; index < layout.moments.size(); ++index) {
            QVERIFY(layout.moments[index].atMs > layout.moments[index - 1].atMs);
            QVERIFY(layout.moments[index].y > layout.moments[index - 1].y);
        }
        // A note's words, nine units up and down, must not lie over an arrow at this computer's lane.
        for (const QPointF& note : layout.notes) {
            for (const QLineF& arrow : layout.arrows) {
                const double atLane = arrow.x1() < arrow.x2() ? arrow.y1() : arrow.y2();
                QVERIFY(std::abs(atLane - note.y()) >= 8);
            }
            QVERIFY(note.y() < layout.bottom);
        }
        QVERIFY(layout.height >= layout.bottom);
    }
}

void TestLadder::expectedTicksStandWhereTheRetransmissionsDo()
{
    const LadderPanel panel = ladderOf(
        attempt(ConnectOutcome::TimedOut,
                {{u"syn"_s, 0}, {u"syn_again"_s, 1000}, {u"syn_again"_s, 2040}, {u"gave_up"_s, 3200}}),
        schedule, nullptr, english());
    const LadderLayout layout = layoutLadder(panel, 380);
    QCOMPARE(layout.expected.size(), 3);
    QCOMPARE(layout.expected[0], layout.arrows[1].y1());
    QVERIFY(std::abs(layout.expected[1] - layout.arrows[2].y1()) < 3);
    QVERIFY(layout.expected[2] > layout.arrows[2].y1());
    QCOMPARE(layout.yAt(500), (layout.arrows[0].y1() + layout.arrows[1].y1()) / 2);
}

void TestLadder::survivesEndlessAndUnorderedTicks()
{
    QList<HandshakeTick> ticks{{u"gave_up"_s, -5}, {u"syn"_s, 1e300}};
    for (int index = 0; index < 10'000; ++index)
        ticks.append({u"syn_again"_s, 1000.0 - index});
    const LadderPanel panel =
        ladderOf(attempt(ConnectOutcome::TimedOut, ticks), schedule, nullptr, english());
    const LadderLayout layout = layoutLadder(panel, 300);
    QVERIFY(panel.arrows.size() < 100);
    QVERIFY(layout.height > 0 && layout.height < 10'000);
}

QTEST_MAIN(TestLadder)
#include "tst_ladder.moc"
