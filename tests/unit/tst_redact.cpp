// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/environment.h"
#include "core/report/redact.h"
#include "core/walk/journal.h"
#include "core/walk/target.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

QList<Event> journal(const QString& name)
{
    return readJournalFile(QStringLiteral(PATHLIGHT_TEST_DATA "/../replay/") + name).events;
}

QString redacted(Redaction mode, const QList<Event>& events, const PrivateNames& names = {})
{
    Redactor redactor(mode, names);
    QByteArray lines;
    for (const Event& event : redactor.events(events))
        lines += journalLine(event);
    return QString::fromUtf8(lines);
}

Event header(const QString& machine, const QString& url = u"https://api.lab.example"_s)
{
    WalkHeader header;
    header.machine = machine;
    Target target;
    target.id = u"lab"_s;
    target.url = url;
    header.target = toObject(target);
    return {1, 0, EventKind::WalkStarted, {}, toObject(header)};
}

/// A redactor that has seen a walk's header.
Redactor begun(Redaction mode, const QString& machine = u"alice-laptop"_s)
{
    Redactor redactor(mode);
    (void)redactor.event(header(machine));
    return redactor;
}

} // namespace

class TestRedact final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void secretsNeverStay_data();
    void secretsNeverStay();
    void namedSecretsNeverStay();
    void standardTakesPeople_data();
    void standardTakesPeople();
    void standardKeepsPlaces();
    void strictTakesPlaces_data();
    void strictTakesPlaces();
    void strictIsStable();
    void strictKeepsItsOwnWords();
    void strictKeepsPublicNames();
    void strictLeavesNoAddress_data();
    void strictLeavesNoAddress();
    void structureStays();
    void noneChangesNothingElse();
};

void TestRedact::secretsNeverStay_data()
{
    QTest::addColumn<Redaction>("mode");
    for (const Redaction mode : {Redaction::None, Redaction::Standard, Redaction::Strict})
        QTest::newRow(qPrintable(nameOf(mode))) << mode;
}

void TestRedact::secretsNeverStay()
{
    QFETCH(Redaction, mode);
    const QString text = redacted(mode, journal(u"hostile.pathlight"_s));
    for (const QString& secret :
         {u"hunter2secret"_s, u"AbCdEfGh_123"_s, u"abcdefgh12345678"_s, u"zzzzYYYY"_s})
        QVERIFY2(!text.contains(secret), qPrintable(secret));
    QVERIFY(text.contains(u"Bearer …"_s));
    QVERIFY(text.contains(u"sk-ant-…"_s));
}

/// A server may send the key back in its answer: no pattern would know it.
void TestRedact::namedSecretsNeverStay()
{
    Redactor redactor(Redaction::None, {{}, {u"correct horse"_s, u"abc"_s}});
    QCOMPARE(redactor.text(u"you said \"correct horse\", abc"_s), u"you said \"…\", abc"_s);
    QCOMPARE(redactor.text(u"http://u:p@h:1/ and https://token@h"_s), u"http://h:1/ and https://h"_s);
}

void TestRedact::standardTakesPeople_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QString& text, const QString& expected) {
        QTest::newRow(name) << text << expected;
    };
    row("unix", u"/home/alice/.claude/settings.json"_s, u"~/.claude/settings.json"_s);
    row("only the home", u"see /home/alice, please"_s, u"see ~, please"_s);
    row("mac", u"/Users/Alice/x"_s, u"~/x"_s);
    row("windows", u"C:\\Users\\Alice Smith\\.claude"_s, u"~\\.claude"_s);
    row("another folder", u"/srv/home/alice and a/home/b"_s, u"/srv/home/alice and a/home/b"_s);
    row("machine", u"at ALICE-laptop."_s, u"at this-computer."_s);
    row("machine with domain", u"alice-laptop.corp.example:80"_s, u"this-computer:80"_s);
    row("part of another name", u"my-alice-laptop, alice-laptops"_s, u"my-alice-laptop, alice-laptops"_s);
    row("target", u"https://api.lab.example"_s, u"https://api.lab.example"_s);
}

void TestRedact::standardTakesPeople()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(begun(Redaction::Standard).text(text), expected);
}

void TestRedact::standardKeepsPlaces()
{
    const QString text = redacted(Redaction::Standard, journal(u"hostile.pathlight"_s), {{u"/opt/me"_s}, {}});
    for (const QString& name : {u"alice"_s, u"Alice"_s})
        QVERIFY2(!text.contains(name), qPrintable(name));
    QVERIFY(text.contains(u"proxy.corp.example"_s));
    QVERIFY(text.contains(u"160.79.104.10"_s));
    Redactor own(Redaction::Standard, {{u"/opt/me"_s}, {}});
    QCOMPARE(own.text(u"/opt/me/a /opt/mellow"_s), u"~/a /opt/mellow"_s);
}

void TestRedact::strictTakesPlaces_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QString& text, const QString& expected) {
        QTest::newRow(name) << text << expected;
    };
    row("address", u"from 203.0.113.7:443"_s, u"from address-1:443"_s);
    row("two", u"203.0.113.7 203.0.113.8 203.0.113.7"_s, u"address-1 address-2 address-1"_s);
    row("prefix", u"192.168.1.4/24"_s, u"private-1/24"_s);
    row("loopback", u"http://127.0.0.1:8787"_s, u"http://loopback-1:8787"_s);
    row("ipv6", u"[2001:db8::1]:443, fe80::1%eth0"_s, u"[address-1]:443, private-1"_s);
    row("the same, spelt otherwise", u"2001:DB8:0::1 2001:db8::1"_s, u"address-1 address-1"_s);
    row("host", u"http://proxy.corp.example:3128/x"_s, u"http://host-1:3128/x"_s);
    row("short host in an address", u"http://squid:3128"_s, u"http://host-1:3128"_s);
    row("wildcard", u"*.corp.example"_s, u"*.host-1"_s);
    row("distinguished name", u"CN=a.corp.example,O=Corp"_s, u"CN=host-1,O=Corp"_s);
    row("other script", u"пример.рф"_s, u"host-1"_s);
    row("file names", u"settings.json, /etc/ssl/cert.pem"_s, u"settings.json, /etc/ssl/cert.pem"_s);
    row("codes", u"tcp.timed_out because of dns.failed"_s, u"tcp.timed_out because of dns.failed"_s);
    row("numbers", u"HTTP/1.1, 1.2.3, 12:34:56, 3.14 s"_s, u"HTTP/1.1, 1.2.3, 12:34:56, 3.14 s"_s);
    row("not an address", u"999.1.1.1 1.2.3.4.5"_s, u"999.1.1.1 1.2.3.4.5"_s);
    row("public", u"api.anthropic.com status.claude.com localhost"_s,
        u"api.anthropic.com status.claude.com localhost"_s);
    row("looks public", u"api.anthropic.com.evil.example"_s, u"host-1"_s);
}

void TestRedact::strictTakesPlaces()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(Redactor(Redaction::Strict).text(text), expected);
}

void TestRedact::strictIsStable()
{
    const QList<Event> events = journal(u"tcp_timed_out.pathlight"_s);
    const QString once = redacted(Redaction::Strict, events);
    QCOMPARE(redacted(Redaction::Strict, events), once);
    Redactor again(Redaction::Strict);
    QByteArray lines;
    Redactor first(Redaction::Strict);
    for (const Event& event : again.events(first.events(events)))
        lines += journalLine(event);
    QCOMPARE(QString::fromUtf8(lines), once);
}

void TestRedact::strictKeepsItsOwnWords()
{
    Redactor redactor = begun(Redaction::Strict, u"tcp"_s);
    const QJsonObject data{{u"code"_s, u"tcp.timed_out"_s},
                           {u"step"_s, u"tcp"_s},
                           {u"because"_s, QJsonArray{u"tcp.attempts[0].synRetransmits"_s}},
                           {u"arguments"_s, QJsonObject{{u"commonest"_s, u"http.timed_out"_s}}}};
    const Event out = redactor.event({2, 1, EventKind::Finding, u"tcp"_s, data});
    QCOMPARE(out.data, data);
    QCOMPARE(out.step, u"tcp"_s);
}

void TestRedact::strictKeepsPublicNames()
{
    Redactor redactor(Redaction::Strict);
    WalkHeader builtIn;
    builtIn.target = toObject(*builtInTarget(u"claude-api"_s).target);
    const Event out = redactor.event({1, 0, EventKind::WalkStarted, {}, toObject(builtIn)});
    QCOMPARE(out.data.value("target"_L1).toObject().value("url"_L1).toString(),
             u"https://api.anthropic.com"_s);
    for (const QString& known :
         {u"www.example.com"_s, u"http://connectivitycheck.gstatic.com/generate_204"_s})
        QCOMPARE(redactor.text(known), known);

    // A profile of one's own may call itself like a built-in one.
    Redactor deceived(Redaction::Strict);
    builtIn.target.insert("url"_L1, u"https://gateway.corp.example"_s);
    const Event other = deceived.event({1, 0, EventKind::WalkStarted, {}, toObject(builtIn)});
    const QString url = other.data.value("target"_L1).toObject().value("url"_L1).toString();
    QVERIFY2(url.startsWith(u"https://host-"_s), qPrintable(url));
}

void TestRedact::strictLeavesNoAddress_data()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : {u"healthy"_s, u"tcp_timed_out"_s, u"hostile"_s, u"certificate_expired"_s})
        QTest::newRow(qPrintable(name)) << name;
}

void TestRedact::strictLeavesNoAddress()
{
    QFETCH(QString, name);
    const QString text = redacted(Redaction::Strict, journal(name + u".pathlight"_s));
    static const QRegularExpression ipv4(u"\\b\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\b"_s);
    static const QRegularExpression ipv6(u"\\b[0-9a-f]{1,4}::|\\b([0-9a-f]{1,4}:){4}"_s);
    QVERIFY2(!ipv4.match(text).hasMatch(), qPrintable(ipv4.match(text).captured()));
    QVERIFY2(!ipv6.match(text).hasMatch(), qPrintable(ipv6.match(text).captured()));
    for (const QString& found : {u"corp.example"_s, u"alice"_s, u"Alice"_s, u"wlp2s0"_s})
        QVERIFY2(!text.contains(found), qPrintable(found));
    QVERIFY(text.contains(u"interface-1"_s));
    QVERIFY(text.contains(u"address-1"_s));
}

void TestRedact::structureStays()
{
    Redactor redactor(Redaction::Strict);
    const QList<Event> before = journal(u"healthy.pathlight"_s);
    const QList<Event> after = redactor.events(before);
    QCOMPARE(after.size(), before.size());
    for (qsizetype index = 0; index < before.size(); ++index) {
        QCOMPARE(after.at(index).kind, before.at(index).kind);
        QCOMPARE(after.at(index).step, before.at(index).step);
        QCOMPARE(after.at(index).atMs, before.at(index).atMs);
        QCOMPARE(after.at(index).data.keys(), before.at(index).data.keys());
    }
}

void TestRedact::noneChangesNothingElse()
{
    Redactor redactor(Redaction::None);
    for (const Event& event : journal(u"healthy.pathlight"_s))
        QCOMPARE(redactor.event(event).data, event.data);
}

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
