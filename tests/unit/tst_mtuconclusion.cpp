// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/mtuconclusion.h"

#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// Probes in, conclusion out. A line a probe: "clamp or -", its packet size, S(mall) or F(ull) hello or
/// C(ontrol), and how it ended: up (nothing acknowledged), down (acknowledged, no answer), ok, reset; then
/// how often it was sent again, by default three times where nothing was acknowledged.
class TestMtuConclusion final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void concludes_data();
    void concludes();
    void holdsItAgainstLoss_data();
    void holdsItAgainstLoss();
    void chance();
    void narrowsToTheByte_data();
    void narrowsToTheByte();
};

namespace {

SizedProbe parse(const QString& line)
{
    const QStringList words = line.simplified().split(u' ');
    SizedProbe probe;
    if (words.at(0).startsWith(u'^'))
        probe.seen.acknowledged = words.at(0).mid(1).toInt(); // its packets grow
    else if (words.at(0) != "-"_L1)
        probe.seen.mss = words.at(0).toInt();
    probe.packet = words.at(1).toInt();
    probe.fullSize = words.at(2) != "S"_L1;
    probe.control = words.at(2) == "C"_L1;
    const QString& end = words.at(3);
    probe.seen.upPassed = end != "up"_L1;
    if (probe.seen.upPassed) probe.seen.downPassed = end == "ok"_L1;
    probe.end = end == "ok"_L1      ? SizedProbe::End::Answered
                : end == "reset"_L1 ? SizedProbe::End::Ended
                                    : SizedProbe::End::Silent;
    const int again = words.size() > 4 ? words.at(4).toInt() : end == "up"_L1 ? 3 : 0;
    probe.data = {again + 1, again};
    return probe;
}

QString said(const QList<SizedProbe>& probes, const PacketTally& syns)
{
    const MtuConclusion conclusion = concludeMtu(probes, syns);
    const auto number = [](const std::optional<int>& value) {
        return value ? QString::number(*value) : u"-"_s;
    };
    const QString hole = !conclusion.blackHole ? u"unknown"_s : *conclusion.blackHole ? u"yes"_s : u"no"_s;
    return hole + u' ' + conclusion.direction.value_or(u"-"_s) + u' ' + number(conclusion.largestThatPassed) +
           u' ' + number(conclusion.smallestThatFailed);
}

QList<SizedProbe> parseAll(const QString& lines)
{
    QList<SizedProbe> probes;
    for (const QString& line : lines.split(u';', Qt::SkipEmptyParts))
        probes.append(parse(line));
    return probes;
}

} // namespace

void TestMtuConclusion::concludes_data()
{
    QTest::addColumn<QString>("probes");
    QTest::addColumn<QString>("expected"); ///< "hole direction largest smallest"
    const auto row = [](const char* name, const QString& probes, const QString& expected) {
        QTest::newRow(name) << probes << expected;
    };
    row("nothing", {}, u"unknown - - -"_s);
    row("healthy", u"- 1500 F ok"_s, u"no - 1500 -"_s);
    row("reset is no silence", u"- 1500 F reset; - 364 S ok"_s, u"no - 1500 -"_s);
    row("hole up", u"- 1500 F up; - 1500 F up; - 364 S ok; 1360 1400 F up; 1240 1280 C ok; 536 576 C ok"_s,
        u"yes up 1280 1400"_s);
    row("hole down",
        u"- 1500 F down; - 1500 F down; - 364 S down; 1360 1400 F down; 1240 1280 C ok; 536 576 C ok"_s,
        u"yes down 1280 1400"_s);
    row("hole both ways",
        u"- 1500 F up; - 1500 F up; - 364 S down; 1360 1400 F up; 1240 1280 C ok; 536 576 C ok"_s,
        u"yes both 1280 1400"_s);
    row("two holes of two sizes",
        u"- 1500 F up; - 1500 F up; - 364 S down; 1360 1400 F up; 1240 1280 C down; 536 576 C ok"_s,
        u"yes both 576 1280"_s);
    row("packets that grow tell of the way up",
        u"- 1500 F up; - 1500 F up; - 364 S ok; 1240 1280 C ok; ^1420 1450 F up; ^1437 1438 F up"_s,
        u"yes up 1437 1438"_s);
    row("all that grew came through: the limit is above",
        u"- 1500 F up; - 1500 F up; - 364 S ok; 1240 1280 C ok; ^1492 1492 F ok"_s, u"yes up 1492 1500"_s);
    row("packets that grow say nothing of the way down",
        u"- 1500 F up; - 1500 F up; - 364 S ok; 1240 1280 C ok; ^1450 1451 F up; 1410 1450 F down"_s,
        u"yes both 1280 1450"_s);
    row("what grew failed on the way up, also where the way down is broken",
        u"- 1500 F up; - 1500 F up; - 364 S down; 1240 1280 C ok; ^1400 1410 F up"_s,
        u"yes both 1280 1410"_s);
    row("seen once only", u"- 1500 F up; 1240 1280 C ok"_s, u"unknown - - -"_s);
    row("silent at every size",
        u"- 1500 F down; - 1500 F down; - 364 S down; 1240 1280 C down; 536 576 C down"_s,
        u"unknown - - -"_s);
    row("a large hello dropped at every size",
        u"- 1500 F up; - 1500 F up; - 364 S ok; 1240 1280 C up; 536 576 C up"_s, u"unknown - - -"_s);
    row("the same again passed: chance", u"- 1500 F up; - 1500 F ok; - 364 S ok; 536 576 C ok"_s,
        u"no - - -"_s);
    row("a small hello was answered: the server was slow",
        u"- 1500 F down; - 1500 F down; - 364 S ok; 536 576 C ok"_s, u"no - 1500 -"_s);
    row("once at full size is not enough, however much else passes",
        u"- 1500 F up 9; - 364 S ok; 1240 1280 C ok"_s, u"unknown - - -"_s);
}

void TestMtuConclusion::concludes()
{
    QFETCH(QString, probes);
    QFETCH(QString, expected);
    QCOMPARE(said(parseAll(probes), {6, 0}), expected);
}

void TestMtuConclusion::holdsItAgainstLoss_data()
{
    QTest::addColumn<QString>("probes");
    QTest::addColumn<int>("synsSent");
    QTest::addColumn<int>("synsLost");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QString& probes, int sent, int lost,
                        const QString& expected) {
        QTest::newRow(name) << probes << sent << lost << expected;
    };
    const QString twice = u"- 1500 F up; - 1500 F up; - 364 S ok; "_s;
    row("four SYNs of ten were lost: two large ones in silence prove nothing", twice + u"1240 1280 C ok 2"_s,
        10, 4, u"unknown - - -"_s);
    row("nor do controls that passed without loss, where SYNs tell of more",
        twice + u"1240 1280 C ok; 1240 1280 C ok"_s, 14, 9, u"unknown - - -"_s);
    row("one SYN of eight, and a hole", twice + u"1240 1280 C ok 1"_s, 8, 1, u"yes up 1280 1500"_s);
    row("much loss, and so many in silence that it is a hole",
        twice + u"- 1500 F up; - 1500 F up; 1240 1280 C ok 2; 1240 1280 C ok 1; 1240 1280 C ok"_s, 13, 5,
        u"yes up 1280 1500"_s);
    row("as many with a third of the loss on the way down",
        u"- 1500 F down; - 1500 F down; - 364 S down; 1240 1280 C ok 1"_s, 8, 2, u"unknown - - -"_s);
    row("once more on the way down",
        u"- 1500 F down; - 1500 F down; - 1500 F down; - 364 S down; 1240 1280 C ok 1; "
        "1240 1280 C ok"_s,
        12, 2, u"yes down 1280 1500"_s);
    row("a control that was lost counts as a small one", twice + u"1240 1280 C up; 536 576 C ok 1"_s, 6, 1,
        u"unknown - - -"_s);
    row("it says nothing of sizes or directions", twice + u"1240 1280 C ok; 536 576 C down"_s, 12, 0,
        u"yes up 1280 1500"_s);
    row("with loss a size that failed once has not failed", twice + u"1240 1280 C ok 1; 1360 1400 F up"_s, 10,
        0, u"yes up 1280 1500"_s);
    row("twice it has", twice + u"1240 1280 C ok 1; 1360 1400 F up; 1360 1400 F up"_s, 10, 0,
        u"yes up 1280 1400"_s);
    row("a size that failed below one that passed was lost",
        twice + u"1240 1280 C ok; 1260 1300 F up; 1360 1400 F ok"_s, 12, 0, u"yes up 1400 1500"_s);
    row("with loss, too, one that passes at full size ends it", twice + u"- 1500 F ok 2; 1240 1280 C ok 1"_s,
        20, 1, u"no - - -"_s);
    row("nothing small is known", u"- 1500 F down; - 1500 F down; 1240 1280 C ok"_s, 1, 0,
        u"unknown - - -"_s);
}

void TestMtuConclusion::holdsItAgainstLoss()
{
    QFETCH(QString, probes);
    QFETCH(int, synsSent);
    QFETCH(int, synsLost);
    QFETCH(QString, expected);
    QCOMPARE(said(parseAll(probes), {synsSent, synsLost}), expected);
}

void TestMtuConclusion::chance()
{
    QCOMPARE(chanceByLoss({0, {10, 0}}), 1.0);
    QCOMPARE(chanceByLoss({1, {0, 0}}), 0.5); // Nothing is known of the loss.
    QCOMPARE(chanceByLoss({2, {1, 0}}), 1.0 / 3 * 2 / 4);
    QCOMPARE(chanceByLoss({1, {8, 2}}), 3.0 / 10);
    double before = 1;
    for (int large = 1; large < 12; ++large) {
        const double now = chanceByLoss({large, {12, 3}});
        QVERIFY(now < before);
        QVERIFY(now < chanceByLoss({large, {12, 4}}));
        QVERIFY(now > chanceByLoss({large, {13, 3}}));
        before = now;
    }
    QVERIFY(isMoreThanLoss({4, {8, 0}}));
    QVERIFY(!isMoreThanLoss({4, {6, 1}}));
}

void TestMtuConclusion::narrowsToTheByte_data()
{
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("rounds"); ///< for any limit between 1280 and 1500
    QTest::addColumn<int>("roundsForTunnels");
    QTest::newRow("one size at a time") << 1 << 11 << 6;
    QTest::newRow("packets that grow") << 5 << 5 << 3;
}

void TestMtuConclusion::narrowsToTheByte()
{
    QFETCH(int, most);
    QFETCH(int, rounds);
    QFETCH(int, roundsForTunnels);
    const QList<int> tunnels{1380, 1400, 1420, 1440, 1450, 1476, 1480, 1492};
    for (int limit = 1280; limit < 1500; ++limit) {
        SizeRange range{1280, 1500};
        int taken = 0;
        for (; range.isOpen(); ++taken) {
            const QList<int> sizes = sizesToTry(range, most);
            QVERIFY(!sizes.isEmpty() && sizes.size() <= most);
            QVERIFY(std::is_sorted(sizes.begin(), sizes.end()));
            for (const int size : sizes) {
                QVERIFY(size > range.passed && size < range.failed);
                if (size <= limit) range.passed = size;
            }
            for (const int size : sizes) {
                if (size > limit) range.failed = std::min(range.failed, size);
            }
        }
        QCOMPARE(range.passed, limit);
        QVERIFY2(taken <= (tunnels.contains(limit) ? roundsForTunnels : rounds),
                 qPrintable(u"%1 took %2"_s.arg(limit).arg(taken)));
    }
    QVERIFY(!SizeRange({0, 1500}).isOpen());
    QVERIFY(!SizeRange({1280, 0}).isOpen());
    QVERIFY(!SizeRange({1499, 1500}).isOpen());
    QVERIFY(sizesToTry({1499, 1500}, 5).isEmpty());
}

QTEST_GUILESS_MAIN(TestMtuConclusion)
#include "tst_mtuconclusion.moc"
