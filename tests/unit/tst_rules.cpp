// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/assess.h"
#include "core/report/basis.h"
#include "core/rules/causes.h"
#include "core/rules/codes.h"
#include "core/rules/judge.h"
#include "core/rules/regions.h"
#include "tests/unit/overlay.h"

#include <QDate>
#include <QFile>
#include <QJsonDocument>
#include <QLocale>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

/// rulecases.json: "pieces" are named step evidences, "cases" put pieces together and say what must come out.
QJsonObject readCases()
{
    QFile file(QStringLiteral(PATHLIGHT_TEST_DATA "/rulecases.json"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError)
        qWarning("rulecases.json: %s", qPrintable(error.errorString()));
    return object;
}

Facts factsFrom(const QJsonObject& pieces, const QJsonObject& wanted)
{
    QJsonObject evidence;
    for (const QJsonValue& name : wanted.value("with"_L1).toArray()) {
        const QJsonObject piece = pieces.value(name.toString()).toObject();
        if (piece.isEmpty()) qWarning("no piece %s", qPrintable(name.toString()));
        evidence = overlay(evidence, piece);
    }
    evidence = overlay(evidence, wanted.value("evidence"_L1).toObject());
    Facts facts;
    facts.evidence = fromObject<Evidence>(evidence);
    facts.host = wanted.value("host"_L1).toString(u"api.lab.example"_s);
    facts.targetIsLocal = facts.host == "localhost"_L1;
    for (const QString& step : evidence.keys())
        facts.ended.insert(step);
    return facts;
}

/// "broken tcp.timed_out", then each fault and warning of the walk, sorted.
QStringList flatten(const Judgement& judgement)
{
    QStringList lines;
    for (const Finding& finding : judgement.findings) {
        if (finding.severity == Severity::Note && !finding.code.startsWith("note."_L1)) continue;
        lines.append(u"%1 %2"_s.arg(nameOf(finding.severity), finding.code));
    }
    lines.sort();
    lines.removeDuplicates();
    lines.prepend(nameOf(judgement.verdict.status) + u' ' + judgement.verdict.code.value_or(u"-"_s));
    return lines;
}

} // namespace

class TestRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<QJsonObject>("wanted");
        for (const QJsonValue& each : readCases().value("cases"_L1).toArray()) {
            const QJsonObject wanted = each.toObject();
            QTest::newRow(qPrintable(wanted.value("name"_L1).toString())) << wanted;
        }
    }

    void judges()
    {
        QFETCH(QJsonObject, wanted);
        const Judgement judgement = judge(factsFrom(readCases().value("pieces"_L1).toObject(), wanted));
        QStringList expected;
        for (const QJsonValue& line : wanted.value("expect"_L1).toArray())
            expected.append(line.toString());
        QCOMPARE(flatten(judgement), expected);
        if (wanted.contains("whose"_L1))
            QCOMPARE(judgement.verdict.whose, wanted.value("whose"_L1).toString());
        for (const QString& argument : {u"reading"_s, u"disturbance"_s}) {
            if (!wanted.contains(argument)) continue;
            const QString said = judgement.verdict.arguments.value(argument).toString();
            QCOMPARE(said, wanted.value(argument).toString());
            QVERIFY(said.isEmpty() || Texts(u"en"_s).has(argument + u'.' + said));
        }
        if (wanted.contains("noteReading"_L1)) {
            const QString reading = wanted.value("noteReading"_L1).toString();
            QVERIFY(
                std::any_of(judgement.findings.begin(), judgement.findings.end(), [&](const Finding& each) {
                    return each.severity == Severity::Note && each.arguments.value("reading"_L1) == reading;
                }));
            QVERIFY(Texts(u"en"_s).has(u"reading."_s + reading));
        }
        const QJsonObject statuses = wanted.value("statuses"_L1).toObject();
        const Facts facts = factsFrom(readCases().value("pieces"_L1).toObject(), wanted);
        for (const QString& step : statuses.keys())
            QCOMPARE(nameOf(assess(facts).statuses.value(step)), statuses.value(step).toString());
    }

    void everyFindingOpensToWhatWasMeasured_data() { judges_data(); }

    void everyFindingOpensToWhatWasMeasured()
    {
        QFETCH(QJsonObject, wanted);
        static const Texts texts(u"en"_s);
        const Facts facts = factsFrom(readCases().value("pieces"_L1).toObject(), wanted);
        for (const Finding& finding : judge(facts).findings) {
            const bool isFault = finding.severity == Severity::Fault;
            QVERIFY2(!isFault || !finding.because.isEmpty(), qPrintable(finding.code));
            if (finding.because.isEmpty()) continue;
            QVERIFY2(!basisOf(finding, facts.evidence, texts).isEmpty(),
                     qPrintable(finding.code + u": "_s + finding.because.join(u", "_s)));
        }
    }

    void aFindingNamesOneElementOfAList()
    {
        Evidence evidence;
        evidence.tcp.emplace();
        ConnectAttempt attempt;
        attempt.address = u"198.51.100.10"_s;
        attempt.port = 443;
        evidence.tcp->attempts = {attempt, attempt};
        evidence.tcp->attempts[1].address = u"198.51.100.11"_s;
        static const Texts texts(u"en"_s);
        Finding finding;
        finding.because = {u"tcp.attempts[1].outcome"_s, u"tcp.attempts[1].icmp"_s, u"tls.outcome"_s,
                           u"nonsense"_s, u"tcp.chosen"_s};
        const QList<Basis> basis = basisOf(finding, evidence, texts);
        QCOMPARE(basis.size(), 1);
        QCOMPARE(basis[0].step, u"tcp"_s);
        QCOMPARE(basis[0].rows.size(), 1);
        QCOMPARE(basis[0].tables.size(), 1);
        QCOMPARE(basis[0].tables[0].rows.size(), 1);
        QCOMPARE(basis[0].tables[0].rows[0].constFirst(), u"198.51.100.11:443"_s);
        finding.because = {u"tcp.attempts[7].outcome"_s};
        QCOMPARE(basisOf(finding, evidence, texts)[0].tables[0].rows.size(), 2);
    }

    void everyVerdictHasAHelpCodeAndAnOwner()
    {
        const QStringList owners{u"this computer"_s, u"local network"_s, u"path"_s,
                                 u"provider"_s,      u"account"_s,       u"unknown"_s};
        QSet<QString> help;
        for (const CodeInfo& info : allCodes()) {
            QVERIFY2(info.help.startsWith("PL-"_L1), qPrintable(info.code));
            QVERIFY2(!help.contains(info.help), qPrintable(info.help));
            QVERIFY2(owners.contains(info.whose), qPrintable(info.code));
            help.insert(info.help);
        }
        QVERIFY(help.size() >= 70);
    }

    /// No two causes may explain each other: then neither would be left as the root.
    void causesHaveNoCircle()
    {
        for (const CodeInfo& one : allCodes()) {
            for (const CodeInfo& other : allCodes()) {
                const bool circle = explains(one.code, other.code) && explains(other.code, one.code);
                QVERIFY2(!circle, qPrintable(one.code + u" and "_s + other.code));
            }
        }
    }

    void theListOfRegionsHoldsCountriesOnly()
    {
        QFile file(u":/pathlight/regions.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray countries =
            QJsonDocument::fromJson(file.readAll()).object().value("countries"_L1).toArray();
        QVERIFY(countries.size() > 150);
        QString last;
        for (const QJsonValue& each : countries) {
            const QString code = each.toString();
            QVERIFY2(last < code, qPrintable(code));
            QVERIFY2(QLocale::codeToTerritory(code) != QLocale::AnyTerritory, qPrintable(code));
            QVERIFY(standingOfRegion(code.toLower()));
            last = code;
        }
        QVERIFY(QDate::fromString(regionListDate(), Qt::ISODate).isValid());
        QVERIFY(!standingOfRegion(QString()));
        QVERIFY(!standingOfRegion(u"中国"_s));
    }

    void everyCauseSaysWhyAndNamesCodes()
    {
        QVERIFY(!causes().isEmpty());
        for (const Cause& cause : causes()) {
            QVERIFY2(!cause.because.isEmpty(), qPrintable(cause.cause));
            QStringList patterns = cause.explains;
            patterns.append(cause.cause);
            for (const QString& pattern : patterns) {
                const bool known =
                    std::any_of(allCodes().begin(), allCodes().end(), [&](const CodeInfo& info) {
                        return pattern.endsWith(u'*') ? info.code.startsWith(pattern.chopped(1))
                                                      : info.code == pattern;
                    });
                QVERIFY2(known, qPrintable(pattern));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
