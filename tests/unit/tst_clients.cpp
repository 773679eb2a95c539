// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/clientproxy.h"
#include "core/clients/clientversion.h"
#include "core/clients/predict.h"
#include "tests/unit/overlay.h"

#include <QDate>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTest>
#include <QUrl>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// Each client's rules against the cases in clientcases.json. What stands there of curl, requests and httpx
/// was seen of curl 7.88, requests 2.28 and httpx 0.23.
class TestClients final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rulesAreWhole();
    void rulesKnowEveryWord();
    void judgesNoProxy_data();
    void judgesNoProxy();
    void choosesProxy_data();
    void choosesProxy();
    void predicts_data();
    void predicts();
    void tellsWhatAProgramDoesByItself();
    void everyReasonIsWorded();
    void countsWhatIsInstalledForTheClient();
    void findsOtherWays();
    void settingsFilesConcernClaudeCodeAlone();
    void boundsHostileLists();
    void hostileValuesStayValues();
};

namespace {

QJsonObject readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError)
        qFatal("%s: %s", qPrintable(path), qPrintable(error.errorString()));
    return object;
}

const QJsonObject& cases()
{
    static const QJsonObject all = readFile(QStringLiteral(PATHLIGHT_TEST_DATA "/clientcases.json"));
    return all;
}

/// {"NAME": "value"}, or {"NAME": {"value": …, "source": …, "problem": …}}.
EnvironmentEvidence environmentFrom(const QJsonObject& variables)
{
    EnvironmentEvidence environment;
    for (auto each = variables.begin(); each != variables.end(); ++each) {
        VariableEvidence variable = fromObject<VariableEvidence>(each->toObject());
        if (each->isString()) variable.value = each->toString();
        variable.name = each.key().section(u'@', 0, 0);
        if (variable.source.isEmpty()) variable.source = u"environment"_s;
        environment.variables.append(variable);
    }
    return environment;
}

ClientQuestion questionFrom(const QJsonObject& wanted)
{
    QJsonObject evidence;
    for (const QJsonValue& name : wanted.value("with"_L1).toArray()) {
        const QJsonObject piece = cases().value("pieces"_L1).toObject().value(name.toString()).toObject();
        if (piece.isEmpty()) qFatal("no piece %s", qPrintable(name.toString()));
        evidence = overlay(evidence, piece);
    }
    ClientQuestion question;
    question.evidence = fromObject<Evidence>(overlay(evidence, wanted.value("evidence"_L1).toObject()));
    const EnvironmentEvidence given = environmentFrom(wanted.value("variables"_L1).toObject());
    if (!question.evidence.environment) question.evidence.environment = EnvironmentEvidence();
    question.evidence.environment->variables = given.variables;
    const QJsonObject path = wanted.value("path"_L1).toObject();
    question.path.serves = path.value("serves"_L1).toBool();
    if (path.contains("blockedBy"_L1)) question.path.blockedBy = path.value("blockedBy"_L1).toString();
    if (question.path.blockedBy) question.path.because = {u"where it was seen"_s};
    for (const QJsonValue& code : path.value("codes"_L1).toArray())
        question.path.codes.append(code.toString());
    question.url = wanted.value("url"_L1).toString(u"https://api.lab.example"_s);
    question.standIn = wanted.value("standIn"_L1).toBool();
    for (const QJsonValue& version : wanted.value("installed"_L1).toArray())
        question.installed.append(version.toString());
    return question;
}

/// Keys of `file` that `read` does not have, and values that reading changed.
QStringList strangers(const QJsonValue& file, const QJsonValue& read)
{
    QStringList found;
    const QJsonObject object = file.toObject();
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (!read.toObject().contains(each.key()))
            found.append(each.key());
        else
            found.append(strangers(each.value(), read.toObject().value(each.key())));
    }
    const QJsonArray array = file.toArray();
    for (qsizetype index = 0; index < array.size(); ++index)
        found.append(strangers(array.at(index), read.toArray().at(index)));
    if (!file.isObject() && !file.isArray() && file != read) found.append(file.toVariant().toString());
    return found;
}

/// "works", "unknown way_not_measured", "would_fail env.proxy_invalid".
QString flatten(const ClientEvidence& client)
{
    switch (client.outcome) {
    case ClientOutcome::Works:
        return client.reason == "works"_L1 ? u"works"_s : u"works "_s + client.reason;
    case ClientOutcome::AtTimes:
        return u"at_times "_s + client.reason;
    case ClientOutcome::WouldFail:
        return u"would_fail "_s + client.wouldFail.value_or(u"?"_s);
    case ClientOutcome::Unknown:
        break;
    }
    return u"unknown "_s + client.reason;
}

QString flatten(const ClientProxyChoice& choice)
{
    switch (choice.kind) {
    case ClientProxyKind::Direct:
        return u"direct"_s;
    case ClientProxyKind::Proxy:
        return choice.address + u" by "_s + choice.variable->name;
    case ClientProxyKind::Unusable:
        return u"unusable "_s + choice.variable->name;
    case ClientProxyKind::Package:
        return u"package "_s + choice.variable->name;
    case ClientProxyKind::Version:
        return u"version "_s + choice.variable->name;
    case ClientProxyKind::Unknown:
        break;
    }
    return u"unknown "_s + choice.noProxyEntry;
}

} // namespace

void TestClients::rulesAreWhole()
{
    QStringList ids;
    for (const ClientRules& rules : allClients()) {
        ids.append(rules.id);
        QVERIFY2(QDate::fromString(rules.asOf, Qt::ISODate).isValid(), qPrintable(rules.id));
        for (const char* about : {"proxy", "no_proxy", "trust", "resolver", "families", "timeouts"})
            QVERIFY2(!rules.sourcesAbout(QString::fromLatin1(about)).isEmpty(),
                     qPrintable(rules.id + u' ' + QString::fromLatin1(about)));
        QVERIFY2(!rules.proxy.variables.isEmpty() && !rules.proxy.schemes.isEmpty(), qPrintable(rules.id));
        QVERIFY2(!rules.trust.stores.isEmpty(), qPrintable(rules.id));
    }
    const QStringList contract{u"claude-code"_s,          u"claude-code-npm"_s, u"anthropic-python"_s,
                               u"anthropic-typescript"_s, u"python-requests"_s, u"curl"_s};
    QCOMPARE(ids, contract);
    QVERIFY(!clientRules(u"netcat"_s));
}

/// Reading is forgiving, so that a misspelt key of the file would go unnoticed: what was read, written again,
/// must know every key of the file.
void TestClients::rulesKnowEveryWord()
{
    const QJsonArray written = readFile(u":/pathlight/clients.json"_s).value("clients"_L1).toArray();
    for (qsizetype index = 0; index < written.size(); ++index)
        QCOMPARE(strangers(written.at(index), toJson(allClients().at(index))), QStringList());
    const QJsonObject misspelt{{u"proxy"_s, QJsonObject{{u"sheme"_s, 1}}}};
    QCOMPARE(strangers(misspelt, toJson(ClientRules())), QStringList{u"sheme"_s});
}

void TestClients::judgesNoProxy_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    for (const QJsonValue& each : cases().value("noProxy"_L1).toArray()) {
        const QJsonObject row = each.toObject();
        const QJsonObject expected = row.value("expect"_L1).toObject();
        const QString url = row.value("url"_L1).toString(u"https://api.lab.example"_s);
        for (auto client = expected.begin(); client != expected.end(); ++client) {
            const QString list = row.value("list"_L1).toString();
            QTest::newRow(qPrintable(u"%1: [%2] %3"_s.arg(client.key(), list, url)))
                << client.key() << list << url << client->toString();
        }
    }
}

void TestClients::judgesNoProxy()
{
    QFETCH(QString, client);
    QFETCH(QString, list);
    QFETCH(QString, url);
    QFETCH(QString, expected);
    const QUrl parsed(url);
    const ClientTarget target{parsed.host(), parsed.port(443), parsed.port() > 0};
    const NoProxyAnswer answer = judgeNoProxy(clientRules(client)->proxy.noProxy, list, target);
    QCOMPARE(answer.covered ? (*answer.covered ? u"direct"_s : u"proxy"_s) : u"unknown"_s, expected);
    QCOMPARE(answer.entry.isEmpty(), expected == "proxy"_L1);
}

void TestClients::choosesProxy_data()
{
    QTest::addColumn<QJsonObject>("variables");
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("expected");
    for (const QJsonValue& each : cases().value("proxies"_L1).toArray()) {
        const QJsonObject row = each.toObject();
        const QJsonObject expected = row.value("expect"_L1).toObject();
        for (auto client = expected.begin(); client != expected.end(); ++client) {
            QTest::newRow(qPrintable(row.value("name"_L1).toString() + u": "_s + client.key()))
                << row.value("variables"_L1).toObject() << client.key() << client->toString();
        }
    }
}

void TestClients::choosesProxy()
{
    QFETCH(QJsonObject, variables);
    QFETCH(QString, client);
    QFETCH(QString, expected);
    const ClientRules& rules = *clientRules(client);
    const ClientVariables seen(rules, environmentFrom(variables));
    const ClientTarget target{u"api.lab.example"_s, 443, false};
    QCOMPARE(flatten(chooseClientProxy(rules.proxy, seen, target)), expected);
}

void TestClients::predicts_data()
{
    QTest::addColumn<QJsonObject>("wanted");
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("expected");
    for (const QJsonValue& each : cases().value("predictions"_L1).toArray()) {
        const QJsonObject row = each.toObject();
        const QJsonObject expected = row.value("expect"_L1).toObject();
        for (const ClientRules& rules : allClients()) {
            const QString fallback = expected.value("others"_L1).toString();
            const QString wanted = expected.value(rules.id).toString(fallback);
            QTest::newRow(qPrintable(row.value("name"_L1).toString() + u": "_s + rules.id))
                << row << rules.id << wanted;
        }
    }
}

void TestClients::predicts()
{
    QFETCH(QJsonObject, wanted);
    QFETCH(QString, client);
    QFETCH(QString, expected);
    const ClientEvidence seen = predict(*clientRules(client), questionFrom(wanted));
    QCOMPARE(flatten(seen), expected);
    QCOMPARE(seen.wouldFail.has_value(), seen.outcome == ClientOutcome::WouldFail);
    QCOMPARE(seen.because.isEmpty(), seen.outcome == ClientOutcome::Unknown);
    QVERIFY(!seen.sources.isEmpty());
}

/// Every reason that a case brings about has words in both languages.
void TestClients::tellsWhatAProgramDoesByItself()
{
    QJsonObject wanted;
    for (const QJsonValue& each : cases().value("predictions"_L1).toArray()) {
        if (each["name"_L1] == "through the proxy, direct closed"_L1) wanted = each.toObject();
    }
    QVERIFY(!wanted.isEmpty());
    const ClientEvidence sdk = predict(*clientRules(u"anthropic-typescript"_s), questionFrom(wanted));
    QCOMPARE(sdk.outcome, ClientOutcome::Unknown);
    QCOMPARE(sdk.byItself, std::optional(ClientOutcome::WouldFail));
    QVERIFY(!predict(*clientRules(u"curl"_s), questionFrom(wanted)).byItself);
}

void TestClients::everyReasonIsWorded()
{
    const QJsonObject english = readFile(u":/pathlight/texts/en.json"_s);
    const QJsonObject chinese = readFile(u":/pathlight/texts/zh_CN.json"_s);
    QSet<QString> reasons;
    for (const QJsonValue& each : cases().value("predictions"_L1).toArray()) {
        for (const ClientEvidence& client : predictAll(questionFrom(each.toObject())))
            reasons.insert(client.reason);
    }
    QVERIFY(reasons.size() >= 18);
    for (const QString& reason : std::as_const(reasons)) {
        const QString key = u"client.reason."_s + reason;
        QVERIFY2(english.contains(key) && chinese.contains(key), qPrintable(key));
    }
}

void TestClients::countsWhatIsInstalledForTheClient()
{
    const QList<PythonPackageEvidence> requests{{u"requests"_s, u"2.28.1"_s},
                                                {u"PySocks"_s, std::nullopt},
                                                {u"anthropic"_s, std::nullopt},
                                                {u"httpx"_s, u"0.23.3"_s},
                                                {u"socksio"_s, std::nullopt}};
    const QStringList ofRequests{u"requests 2.28.1"_s, u"PySocks none"_s};
    // httpx without the SDK is somebody else's, until a started client tells that it stands for it.
    QCOMPARE(installedFor(requests, {}), ofRequests);
    const QStringList told{u"httpx 0.23.3"_s};
    QVERIFY(installedFor(requests, told).contains(u"socksio none"_s));
    QList<PythonPackageEvidence> sdk = requests;
    sdk[2].version = u"0.40.0"_s;
    QVERIFY(installedFor(sdk, {}).contains(u"httpx 0.23.3"_s));
    QCOMPARE(installedFor({}, told), told);
}

void TestClients::findsOtherWays()
{
    const QJsonObject wanted{{u"with"_s, QJsonArray{u"direct"_s}},
                             {u"variables"_s, QJsonObject{{u"HTTPS_PROXY"_s, u"http://p.example:3128"_s},
                                                          {u"https_proxy"_s, u"q.example"_s}}}};
    QStringList ways;
    for (const OtherWay& way : otherWays(questionFrom(wanted)))
        ways.append(way.via + u" by "_s + way.variable);
    const QStringList expected{u"http://q.example:80 by https_proxy"_s,
                               u"http://q.example:1080 by https_proxy"_s};
    QCOMPARE(ways, expected);
    const auto asked = [](const QString& endpoint) {
        const QJsonObject set{{u"with"_s, QJsonArray{u"direct"_s}},
                              {u"variables"_s, QJsonObject{{u"ANTHROPIC_BASE_URL"_s, endpoint}}}};
        QStringList endpoints;
        for (const OtherWay& way : otherWays(questionFrom(set)))
            endpoints.append(way.via + u" to "_s + way.baseUrl.value_or(u"-"_s));
        return endpoints;
    };
    QCOMPARE(asked(u"https://gw.example/api"_s), QStringList{u"direct to https://gw.example/api"_s});
    QVERIFY(asked(u"https://me:secret@gw.example/api"_s).isEmpty());
    QVERIFY(asked(u"ftp://gw.example"_s).isEmpty());
    QJsonObject practice = wanted;
    practice.insert(u"standIn"_s, true);
    QVERIFY(otherWays(questionFrom(practice)).isEmpty());
}

void TestClients::settingsFilesConcernClaudeCodeAlone()
{
    const QJsonObject variables{
        {u"HTTPS_PROXY"_s, u"http://shell.example:1"_s},
        {u"HTTPS_PROXY@file"_s, QJsonObject{{u"value"_s, u"http://file.example:2"_s},
                                            {u"source"_s, u"/home/me/.claude/settings.json"_s}}}};
    const EnvironmentEvidence environment = environmentFrom(variables);
    const ClientVariables claude(*clientRules(u"claude-code"_s), environment);
    QCOMPARE(claude.value(u"HTTPS_PROXY"_s), u"http://file.example:2"_s);
    QCOMPARE(placeOf(*claude.find(u"HTTPS_PROXY"_s)), u"HTTPS_PROXY (/home/me/.claude/settings.json)"_s);
    const ClientVariables curl(*clientRules(u"curl"_s), environment);
    QCOMPARE(curl.value(u"HTTPS_PROXY"_s), u"http://shell.example:1"_s);
}

void TestClients::boundsHostileLists()
{
    const QString list = QString(u"a.b.c.example:1,"_s).repeated(400'000) + u"api.lab.example"_s;
    const ClientTarget target{u"api.lab.example"_s, 443, false};
    QElapsedTimer clock;
    clock.start();
    for (const ClientRules& rules : allClients())
        QCOMPARE(judgeNoProxy(rules.proxy.noProxy, list, target).covered, std::optional(false));
    QVERIFY2(clock.elapsed() < 10'000, "six megabytes are read to their bound alone");
}

/// Nothing that a variable holds becomes a code, and nothing makes a prediction crash.
void TestClients::hostileValuesStayValues()
{
    const QString bidi = u"http://\u202eexample:1"_s;
    for (const QString& value :
         {u"http://"_s, u"://"_s, u"\u0000"_s, u"http://[::1"_s, bidi, QString(1000, u'@'), u"$(reboot)"_s,
          u"http://p:99999"_s, u"javascript:alert(1)"_s, u"http://p.example:0"_s}) {
        QJsonObject variables;
        for (const QString& name : {u"https_proxy"_s, u"NO_PROXY"_s, u"ANTHROPIC_BASE_URL"_s,
                                    u"NODE_OPTIONS"_s, u"SSL_CERT_FILE"_s})
            variables.insert(name, value);
        const QJsonObject wanted{{u"with"_s, QJsonArray{u"direct"_s, u"good"_s}},
                                 {u"variables"_s, variables}};
        for (const ClientEvidence& client : predictAll(questionFrom(wanted))) {
            QVERIFY(client.outcome != ClientOutcome::Works || client.id != "claude-code"_L1);
            const auto codes = QStringList{u"env.endpoint_invalid"_s, u"env.proxy_invalid"_s};
            QVERIFY(!client.wouldFail || codes.contains(*client.wouldFail));
        }
    }
}

QTEST_GUILESS_MAIN(TestClients)
#include "tst_clients.moc"
