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
    void whatIsSetAsideIsForWhoClaimsIt();
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

void TestPacketBudget::whatIsSetAsideIsForWhoClaimsIt()
{
    PacketBudget budget({100, 10'000}, {50, 5'000});
    QVERIFY(!budget.claim({101, 0}, {}));
    // Others may seem to have sent more than they could: they are counted at their worst.
    PacketClaim claim = budget.claimSetAside({50, 5'000}, {120, 10'000});
    QVERIFY(claim);
    // It is in the open from then on, so that what was sent of it takes nothing from the others.
    QVERIFY(budget.claim({10, 0}, {90, 0}));
    QVERIFY(!budget.claim({11, 0}, {90, 0}));
    claim.reset();
    QVERIFY(budget.claim({10, 0}, {140, 0}));
    QVERIFY2(!budget.claimSetAside({11, 0}, {140, 0}), "there is nothing more set aside");
    QVERIFY(!PacketBudget({100, 10'000}, {50, 5'000}).claimSetAside({51, 0}, {100, 0}));
    QVERIFY(!PacketBudget({100, 10'000}).claimSetAside({1, 0}, {100, 0}));
}

QTEST_GUILESS_MAIN(TestPacketBudget)
#include "tst_packetbudget.moc"
