// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"
#include "core/report/letter.h"
#include "core/walk/journal.h"

#include <QJsonArray>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// The letter to whoever runs the network.
class TestLetter final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsAsked_data();
    void saysWhatIsAsked();
    void doesNotBlameWhoIsNotToBlame();
    void namesOnlyItsOwnHostForAnotherTarget();
    void keepsHostileTextVisible();
    void mailtoStaysBounded_data();
    void mailtoStaysBounded();
};

namespace {

Report walk(const QString& name)
{
    const JournalRead read =
        readJournalFile(QStringLiteral(PATHLIGHT_TEST_DATA) + u"/../replay/%1.pathlight"_s.arg(name));
    return foldReport(rejudge(read.events));
}

QString decodedBody(const QByteArray& mailto)
{
    return QUrl::fromPercentEncoding(mailto.mid(mailto.indexOf("&body=") + 6));
}

} // namespace

void TestLetter::saysWhatIsAsked_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("hello");
    QTest::newRow("English") << u"en"_s << u"Hello,"_s;
    QTest::newRow("Chinese") << u"zh_CN"_s << QStringLiteral(u"您好");
}

void TestLetter::saysWhatIsAsked()
{
    QFETCH(QString, language);
    const Letter letter = letterToIt(walk(u"tcp_timed_out"_s), Texts(language));
    QTEST(letter.body.left(letter.body.indexOf(u'\n')).left(letter.body.startsWith(u'H') ? 6 : 2), "hello");
    QVERIFY(letter.subject.contains(u"api.anthropic.com"_s));
    QVERIFY(!letter.subject.contains(u'\n'));
    for (const QString& part : {u"2026-11-20 09:41 UTC"_s, u"tcp.timed_out"_s, u"443"_s, u"160.79.104.0/23"_s,
                                u"platform.claude.com"_s, u"SYN"_s})
        QVERIFY2(letter.body.contains(part), qPrintable(part));
    // A placeholder or a key that was left standing.
    QVERIFY(!letter.body.contains(u'{'));
    QVERIFY(!letter.body.contains(u"letter."_s));
}

void TestLetter::doesNotBlameWhoIsNotToBlame()
{
    const Texts texts(u"en"_s);
    const QString healthy = letterToIt(walk(u"healthy"_s), texts).body;
    QVERIFY(healthy.contains(u"No fault was found"_s));
    QVERIFY(!healthy.contains(u"cannot use"_s));
    QVERIFY(!healthy.contains(u"allowed outwards"_s));
    const QString theirs = texts(u"letter.not_the_network"_s);
    Report report = walk(u"tcp_timed_out"_s);
    QVERIFY(!letterToIt(report, texts).body.contains(theirs));
    report.verdict.whose = u"provider"_s;
    QVERIFY(letterToIt(report, texts).body.contains(theirs));
    report.header.practice = true;
    QVERIFY(letterToIt(report, texts).body.startsWith(u"Practice"_s));
}

void TestLetter::namesOnlyItsOwnHostForAnotherTarget()
{
    Report report = walk(u"tcp_timed_out"_s);
    report.header.target.insert(u"id"_s, u"own"_s);
    report.header.target.insert(u"url"_s, u"https://gateway.example:8443"_s);
    report.header.target.insert(u"expectedNetworks"_s, QJsonArray());
    const QString body = letterToIt(report, Texts(u"en"_s)).body;
    QVERIFY(body.contains(u"TCP port 8443 to gateway.example"_s));
    QVERIFY(!body.contains(u"platform.claude.com"_s));
    QVERIFY(!body.contains(u"160.79.104.0/23"_s));
}

void TestLetter::keepsHostileTextVisible()
{
    const Letter letter = letterToIt(walk(u"hostile"_s), Texts(u"en"_s));
    for (const QString& text : {letter.subject, letter.body}) {
        for (const QChar c : text)
            QVERIFY(c == u'\n' || c.category() != QChar::Other_Control);
    }
}

void TestLetter::mailtoStaysBounded_data()
{
    QTest::addColumn<int>("lines");
    QTest::newRow("none") << 0;
    QTest::newRow("few") << 5;
    QTest::newRow("at the limit") << 40;
    QTest::newRow("many") << 4000;
}

void TestLetter::mailtoStaysBounded()
{
    QFETCH(int, lines);
    const QString line = QStringLiteral(u"证书 & = ? # %25 \"x\"\n");
    const Letter letter{u"a&b=c"_s, line.repeated(lines)};
    const QByteArray mailto = mailtoFor(letter, u"shortened"_s);
    QVERIFY(mailto.size() <= 2000);
    QVERIFY(QUrl::fromEncoded(mailto, QUrl::StrictMode).isValid());
    QVERIFY(mailto.startsWith("mailto:?subject=a%26b%3Dc&body="));
    const QString body = decodedBody(mailto).replace(u"\r\n"_s, u"\n"_s);
    if (body == letter.body) return;
    QVERIFY(lines > 5);
    QVERIFY(body.endsWith(u"\nshortened\n"_s));
    QCOMPARE(body.chopped(11).remove(line), QString());
    QVERIFY(body.contains(line));
}

QTEST_GUILESS_MAIN(TestLetter)
#include "tst_letter.moc"
