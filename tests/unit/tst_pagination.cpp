// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pdf/pagination.h"

#include <QTest>

#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

/// "0@0+0 1@0+12": block, page, height; "r" before a head drawn again.
QString flattened(const QList<PlacedBlock>& placed)
{
    QStringList parts;
    for (const PlacedBlock& each : placed) {
        const QString prefix = each.repeated ? u"r"_s : QString();
        parts.append(u"%1%2@%3+%4"_s.arg(prefix).arg(each.block).arg(each.page).arg(each.y));
    }
    return parts.join(u' ');
}

BlockSize block(double height, double gap = 0, bool keep = false, int repeat = -1)
{
    return {height, gap, keep, false, repeat};
}

} // namespace

class TestPagination final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stacksBlocks();
    void neverCutsABlock();
    void headingIsNeverLast();
    void repeatsTheHeadOfATable();
    void breaksWhereAsked();
    void tooHighABlockStandsAlone();
    void holdsForRandomDocuments();
};

void TestPagination::stacksBlocks()
{
    QCOMPARE(flattened(paginate({block(10, 5), block(20, 5)}, 100)), u"0@0+0 1@0+15"_s);
    QVERIFY(paginate({}, 100).isEmpty());
    QCOMPARE(pageCount({}), 1);
}

void TestPagination::neverCutsABlock()
{
    QCOMPARE(flattened(paginate({block(60), block(50, 4), block(30, 4)}, 100)), u"0@0+0 1@1+0 2@1+54"_s);
}

void TestPagination::headingIsNeverLast()
{
    // Two headings in a row go along with the text that follows them.
    QCOMPARE(flattened(paginate({block(70), block(10, 0, true), block(10, 0, true), block(20)}, 100)),
             u"0@0+0 1@1+0 2@1+10 3@1+20"_s);
    QCOMPARE(flattened(paginate({block(60), block(10, 0, true), block(10, 0, true), block(20)}, 100)),
             u"0@0+0 1@0+60 2@0+70 3@0+80"_s);
}

void TestPagination::repeatsTheHeadOfATable()
{
    const QList<BlockSize> table{block(50), block(10, 0, true), block(30, 0, false, 1),
                                 block(30, 0, false, 1)};
    QCOMPARE(flattened(paginate(table, 100)), u"0@0+0 1@0+50 2@0+60 r1@1+0 3@1+10"_s);
}

void TestPagination::breaksWhereAsked()
{
    QList<BlockSize> blocks{block(10), block(10, 7)};
    blocks[1].newPage = true;
    QCOMPARE(flattened(paginate(blocks, 100)), u"0@0+0 1@1+0"_s);
    blocks[0].newPage = true; // the first page is new already
    QCOMPARE(flattened(paginate(blocks, 100)), u"0@0+0 1@1+0"_s);
}

void TestPagination::tooHighABlockStandsAlone()
{
    QCOMPARE(flattened(paginate({block(10), block(500), block(10)}, 100)), u"0@0+0 1@1+0 2@2+0"_s);
}

void TestPagination::holdsForRandomDocuments()
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> height(1, 70);
    for (int round = 0; round < 200; ++round) {
        QList<BlockSize> blocks;
        for (int index = 0; index < 40; ++index)
            blocks.append(block(height(random), 3, height(random) > 55));
        const QList<PlacedBlock> placed = paginate(blocks, 300);
        QCOMPARE(placed.size(), blocks.size());
        for (qsizetype index = 0; index < placed.size(); ++index) {
            const PlacedBlock& each = placed[index];
            QCOMPARE(each.block, static_cast<int>(index));
            QVERIFY(each.y + blocks[each.block].height <= 300.001);
            if (index == 0) continue;
            const PlacedBlock& before = placed[index - 1];
            const bool samePage = each.page == before.page;
            QVERIFY(samePage || each.page == before.page + 1);
            if (samePage) QVERIFY(each.y >= before.y + blocks[before.block].height);
        }
    }
}

QTEST_APPLESS_MAIN(TestPagination)
#include "tst_pagination.moc"
