// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"
#include "core/report/compare.h"
#include "core/report/flowchartexport.h"
#include "core/report/html.h"
#include "core/report/json.h"
#include "core/report/markdown.h"
#include "core/report/plaintext.h"
#include "core/report/redact.h"
#include "core/report/textreport.h"
#include "core/report/worded.h"
#include "core/walk/journal.h"
#include "tests/unit/schemacheck.h"

#include <QDir>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

QDir folder()
{
    return QDir(QStringLiteral(PATHLIGHT_TEST_DATA "/../replay"));
}

Report reportOf(const QString& name, Redaction mode = Redaction::None)
{
    Redactor redactor(mode);
    return foldReport(redactor.events(rejudge(readJournalFile(folder().filePath(name)).events)));
}

QJsonObject schema()
{
    return QJsonDocument::fromJson(reportSchema()).object();
}

/// No character may reach a terminal that it would obey, or a reader that he would not see.
bool hasHiddenCharacters(const QString& text)
{
    for (const QString& line : text.split(u'\n')) {
        if (visibleText(line) != line) return true;
    }
    return false;
}

QString xmlProblem(const QString& xml)
{
    QXmlStreamReader reader(xml);
    while (!reader.atEnd())
        reader.readNext();
    return reader.hasError() ? u"%1 in line %2"_s.arg(reader.errorString()).arg(reader.lineNumber())
                             : QString();
}

} // namespace

/// Every format of the report, from the journals of tests/replay.
class TestFormats final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void json_data() { walks(); }
    void json();
    void theSchemaCanFail_data();
    void theSchemaCanFail();
    void text_data() { walks(); }
    void text();
    void coloursOnlyWhereWanted();
    void markdown_data() { walks(); }
    void markdown();
    void markdownEscapes_data();
    void markdownEscapes();
    void html_data() { walks(); }
    void html();
    void flowcharts();
    void flowchartShowsTheWalk();
    void everyLabelExists_data() { walks(); }
    void everyLabelExists();
    void comparing();
    void comparingWithItself();
    void aRecordWithoutEnd();
    void whatWasSentIsTold();
    void startedClientsAreTold();

private:
    static void walks();
};

void TestFormats::walks()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("language");
    for (const QString& name : folder().entryList({u"*.pathlight"_s}, QDir::Files)) {
        for (const QString& language : {u"en"_s, u"zh_CN"_s})
            QTest::newRow(qPrintable(name + u' ' + language)) << name << language;
    }
}

void TestFormats::json()
{
    QFETCH(QString, name);
    QFETCH(QString, language);
    const Texts texts(language);
    for (const Redaction mode : {Redaction::None, Redaction::Standard, Redaction::Strict}) {
        const Report report = reportOf(name, mode);
        const QJsonObject json = QJsonDocument::fromJson(reportJsonText(report, texts)).object();
        QCOMPARE(schemaProblem(json, schema()), QString());
        QCOMPARE(json.value("steps"_L1).toArray().size(), 12);
        QCOMPARE(json.contains("practice"_L1), name.startsWith("practice"_L1));
    }
}

void TestFormats::theSchemaCanFail_data()
{
    QTest::addColumn<QStringList>("path");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char* name, const QStringList& path, const QJsonValue& value) {
        QTest::newRow(name) << path << value;
    };
    row("another schema", {u"schema"_s}, u"pathlight.report/2"_s);
    row("unknown member", {u"surprise"_s}, 1);
    row("local time", {u"startedAt"_s}, u"2026-11-20T09:41:07"_s);
    row("negative time", {u"durationMs"_s}, -1);
    row("port as text", {u"target"_s, u"port"_s}, u"443"_s);
    row("unknown status", {u"verdict"_s, u"status"_s}, u"fine"_s);
    row("unknown code", {u"verdict"_s, u"code"_s}, u"tcp.tired"_s);
    row("too sure", {u"verdict"_s, u"confidence"_s}, 1.1);
    row("help code", {u"verdict"_s, u"helpCode"_s}, u"PL-1"_s);
    row("whose", {u"verdict"_s, u"whose"_s}, u"yours"_s);
    row("no summary", {u"verdict"_s, u"summary"_s}, u""_s);
    row("no steps", {u"steps"_s}, QJsonArray());
    row("path with a stranger", {u"path"_s}, QJsonArray{u"tcp"_s, u"teleport"_s});
    row("path twice", {u"path"_s}, QJsonArray{u"tcp"_s, u"tcp"_s});
    row("clients", {u"clients"_s}, QJsonArray{QJsonObject{{u"id"_s, u"netcat"_s}}});
}

void TestFormats::theSchemaCanFail()
{
    QFETCH(QStringList, path);
    QFETCH(QJsonValue, value);
    QJsonObject json = reportJson(reportOf(u"tcp_timed_out.pathlight"_s), Texts(u"en"_s));
    QCOMPARE(schemaProblem(json, schema()), QString());
    if (path.size() == 1) {
        json.insert(path.first(), value);
    } else {
        QJsonObject inner = json.value(path.first()).toObject();
        inner.insert(path.last(), value);
        json.insert(path.first(), inner);
    }
    QVERIFY(!schemaProblem(json, schema()).isEmpty());
}

void TestFormats::text()
{
    QFETCH(QString, name);
    QFETCH(QString, language);
    const Texts texts(language);
    const Report report = reportOf(name);
    const QString text = textReport(report, texts, {80, false});
    QVERIFY(!hasHiddenCharacters(text));
    const WordedReport words = wordReport(report, texts);
    QVERIFY(text.contains(words.helpCode));
    QVERIFY(text.indexOf(words.helpCode) < text.indexOf(texts(u"report.what_was_measured"_s)));
    for (const WordedStep& step : words.steps)
        QVERIFY2(text.contains(step.mark + u' ' + step.name), qPrintable(step.name));
    for (const QString& line : text.split(u'\n')) {
        // Only what must stay whole may be longer: a command, or one long word.
        const bool isCommand = line.startsWith(u"       $ "_s) || line.contains(texts(u"report.undo"_s));
        const bool isOneWord = !line.trimmed().contains(u' ');
        QVERIFY2(isCommand || isOneWord || displayWidth(line) <= 82, qPrintable(line));
    }
}

void TestFormats::coloursOnlyWhereWanted()
{
    const Report report = reportOf(u"hostile.pathlight"_s);
    const Texts texts(u"en"_s);
    QVERIFY(!textReport(report, texts, {80, false}).contains(QChar(0x1b)));
    QString coloured = textReport(report, texts, {80, true});
    static const QRegularExpression colour(u"\u001b\\[[0-9;]+m"_s);
    QVERIFY(coloured.contains(colour));
    QCOMPARE(coloured.remove(colour), textReport(report, texts, {80, false}));
}

void TestFormats::markdown()
{
    QFETCH(QString, name);
    QFETCH(QString, language);
    const QString text = markdownReport(reportOf(name), Texts(language));
    QVERIFY(!hasHiddenCharacters(text));
    static const QRegularExpression tag(u"(?<!\\\\)<[a-z]"_s);
    static const QRegularExpression code(u"(`+)[^`].*?\\1"_s);
    QVERIFY2(!QString(text).remove(code).contains(tag), qPrintable(text));
    static const QRegularExpression link(u"(?<!\\\\)\\]\\("_s);
    QVERIFY2(!link.match(text).hasMatch(), qPrintable(link.match(text).captured()));
    // Each table's rows have as many cells as its head.
    int cells = 0;
    for (const QString& line : text.split(u'\n')) {
        if (!line.startsWith(u"| "_s)) {
            cells = 0;
            continue;
        }
        static const QRegularExpression bar(u"(?<!\\\\)\\|"_s);
        const int found = static_cast<int>(line.count(bar));
        QVERIFY2(cells == 0 || found == cells, qPrintable(line));
        cells = found;
    }
}

void TestFormats::markdownEscapes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("link") << u"[a](b)"_s << u"\\[a\\](b)"_s;
    QTest::newRow("html") << u"<b>&amp;"_s << u"\\<b\\>\\&amp;"_s;
    QTest::newRow("table") << u"a|b"_s << u"a\\|b"_s;
    QTest::newRow("heading") << u"# a #"_s << u"\\# a #"_s;
    QTest::newRow("list") << u"- a - b"_s << u"\\- a - b"_s;
    QTest::newRow("numbered") << u"1. a 2. b"_s << u"1\\. a 2. b"_s;
    QTest::newRow("bracketed number") << u"1) a (2)"_s << u"1\\) a (2)"_s;
    QTest::newRow("address") << u"https://a.b and www.c.d"_s << u"https\\://a.b and www\\.c.d"_s;
    QTest::newRow("words") << u"tcp_timed_out _b_"_s << u"tcp_timed_out \\_b\\_"_s;
    QTest::newRow("quiet") << u"3.2 s: 2607:6bc0::10."_s << u"3.2 s: 2607:6bc0::10."_s;
    QTest::newRow("lines") << u"a\n# b"_s << u"a\uFFFD# b"_s;
    QTest::newRow("backslash") << u"a\\`b`"_s << u"a\\\\\\`b\\`"_s;
}

void TestFormats::markdownEscapes()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(markdownText(text), expected);
}

void TestFormats::html()
{
    QFETCH(QString, name);
    QFETCH(QString, language);
    QString html = htmlReport(reportOf(name), Texts(language));
    QVERIFY(!hasHiddenCharacters(html));
    for (const QString& forbidden : {u"<script"_s, u"<img"_s, u"<link"_s, u"<iframe"_s, u"@import"_s})
        QVERIFY2(!html.contains(forbidden), qPrintable(forbidden));
    static const QRegularExpression loads(u"<[^>]*\\b(src|href|on\\w+)\\s*="_s);
    QVERIFY2(!html.contains(loads), qPrintable(loads.match(html).captured()));
    QVERIFY(html.contains(language == "en"_L1 ? u"<html lang=\"en\">"_s : u"<html lang=\"zh-CN\">"_s));
    // Well-formed but for the elements that have no end in HTML.
    html.remove(u"<!DOCTYPE html>\n"_s);
    html.replace(QRegularExpression(u"<meta([^>]*)>"_s), u"<meta\\1/>"_s);
    QCOMPARE(xmlProblem(html), QString());
}

void TestFormats::flowcharts()
{
    for (const QString& language : {u"en"_s, u"zh_CN"_s}) {
        const Texts texts(language);
        const QString svg = flowchartSvg(flowchart(), texts);
        QCOMPARE(xmlProblem(svg), QString());
        const QString mermaid = flowchartMermaid(flowchart(), texts);
        const QJsonObject json = QJsonDocument::fromJson(flowchartJson(flowchart(), texts)).object();
        QCOMPARE(json.value("nodes"_L1).toArray().size(), flowchart().nodes.size());
        for (const QString& id : flowchart().stepIds()) {
            const QString name = texts(u"step.%1.name"_s.arg(id));
            QVERIFY2(svg.contains(name.toHtmlEscaped()), qPrintable(name));
            QVERIFY2(mermaid.contains(u"  "_s + id + u"[\""_s + name), qPrintable(name));
        }
        QCOMPARE(mermaid.count(u" -->"_s), flowchart().edges.size());
        QVERIFY(!svg.contains(u"flow-taken\""_s));
    }
}

void TestFormats::flowchartShowsTheWalk()
{
    const Report report = reportOf(u"tcp_timed_out.pathlight"_s);
    const Texts texts(u"en"_s);
    const QString svg = flowchartSvg(flowchart(), texts, &report);
    QVERIFY(svg.contains(u"flow-failed"_s));
    QVERIFY(svg.contains(u"✗ Port 443"_s));
    QVERIFY(svg.contains(u"flow-taken"_s));
    QVERIFY(flowchartMermaid(flowchart(), texts, &report).contains(u"linkStyle 0,"_s));
    QVERIFY(flowchartJson(flowchart(), texts, &report).contains("\"status\": \"failed\""));
}

/// Whatever a report names has a text in both languages: a key that shows through is a gap.
void TestFormats::everyLabelExists()
{
    QFETCH(QString, name);
    QFETCH(QString, language);
    const Texts texts(language);
    static const QRegularExpression key(
        u"\\b(evidence|step|status|verdict|whose|severity|risk|scope|reason|report|outcome)\\.[a-z]\\w*"_s);
    const WordedReport words = wordReport(reportOf(name), texts);
    QStringList labels{words.title, words.statusWord, words.whose, words.practice, words.ending};
    for (const WordedStep& step : words.steps) {
        labels += {step.name, step.question, step.statusWord, step.reason};
        for (const EvidenceRow& row : step.rows)
            labels.append(row.label);
        for (const EvidenceTable& table : step.tables)
            labels += QStringList{table.title} + table.columns;
    }
    for (const QString& label : labels)
        QVERIFY2(!key.match(label).hasMatch(), qPrintable(label));
}

void TestFormats::comparing()
{
    const Comparison comparison =
        compareReports(reportOf(u"healthy.pathlight"_s), reportOf(u"tcp_timed_out.pathlight"_s));
    QVERIFY(comparison.verdictChanged());
    const auto tcp = std::find_if(comparison.steps.begin(), comparison.steps.end(),
                                  [](const ComparedStep& step) { return step.id == "tcp"_L1; });
    QVERIFY(tcp->changed());
    QCOMPARE(tcp->appeared, QStringList{u"tcp.timed_out"_s});
    const QJsonObject json = QJsonDocument::fromJson(comparisonJson(comparison)).object();
    QCOMPARE(json.value("after"_L1).toObject().value("code"_L1).toString(), u"tcp.timed_out"_s);
    QVERIFY(json.value("before"_L1).toObject().value("code"_L1).isNull());
    const QString text = comparisonText(comparison, Texts(u"en"_s));
    QVERIFY(text.contains(u"+ tcp.timed_out"_s));
    QVERIFY(!hasHiddenCharacters(text));
}

void TestFormats::comparingWithItself()
{
    const Report report = reportOf(u"intermittent.pathlight"_s);
    const Comparison comparison = compareReports(report, report);
    QVERIFY(!comparison.verdictChanged());
    for (const ComparedStep& step : comparison.steps) {
        QVERIFY(!step.changed());
        for (const ComparedValue& value : step.values)
            QVERIFY(!value.changed());
    }
    QVERIFY(comparisonText(comparison, Texts(u"en"_s)).contains(Texts(u"en"_s)(u"cli.compare_same"_s)));
}

void TestFormats::aRecordWithoutEnd()
{
    // As a walk that is still running is exported: not rejudged, without an end.
    const QList<Event> events = readJournalFile(folder().filePath(u"cut.pathlight"_s)).events;
    const Report report = foldReport(events);
    QVERIFY(!report.ended());
    const QJsonObject json = reportJson(report, Texts(u"en"_s));
    QCOMPARE(schemaProblem(json, schema()), QString());
    QCOMPARE(json.value("ending"_L1).toString(), u"cut"_s);
    for (const QJsonValue& step : json.value("steps"_L1).toArray()) {
        const QJsonObject object = step.toObject();
        if (object.value("id"_L1) == "route"_L1) {
            QCOMPARE(object.value("status"_L1).toString(), u"unknown"_s);
            QVERIFY(object.value("durationMs"_L1).isNull());
        }
        if (object.value("id"_L1) == "clients"_L1)
            QCOMPARE(object.value("status"_L1).toString(), u"skipped"_s);
    }
}

void TestFormats::startedClientsAreTold()
{
    Report report = foldReport(rejudge(readJournalFile(folder().filePath(u"healthy.pathlight"_s)).events));
    ClientEvidence client;
    client.id = u"curl"_s;
    client.outcome = ClientOutcome::Works;
    client.reason = u"works"_s;
    client.addressFamilies.fallback = u"race"_s;
    ClientTrialEvidence trial;
    trial.program = u"/opt/tools/curl"_s;
    trial.version = u"curl 8.1.0"_s;
    trial.outcome = TrialOutcome::Failed;
    trial.error = u"curl: (60) <b>SSL certificate problem\u202e"_s;
    trial.predicted = ClientOutcome::Works;
    trial.agrees = false;
    client.trial = trial;
    report.evidence.clients = ClientsEvidence{{}, {}, {client}};
    for (StepReport& step : report.steps) {
        if (step.id == "clients"_L1) step.evidence = toObject(*report.evidence.clients);
    }
    for (const QString& language : {u"en"_s, u"zh_CN"_s}) {
        const Texts texts(language);
        const QJsonObject json = reportJson(report, texts);
        QCOMPARE(schemaProblem(json, schema()), QString());
        const QJsonObject told = json.value("clients"_L1).toArray().last().toObject();
        QCOMPARE(told.value("trial"_L1)["outcome"_L1].toString(), u"failed"_s);
        const QString differs = texts(u"client.trial.differs"_s);
        for (const QString& text : {textReport(report, texts, {400, false}), markdownReport(report, texts),
                                    htmlReport(report, texts)}) {
            QVERIFY2(text.contains("curl 8.1.0"_L1) && text.contains("SSL certificate problem"_L1) &&
                         text.contains(differs),
                     qPrintable(text));
            QVERIFY(!hasHiddenCharacters(text));
        }
        QVERIFY(!htmlReport(report, texts).contains("<b>SSL"_L1));
        QVERIFY(htmlReport(report, texts).contains("/opt/tools/curl"_L1));
    }
}

void TestFormats::whatWasSentIsTold()
{
    Report report = foldReport(rejudge(readJournalFile(folder().filePath(u"healthy.pathlight"_s)).events));
    QVERIFY(!report.sent); // recorded before anybody counted
    QVERIFY(!reportJson(report, Texts(u"en"_s)).contains("sent"_L1));
    report.sent = SentEvidence{18, 2, 96, 14848};
    const QJsonObject json = reportJson(report, Texts(u"en"_s));
    QCOMPARE(schemaProblem(json, schema()), QString());
    QCOMPARE(json.value("sent"_L1).toObject().value("packets"_L1).toInt(), 96);
    for (const QString& language : {u"en"_s, u"zh_CN"_s}) {
        const Texts texts(language);
        for (const QString& text : {textReport(report, texts, {400, false}), markdownReport(report, texts),
                                    htmlReport(report, texts)})
            QVERIFY2(text.contains("96"_L1) && text.contains("14.5 KiB"_L1), qPrintable(language));
    }
}

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
