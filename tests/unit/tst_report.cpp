// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report.h"
#include "core/walk/flowchart.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

Event at(double ms, EventKind kind, const QString& step, const QJsonObject& data = {})
{
    return {1, ms, kind, step, data};
}

QJsonObject ending(StepStatus status)
{
    return toObject(StepEnding{status, 12, {}});
}

QJsonObject findingJson(const QString& code, const QString& step)
{
    Finding finding;
    finding.code = code;
    finding.step = step;
    return toObject(finding);
}

QJsonObject verdictOf(VerdictStatus status, bool provisional, const QJsonObject& findings,
                      const QJsonObject& statuses)
{
    Verdict verdict;
    verdict.status = status;
    return {{u"provisional"_s, provisional},
            {u"verdict"_s, toObject(verdict)},
            {u"findings"_s, findings},
            {u"statuses"_s, statuses}};
}

} // namespace

/// The fold from events to the report.
class TestReport final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beforeAnything();
    void stepsInWalkingOrder();
    void evidenceIsTyped();
    void aVerdictReplacesFindingsAndStatuses();
    void aStepThatCouldNotSeeStaysUnknown();
    void aFindingIsTakenOnce();
    void pathEndsWithTheVerdict();
    void whatWasSentIsKnownOnlyWhereItWasCounted();
    void waitingIsTheNewestAndEndsWithTheStep();
    void strangersAreIgnored();
};

void TestReport::beforeAnything()
{
    const Report report = ReportFold().report();
    QCOMPARE(report.steps.size(), flowchart().stepIds().size());
    QVERIFY(!report.judged);
    QVERIFY(!report.ended());
    QVERIFY(!report.step(u"tcp"_s)->status);
}

void TestReport::stepsInWalkingOrder()
{
    QStringList ids;
    const Report report = ReportFold().report();
    for (const StepReport& step : report.steps)
        ids.append(step.id);
    QCOMPARE(ids, flowchart().stepIds());
}

void TestReport::evidenceIsTyped()
{
    MtuEvidence seen;
    seen.pathMtu = 1400;
    const Report report = foldReport({at(1, EventKind::Evidence, u"mtu"_s, toObject(seen))});
    QCOMPARE(report.evidence.mtu->pathMtu, 1400);
    QCOMPARE(report.step(u"mtu"_s)->evidence.value("pathMtu"_L1).toInt(), 1400);
    QVERIFY(report.step(u"mtu"_s)->evidence.value("mss"_L1).isNull());
}

void TestReport::aVerdictReplacesFindingsAndStatuses()
{
    const QJsonObject statuses{{u"dns"_s, u"failed"_s}};
    const Report report = foldReport({
        at(1, EventKind::StepStarted, u"dns"_s),
        at(2, EventKind::Finding, u"dns"_s, findingJson(u"dns.slow"_s, u"dns"_s)),
        at(3, EventKind::StepEnded, u"dns"_s, ending(StepStatus::Passed)),
        at(4, EventKind::Verdict, {},
           verdictOf(VerdictStatus::Broken, false,
                     {{u"dns"_s, QJsonArray{findingJson(u"dns.tampered"_s, u"dns"_s)}}}, statuses)),
    });
    const StepReport* dns = report.step(u"dns"_s);
    QCOMPARE(dns->findings.size(), 1);
    QCOMPARE(dns->findings.first().code, u"dns.tampered"_s);
    QCOMPARE(*dns->status, StepStatus::Failed);
    QVERIFY(report.judged);
    QVERIFY(!report.provisional);
}

void TestReport::aStepThatCouldNotSeeStaysUnknown()
{
    const Report report = foldReport({at(1, EventKind::StepEnded, u"mtu"_s, ending(StepStatus::Unknown)),
                                      at(2, EventKind::StepEnded, u"tls"_s, ending(StepStatus::Cancelled)),
                                      at(3, EventKind::Verdict, {},
                                         verdictOf(VerdictStatus::Healthy, false, {},
                                                   {{u"mtu"_s, u"passed"_s}, {u"tls"_s, u"failed"_s}}))});
    QCOMPARE(*report.step(u"mtu"_s)->status, StepStatus::Unknown);
    QCOMPARE(*report.step(u"tls"_s)->status, StepStatus::Cancelled);
    QVERIFY(!report.step(u"tcp"_s)->status);
}

void TestReport::aFindingIsTakenOnce()
{
    const Event finding = at(1, EventKind::Finding, u"dns"_s, findingJson(u"dns.slow"_s, u"dns"_s));
    QCOMPARE(foldReport({finding, finding}).step(u"dns"_s)->findings.size(), 1);
}

void TestReport::pathEndsWithTheVerdict()
{
    const Report report = foldReport(
        {at(1, EventKind::StepStarted, u"environment"_s), at(2, EventKind::StepStarted, u"proxy"_s),
         at(9, EventKind::WalkEnded, {}, {{u"ending"_s, u"cancelled"_s}, {u"durationMs"_s, 9.5}})});
    QCOMPARE(report.path, (QStringList{u"environment"_s, u"proxy"_s, u"verdict"_s}));
    QCOMPARE(report.ending, u"cancelled"_s);
    QCOMPARE(report.durationMs, 9.5);
}

void TestReport::whatWasSentIsKnownOnlyWhereItWasCounted()
{
    const QJsonObject sent{
        {u"connections"_s, 3}, {u"datagrams"_s, 1}, {u"packets"_s, 21}, {u"bytes"_s, 4096}};
    const Report counted = foldReport({at(9, EventKind::WalkEnded, {}, {{u"sent"_s, sent}})});
    QVERIFY(counted.sent);
    QCOMPARE(counted.sent->packets, 21);
    QCOMPARE(toObject(*counted.sent), sent);
    QVERIFY(!foldReport({at(9, EventKind::WalkEnded, {}, {{u"sent"_s, QJsonValue::Null}})}).sent);
    QVERIFY(!foldReport({at(9, EventKind::WalkEnded, {}, {{u"durationMs"_s, 9}})}).sent);
}

void TestReport::waitingIsTheNewestAndEndsWithTheStep()
{
    ReportFold fold;
    fold.add(at(1, EventKind::Sample, u"dns"_s, {{u"kind"_s, u"waiting"_s}, {u"key"_s, u"one"_s}}));
    fold.add(at(2, EventKind::Sample, u"dns"_s, {{u"kind"_s, u"query"_s}, {u"key"_s, u"no"_s}}));
    fold.add(at(3, EventKind::Sample, u"dns"_s, {{u"kind"_s, u"waiting"_s}, {u"key"_s, u"two"_s}}));
    QCOMPARE(fold.report().step(u"dns"_s)->waitingFor.value("key"_L1).toString(), u"two"_s);
    fold.add(at(4, EventKind::StepEnded, u"dns"_s, ending(StepStatus::Passed)));
    QVERIFY(fold.report().step(u"dns"_s)->waitingFor.isEmpty());
}

void TestReport::strangersAreIgnored()
{
    const Report report = foldReport(
        {at(1, EventKind::StepStarted, u"teleport"_s),
         at(2, EventKind::Evidence, u"teleport"_s, {{u"a"_s, 1}}),
         at(3, EventKind::Verdict, {}, {{u"findings"_s, u"nonsense"_s}, {u"verdict"_s, QJsonArray{1}}})});
    QCOMPARE(report.steps.size(), flowchart().stepIds().size());
    QVERIFY(report.path.isEmpty());
    QCOMPARE(report.durationMs, 3.0);
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
