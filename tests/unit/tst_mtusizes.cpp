// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"
#include "core/steps/mtusizes.h"

#include <QCoroTask>
#include <QTest>
#include <QUdpSocket>

using namespace pathlight;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

SizedDatagramEvidence tooBig(int size, int fits, const QString& from)
{
    return {u"192.0.2.1"_s, size, SizedDatagramOutcome::TooBig, fits, from, 10};
}

SizedDatagramEvidence ended(int size, SizedDatagramOutcome outcome)
{
    return {u"192.0.2.1"_s, size, outcome, {}, {}, {}};
}

QList<SizedDatagramEvidence> ask(quint16 port, int size)
{
    return QCoro::waitFor(
        askBySize(Scope::lasting(3s), QHostAddress(QHostAddress::LocalHost), port, size, 300ms));
}

} // namespace

/// Datagrams that may not be fragmented: what is concluded from them, and real ones on loopback.
class TestMtuSizes final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        const QByteArray test = QTest::currentTestFunction();
        if (test.startsWith("sends") && !platform::abilities().sizedDatagram)
            QSKIP("this platform cannot send datagrams of a size");
    }

    void believesTheNarrowestRouter()
    {
        const QList<SizedDatagramEvidence> datagrams{tooBig(1500, 1400, u"192.0.2.7"_s),
                                                     tooBig(1400, 1300, u"192.0.2.8"_s),
                                                     ended(1300, SizedDatagramOutcome::Silent)};
        QCOMPARE(sizeNamedBy(datagrams), std::optional(1300));
        QCOMPARE(narrowHopIn(datagrams), std::optional(u"192.0.2.8"_s));
    }

    void silenceSaysNothing()
    {
        const QList<SizedDatagramEvidence> silent{ended(1500, SizedDatagramOutcome::Silent)};
        QVERIFY(!sizeNamedBy(silent));
        QVERIFY(!narrowHopIn(silent));
        QVERIFY(!sizeNamedBy({}));
        QVERIFY(!sizeNamedBy({ended(1500, SizedDatagramOutcome::NotAllowed)}));
    }

    void anAnswerProvesTheSize()
    {
        QCOMPARE(sizeNamedBy({ended(1500, SizedDatagramOutcome::Reached)}), std::optional(1500));
    }

    void sendsToAClosedPort()
    {
        QUdpSocket taken;
        QVERIFY(taken.bind(QHostAddress::LocalHost));
        const quint16 port = taken.localPort();
        taken.close();
        const auto datagrams = ask(port, 1500);
        QCOMPARE(datagrams.size(), 1);
        QCOMPARE(datagrams[0].outcome, SizedDatagramOutcome::Reached);
        QCOMPARE(datagrams[0].size, 1500);
        QVERIFY(datagrams[0].ms.has_value());
    }

    void sendsTheSizeThatWasAsked()
    {
        QUdpSocket server;
        QVERIFY(server.bind(QHostAddress::LocalHost));
        const auto datagrams = ask(server.localPort(), 1400);
        QCOMPARE(datagrams.size(), 1);
        QCOMPARE(datagrams[0].outcome, SizedDatagramOutcome::Silent);
        QCOMPARE(server.pendingDatagramSize(), qint64(1400 - 20 - 8));
    }

    void sendsNothingLargerThanTheInterface()
    {
        const auto datagrams = ask(9, 65'530 + 28);
        QCOMPARE(datagrams.size(), 1);
        QCOMPARE(datagrams[0].outcome, SizedDatagramOutcome::NotSent);
    }
};

QTEST_GUILESS_MAIN(TestMtuSizes)
#include "tst_mtusizes.moc"
