// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QPalette>
#include <QTest>

#include <cmath>

using namespace pathlight;

class TestTheme final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfWcag();
    void textCanBeRead_data();
    void textCanBeRead();
    void seriesStandOut_data() { textCanBeRead_data(); }
    void seriesStandOut();
    void statusColoursDiffer_data() { textCanBeRead_data(); }
    void statusColoursDiffer();
    void themeFollowsThePalette();
};

void TestTheme::contrastIsThatOfWcag()
{
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    QVERIFY(std::abs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    QCOMPARE(contrastRatio(Qt::red, Qt::blue), contrastRatio(Qt::blue, Qt::red));
}

void TestTheme::textCanBeRead_data()
{
    QTest::addColumn<int>("theme");
    QTest::newRow("light") << static_cast<int>(Theme::Light);
    QTest::newRow("dark") << static_cast<int>(Theme::Dark);
    QTest::newRow("print") << static_cast<int>(Theme::Print);
}

void TestTheme::textCanBeRead()
{
    QFETCH(int, theme);
    const Palette& palette = paletteOf(static_cast<Theme>(theme));
    const auto readable = [](const QColor& ink, const QColor& paper, const char* what) {
        const double ratio = contrastRatio(ink, paper);
        QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1: %2").arg(QLatin1StringView(what)).arg(ratio)));
    };
    for (const QColor& paper : {palette.page, palette.panel}) {
        readable(palette.text, paper, "text");
        readable(palette.quiet, paper, "quiet");
        readable(palette.accent, paper, "accent");
        for (const QColor& ink : {palette.passed, palette.warned, palette.failed, palette.idle})
            readable(ink, paper, "status");
    }
    for (int value = 0; value < static_cast<int>(EnumNames<Standing>::names.size()); ++value) {
        const auto standing = static_cast<Standing>(value);
        const QColor tint = tintOf(standing, palette);
        QCOMPARE(tint.alpha(), 255);
        readable(colourOf(standing, palette), tint,
                 EnumNames<Standing>::names.at(static_cast<std::size_t>(value)));
        readable(palette.text, tint, "text on a tint");
        readable(palette.quiet, tint, "quiet on a tint");
    }
}

void TestTheme::seriesStandOut()
{
    QFETCH(int, theme);
    const Palette& palette = paletteOf(static_cast<Theme>(theme));
    for (const QColor& line : {palette.first, palette.second, palette.third, palette.line})
        QVERIFY(contrastRatio(line, palette.page) >= 3.0);
}

void TestTheme::statusColoursDiffer()
{
    QFETCH(int, theme);
    const Palette& palette = paletteOf(static_cast<Theme>(theme));
    const QList<QColor> colours{palette.passed, palette.warned, palette.failed, palette.idle, palette.accent};
    for (qsizetype one = 0; one < colours.size(); ++one) {
        for (qsizetype other = one + 1; other < colours.size(); ++other)
            QVERIFY(colours[one] != colours[other]);
    }
}

void TestTheme::themeFollowsThePalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, Qt::white);
    palette.setColor(QPalette::WindowText, Qt::black);
    QCOMPARE(themeFor(palette), Theme::Light);
    palette.setColor(QPalette::Window, QColor(0x20, 0x20, 0x20));
    palette.setColor(QPalette::WindowText, QColor(0xee, 0xee, 0xee));
    QCOMPARE(themeFor(palette), Theme::Dark);
    QVERIFY(paletteOf(Theme::Dark).dark);
    QVERIFY(!paletteOf(Theme::Print).dark);
}

QTEST_APPLESS_MAIN(TestTheme)
#include "tst_theme.moc"
