// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resilience/circuitbreaker.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;
using State = CircuitBreaker::State;
using Time = CircuitBreaker::Time;
using Leave = CircuitBreaker::Leave;

namespace {

constexpr int threshold = 3;
constexpr Time coolDown{1000};

/// A breaker that has just opened, at time 0.
CircuitBreaker opened()
{
    CircuitBreaker breaker(threshold, coolDown);
    for (int index = 0; index < threshold; ++index)
        breaker.failed(*breaker.ask(Time(0)), Time(0));
    return breaker;
}

/// A breaker used at random by several callers, and what must hold after each of their steps.
class Watched
{
public:
    explicit Watched(quint32 seed)
        : m_random(seed), m_limit(1 + m_random.bounded(5)), m_breaker(m_limit, coolDown)
    {}

    /// Does one thing; returns what was wrong, or nothing.
    QByteArray step()
    {
        m_now += Time(m_random.bounded(400));
        if (m_out.isEmpty() || m_random.bounded(2) == 0) return ask();
        return giveBack(m_out.takeAt(m_random.bounded(static_cast<int>(m_out.size()))), m_random.bounded(3));
    }

private:
    struct Out
    {
        Leave leave;
        int era;
    };

    [[nodiscard]] bool trialIsOut() const
    {
        return std::any_of(m_out.begin(), m_out.end(), [&](const Out& each) { return each.era == m_era; });
    }

    void noteState(State before)
    {
        if (before == m_breaker.state()) return;
        ++m_era;
        m_failures = 0;
        if (m_breaker.state() == State::Open) m_openedAt = m_now;
    }

    QByteArray ask()
    {
        const State before = m_breaker.state();
        const bool cool = m_now - m_openedAt >= coolDown;
        const bool expected = before == State::Closed || (before == State::Open && cool) ||
                              (before == State::HalfOpen && !trialIsOut());
        const auto leave = m_breaker.ask(m_now);
        if (leave.has_value() != expected) return expected ? "refused wrongly" : "let through wrongly";
        if (before == State::Open && (m_breaker.state() == State::HalfOpen) != cool)
            return "cool-down not kept";
        noteState(before);
        if (leave) m_out.append({*leave, m_era});
        return {};
    }

    QByteArray giveBack(const Out& out, int what)
    {
        const State before = m_breaker.state();
        const bool current = out.era == m_era;
        if (what == 0) m_breaker.succeeded(out.leave);
        if (what == 1) m_breaker.failed(out.leave, m_now);
        if (what == 2) m_breaker.abandoned(out.leave);
        if (current && what == 0) m_failures = 0;
        if (current && what == 1) ++m_failures;
        const State after = expectedAfter(before, current, what);
        if (m_breaker.state() != after) return "wrong state after a result";
        noteState(before);
        return {};
    }

    [[nodiscard]] State expectedAfter(State before, bool current, int what) const
    {
        if (!current || what == 2) return before;
        if (before == State::HalfOpen) return what == 0 ? State::Closed : State::Open;
        return before == State::Closed && m_failures >= m_limit ? State::Open : before;
    }

    QRandomGenerator m_random;
    int m_limit;
    CircuitBreaker m_breaker;
    QList<Out> m_out;
    Time m_now{0};
    Time m_openedAt{0};
    int m_era = 0;
    int m_failures = 0;
};

} // namespace

class TestBreaker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensAfterSoManyFailuresInARow()
    {
        CircuitBreaker breaker(threshold, coolDown);
        for (int index = 0; index < threshold - 1; ++index)
            breaker.failed(*breaker.ask(Time(0)), Time(0));
        QCOMPARE(breaker.state(), State::Closed);
        breaker.succeeded(*breaker.ask(Time(0)));
        for (int index = 0; index < threshold - 1; ++index)
            breaker.failed(*breaker.ask(Time(0)), Time(0));
        QCOMPARE(breaker.state(), State::Closed);
        breaker.failed(*breaker.ask(Time(0)), Time(0));
        QCOMPARE(breaker.state(), State::Open);
        QCOMPARE(breaker.opensAgainAt(), coolDown);
    }

    void openRefusesUntilTheCoolDownIsOver()
    {
        CircuitBreaker breaker = opened();
        QVERIFY(!breaker.ask(Time(0)));
        QVERIFY(!breaker.ask(coolDown - Time(1)));
        QCOMPARE(breaker.state(), State::Open);
        QVERIFY(breaker.ask(coolDown));
        QCOMPARE(breaker.state(), State::HalfOpen);
    }

    void halfOpenLetsExactlyOneThrough()
    {
        CircuitBreaker breaker = opened();
        const auto trial = breaker.ask(coolDown);
        QVERIFY(trial);
        for (int index = 0; index < 5; ++index)
            QVERIFY(!breaker.ask(coolDown * 10));
        breaker.succeeded(*trial);
        QCOMPARE(breaker.state(), State::Closed);
        QVERIFY(breaker.ask(coolDown * 10));
        QVERIFY(breaker.ask(coolDown * 10));
    }

    void aFailedTrialOpensAnewForTheWholeCoolDown()
    {
        CircuitBreaker breaker = opened();
        breaker.failed(*breaker.ask(Time(1500)), Time(1800));
        QCOMPARE(breaker.state(), State::Open);
        QVERIFY(!breaker.ask(Time(2799)));
        QVERIFY(breaker.ask(Time(2800)));
    }

    void afterClosingTheCountBeginsAnew()
    {
        CircuitBreaker breaker = opened();
        breaker.succeeded(*breaker.ask(coolDown));
        for (int index = 0; index < threshold - 1; ++index)
            breaker.failed(*breaker.ask(coolDown), coolDown);
        QCOMPARE(breaker.state(), State::Closed);
    }

    void aTrialGivenUpMakesRoomForAnother()
    {
        CircuitBreaker breaker = opened();
        breaker.abandoned(*breaker.ask(coolDown));
        QCOMPARE(breaker.state(), State::HalfOpen);
        QVERIFY(breaker.ask(coolDown));
        QVERIFY(!breaker.ask(coolDown));
    }

    void lateResultsFromBeforeSayNothing()
    {
        CircuitBreaker breaker(threshold, coolDown);
        const Leave early = *breaker.ask(Time(0));
        const Leave alsoEarly = *breaker.ask(Time(0));
        for (int index = 0; index < threshold; ++index)
            breaker.failed(*breaker.ask(Time(0)), Time(0));
        breaker.succeeded(early);
        QCOMPARE(breaker.state(), State::Open);
        const Leave trial = *breaker.ask(coolDown);
        breaker.failed(alsoEarly, coolDown);
        breaker.abandoned(early);
        QCOMPARE(breaker.state(), State::HalfOpen);
        QVERIFY(!breaker.ask(coolDown));
        breaker.succeeded(trial);
        QCOMPARE(breaker.state(), State::Closed);
    }

    void generatedOrders()
    {
        for (quint32 seed = 1; seed <= 3000; ++seed) {
            Watched watched(seed);
            for (int step = 0; step < 60; ++step) {
                const QByteArray complaint = watched.step();
                QVERIFY2(complaint.isEmpty(),
                         qPrintable(u"%1 at seed %2"_s.arg(QLatin1StringView(complaint)).arg(seed)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestBreaker)
#include "tst_breaker.moc"
