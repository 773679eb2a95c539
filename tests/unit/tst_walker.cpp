// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/wait.h"
#include "core/walk/walker.h"

#include <QSignalSpy>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

FlowNode node(const QString& id, const QStringList& needs = {}, const QStringList& yields = {},
              const QStringList& after = {})
{
    FlowNode each;
    each.id = id;
    each.kind = u"step"_s;
    each.needs = needs;
    each.yields = yields;
    each.after = after;
    each.timeoutSeconds = 5;
    return each;
}

/// Yields the token "<step>" early and ends after `ms`.
StepFunction stepTaking(int ms, bool yields = true)
{
    return [=](StepContext context) -> QCoro::Task<StepResult> {
        return [](StepContext inner, int time, bool gives) -> QCoro::Task<StepResult> {
            if (gives) inner.yield(inner.step);
            const Ended ended = co_await pause(inner.scope, std::chrono::milliseconds(time));
            StepResult result;
            result.evidence = {{u"saw"_s, ended == Ended::Cancelled ? u"a part"_s : u"all"_s}};
            co_return result;
        }(context, ms, yields);
    };
}

Assessment nothingFound(const Evidence&, const QHash<QString, StepState>&)
{
    return {};
}

WalkPlan planOf(const QList<FlowNode>& nodes, const QHash<QString, StepFunction>& steps)
{
    WalkPlan plan;
    plan.chart.nodes = nodes;
    plan.steps = steps;
    plan.assess = nothingFound;
    plan.header.schema = u"pathlight.journal/1"_s;
    return plan;
}

/// Runs a walk and keeps what it emitted, one short line an event; samples and verdicts left out.
struct Recorder
{
    explicit Recorder(WalkPlan plan) : walker(std::move(plan)), finished(&walker, &Walker::finished)
    {
        QObject::connect(&walker, &Walker::event, &walker, [this](const Event& event) { take(event); });
    }

    void take(const Event& event)
    {
        if (event.kind == EventKind::Sample || event.kind == EventKind::Verdict) return;
        QString line = nameOf(event.kind);
        if (!event.step.isEmpty()) line += u' ' + event.step;
        if (event.kind == EventKind::StepEnded) line += u' ' + event.data.value("status"_L1).toString();
        if (event.kind == EventKind::StepEnded && event.data.value("reason"_L1).isObject()) {
            line += u' ' + event.data.value("reason"_L1).toObject().value("key"_L1).toString();
        }
        if (event.kind == EventKind::WalkEnded) line += u' ' + event.data.value("ending"_L1).toString();
        log.append(line);
    }

    QStringList run()
    {
        walker.start();
        if (finished.isEmpty()) finished.wait(10'000);
        return log;
    }

    Walker walker;
    QSignalSpy finished;
    QStringList log;
};

} // namespace

class TestWalker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsNothingSynchronously()
    {
        Recorder recorder(planOf({node(u"a"_s)}, {{u"a"_s, stepTaking(1)}}));
        recorder.walker.start();
        QVERIFY(recorder.log.isEmpty());
        QVERIFY(recorder.finished.wait());
    }

    void runsIndependentStepsSideBySide()
    {
        // b needs what a yields before it ends: both run at once, and a ends last.
        Recorder recorder(planOf({node(u"a"_s, {}, {u"a"_s}), node(u"b"_s, {u"a"_s})},
                                 {{u"a"_s, stepTaking(60)}, {u"b"_s, stepTaking(5)}}));
        QCOMPARE(recorder.run(), QStringList({u"walk_started"_s, u"step_started a"_s, u"step_started b"_s,
                                              u"evidence b"_s, u"step_ended b passed"_s, u"evidence a"_s,
                                              u"step_ended a passed"_s, u"walk_ended completed"_s}));
    }

    void skipsWhatCannotBe()
    {
        Recorder recorder(
            planOf({node(u"a"_s, {}, {u"a"_s}), node(u"b"_s, {u"a"_s}, {u"b"_s}), node(u"c"_s, {u"b"_s})},
                   {{u"a"_s, stepTaking(1, false)}, {u"b"_s, stepTaking(1)}, {u"c"_s, stepTaking(1)}}));
        QCOMPARE(recorder.run(),
                 QStringList({u"walk_started"_s, u"step_started a"_s, u"evidence a"_s,
                              u"step_ended a passed"_s, u"step_ended b skipped needs_missing"_s,
                              u"step_ended c skipped needs_missing"_s, u"walk_ended completed"_s}));
    }

    void waitsForThoseItComesAfter()
    {
        Recorder recorder(planOf({node(u"a"_s), node(u"b"_s, {}, {}, {u"a"_s})},
                                 {{u"a"_s, stepTaking(20)}, {u"b"_s, stepTaking(1)}}));
        QCOMPARE(recorder.run().mid(1, 4), QStringList({u"step_started a"_s, u"evidence a"_s,
                                                        u"step_ended a passed"_s, u"step_started b"_s}));
    }

    void cancelKeepsWhatWasSeen()
    {
        Recorder recorder(planOf({node(u"a"_s), node(u"b"_s, {}, {}, {u"a"_s})},
                                 {{u"a"_s, stepTaking(4000)}, {u"b"_s, stepTaking(1)}}));
        recorder.walker.start();
        QTRY_COMPARE(recorder.log.size(), 2);
        recorder.walker.cancel();
        QVERIFY(recorder.finished.wait());
        QCOMPARE(recorder.log.mid(2),
                 QStringList({u"evidence a"_s, u"step_ended a cancelled cancelled"_s,
                              u"step_ended b cancelled cancelled"_s, u"walk_ended cancelled"_s}));
    }

    void deadlineEndsWithWhatIsKnown()
    {
        WalkPlan plan = planOf({node(u"a"_s), node(u"b"_s, {}, {}, {u"a"_s})},
                               {{u"a"_s, stepTaking(4000)}, {u"b"_s, stepTaking(1)}});
        plan.options.deadlineSeconds = 0.05;
        Recorder recorder(std::move(plan));
        QCOMPARE(recorder.run().last(), u"walk_ended deadline"_s);
        QVERIFY(recorder.log.contains(u"step_ended a unknown deadline"_s));
        QVERIFY(recorder.log.contains(u"step_ended b skipped deadline"_s));
    }

    void stepByStepWaitsForNext()
    {
        WalkPlan plan =
            planOf({node(u"a"_s), node(u"b"_s)}, {{u"a"_s, stepTaking(1)}, {u"b"_s, stepTaking(1)}});
        plan.pace = Pace::StepByStep;
        Recorder recorder(std::move(plan));
        recorder.walker.start();
        QTRY_VERIFY(recorder.log.contains(u"step_ended a passed"_s));
        QVERIFY(!recorder.finished.wait(50));
        QVERIFY(!recorder.log.contains(u"step_started b"_s));
        recorder.walker.next();
        QVERIFY(recorder.finished.wait());
        QVERIFY(recorder.log.contains(u"step_ended b passed"_s));
    }

    void onlyAndSkipSelect()
    {
        WalkPlan plan = planOf({node(u"a"_s), node(u"b"_s), node(u"c"_s)},
                               {{u"a"_s, stepTaking(1)}, {u"b"_s, stepTaking(1)}, {u"c"_s, stepTaking(1)}});
        plan.options.only = {u"a"_s, u"b"_s};
        plan.options.skip = {u"b"_s};
        Recorder recorder(std::move(plan));
        const QStringList log = recorder.run();
        QVERIFY(log.contains(u"step_ended a passed"_s));
        QVERIFY(log.contains(u"step_ended b skipped not_selected"_s));
        QVERIFY(log.contains(u"step_ended c skipped not_selected"_s));
    }

    /// Every order of two acts on a running walk ends it exactly once.
    void endsExactlyOnce_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        const char* names[] = {"start", "cancel", "next", "run all", "nothing"};
        for (int first = 0; first < 5; ++first) {
            for (int second = 0; second < 5; ++second) {
                QTest::addRow("%s, then %s", names[first], names[second]) << first << second;
            }
        }
    }

    void endsExactlyOnce()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        Recorder recorder(planOf({node(u"a"_s)}, {{u"a"_s, stepTaking(5)}}));
        const auto act = [&](int which) {
            switch (which) {
            case 0:
                recorder.walker.start();
                break;
            case 1:
                recorder.walker.cancel();
                break;
            case 2:
                recorder.walker.next();
                break;
            case 3:
                recorder.walker.runAll();
                break;
            default:
                break;
            }
        };
        recorder.walker.start();
        act(first);
        act(second);
        QVERIFY(recorder.finished.wait());
        QVERIFY(!recorder.finished.wait(30));
        QCOMPARE(recorder.finished.size(), 1);
        QCOMPARE(recorder.log.filter(u"walk_ended"_s).size(), 1);
    }

    void mayBeDestroyedWhileRunning()
    {
        auto recorder = std::make_unique<Recorder>(planOf({node(u"a"_s)}, {{u"a"_s, stepTaking(4000)}}));
        recorder->walker.start();
        QTRY_COMPARE(recorder->log.size(), 2);
        recorder.reset();
        // The step comes back to a host without a walker, and must find that out by itself.
        QTest::qWait(20);
    }
};

QTEST_GUILESS_MAIN(TestWalker)
#include "tst_walker.moc"
