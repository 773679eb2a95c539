// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/otherroutes.h"
#include "core/report/textreport.h"

#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A walk whose first address does not answer.
Report brokenAt(ConnectOutcome other)
{
    Report report;
    report.judged = true;
    report.verdict.status = VerdictStatus::Broken;
    TcpEvidence tcp;
    ConnectAttempt first;
    first.address = u"198.51.100.10"_s;
    first.outcome = ConnectOutcome::TimedOut;
    ConnectAttempt second;
    second.address = u"2001:db8::10"_s;
    second.outcome = other;
    tcp.attempts = {first, second};
    report.evidence.tcp = tcp;
    return report;
}

void addWay(Report* report, const QString& via, std::optional<bool> opens, const QString& outcome,
            std::optional<int> status = {})
{
    if (!report->evidence.clients) report->evidence.clients = ClientsEvidence();
    ClientWayEvidence way;
    way.via = via;
    way.opens = opens;
    way.outcome = outcome;
    way.status = status;
    if (status) way.fromTheApi = *status == 401;
    report->evidence.clients->ways.append(way);
}

QStringList routesOf(const Report& report)
{
    return otherRoutes(report, Texts(u"en"_s));
}

} // namespace

class TestOtherRoutes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addressesTellHowTheyStand()
    {
        const QStringList routes = routesOf(brokenAt(ConnectOutcome::Connected));
        QCOMPARE(routes.size(), 2);
        QVERIFY(routes[0].startsWith(u"✗ "_s) && routes[0].contains("198.51.100.10"_L1));
        QVERIFY(routes[1].startsWith(u"✓ "_s) && routes[1].contains("2001:db8::10"_L1));
        QVERIFY(routes[1].contains("not tried"_L1)); // A connection is no answer.
    }

    void theAddressInUseIsNoOtherWay()
    {
        Report report = brokenAt(ConnectOutcome::Connected);
        report.evidence.tcp->chosen = u"2001:db8::10"_s;
        QCOMPARE(routesOf(report).size(), 1);
    }

    void nothingIsSaidOfAHealthyWalk()
    {
        Report report = brokenAt(ConnectOutcome::Connected);
        report.verdict.status = VerdictStatus::Healthy;
        QVERIFY(routesOf(report).isEmpty());
        report.verdict.status = VerdictStatus::Broken;
        report.judged = false;
        QVERIFY(routesOf(report).isEmpty());
    }

    void waysThatClientsTake()
    {
        Report report = brokenAt(ConnectOutcome::Refused);
        addWay(&report, u"direct"_s, true, u"connected"_s, 401);
        addWay(&report, u"http://filter.example:3128"_s, true, u"connected"_s, 403);
        addWay(&report, u"http://quiet.example:3128"_s, true, u"http_timed_out"_s);
        addWay(&report, u"http://proxy.example:3128"_s, false, u"refused"_s);
        addWay(&report, u"http://other.example:3128"_s, std::nullopt, {});
        const QString routes = routesOf(report).join(u'\n');
        QVERIFY(routes.contains(u"✓ direct"_s));
        QVERIFY(routes.contains(u"✗ http://filter.example:3128"_s) && routes.contains(u"403"_s));
        QVERIFY(routes.contains(u"? http://quiet.example:3128"_s));
        QVERIFY(routes.contains(u"✗ http://proxy.example:3128"_s));
        QVERIFY(routes.contains(u"? http://other.example:3128"_s));
    }

    void whereTheApiRefusesOtherWaysEndAlike()
    {
        Report report = brokenAt(ConnectOutcome::Connected);
        addWay(&report, u"direct"_s, true, u"connected"_s, 401);
        addWay(&report, u"http://filter.example:3128"_s, true, u"connected"_s, 403);
        addWay(&report, u"http://quiet.example:3128"_s, true, u"http_timed_out"_s);
        HttpEvidence http;
        http.fromTheApi = true;
        report.evidence.http = http;
        QVERIFY(routesOf(report).isEmpty());
        EnvironmentEvidence environment;
        VariableEvidence bedrock;
        bedrock.name = u"CLAUDE_CODE_USE_BEDROCK"_s;
        bedrock.value = u"1"_s;
        environment.variables = {bedrock};
        EndpointEvidence gateway;
        gateway.value = u"https://gateway.example/"_s;
        environment.endpoint = gateway;
        report.evidence.environment = environment;
        const QStringList routes = routesOf(report);
        QCOMPARE(routes.size(), 2);
        QVERIFY(routes[0].contains("gateway.example"_L1));
        QVERIFY(routes[1].contains("Amazon Bedrock"_L1));
        report.evidence.environment->variables[0].value = u"0"_s;
        QCOMPARE(routesOf(report).size(), 1);
    }

    void aHostileJournalIsBoundedAndVisible()
    {
        Report report = brokenAt(ConnectOutcome::Connected);
        for (int index = 0; index < 500; ++index)
            addWay(&report, u"http://p%1\u202e.example"_s.arg(index), true, u"connected"_s);
        const QStringList routes = routesOf(report);
        QCOMPARE(routes.size(), 8);
        for (const QString& each : routes)
            QVERIFY(!each.contains(QChar(0x202e)));
    }

    void theTextReportHasASection()
    {
        const Texts texts(u"en"_s);
        const QString heading = texts(u"report.other_routes"_s);
        Report report = brokenAt(ConnectOutcome::Connected);
        const QString written = textReport(report, texts, TextLayout{});
        QVERIFY2(written.contains(heading), qPrintable(written));
        report.verdict.status = VerdictStatus::Healthy;
        QVERIFY(!textReport(report, texts, TextLayout{}).contains(heading));
    }
};

QTEST_GUILESS_MAIN(TestOtherRoutes)
#include "tst_otherroutes.moc"
