// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/controls.h"
#include "core/steps/desktopproxy.h"
#include "core/steps/proxysettings.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

class TestProxySettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAddresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("problem");
        QTest::newRow("whole") << u"http://p.example:3128"_s << u"http://p.example:3128"_s << u""_s;
        QTest::newRow("no scheme") << u"p.example:3128"_s << u"http://p.example:3128"_s << u""_s;
        QTest::newRow("no port") << u"https://p.example"_s << u"https://p.example:443"_s << u""_s;
        QTest::newRow("socks") << u"socks://p.example"_s << u"socks5://p.example:1080"_s << u""_s;
        QTest::newRow("credential is taken out")
            << u"http://me:se%40cret@p.example:8080/"_s << u"http://p.example:8080"_s << u""_s;
        QTest::newRow("IPv6") << u"http://[2001:db8::1]:3128"_s << u"http://2001:db8::1:3128"_s << u""_s;
        QTest::newRow("scheme nobody speaks") << u"ftp://p.example"_s << u"ftp://p.example"_s << u"scheme"_s;
        QTest::newRow("no host") << u"http://"_s << u"http://"_s << u"malformed"_s;
        QTest::newRow("port that is none")
            << u"http://p.example:99999"_s << u"http://p.example:99999"_s << u"malformed"_s;
        QTest::newRow("blank inside") << u"http://p example:1"_s << u"http://p example:1"_s << u"malformed"_s;
        QTest::newRow("malformed, with a password")
            << u"http://me:pa ss@p.example:x"_s << u"p.example:x"_s << u"malformed"_s;
    }

    void readsAddresses()
    {
        QFETCH(QString, text);
        QFETCH(QString, value);
        QFETCH(QString, problem);
        ProxySetting setting;
        const auto route = readProxy(text, &setting);
        QCOMPARE(setting.value, value);
        QCOMPARE(setting.problem.value_or(QString()), problem);
        QCOMPARE(route.has_value(), problem.isEmpty());
    }

    void decodesTheCredentialIntoTheRouteAlone()
    {
        ProxySetting setting;
        const auto route = readProxy(u"http://me:se%40cret@p.example:8080"_s, &setting);
        QVERIFY(route);
        QCOMPARE(route->user, QByteArray("me"));
        QCOMPARE(route->password, QByteArray("se@cret"));
        QVERIFY(!setting.value.contains(u"cret"_s));
    }

    void matchesNoProxy_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("matched");
        QTest::newRow("exact") << u"a.example,api.lab.example"_s << u"api.lab.example"_s
                               << u"api.lab.example"_s;
        QTest::newRow("blank separated")
            << u"a.example api.lab.example"_s << u"api.lab.example"_s << u"api.lab.example"_s;
        QTest::newRow("suffix") << u"lab.example"_s << u"api.lab.example"_s << u"lab.example"_s;
        QTest::newRow("dotted suffix") << u".lab.example"_s << u"api.lab.example"_s << u".lab.example"_s;
        QTest::newRow("star suffix") << u"*.lab.example"_s << u"api.lab.example"_s << u"*.lab.example"_s;
        QTest::newRow("part of a label is no suffix") << u"b.example"_s << u"lab.example"_s << u""_s;
        QTest::newRow("all") << u"*"_s << u"x.example"_s << u"*"_s;
        QTest::newRow("port matches") << u"lab.example:443"_s << u"api.lab.example"_s << u"lab.example:443"_s;
        QTest::newRow("other port") << u"lab.example:8443"_s << u"api.lab.example"_s << u""_s;
        QTest::newRow("network") << u"198.51.100.0/24"_s << u"198.51.100.7"_s << u"198.51.100.0/24"_s;
        QTest::newRow("other network") << u"198.51.100.0/24"_s << u"203.0.113.7"_s << u""_s;
        QTest::newRow("upper case") << u"LAB.Example"_s << u"api.lab.example"_s << u"LAB.Example"_s;
        QTest::newRow("empty") << u" , ,"_s << u"api.lab.example"_s << u""_s;
    }

    void matchesNoProxy()
    {
        QFETCH(QString, list);
        QFETCH(QString, host);
        QFETCH(QString, matched);
        QCOMPARE(noProxyMatch(list, host, 443).value_or(QString()), matched);
    }

    void chooses_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<Variables>("variables");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("chosen");
        const QString host = u"api.lab.example"_s;
        QTest::newRow("nothing set") << u""_s << Variables{} << host << u"system: direct"_s;
        QTest::newRow("lower case first")
            << u""_s << Variables{{u"https_proxy"_s, u"http://a:1"_s}, {u"HTTPS_PROXY"_s, u"http://b:2"_s}}
            << host << u"env: a by https_proxy"_s;
        QTest::newRow("http_proxy too, as Claude Code does")
            << u""_s << Variables{{u"http_proxy"_s, u"http://a:1"_s}} << host << u"env: a by http_proxy"_s;
        QTest::newRow("all_proxy last")
            << u""_s << Variables{{u"ALL_PROXY"_s, u"socks5://s:1"_s}, {u"HTTP_PROXY"_s, u"http://a:1"_s}}
            << host << u"env: a by HTTP_PROXY"_s;
        QTest::newRow("empty counts as unset")
            << u""_s << Variables{{u"https_proxy"_s, u" "_s}} << host << u"system: direct"_s;
        QTest::newRow("no_proxy") << u""_s
                                  << Variables{{u"https_proxy"_s, u"http://a:1"_s},
                                               {u"no_proxy"_s, u"lab.example"_s}}
                                  << host << u"env: direct"_s;
        QTest::newRow("loopback goes direct")
            << u""_s << Variables{{u"https_proxy"_s, u"http://a:1"_s}} << u"localhost"_s << u"env: direct"_s;
        QTest::newRow("none") << u"none"_s << Variables{{u"https_proxy"_s, u"http://a:1"_s}} << host
                              << u"none: direct"_s;
        QTest::newRow("URL") << u"http://u:1"_s << Variables{{u"https_proxy"_s, u"http://a:1"_s}}
                             << u"localhost"_s << u"url: u by --proxy"_s;
        QTest::newRow("unusable") << u""_s << Variables{{u"https_proxy"_s, u"::nonsense::"_s}} << host
                                  << u"env: unusable by https_proxy"_s;
    }

    void chooses()
    {
        QFETCH(QString, mode);
        QFETCH(Variables, variables);
        QFETCH(QString, host);
        QFETCH(QString, chosen);
        const ProxyChoice choice = chooseProxy(mode, variables, std::nullopt, host, 443);
        QString text = choice.mode + u": "_s;
        if (choice.unusable)
            text += u"unusable"_s;
        else
            text += choice.route ? choice.route->address.host : u"direct"_s;
        if (choice.source) text += u" by "_s + *choice.source;
        QCOMPARE(text, chosen);
    }

    void readsKdesSettings_data()
    {
        QTest::addColumn<QString>("desktop");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("chosen");
        const auto row = [](const char* name, const QByteArray& text, const QString& chosen,
                            const QString& desktop = u"KDE"_s) {
            QTest::newRow(name) << desktop << "[Other]\nProxyType=9\n[Proxy Settings]\n" + text << chosen;
        };
        row("with a blank", "ProxyType=1\nhttpsProxy=http://p.example 3128\n", u"http://p.example:3128"_s);
        row("with a colon and marks", "ProxyType=1\r\nhttpsProxy[$e]=http://p.example:3128\r\n",
            u"http://p.example:3128"_s);
        row("a password", "ProxyType=1\nhttpsProxy=http://me:hunter2@p.example 1\n", u"http://p.example:1"_s);
        row("SOCKS", "ProxyType=1\nsocksProxy=socks://p.example 1080\n", u"socks5://p.example:1080"_s);
        row("an exception", "ProxyType=1\nhttpsProxy=http://p.example 1\nNoProxyFor=.lab.example,x\n",
            u"direct, http://p.example:1"_s);
        row("exceptions the other way round",
            "ProxyType=1\nhttpsProxy=http://p.example 1\nNoProxyFor=.lab.example\nReversedException=true\n",
            u"http://p.example:1"_s);
        row("rubbish", "ProxyType=1\nhttpsProxy=\x01\n", u"direct, \x01 malformed"_s);
        row("switched off", "ProxyType=0\nhttpsProxy=http://p.example 3128\n", u"direct"_s);
        row("by variables", "ProxyType=4\nhttpsProxy=HTTPS_PROXY\n", u"direct"_s);
        row("a script", "ProxyType=2\nProxy Config Script=http://u:hunter2@pac.example/p.pac\n",
            u"direct, http://pac.example/p.pac script"_s);
        row("looking for a script", "ProxyType=3\n", u"direct, WPAD script"_s);
        row("another group", "[Next]\nProxyType=1\nhttpsProxy=http://p.example 1\n", u"direct"_s);
        row("another desktop", "ProxyType=1\nhttpsProxy=http://p.example 1\n", u"direct"_s, u"GNOME"_s);
    }

    void readsKdesSettings()
    {
        QFETCH(QString, desktop);
        QFETCH(QByteArray, text);
        QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkdir(u".config"_s));
        QFile file(home.filePath(u".config/kioslaverc"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        QProcessEnvironment environment;
        environment.insert(u"XDG_CURRENT_DESKTOP"_s, desktop);
        const ProxyChoice choice =
            chooseProxy(u"system"_s, {}, kdeProxy(environment, home.path()), u"api.lab.example"_s, 443);
        QStringList seen;
        if (!choice.route) seen.append(choice.unusable ? u"unusable"_s : u"direct"_s);
        for (const ProxySetting& each : choice.settings) {
            QCOMPARE(each.source, u"KDE settings"_s);
            seen.append(each.problem ? QString(each.value + u' ' + *each.problem) : each.value);
        }
        QTEST(seen.join(u", "_s), "chosen");
    }

    void readsControls_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("204") << 204 << QByteArray() << u"as_expected"_s;
        QTest::newRow("200 with nothing") << 200 << QByteArray("\n") << u"as_expected"_s;
        QTest::newRow("200 with a page") << 200 << QByteArray("<html>sign in") << u"portal"_s;
        QTest::newRow("302") << 302 << QByteArray() << u"portal"_s;
        QTest::newRow("511") << 511 << QByteArray("sign in") << u"portal"_s;
        QTest::newRow("404") << 404 << QByteArray() << u"other"_s;
        QTest::newRow("503") << 503 << QByteArray() << u"other"_s;
    }

    void readsControls()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, outcome);
        QCOMPARE(controlOutcome(status, body, Control{u"http://c.example/"_s, 204, {}}), outcome);
    }

    void readsTheClock()
    {
        const QDateTime received(QDate(2026, 11, 1), QTime(12, 10, 0), Qt::UTC);
        // 600 s ahead, less half of the 200 ms exchange and the half second that a Date header leaves open.
        QCOMPARE(skewFrom("Sun, 01 Nov 2026 12:00:00 GMT", received, 200), std::optional(599'400.0));
        QCOMPARE(skewFrom("yesterday", received, 0), std::optional<double>());
    }
};

QTEST_GUILESS_MAIN(TestProxySettings)
#include "tst_proxysettings.moc"
