// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/worded.h"
#include "tests/gui/samplewalks.h"
#include "ui/pdf/pdfreport.h"
#include "ui/pdf/plaincharacters.h"

#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

constexpr int programMs = 30'000;

struct Ran
{
    int status = -1;
    QString out;
    QString err;
};

Ran run(const QString& program, const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForStarted(programMs)) return {-1, {}, process.errorString()};
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(programMs)) {
        process.kill();
        process.waitForFinished(programMs);
        return {-1, {}, u"did not end"_s};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

/// Without breaks and spaces: lines wrap where they will, and Chinese has none.
QString packed(const QString& text)
{
    static const QRegularExpression spaces(u"\\s+"_s);
    return QString(text).remove(spaces);
}

QString textOf(const QString& pdf, int page = 0)
{
    QStringList arguments{u"-raw"_s};
    if (page > 0) arguments += {u"-f"_s, QString::number(page), u"-l"_s, QString::number(page)};
    return run(u"pdftotext"_s, arguments + QStringList{pdf, u"-"_s}).out;
}

int pagesOf(const QString& pdf)
{
    static const QRegularExpression pages(u"Pages:\\s+(\\d+)"_s);
    return pages.match(run(u"pdfinfo"_s, {pdf}).out).captured(1).toInt();
}

QByteArray journalOf(const QString& walk)
{
    return samplewalks::journal(walk);
}

} // namespace

class TestPdf final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void verdictIsOnTheFirstPage_data();
    void verdictIsOnTheFirstPage();
    void everyPageIsNumbered_data() { verdictIsOnTheFirstPage_data(); }
    void everyPageIsNumbered();
    void fontsAreEmbedded();
    void measurementsCanBeSearchedFor();
    void practiceIsMarkedOnEveryPage();
    void machineIsNamedUnlessRedacted();
    void unfinishedWalkSaysSo();
    void nothingIsWrittenWhereItCannotBe();
    void longReportsBreakBetweenRows();
    void anyThreadMayWrite();
    void meaningsAreRestoredInTheirTablesOnly();
    void renderRefusesWhatIsNoRequest_data();
    void renderRefusesWhatIsNoRequest();
    void renderWritesEachFormat();
    void renderRedacts();
    void renderNeverShowsASecret();
    void renderSaysWhenOutputFails();

private:
    QString m_render = QStringLiteral(PATHLIGHT_RENDER);
    QTemporaryDir m_folder;
    [[nodiscard]] QString pathOf(const QString& name) const { return m_folder.filePath(name); }
};

void TestPdf::initTestCase()
{
    QVERIFY(m_folder.isValid());
    if (run(u"pdftotext"_s, {u"-v"_s}).status < 0) QSKIP("pdftotext (poppler-utils) is not installed");
}

void TestPdf::verdictIsOnTheFirstPage_data()
{
    QTest::addColumn<QString>("walk");
    QTest::addColumn<QString>("language");
    for (const QString& walk : samplewalks::names()) {
        for (const QString& language : {u"en"_s, u"zh_CN"_s})
            QTest::addRow("%s %s", qPrintable(walk), qPrintable(language)) << walk << language;
    }
}

void TestPdf::verdictIsOnTheFirstPage()
{
    QFETCH(QString, walk);
    QFETCH(QString, language);
    const Texts texts(language);
    const QString path = pathOf(walk + language + u".pdf"_s);
    QCOMPARE(writePdf(samplewalks::walk(walk), texts, path), QString());
    const WordedReport worded = wordReport(foldReport(samplewalks::walk(walk)), texts);
    const QString first = packed(textOf(path, 1));
    QVERIFY2(first.contains(packed(worded.summary)), qPrintable(first));
    QVERIFY(first.contains(packed(worded.helpCode)));
    QVERIFY(first.contains(packed(worded.confidence)));
    QVERIFY(first.contains(packed(texts(u"report.what_to_do"_s))));
    const QString all = packed(textOf(path));
    for (const WordedStep& step : worded.steps)
        QVERIFY2(all.contains(packed(step.name)), qPrintable(step.name));
    for (const Remedy& remedy : worded.remedies)
        QVERIFY2(all.contains(packed(remedy.command)), qPrintable(remedy.command));
}

void TestPdf::everyPageIsNumbered()
{
    QFETCH(QString, walk);
    QFETCH(QString, language);
    const Texts texts(language);
    const QString path = pathOf(u"pages"_s + walk + language + u".pdf"_s);
    QCOMPARE(writePdf(samplewalks::walk(walk), texts, path), QString());
    const int pages = pagesOf(path);
    QVERIFY(pages >= 3);
    for (int page = 1; page <= pages; ++page) {
        const QString words = texts(
            u"report.page"_s, {{u"page"_s, QString::number(page)}, {u"pages"_s, QString::number(pages)}});
        const QString text = packed(textOf(path, page));
        QVERIFY2(text.contains(packed(words)), qPrintable(words));
        QVERIFY(text.contains(packed(u"2026-11-20 09:41:07 UTC"_s)));
    }
}

void TestPdf::fontsAreEmbedded()
{
    const QString path = pathOf(u"fonts.pdf"_s);
    QCOMPARE(writePdf(samplewalks::walk(u"tcp_timed_out"_s), Texts(u"zh_CN"_s), path), QString());
    const QStringList lines = run(u"pdffonts"_s, {path}).out.trimmed().split(u'\n');
    QVERIFY(lines.size() > 2);
    static const QRegularExpression embedded(u"\\s(yes)\\s+(yes|no)\\s+yes\\s+\\d+\\s+0\\s*$"_s);
    for (const QString& line : lines.mid(2))
        QVERIFY2(embedded.match(line).hasMatch(), qPrintable(line));
}

void TestPdf::measurementsCanBeSearchedFor()
{
    const QString path = pathOf(u"search.pdf"_s);
    QCOMPARE(writePdf(samplewalks::walk(u"tcp_prohibited"_s), Texts(u"en"_s), path), QString());
    const QString all = textOf(path);
    // Digits, addresses and ligatures: what fonts like to draw with other glyphs.
    for (const QString& words :
         {u"160.79.104.10"_s, u"198.51.100.1 says: administratively prohibited (3/13)"_s,
          u"2026-11-20 09:41:07 UTC"_s, u"Confidence"_s, u"SYN"_s})
        QVERIFY2(packed(all).contains(packed(words)), qPrintable(words));
}

void TestPdf::practiceIsMarkedOnEveryPage()
{
    const QString path = pathOf(u"practice.pdf"_s);
    const Texts texts(u"en"_s);
    QCOMPARE(writePdf(samplewalks::walk(u"practice"_s), texts, path), QString());
    const QString banner = packed(texts(u"report.practice_banner"_s));
    for (int page = 1; page <= pagesOf(path); ++page)
        QVERIFY(packed(textOf(path, page)).contains(banner));
    QCOMPARE(writePdf(samplewalks::walk(u"healthy"_s), texts, path), QString());
    QVERIFY(!packed(textOf(path)).contains(banner));
}

void TestPdf::machineIsNamedUnlessRedacted()
{
    QList<Event> events = samplewalks::walk(u"healthy"_s);
    const QString path = pathOf(u"machine.pdf"_s);
    QCOMPARE(writePdf(events, Texts(u"en"_s), path), QString());
    QVERIFY(textOf(path).contains(u"reading-room-4"_s));
    events[0].data.insert(u"machine"_s, QString());
    QCOMPARE(writePdf(events, Texts(u"en"_s), path), QString());
    QVERIFY(!textOf(path).contains(u"reading-room-4"_s));
    QVERIFY(!textOf(path).contains(Texts(u"en"_s)(u"report.machine"_s) + u':'));
}

void TestPdf::unfinishedWalkSaysSo()
{
    QList<Event> events = samplewalks::walk(u"healthy"_s).mid(0, 30);
    const Texts texts(u"en"_s);
    const QString path = pathOf(u"unfinished.pdf"_s);
    QCOMPARE(writePdf(events, texts, path), QString());
    QVERIFY(packed(textOf(path, 1)).contains(packed(texts(u"pdf.not_ended"_s))));
}

void TestPdf::nothingIsWrittenWhereItCannotBe()
{
    const QString nowhere = pathOf(u"no/such/folder/report.pdf"_s);
    QVERIFY(!writePdf(samplewalks::walk(u"healthy"_s), Texts(u"en"_s), nowhere).isEmpty());
    QVERIFY(!QFile::exists(nowhere));
    const QString folder = m_folder.path();
    QVERIFY(!writePdf(samplewalks::walk(u"healthy"_s), Texts(u"en"_s), folder).isEmpty());
}

void TestPdf::longReportsBreakBetweenRows()
{
    QList<Event> events = samplewalks::walk(u"healthy"_s);
    for (Event& event : events) {
        if (event.kind != EventKind::Evidence || event.step != u"route"_s) continue;
        auto route = fromObject<RouteTraceEvidence>(event.data);
        route.hops.clear();
        for (int ttl = 1; ttl <= 120; ++ttl) {
            HopEvidence hop;
            hop.ttl = ttl;
            hop.address = u"198.51.100.%1"_s.arg(ttl);
            hop.name = u"hop-%1.example"_s.arg(ttl);
            hop.sent = hop.received = 6;
            hop.minMs = hop.medianMs = hop.maxMs = ttl;
            route.hops.append(hop);
        }
        event.data = toObject(route);
    }
    const Texts texts(u"en"_s);
    const QString path = pathOf(u"long.pdf"_s);
    QCOMPARE(writePdf(events, texts, path), QString());
    int pagesWithHops = 0;
    for (int page = 1; page <= pagesOf(path); ++page) {
        const QString words = textOf(path, page);
        for (int ttl = 1; ttl <= 120; ++ttl) {
            // A hop's address and its name under it are one row: never on two pages.
            const bool address = words.contains(QRegularExpression(u"198\\.51\\.100\\.%1\\b"_s.arg(ttl)));
            const bool name = words.contains(QRegularExpression(u"hop-%1\\.example"_s.arg(ttl)));
            QVERIFY2(!name || address, qPrintable(QString::number(ttl)));
        }
        if (!words.contains(u"hop-"_s)) continue;
        ++pagesWithHops;
        QVERIFY2(words.contains(texts(u"view.hops.times"_s)), "the table's head stands on each of its pages");
    }
    QVERIFY(pagesWithHops >= 3);
}

void TestPdf::anyThreadMayWrite()
{
    const QList<Event> events = samplewalks::walk(u"intermittent"_s);
    const QString here = pathOf(u"here.pdf"_s);
    const QString there = pathOf(u"there.pdf"_s);
    QCOMPARE(writePdf(events, Texts(u"en"_s), here), QString());
    QString problem = u"not run"_s;
    const std::unique_ptr<QThread> thread(
        QThread::create([&] { problem = writePdf(events, Texts(u"en"_s), there); }));
    thread->start();
    QVERIFY(thread->wait(programMs));
    QCOMPARE(problem, QString());
    QVERIFY(!textOf(here).isEmpty());
    QCOMPARE(textOf(there), textOf(here));
}

void TestPdf::meaningsAreRestoredInTheirTablesOnly()
{
    const QHash<char16_t, char16_t> plain{{u'\u2F1D', u'\u53E3'}, {u'\t', u' '}};
    const QByteArray before =
        "<2F1D> [<2F1D>] 1 beginbfrange\n<0001> <2F1D> [<0050> <2F1D> <0009> <2F1]\nendbfrange "
        "[<2F1D>] 1 beginbfrange [<2F1D>";
    QByteArray pdf = before;
    restorePlainCharacters(&pdf, plain);
    QByteArray expected = before;
    expected.replace("<0050> <2F1D> <0009>", "<0050> <53E3> <0020>");
    QCOMPARE(pdf, expected);
    QByteArray nothing;
    restorePlainCharacters(&nothing, plain);
    QVERIFY(nothing.isEmpty());
}

void TestPdf::renderRefusesWhatIsNoRequest_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    const QString out = pathOf(u"refused"_s);
    const auto row = [](const char* name, const QStringList& arguments, const QByteArray& input = {}) {
        QTest::newRow(name) << arguments << input;
    };
    const QByteArray journal = journalOf(u"healthy"_s);
    row("nothing", {});
    row("unknown format", {u"gif"_s, u"--output"_s, out}, journal);
    row("two formats", {u"pdf"_s, u"png"_s, u"--output"_s, out}, journal);
    row("no output", {u"pdf"_s}, journal);
    row("output twice", {u"pdf"_s, u"--output"_s, out, u"--output"_s, out}, journal);
    row("unknown option", {u"pdf"_s, u"--colour"_s, u"--output"_s, out}, journal);
    row("unknown language", {u"pdf"_s, u"--language"_s, u"fr"_s, u"--output"_s, out}, journal);
    row("unknown redaction", {u"pdf"_s, u"--redact"_s, u"some"_s, u"--output"_s, out}, journal);
    row("empty journal", {u"pdf"_s, u"--output"_s, out});
    row("no journal", {u"pdf"_s, u"--output"_s, out}, "hello\n");
}

void TestPdf::renderRefusesWhatIsNoRequest()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, input);
    const Ran ran = run(m_render, arguments, input);
    QCOMPARE(ran.status, 2);
    QVERIFY(ran.err.startsWith(u"pathlight-render: "_s));
    QVERIFY(ran.out.isEmpty());
    QVERIFY(!QFile::exists(pathOf(u"refused"_s)));
}

void TestPdf::renderWritesEachFormat()
{
    const QByteArray journal = journalOf(u"tcp_timed_out"_s);
    const auto render = [&](const QString& what, const QString& file, const QByteArray& input) {
        const Ran ran =
            run(m_render, {what, u"--language"_s, u"zh_CN"_s, u"--output"_s, pathOf(file)}, input);
        QVERIFY2(ran.status == 0, qPrintable(ran.err));
        QVERIFY2(ran.err.isEmpty(), qPrintable(ran.err));
    };
    render(u"pdf"_s, u"r.pdf"_s, journal);
    QVERIFY(textOf(pathOf(u"r.pdf"_s)).contains(u"连接诊断报告"_s));
    render(u"png"_s, u"r.png"_s, journal);
    const QImage lit(pathOf(u"r.png"_s));
    QVERIFY(lit.width() > 1000);
    render(u"flowchart-png"_s, u"e.png"_s, {});
    const QImage empty(pathOf(u"e.png"_s));
    QCOMPARE(empty.size(), lit.size());
    QVERIFY(empty != lit);
    render(u"svg"_s, u"r.svg"_s, journal);
    QVERIFY(QSvgRenderer(pathOf(u"r.svg"_s)).isValid());
}

void TestPdf::renderRedacts()
{
    const QByteArray journal = journalOf(u"tcp_prohibited"_s);
    const auto textAt = [&](const QString& level) {
        const QString path = pathOf(u"redact-"_s + level + u".pdf"_s);
        const Ran ran = run(m_render, {u"pdf"_s, u"--redact"_s, level, u"--output"_s, path}, journal);
        return ran.status == 0 ? textOf(path) : ran.err;
    };
    QVERIFY(textAt(u"none"_s).contains(u"reading-room-4"_s));
    const QString standard = textAt(u"standard"_s);
    QVERIFY(!standard.contains(u"reading-room-4"_s));
    QVERIFY(standard.contains(u"198.51.100.1"_s));
    QVERIFY(!textAt(u"strict"_s).contains(u"198.51.100.1"_s));
}

void TestPdf::renderNeverShowsASecret()
{
    const QByteArray key = "sk-ant-api03-" + QByteArray(40, 'Q');
    QByteArray journal = journalOf(u"healthy"_s);
    const QByteArray harmless = "localhost,127.0.0.1";
    QVERIFY(journal.contains(harmless));
    const QByteArray secret = "http://anna:hunter2hunter2@proxy.example " + key;
    journal.replace(harmless, secret);
    for (const QString& level : {u"none"_s, u"standard"_s, u"strict"_s}) {
        const QString path = pathOf(u"secret-"_s + level + u".pdf"_s);
        const Ran ran = run(m_render, {u"pdf"_s, u"--redact"_s, level, u"--output"_s, path}, journal);
        QVERIFY2(ran.status == 0, qPrintable(ran.err));
        const QString words = packed(textOf(path));
        QVERIFY(words.contains(u"NO_PROXY"_s)); // the row itself is there
        QVERIFY(!words.contains(u"hunter2hunter2"_s));
        QVERIFY(!words.contains(u"QQQQQQQQ"_s));
    }
}

void TestPdf::renderSaysWhenOutputFails()
{
    for (const QString& what : {u"pdf"_s, u"png"_s, u"svg"_s}) {
        const Ran ran =
            run(m_render, {what, u"--output"_s, pathOf(u"no/folder/x"_s)}, journalOf(u"healthy"_s));
        QCOMPARE(ran.status, 3);
        QVERIFY(ran.err.contains(u"no/folder/x"_s));
    }
}

QTEST_MAIN(TestPdf)
#include "tst_pdf.moc"
