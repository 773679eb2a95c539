// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walk/packetbudget.h"

#include <QTest>

using namespace pathlight;

/// What steps that run side by side may send together.
class TestPacketBudget final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void claimsAddUpToTheLimit();
    void whatIsLetGoIsFreeAgain();
    void bytesCountToo();
    void moreAttemptsMayCostMore();
};

void TestPacketBudget::claimsAddUpToTheLimit()
{
    PacketBudget budget({100, 10'000});
    const PacketClaim first = budget.claim({40, 100}, {20, 0});
    QVERIFY(first);
    const PacketClaim second = budget.claim({40, 100}, {20, 0});
    QVERIFY(second);
    QVERIFY(!budget.claim({1, 1}, {20, 0}));
    QVERIFY(budget.claim({1, 1}, {19, 0}));
    QVERIFY(!budget.claim({1, 1}, {101, 0}));
}

void TestPacketBudget::whatIsLetGoIsFreeAgain()
{
    PacketBudget budget({100, 10'000});
    PacketClaim claim = budget.claim({100, 0}, {});
    PacketClaim shared = claim;
    claim.reset();
    QVERIFY2(!budget.claim({1, 0}, {}), "somebody still holds it");
    shared.reset();
    claim = budget.claim({100, 0}, {});
    QVERIFY(claim);
    *claim = {10, 0};
    QVERIFY(budget.claim({90, 0}, {}));
}

void TestPacketBudget::bytesCountToo()
{
    PacketBudget budget({100, 10'000});
    QVERIFY(budget.claim({1, 6'000}, {1, 4'000}));
    QVERIFY(!budget.claim({1, 6'001}, {1, 4'000}));
}

void TestPacketBudget::moreAttemptsMayCostMore()
{
    QCOMPARE(PacketBudget::forAttempts(1).packets, 200);
    QCOMPARE(PacketBudget::forAttempts(10).packets, 200);
    QCOMPARE(PacketBudget::forAttempts(10).bytes, 64 * 1024);
    QCOMPARE(PacketBudget::forAttempts(60).packets, 200 + 50 * 14);
    QVERIFY(!PacketBudget().claim({201, 0}, {}));
    QVERIFY(PacketBudget().claim({200, 64 * 1024}, {}));
}

QTEST_GUILESS_MAIN(TestPacketBudget)
#include "tst_packetbudget.moc"
