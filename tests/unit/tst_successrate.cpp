// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resilience/successrate.h"

#include <QTest>

using namespace pathlight;

class TestSuccessRate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingCountedIsUnknown()
    {
        const SuccessRate rate;
        QVERIFY(!rate.share());
        QVERIFY(!rate.interval());
        QVERIFY(!percentile({}, 50));
    }

    // Reference values: Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    void wilson_data()
    {
        QTest::addColumn<int>("succeeded");
        QTest::addColumn<int>("total");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("81 of 263") << 81 << 263 << 0.2553 << 0.3662;
        QTest::newRow("15 of 148") << 15 << 148 << 0.0624 << 0.1605;
        QTest::newRow("0 of 20") << 0 << 20 << 0.0 << 0.1611;
        QTest::newRow("1 of 29") << 1 << 29 << 0.0061 << 0.1718;
        QTest::newRow("20 of 20") << 20 << 20 << 0.8389 << 1.0;
    }
    void wilson()
    {
        QFETCH(int, succeeded);
        QFETCH(int, total);
        QFETCH(double, low);
        QFETCH(double, high);
        SuccessRate rate;
        for (int index = 0; index < total; ++index)
            rate.add(index < succeeded);
        QCOMPARE(rate.share().value(), static_cast<double>(succeeded) / total);
        QVERIFY(std::abs(rate.interval()->low - low) < 0.00006);
        QVERIFY(std::abs(rate.interval()->high - high) < 0.00006);
    }

    void percentilesAreMeasuredValues()
    {
        const QList<double> values{50, 10, 40, 20, 30};
        QCOMPARE(percentile(values, 0).value(), 10.0);
        QCOMPARE(percentile(values, 20).value(), 10.0);
        QCOMPARE(percentile(values, 50).value(), 30.0);
        QCOMPARE(percentile(values, 95).value(), 50.0);
        QCOMPARE(percentile(values, 100).value(), 50.0);
        QCOMPARE(percentile({7}, 50).value(), 7.0);
    }
};

QTEST_APPLESS_MAIN(TestSuccessRate)
#include "tst_successrate.moc"
