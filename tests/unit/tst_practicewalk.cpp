// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"
#include "core/practice/practiceserver.h"
#include "core/report/report.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 120'000;

/// What a walk to the practice server comes to.
Report walked(const PracticeServer& server)
{
    DiagnosisRequest request;
    request.target = server.target();
    request.options = server.options();
    request.quietUpTo = server.scenario().quietUpTo;
    request.key = server.key();
    request.practice = true;
    request.scenario = server.scenario().id;
    Diagnosis diagnosis(request);
    ReportFold fold;
    QObject::connect(&diagnosis, &Diagnosis::event, &diagnosis, [&](const Event& event) { fold.add(event); });
    QSignalSpy finished(&diagnosis, &Diagnosis::finished);
    diagnosis.start();
    if (!finished.wait(patienceMs)) qWarning("the walk did not end");
    return fold.report();
}

/// Every finding that is no note, for a failure's message.
QString findingsOf(const Report& report)
{
    QStringList found;
    for (const StepReport& step : report.steps) {
        for (const Finding& finding : step.findings)
            if (finding.severity != Severity::Note) found.append(step.id + u": "_s + finding.code);
    }
    return found.join(u", "_s);
}

bool hasNote(const Report& report, const QString& code)
{
    return std::any_of(report.steps.begin(), report.steps.end(), [&](const StepReport& step) {
        return std::any_of(step.findings.begin(), step.findings.end(), [&](const Finding& each) {
            return each.code == code && each.severity == Severity::Note;
        });
    });
}

} // namespace

/// Walks to each practice scenario with the program's own steps and rules: each must get the verdict it
/// names.
class TestPracticeWalk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        // This computer's own settings are no part of what is practised on.
        QVERIFY(m_home.isValid());
        qputenv("HOME", m_home.path().toLocal8Bit());
        for (const QByteArray& name : connectionVariables())
            qunsetenv(name.constData());
    }

    void scenarios_data()
    {
        QTest::addColumn<QString>("id");
        for (const PracticeScenario& each : practiceScenarios())
            QTest::newRow(each.id.toLatin1().constData()) << each.id;
    }
    void scenarios()
    {
        QFETCH(QString, id);
        PracticeServer server(*practiceScenario(id));
        QSignalSpy ready(&server, &PracticeServer::ready);
        server.start();
        QVERIFY(ready.wait(10'000));
        const Report report = walked(server);
        const PracticeScenario& scenario = server.scenario();
        const QByteArray found = findingsOf(report).toLatin1();
        QCOMPARE(report.ending, u"completed"_s);
        QVERIFY2(report.verdict.code == scenario.verdictCode, found.constData());
        QVERIFY2(nameOf(report.verdict.status) == scenario.verdictStatus, found.constData());
        QVERIFY(report.header.practice);
        QCOMPARE(report.header.scenario, id);
        if (!scenario.note.isEmpty()) QVERIFY2(hasNote(report, scenario.note), found.constData());
        if (scenario.quietLimit.count() > 0) {
            // The answer itself takes a moment, and the search ends where a second is left.
            const auto& idle = report.evidence.stream->idle;
            QVERIFY(idle && idle->droppedMs);
            const auto limit = static_cast<double>(scenario.quietLimit.count());
            QVERIFY2(std::abs(*idle->droppedMs - limit) <= 1000, QByteArray::number(*idle->droppedMs));
        }
    }

private:
    /// The variables that change how clients connect, in all their spellings.
    static QList<QByteArray> connectionVariables()
    {
        QList<QByteArray> names{
            "SSL_CERT_FILE",         "SSL_CERT_DIR",         "REQUESTS_CA_BUNDLE",
            "CURL_CA_BUNDLE",        "NODE_EXTRA_CA_CERTS",  "ANTHROPIC_BASE_URL",
            "ANTHROPIC_API_KEY",     "ANTHROPIC_AUTH_TOKEN", "NODE_TLS_REJECT_UNAUTHORIZED",
            "CLAUDE_CODE_CERT_STORE"};
        for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}) {
            names.append(name);
            names.append(QByteArray(name).toUpper());
        }
        return names;
    }

    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(TestPracticeWalk)
#include "tst_practicewalk.moc"
