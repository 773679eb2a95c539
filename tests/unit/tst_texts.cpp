// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/knowledge.h"
#include "core/report/messages.h"
#include "core/report/plaintext.h"
#include "core/report/texts.h"
#include "core/report/worded.h"
#include "core/rules/codes.h"
#include "core/walk/flowchart.h"
#include "core/walk/options.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

class TestTexts final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void placeholders_data();
    void placeholders();
    void argumentsAreNeverFilledInAgain();
    void argumentsAreMadeVisible();
    void aMissingKeyIsSeen();
    void languages_data();
    void languages();
    void knowledgeOfEveryCode_data();
    void knowledgeOfEveryCode();
    void malformedKnowledge_data();
    void malformedKnowledge();
    void commandsForThisSystem();
    void hostileValuesStayOutOfCommands();
    void codesAreUnique();
    void helpCodesAreFound();
    void messages_data();
    void messages();
    void quotedMessages_data();
    void quotedMessages();
    void messageCodesExist();
    void messageIsHeldAgainstTheVerdict();
    void longMessagesAreRefused();
    void widths();
    void wrapping();
    void durations_data();
    void durations();
};

void TestTexts::placeholders_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QJsonObject>("arguments");
    QTest::addColumn<QString>("expected");
    QTest::newRow("given") << u"to {host}:{port|443}"_s << QJsonObject{{u"host"_s, u"a"_s}} << u"to a:443"_s;
    QTest::newRow("number") << u"{n} s"_s << QJsonObject{{u"n"_s, 1.5}} << u"1.5 s"_s;
    QTest::newRow("list") << u"{n}"_s << QJsonObject{{u"n"_s, QJsonArray{u"a"_s, u"b"_s}}} << u"a, b"_s;
    QTest::newRow("empty takes the default") << u"{n|some}"_s << QJsonObject{{u"n"_s, u""_s}} << u"some"_s;
    QTest::newRow("null takes the default")
        << u"{n|some}"_s << QJsonObject{{u"n"_s, QJsonValue::Null}} << u"some"_s;
    QTest::newRow("empty default") << u"a{n|}b"_s << QJsonObject{} << u"ab"_s;
    QTest::newRow("nothing") << u"a {n} b"_s << QJsonObject{} << u"a  b"_s;
    QTest::newRow("no placeholder") << u"{ } {1} {a b}"_s << QJsonObject{} << u"{ } {1} {a b}"_s;
}

void TestTexts::placeholders()
{
    QFETCH(QString, text);
    QFETCH(QJsonObject, arguments);
    QFETCH(QString, expected);
    QCOMPARE(fillIn(text, arguments), expected);
}

void TestTexts::argumentsAreNeverFilledInAgain()
{
    const QJsonObject arguments{{u"a"_s, u"{b}"_s}, {u"b"_s, u"secret"_s}};
    QCOMPARE(fillIn(u"{a}"_s, arguments), u"{b}"_s);
}

void TestTexts::argumentsAreMadeVisible()
{
    const QString text = fillIn(u"{a}"_s, {{u"a"_s, u"x\u001b[31m\u202e\n"_s}});
    QCOMPARE(text, u"x\uFFFD[31m\uFFFD\uFFFD"_s);
}

void TestTexts::aMissingKeyIsSeen()
{
    const Texts texts(u"en"_s);
    QCOMPARE(texts(u"no.such.key"_s), u"no.such.key"_s);
    QVERIFY(!texts.has(u"no.such.key"_s));
    QCOMPARE(texts.explain(u"no.such.code"_s).title, u"no.such.code"_s);
    QVERIFY(!texts.knows(u"../../texts/en"_s));
}

void TestTexts::languages_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("language");
    for (const QString& chinese : {u"zh"_s, u"zh_CN.UTF-8"_s, u"zh-Hans"_s, u"zh_TW"_s, u"zh.UTF-8"_s})
        QTest::newRow(qPrintable(chinese)) << chinese << u"zh_CN"_s;
    for (const QString& other : {u"C"_s, u"C.UTF-8"_s, u"en_GB"_s, u"de_DE.UTF-8"_s, u""_s, u"zhx"_s})
        QTest::newRow(qPrintable(other + u"-"_s)) << other << u"en"_s;
}

void TestTexts::languages()
{
    QFETCH(QString, locale);
    QFETCH(QString, language);
    QCOMPARE(Texts::languageFor(locale), language);
}

void TestTexts::knowledgeOfEveryCode_data()
{
    QTest::addColumn<QString>("code");
    for (const CodeInfo& info : allCodes())
        QTest::newRow(qPrintable(info.code)) << info.code;
}

void TestTexts::knowledgeOfEveryCode()
{
    QFETCH(QString, code);
    static const QRegularExpression leftOver(u"\\{[A-Za-z]+(\\||\\})"_s);
    for (const QString& language : {u"en"_s, u"zh_CN"_s}) {
        const Explanation explained = Texts(language).explain(code);
        QVERIFY(explained.title != code);
        QVERIFY(explained.summary.size() > 10);
        QVERIFY(!explained.paragraphs.isEmpty());
        QVERIFY(!explained.remedies.isEmpty());
        const QString all = explained.title + explained.summary + explained.paragraphs.join(u' ');
        QVERIFY2(!leftOver.match(all).hasMatch(), qPrintable(all));
        for (const Remedy& remedy : explained.remedies) {
            QVERIFY2(!remedy.risk.isEmpty() && !remedy.scope.isEmpty(), qPrintable(remedy.text));
            QVERIFY(!remedy.text.isEmpty());
        }
    }
}

void TestTexts::malformedKnowledge_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("no head") << u"Just text.\n\n## What to do\n1. Go.\n"_s;
    QTest::newRow("no end of head") << u"---\ncode: a.b\ntitle: T\n"_s;
    QTest::newRow("no verdict") << u"---\ncode: a.b\ntitle: T\n---\nText.\n"_s;
    QTest::newRow("binary") << QString(QChar(0)) + u"---\n\u0001\n---"_s;
}

void TestTexts::malformedKnowledge()
{
    QFETCH(QString, text);
    QVERIFY(!readKnowledge(text));
}

void TestTexts::commandsForThisSystem()
{
    const auto knowledge =
        readKnowledge(u"---\ncode: a.b\ntitle: T\nverdict: V.\n---\nOne\nparagraph.\n\nTwo.\n\n"
                      "## What to do\n1. First\n   more.\n   - command: `a {x|y}`\n"
                      "   - system: linux\n   - undo: `b`\n   - command: `c`\n"
                      "   - system: windows\n   - risk: none\n   - scope: client\n"
                      "2. Second.\n   - risk: lasting\n   - scope: network\n"_s);
    QVERIFY(knowledge);
    QCOMPARE(knowledge->paragraphs, (QStringList{u"One paragraph."_s, u"Two."_s}));
    QCOMPARE(knowledge->remedies.size(), 2);
    const RemedyTemplate& first = knowledge->remedies.first();
    QCOMPARE(first.text, u"First more."_s);
    QCOMPARE(first.risk, u"none"_s);
    QCOMPARE(first.commands.size(), 2);
    QCOMPARE(first.commands.at(0).undo, u"b"_s);
    QCOMPARE(first.commands.at(1).system, u"windows"_s);
    QVERIFY(knowledge->remedies.at(1).commands.isEmpty());
}

/// What a person pastes into a shell must not come from the network.
void TestTexts::hostileValuesStayOutOfCommands()
{
    const Texts texts(u"en"_s);
    const QString hostile = u"x; rm -rf ~"_s;
    int commands = 0;
    for (const CodeInfo& info : allCodes()) {
        QJsonObject arguments;
        for (const QString& name :
             {u"host"_s, u"port"_s, u"address"_s, u"interface"_s, u"variable"_s, u"file"_s, u"resolver"_s,
              u"proxy"_s, u"value"_s, u"mtu"_s, u"gateway"_s, u"family"_s, u"source"_s, u"offender"_s,
              u"hop"_s, u"issuer"_s, u"size"_s})
            arguments.insert(name, hostile);
        for (const Remedy& remedy : texts.explain(info.code, arguments).remedies) {
            QVERIFY2(!remedy.command.contains(u"rm -rf"_s), qPrintable(info.code + remedy.command));
            QVERIFY2(!remedy.undo.contains(u"rm -rf"_s), qPrintable(info.code + remedy.undo));
            commands += remedy.command.isEmpty() ? 0 : 1;
        }
    }
    QVERIFY(commands > 10);
}

void TestTexts::codesAreUnique()
{
    static const QRegularExpression form(u"^PL-[A-Z][0-9]{2}$"_s);
    QSet<QString> codes;
    QSet<QString> helps;
    for (const CodeInfo& info : allCodes()) {
        QVERIFY2(form.match(info.help).hasMatch(), qPrintable(info.help));
        QVERIFY(info.step.isEmpty() || flowchart().stepIds().contains(info.step));
        codes.insert(info.code);
        helps.insert(info.help);
    }
    QCOMPARE(codes.size(), allCodes().size());
    QCOMPARE(helps.size(), allCodes().size());
    QCOMPARE(allCodes().size(), 78);
}

void TestTexts::helpCodesAreFound()
{
    QCOMPARE(codeForHelp(u" pl-t01 "_s)->code, u"tcp.timed_out"_s);
    QCOMPARE(codeForHelp(u"T01"_s)->code, u"tcp.timed_out"_s);
    QVERIFY(!codeForHelp(u"PL-T99"_s));
    QVERIFY(!codeInfo(u"note.ipv4_only"_s));
}

void TestTexts::messages_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("likeliest");
    const auto row = [](const char* name, const QString& text, const QString& step, const QString& code) {
        QTest::newRow(name) << text << step << code;
    };
    row("stale endpoint",
        u"API Error: Connection refused — a firewall or proxy may be blocking it (ConnectionRefused)"_s,
        u"tcp"_s, u"env.endpoint_invalid"_s);
    row("interception", u"Unable to connect to API: Self-signed certificate detected. Check your proxy"_s,
        u"tls"_s, u"tls.intercepted"_s);
    row("region",
        u"API Error: 403 {\"error\":{\"type\":\"forbidden\",\"message\":\"Request not allowed\"}}"_s,
        u"api"_s, u"api.region_unsupported"_s);
    row("challenge", u"API Error: 403 <!DOCTYPE html>…<title>Just a moment...</title>"_s, u"http"_s,
        u"http.blocked"_s);
    row("clock", u"FetchError: request failed, reason: certificate is not yet valid"_s, u"tls"_s,
        u"env.clock_skew"_s);
    row("resolver", u"getaddrinfo EAI_AGAIN api.anthropic.com"_s, u"dns"_s, u"dns.resolver_broken"_s);
    row("proxy", u"fetch failed: ERR_PROXY_TUNNEL"_s, u"proxy"_s, u"proxy.auth_required"_s);
    row("plain port", u"write EPROTO 140:error:0A00010B:SSL routines:wrong version number"_s, u"tls"_s,
        u"tls.protocol.error"_s);
    row("lower case", u"econnreset"_s, u"tcp"_s, u"tls.reset"_s);
    row("python", u"APIConnectionError: Connection error."_s, u"tcp"_s, u"tcp.timed_out"_s);
    row("a file's name is no host", u"FileNotFoundError: [Errno 2] No such file or directory"_s,
        u"environment"_s, u"env.ca_bundle_invalid"_s);
    row("no network at all", u"Client.__init__() got an unexpected keyword argument 'proxies'"_s,
        u"environment"_s, u"note.library_mismatch"_s);
    row("edge", u"api.anthropic.com | 520: Web server is returning an unknown error"_s, u"http"_s,
        u"http.error"_s);
}

void TestTexts::messages()
{
    QFETCH(QString, text);
    QFETCH(QString, step);
    QFETCH(QString, likeliest);
    const QList<KnownMessage> found = messagesIn(text);
    QVERIFY(!found.isEmpty());
    QCOMPARE(found.first().step, step);
    QCOMPARE(found.first().codes.first(), likeliest);
}

/// quotedmessages.json: what clients really showed, and what it turned out to be.
void TestTexts::quotedMessages_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cause");
    QFile file(QStringLiteral(PATHLIGHT_TEST_DATA "/quotedmessages.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray all = QJsonDocument::fromJson(file.readAll()).object().value("messages"_L1).toArray();
    QVERIFY(all.size() > 100);
    for (const QJsonValue& each : all) {
        const QString text = each["text"_L1].toString();
        const QString from = each["source"_L1].toString(u"case %1"_s.arg(each["case"_L1].toInt()));
        QTest::newRow(qPrintable(from + u": "_s + text.left(60))) << text << each["cause"_L1].toString();
    }
}

void TestTexts::quotedMessages()
{
    QFETCH(QString, text);
    QFETCH(QString, cause);
    const QList<KnownMessage> found = messagesIn(text);
    QVERIFY(!found.isEmpty());
    const QStringList causes = causesOf(found);
    QVERIFY2(cause.isEmpty() || causes.contains(cause), qPrintable(causes.join(u' ')));
}

void TestTexts::messageCodesExist()
{
    QVERIFY(knownMessages().size() > 30);
    const Texts texts(u"en"_s);
    for (const KnownMessage& message : knownMessages()) {
        QVERIFY2(!message.contains.isEmpty() || !message.pattern.isEmpty(), qPrintable(message.id));
        QVERIFY2(QRegularExpression(message.pattern).isValid(), qPrintable(message.id));
        QVERIFY2(flowchart().stepIds().contains(message.step), qPrintable(message.id));
        for (const QString& code : message.codes)
            QVERIFY2(texts.knows(code), qPrintable(message.id + u' ' + code));
    }
    QVERIFY(messagesIn(u"the cat sat on the mat"_s).isEmpty());
}

void TestTexts::messageIsHeldAgainstTheVerdict()
{
    Report report;
    WalkOptions options;
    options.clientMessages = {u"connect_timeout"_s, u"nonsense"_s};
    report.header.options = toObject(options);
    const Texts texts(u"en"_s);
    QVERIFY(clientMessageText(report, texts).isEmpty()); // not judged yet
    report.judged = true;
    const auto said = [&](VerdictStatus status, const std::optional<QString>& code) {
        report.verdict.status = status;
        report.verdict.code = code;
        return clientMessageText(report, texts);
    };
    QVERIFY(said(VerdictStatus::Broken, u"tcp.timed_out"_s).contains(u"what was found explains it"_s));
    QVERIFY(said(VerdictStatus::Broken, u"dns.failed"_s).contains(u"another fault"_s));
    QVERIFY(said(VerdictStatus::Healthy, {}).contains(u"nothing found now"_s));
    QVERIFY(said(VerdictStatus::Inconclusive, {}).contains(u"not enough"_s));
    StepReport step;
    step.id = u"tcp"_s;
    Finding finding;
    finding.code = u"tcp.ipv6_broken"_s;
    step.findings = {finding};
    report.steps = {step};
    QVERIFY(said(VerdictStatus::Broken, u"dns.failed"_s).contains(u"what was found explains it"_s));
    QVERIFY(wordReport(report, texts).clientMessage.contains(texts(u"step.tcp.name"_s)));
    report.header.options = {};
    QVERIFY(said(VerdictStatus::Broken, u"tcp.timed_out"_s).isEmpty());
}

void TestTexts::longMessagesAreRefused()
{
    QVERIFY(messagesIn(QString(maximumMessageBytes, u' ') + u"ECONNRESET"_s).isEmpty());
}

void TestTexts::widths()
{
    QCOMPARE(displayWidth(u"abc"), 3);
    QCOMPARE(displayWidth(u"端口"), 4);
    QCOMPARE(displayWidth(u"e\u0301"), 1);
    QCOMPARE(padded(u"端口"_s, 6), u"端口  "_s);
}

void TestTexts::wrapping()
{
    QCOMPARE(wrapText(u"one two three"_s, 7), (QStringList{u"one two"_s, u"three"_s}));
    QCOMPARE(wrapText(u"端口没有回应。"_s, 12), (QStringList{u"端口没有回"_s, u"应。"_s}));
    QCOMPARE(wrapText(u"averyveryverylongword x"_s, 6), (QStringList{u"averyveryverylongword"_s, u"x"_s}));
    QCOMPARE(wrapText(QString(), 10), QStringList());
    const QString text = u"Der 网络 is slow，但是 it works. "_s.repeated(20);
    for (const QString& line : wrapText(text, 40))
        QVERIFY(displayWidth(line) <= 42); // a closing mark may hang over
}

void TestTexts::durations_data()
{
    QTest::addColumn<double>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("small") << 0.42 << u"0.4 ms"_s;
    QTest::newRow("nine") << 9.96 << u"10 ms"_s;
    QTest::newRow("whole") << 41.4 << u"41 ms"_s;
    QTest::newRow("second") << 999.6 << u"1.0 s"_s;
    QTest::newRow("long") << 125'000.0 << u"125 s"_s;
    QTest::newRow("behind") << -7'200'000.0 << u"-7200 s"_s;
    QTest::newRow("no number") << std::nan("") << u"–"_s;
}

void TestTexts::durations()
{
    QFETCH(double, ms);
    QFETCH(QString, text);
    QCOMPARE(duration(ms), text);
}

QTEST_GUILESS_MAIN(TestTexts)
#include "tst_texts.moc"
