// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/clientconfig.h"

#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// What follows from a walk for a client's settings, and how it is written where people keep settings.
class TestClientConfig final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changesNothingWhereAllWorks();
    void namesTheProxyThatWorked();
    void namesAFileThatAccepts();
    void takesWhatAnotherToolKnows();
    void takesTheDoubledPathAway();
    void takesTheDeadEndpointAway();
    void switchesCheckingOnAgain();
    void beginsWithIpv4WhereIpv6IsDead();
    void showsTheDifference();
    void shellsReadBackWhatWasWritten_data();
    void shellsReadBackWhatWasWritten();
    void settingsAreJson();
    void leavesOutWhatCannotBeSeen();
    void powerShellDoublesEveryQuote();
};

namespace {

VariableEvidence variable(const QString& name, const QString& value)
{
    return {name, value, u"environment"_s, false, {}};
}

ClientQuestion healthy(const QList<VariableEvidence>& variables = {})
{
    ClientQuestion question;
    question.url = u"https://api.lab.example"_s;
    question.path.serves = true;
    question.evidence.environment = EnvironmentEvidence();
    question.evidence.environment->variables = variables;
    question.evidence.proxy = ProxyEvidence();
    TlsEvidence tls;
    tls.verified = true;
    tls.chain = {CertificateEvidence()};
    tls.stores = {
        {u"system"_s, u"/etc/ssl/certs/ca-certificates.crt, /etc/ssl/certs"_s, true, {}, {}, {}, {}, {}, {}},
        {u"vendor"_s, u"/usr/share/ca-certificates/mozilla"_s, true, {}, {}, {}, {}, {}, {}}};
    question.evidence.tls = tls;
    return question;
}

ClientQuestion intercepted(const QList<VariableEvidence>& variables = {})
{
    ClientQuestion question = healthy(variables);
    question.evidence.tls->stores[1].accepts = false;
    question.path.codes = {u"tls.intercepted"_s};
    return question;
}

/// "HTTPS_PROXY: a -> b", "-" for not set.
QStringList flatten(const QString& client, const ClientQuestion& question)
{
    QStringList lines;
    for (const ClientSetting& each : settingsFor(*clientRules(client), question)) {
        lines.append(
            u"%1: %2 -> %3"_s.arg(each.variable, each.before.value_or(u"-"_s), each.after.value_or(u"-"_s)));
    }
    return lines;
}

} // namespace

void TestClientConfig::changesNothingWhereAllWorks()
{
    for (const ClientRules& rules : allClients()) {
        QCOMPARE(flatten(rules.id, healthy()), QStringList());
        QVERIFY(differenceFor(ConfigPlace::Bash, {}).isEmpty());
    }
}

void TestClientConfig::namesTheProxyThatWorked()
{
    ClientQuestion question = healthy({variable(u"https_proxy"_s, u"http://a.example:3128"_s),
                                       variable(u"all_proxy"_s, u"socks5://s.example:1080"_s)});
    question.evidence.proxy->proxy = ProxyAddress{u"http"_s, u"a.example"_s, 3128, true};
    question.evidence.proxy->outcome = TunnelOutcome::Open;
    // httpx makes all proxies ready at its start, and cannot make this one.
    const QStringList python{u"https_proxy: http://a.example:3128 -> http://USER:PASSWORD@a.example:3128"_s,
                             u"HTTPS_PROXY: - -> http://USER:PASSWORD@a.example:3128"_s,
                             u"all_proxy: socks5://s.example:1080 -> -"_s};
    QCOMPARE(flatten(u"anthropic-python"_s, question), python);
    const QStringList node = flatten(u"anthropic-typescript"_s, question);
    QCOMPARE(node.first(), u"NODE_USE_ENV_PROXY: - -> 1"_s);
    QCOMPARE(flatten(u"curl"_s, question), QStringList());
}

void TestClientConfig::namesAFileThatAccepts()
{
    const QString bundle = u"/etc/ssl/certs/ca-certificates.crt"_s;
    QCOMPARE(flatten(u"anthropic-python"_s, intercepted()), QStringList{u"SSL_CERT_FILE: - -> "_s + bundle});
    QCOMPARE(flatten(u"python-requests"_s, intercepted()),
             QStringList{u"REQUESTS_CA_BUNDLE: - -> "_s + bundle});
    QCOMPARE(flatten(u"claude-code-npm"_s, intercepted()),
             QStringList{u"NODE_EXTRA_CA_CERTS: - -> "_s + bundle});
    QCOMPARE(flatten(u"claude-code"_s, intercepted()), QStringList());
    // One that a variable names already, and that accepts, is the better one.
    ClientQuestion question = intercepted();
    question.evidence.tls->stores.append({u"/corp.pem"_s, u"SSL_CERT_FILE"_s, true, {}, {}, {}, {}, {}, {}});
    QCOMPARE(flatten(u"anthropic-typescript"_s, question),
             QStringList{u"NODE_EXTRA_CA_CERTS: - -> /corp.pem"_s});
}

void TestClientConfig::takesWhatAnotherToolKnows()
{
    ClientQuestion question = healthy();
    question.path.serves = false;
    question.path.codes = {u"tcp.timed_out"_s};
    question.path.blockedBy = u"tcp.timed_out"_s;
    question.evidence.tls.reset();
    question.evidence.environment->hints = {{u"npm"_s,
                                             u"/h/.npmrc"_s,
                                             1,
                                             u"proxy"_s,
                                             u"proxy"_s,
                                             u"http://p.example:1"_s,
                                             ProxyAddress{u"http"_s, u"p.example"_s, 1, true},
                                             false,
                                             {}}};
    QCOMPARE(flatten(u"claude-code"_s, question), QStringList());
    TcpEvidence tcp;
    tcp.attempts = {ConnectAttempt()};
    question.evidence.tcp = tcp;
    const QStringList both{u"https_proxy: - -> http://USER:PASSWORD@p.example:1"_s,
                           u"HTTPS_PROXY: - -> http://USER:PASSWORD@p.example:1"_s};
    QCOMPARE(flatten(u"claude-code"_s, question), both);
    ClientQuestion refused = intercepted();
    refused.evidence.tls->verified = false;
    refused.evidence.tls->stores[0].accepts = false;
    refused.path.serves = false;
    refused.evidence.tls->otherStores = {{u"/o.pem"_s, u"npm"_s, true, {}, {}, {}, {}, {}, {}}};
    QCOMPARE(flatten(u"curl"_s, refused), QStringList{u"CURL_CA_BUNDLE: - -> /o.pem"_s});
}

void TestClientConfig::takesTheDoubledPathAway()
{
    const ClientQuestion question =
        healthy({variable(u"ANTHROPIC_BASE_URL"_s, u"https://gateway.example/claude/v1/messages/"_s)});
    QCOMPARE(flatten(u"anthropic-python"_s, question),
             QStringList{u"ANTHROPIC_BASE_URL: https://gateway.example/claude/v1/messages/ -> "
                         "https://gateway.example/claude"_s});
    QCOMPARE(flatten(u"curl"_s, question), QStringList());
}

void TestClientConfig::takesTheDeadEndpointAway()
{
    ClientQuestion question = healthy({variable(u"ANTHROPIC_BASE_URL"_s, u"http://127.0.0.1:8787"_s)});
    EndpointEvidence endpoint;
    endpoint.value = u"http://127.0.0.1:8787"_s;
    endpoint.listens = false;
    question.evidence.environment->endpoint = endpoint;
    QCOMPARE(flatten(u"claude-code"_s, question),
             QStringList{u"ANTHROPIC_BASE_URL: http://127.0.0.1:8787 -> -"_s});
}

void TestClientConfig::switchesCheckingOnAgain()
{
    const QList<VariableEvidence> off{variable(u"NODE_TLS_REJECT_UNAUTHORIZED"_s, u"0"_s)};
    const QStringList expected{u"NODE_TLS_REJECT_UNAUTHORIZED: 0 -> -"_s,
                               u"NODE_EXTRA_CA_CERTS: - -> /etc/ssl/certs/ca-certificates.crt"_s};
    QCOMPARE(flatten(u"claude-code"_s, intercepted(off)), expected);
    QCOMPARE(flatten(u"claude-code"_s, healthy(off)), expected.mid(0, 1));
}

void TestClientConfig::beginsWithIpv4WhereIpv6IsDead()
{
    ClientQuestion question = healthy({variable(u"NODE_OPTIONS"_s, u"--max-old-space-size=4096"_s)});
    question.path.codes = {u"tcp.ipv6_broken"_s};
    const QString after = u"--max-old-space-size=4096 --dns-result-order=ipv4first"_s;
    QCOMPARE(flatten(u"claude-code-npm"_s, question),
             QStringList{u"NODE_OPTIONS: --max-old-space-size=4096 -> "_s + after});
    question.evidence.environment->variables = {variable(u"NODE_OPTIONS"_s, after)};
    QCOMPARE(flatten(u"claude-code-npm"_s, question), QStringList());
}

void TestClientConfig::showsTheDifference()
{
    const QList<ClientSetting> settings{
        {u"HTTPS_PROXY"_s, u"http://old:1"_s, u"environment"_s, u"http://new:2"_s, u"proxy"_s},
        {u"ALL_PROXY"_s, u"socks5://s:3"_s, u"/home/me/.claude/settings.json"_s, {}, u"proxy"_s}};
    const QStringList bash{u"- export HTTPS_PROXY='http://old:1'"_s, u"+ export HTTPS_PROXY='http://new:2'"_s,
                           u"+ unset ALL_PROXY"_s};
    QCOMPARE(differenceFor(ConfigPlace::Bash, settings), bash);
    const QStringList file{u"  {"_s,
                           u"    \"env\": {"_s,
                           u"-     \"ALL_PROXY\": \"socks5://s:3\""_s,
                           u"+     \"HTTPS_PROXY\": \"http://new:2\""_s,
                           u"    }"_s,
                           u"  }"_s};
    QCOMPARE(differenceFor(ConfigPlace::ClaudeSettings, settings), file);
    QVERIFY(settingsText(ConfigPlace::Systemd, settings).contains(u"UnsetEnvironment=ALL_PROXY"_s));
    QVERIFY(settingsText(ConfigPlace::Docker, settings).contains(u"--env 'HTTPS_PROXY=http://new:2'"_s));
}

void TestClientConfig::shellsReadBackWhatWasWritten_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << u"http://p.example:3128"_s;
    QTest::newRow("quotes") << u"it's \"quoted\" `twice`"_s;
    QTest::newRow("a command") << u"x'; echo hacked; '$(echo hacked)"_s;
    QTest::newRow("backslashes") << u"C:\\certs\\'a'\\\\"_s;
    QTest::newRow("percent and dollar") << u"100%n $HOME ${HOME} !!"_s;
    QTest::newRow("Chinese") << u"/证书/公司.pem"_s;
}

/// The one who decides what a quoted value means is the program that reads it.
void TestClientConfig::shellsReadBackWhatWasWritten()
{
    QFETCH(QString, value);
    const QList<ClientSetting> settings{{u"LAB_VALUE"_s, {}, {}, value, u"proxy"_s}};
    const QList<std::pair<QString, QStringList>> readers{
        {u"sh"_s, {u"-c"_s, settingsText(ConfigPlace::Bash, settings) + u"printf %s \"$LAB_VALUE\""_s}},
        {u"python3"_s,
         {u"-c"_s, settingsText(ConfigPlace::Python, settings) +
                       u"import sys; sys.stdout.buffer.write(os.environ['LAB_VALUE'].encode())"_s}},
        {u"fish"_s, {u"-c"_s, settingsText(ConfigPlace::Fish, settings) + u"printf %s \"$LAB_VALUE\""_s}}};
    for (const auto& [program, arguments] : readers) {
        if (QStandardPaths::findExecutable(program).isEmpty()) {
            QVERIFY2(program == "fish"_L1, "sh and python3 must be there");
            continue;
        }
        QProcess process;
        process.start(program, arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(QString::fromUtf8(process.readAllStandardOutput()), value);
    }
}

void TestClientConfig::settingsAreJson()
{
    const QString value = u"a\"b\\c/证"_s;
    const QList<ClientSetting> settings{{u"ONE"_s, {}, {}, value, u"proxy"_s},
                                        {u"TWO"_s, u"x"_s, u"environment"_s, {}, u"proxy"_s},
                                        {u"THREE"_s, {}, {}, u"3"_s, u"proxy"_s}};
    const QByteArray text = settingsText(ConfigPlace::ClaudeSettings, settings).toUtf8();
    const QJsonObject env = QJsonDocument::fromJson(text).object().value("env"_L1).toObject();
    QCOMPARE(env.value("ONE"_L1).toString(), value);
    QCOMPARE(env.keys(), (QStringList{u"ONE"_s, u"THREE"_s}));
}

void TestClientConfig::leavesOutWhatCannotBeSeen()
{
    for (const QString& value : {u"a\nreboot"_s, u"a\u001b[2J"_s, u"a\u202eb"_s, u"a\u2028b"_s}) {
        const QList<ClientSetting> settings{{u"LAB_VALUE"_s, value, u"environment"_s, value, u"proxy"_s}};
        for (int place = 0; place < 8; ++place)
            QCOMPARE(differenceFor(static_cast<ConfigPlace>(place), settings), QStringList());
    }
}

void TestClientConfig::powerShellDoublesEveryQuote()
{
    const QList<ClientSetting> settings{{u"LAB_VALUE"_s, {}, {}, u"a'b\u2019c"_s, u"proxy"_s}};
    QCOMPARE(settingsText(ConfigPlace::PowerShell, settings), u"$env:LAB_VALUE = 'a''b\u2019\u2019c'\n"_s);
}

QTEST_GUILESS_MAIN(TestClientConfig)
#include "tst_clientconfig.moc"
