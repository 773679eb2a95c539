// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/mtuconclusion.h"

#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// Probes in, conclusion out. A line a probe: "clamp or -", its packet size, S(mall) or F(ull) hello, and how
/// it ended: up (nothing acknowledged), down (acknowledged, no answer), ok, reset.
class TestMtuConclusion final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void concludes_data();
    void concludes();
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
    probe.fullSize = words.at(2) == "F"_L1;
    const QString& end = words.at(3);
    probe.seen.upPassed = end != "up"_L1;
    if (probe.seen.upPassed) probe.seen.downPassed = end == "ok"_L1;
    probe.end = end == "ok"_L1      ? SizedProbe::End::Answered
                : end == "reset"_L1 ? SizedProbe::End::Ended
                                    : SizedProbe::End::Silent;
    return probe;
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
    row("hole up", u"- 1500 F up; - 1500 F up; - 364 S ok; 1360 1400 F up; 1240 1280 F ok; 536 576 F ok"_s,
        u"yes up 1280 1400"_s);
    row("hole down",
        u"- 1500 F down; - 1500 F down; - 364 S down; 1360 1400 F down; 1240 1280 F ok; 536 576 F ok"_s,
        u"yes down 1280 1400"_s);
    row("hole both ways",
        u"- 1500 F up; - 1500 F up; - 364 S down; 1360 1400 F up; 1240 1280 F ok; 536 576 F ok"_s,
        u"yes both 1280 1400"_s);
    row("two holes of two sizes",
        u"- 1500 F up; - 1500 F up; - 364 S down; 1360 1400 F up; 1240 1280 F down; 536 576 F ok"_s,
        u"yes both 576 1280"_s);
    row("packets that grow tell of the way up",
        u"- 1500 F up; - 1500 F up; - 364 S ok; 1240 1280 F ok; ^1420 1450 F up; ^1437 1438 F up"_s,
        u"yes up 1437 1438"_s);
    row("all that grew came through: the limit is above",
        u"- 1500 F up; - 1500 F up; - 364 S ok; 1240 1280 F ok; ^1492 1492 F ok"_s, u"yes up 1492 1500"_s);
    row("packets that grow say nothing of the way down",
        u"- 1500 F up; - 1500 F up; - 364 S ok; 1240 1280 F ok; ^1450 1451 F up; 1410 1450 F down"_s,
        u"yes both 1280 1450"_s);
    row("what grew failed on the way up, also where the way down is broken",
        u"- 1500 F up; - 1500 F up; - 364 S down; 1240 1280 F ok; ^1400 1410 F up"_s,
        u"yes both 1280 1410"_s);
    row("seen once only", u"- 1500 F up; 1240 1280 F ok"_s, u"unknown - - -"_s);
    row("silent at every size",
        u"- 1500 F down; - 1500 F down; - 364 S down; 1240 1280 F down; 536 576 F down"_s,
        u"unknown - - -"_s);
    row("a large hello dropped at every size",
        u"- 1500 F up; - 1500 F up; - 364 S ok; 1240 1280 F up; 536 576 F up"_s, u"unknown - - -"_s);
    row("the same again passed: chance", u"- 1500 F up; - 1500 F ok; - 364 S ok; 536 576 F ok"_s,
        u"no - - -"_s);
    row("a small hello was answered: the server was slow",
        u"- 1500 F down; - 1500 F down; - 364 S ok; 536 576 F ok"_s, u"no - 1500 -"_s);
    row("sizes in no order: loss", u"- 1500 F up; - 1500 F up; - 364 S ok; 1360 1400 F ok; 536 576 F up"_s,
        u"unknown - - -"_s);
}

void TestMtuConclusion::concludes()
{
    QFETCH(QString, probes);
    QFETCH(QString, expected);
    QList<SizedProbe> list;
    for (const QString& line : probes.split(u';', Qt::SkipEmptyParts))
        list.append(parse(line));
    const MtuConclusion conclusion = concludeMtu(list);
    const auto number = [](const std::optional<int>& value) {
        return value ? QString::number(*value) : u"-"_s;
    };
    const QString hole = !conclusion.blackHole ? u"unknown"_s : *conclusion.blackHole ? u"yes"_s : u"no"_s;
    QCOMPARE(hole + u' ' + conclusion.direction.value_or(u"-"_s) + u' ' +
                 number(conclusion.largestThatPassed) + u' ' + number(conclusion.smallestThatFailed),
             expected);
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
