// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/localsettings.h"
#include "core/steps/variables.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// Variables, settings files and bundles, read from a directory of the test's own.
class TestLocalSettings final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsWhatMatters_data();
    void knowsWhatMatters();
    void recordsNoSecret_data();
    void recordsNoSecret();
    void findsProblems_data();
    void findsProblems();
    void boundsWhatItRecords();
    void settingsWinOverTheShell();
    void tellsWhereTheJsonBreaks_data();
    void tellsWhereTheJsonBreaks();
    void readsOnlyRegularFilesOfSomeSize();
    void seesWhoMayWrite();
    void countsCertificates_data();
    void countsCertificates();
    void judgesTheEndpoint_data();
    void judgesTheEndpoint();

private:
    QString write(const QString& name, const QByteArray& bytes);
    LocalSettings read(const QMap<QString, QString>& variables, const QStringList& files = {});

    QTemporaryDir m_directory;
};

namespace {

/// A certificate made for this test alone (EC, self-signed).
constexpr auto certificate = R"(-----BEGIN CERTIFICATE-----
MIIBfDCCASGgAwIBAgIUaKHUMxWCvA2yu8qr5mixmciILMowCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIbGFiIHJvb3QwHhcNMjYxMTI0MDQ1MDE5WhcNMzYxMTIxMDQ1
MDE5WjATMREwDwYDVQQDDAhsYWIgcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABBysccYhfnTk/FqVsWLkGWdthRLI6rqpS+3SX5tpidPGqlmYD8SfH+CdQYpQ
nbooc2VRavUOy7AMu2XFPHbvqyOjUzBRMB0GA1UdDgQWBBTugDgfGYDfw6GGlXGS
QpBAavsTLDAfBgNVHSMEGDAWgBTugDgfGYDfw6GGlXGSQpBAavsTLDAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQC/PiT424wdQZl8UAXvL//vFduL
KillobPaVx0VLmyCpgIhAOnujxL5eTXHlY6weDxWivXkGenjIlnjflc8va4dcb1+
-----END CERTIFICATE-----
)";

Target claude()
{
    Target target;
    target.url = u"https://api.lab.example"_s;
    target.auth.environment = {u"LAB_API_TOKEN_X"_s};
    return target;
}

const VariableEvidence* find(const LocalSettings& settings, const QString& name, const QString& source)
{
    for (const VariableEvidence& each : settings.variables) {
        if (each.name == name && each.source == source) return &each;
    }
    return nullptr;
}

} // namespace

QString TestLocalSettings::write(const QString& name, const QByteArray& bytes)
{
    const QString path = m_directory.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
    return path;
}

LocalSettings TestLocalSettings::read(const QMap<QString, QString>& variables, const QStringList& files)
{
    LocalSources sources;
    for (auto each = variables.begin(); each != variables.end(); ++each)
        sources.environment.insert(each.key(), each.value());
    sources.settingsFiles = files;
    return readLocalSettings(sources, claude());
}

void TestLocalSettings::knowsWhatMatters_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("expected");
    for (const char* name :
         {"https_proxy", "HTTPS_PROXY", "no_proxy", "ALL_PROXY", "NODE_EXTRA_CA_CERTS", "ANTHROPIC_BASE_URL",
          "CLAUDE_CODE_USE_BEDROCK", "API_TIMEOUT_MS", "AWS_REGION", "LAB_API_TOKEN_X", "CLOUD_ML_REGION"}) {
        QTest::newRow(name) << QString::fromLatin1(name) << true;
    }
    for (const char* name : {"Https_Proxy", "PATH", "HOME", "ANTHROPIC_MODEL", "GITHUB_TOKEN", "AWS_PAGER"})
        QTest::newRow(name) << QString::fromLatin1(name) << false;
}

void TestLocalSettings::knowsWhatMatters()
{
    QFETCH(QString, name);
    QFETCH(bool, expected);
    QCOMPARE(matters(name, {u"LAB_API_TOKEN_X"_s}), expected);
}

void TestLocalSettings::recordsNoSecret_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("shown");
    const QString key = u"sk-ant-api03-hunter2hunter2"_s;
    QTest::newRow("key") << u"ANTHROPIC_API_KEY"_s << key << u"set, 27 characters"_s;
    QTest::newRow("token") << u"ANTHROPIC_AUTH_TOKEN"_s << key << u"set, 27 characters"_s;
    QTest::newRow("headers") << u"ANTHROPIC_CUSTOM_HEADERS"_s << u"X-Key: hunter2"_s
                             << u"set, 14 characters"_s;
    QTest::newRow("passphrase") << u"CLAUDE_CODE_CLIENT_KEY_PASSPHRASE"_s << u"hunter2"_s
                                << u"set, 7 characters"_s;
    QTest::newRow("the profile's") << u"LAB_API_TOKEN_X"_s << u"hunter2"_s << u"set, 7 characters"_s;
    QTest::newRow("empty") << u"ANTHROPIC_API_KEY"_s << QString() << u"set, empty"_s;
    QTest::newRow("proxy") << u"https_proxy"_s << u"http://me:hunter2@proxy.lab.example:3128"_s
                           << u"http://proxy.lab.example:3128"_s;
    QTest::newRow("proxy, odd password")
        << u"HTTPS_PROXY"_s << u"http://me:hu@nt/er2@proxy.lab.example:3128"_s
        << u"http://proxy.lab.example:3128"_s;
    QTest::newRow("proxy without a scheme")
        << u"ALL_PROXY"_s << u"me:hunter2@proxy.lab.example:3128"_s << u"proxy.lab.example:3128"_s;
    QTest::newRow("base URL") << u"ANTHROPIC_BASE_URL"_s
                              << u"https://me:hunter2@gw.lab.example/x?key=hunter2"_s
                              << u"https://gw.lab.example/x"_s;
    QTest::newRow("plain") << u"NO_PROXY"_s << u"localhost,.lab.example"_s << u"localhost,.lab.example"_s;
}

void TestLocalSettings::recordsNoSecret()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, shown);
    const QString path =
        write(u"secret.json"_s, QJsonDocument(QJsonObject{{u"env"_s, QJsonObject{{name, value}}}}).toJson());
    const LocalSettings settings = read({{name, value}}, {path});
    QCOMPARE(settings.variables.size(), 2);
    for (const VariableEvidence& each : settings.variables) {
        QCOMPARE(each.value, shown);
        const QByteArray written = QJsonDocument(toObject(each)).toJson();
        QVERIFY2(!written.contains("hunter2"), written.constData());
    }
    if (settings.endpoint) QVERIFY(!settings.endpoint->value.contains("hunter2"_L1));
}

void TestLocalSettings::findsProblems_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("problem");
    QTest::newRow("sound") << u"ANTHROPIC_API_KEY"_s << u"sk-ant-api03-x"_s << QString();
    QTest::newRow("line break") << u"ANTHROPIC_API_KEY"_s << u"sk-ant-api03-x\n"_s << u"control_character"_s;
    QTest::newRow("quotes") << u"ANTHROPIC_API_KEY"_s << u"\"sk-ant-api03-x\""_s << u"quotes"_s;
    QTest::newRow("OAuth token as key") << u"ANTHROPIC_API_KEY"_s << u"sk-ant-oat01-x"_s << u"wrong_header"_s;
    QTest::newRow("key as token") << u"ANTHROPIC_AUTH_TOKEN"_s << u"sk-ant-api03-x"_s << u"wrong_header"_s;
    QTest::newRow("empty key") << u"ANTHROPIC_API_KEY"_s << QString() << u"empty"_s;
    QTest::newRow("odd dash") << u"ANTHROPIC_API_KEY"_s << u"sk\u2013ant"_s << u"not_ascii"_s;
    QTest::newRow("header lines") << u"ANTHROPIC_CUSTOM_HEADERS"_s << u"A: 1\nB: 2"_s << QString();
    QTest::newRow("empty proxy") << u"https_proxy"_s << QString() << QString();
    QTest::newRow("quoted URL") << u"ANTHROPIC_BASE_URL"_s << u"\"https://x\""_s << u"quotes"_s;
    QTest::newRow("options") << u"NODE_OPTIONS"_s << u"\"--a\""_s << QString();
}

void TestLocalSettings::findsProblems()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, problem);
    const VariableEvidence evidence = describeVariable(name, value, u"environment"_s, {});
    QCOMPARE(evidence.problem.value_or(QString()), problem);
}

void TestLocalSettings::boundsWhatItRecords()
{
    const VariableEvidence evidence =
        describeVariable(u"NO_PROXY"_s, QString(100'000, u'x'), u"environment"_s, {});
    QCOMPARE(evidence.value.size(), 1001);
}

void TestLocalSettings::settingsWinOverTheShell()
{
    const QString user =
        write(u"user.json"_s, R"({"env": {"ANTHROPIC_BASE_URL": "https://user.lab.example"}})");
    const QString managed =
        write(u"managed.json"_s,
              R"({"env": {"ANTHROPIC_BASE_URL": "https://api.lab.example", "CLAUDE_CODE_USE_BEDROCK": 1}})");
    const QMap<QString, QString> shell{{u"ANTHROPIC_BASE_URL"_s, u"https://shell.lab.example"_s}};
    QCOMPARE(read(shell).endpoint->host, u"shell.lab.example"_s);
    QCOMPARE(read(shell).endpoint->source, u"environment"_s);
    QCOMPARE(read(shell, {user}).endpoint->host, u"user.lab.example"_s);
    const LocalSettings all = read(shell, {user, managed});
    QCOMPARE(all.endpoint->source, managed);
    QVERIFY(all.endpoint->isTarget);
    QVERIFY(find(all, u"ANTHROPIC_BASE_URL"_s, u"environment"_s));
    QVERIFY(find(all, u"ANTHROPIC_BASE_URL"_s, user));
    QCOMPARE(find(all, u"CLAUDE_CODE_USE_BEDROCK"_s, managed)->value, u"1"_s);
    QVERIFY(!read({}).endpoint);
}

void TestLocalSettings::tellsWhereTheJsonBreaks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<int>("line");
    QTest::newRow("sound") << QByteArray("{}") << QString() << 0;
    QTest::newRow("comma") << QByteArray("{\n \"env\": {\n  \"A\": \"b\",\n }\n}\n") << u"not_json"_s << 4;
    QTest::newRow("empty file") << QByteArray() << u"not_json"_s << 1;
    QTest::newRow("unfinished") << QByteArray("{\n \"env\": {") << u"not_json"_s << 2;
    QTest::newRow("a list") << QByteArray("[1]") << u"not_an_object"_s << 0;
    QTest::newRow("not text") << QByteArray("\xff\xfe\x00{", 4) << u"not_json"_s << 1;
}

void TestLocalSettings::tellsWhereTheJsonBreaks()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, problem);
    QFETCH(int, line);
    const SettingsFileEvidence file = read({}, {write(u"settings.json"_s, text)}).settingsFiles.constFirst();
    QVERIFY(file.exists && file.readable);
    QCOMPARE(file.problem.value_or(QString()), problem);
    QCOMPARE(file.line.value_or(0), line);
    QCOMPARE(file.column.has_value(), line != 0);
}

void TestLocalSettings::readsOnlyRegularFilesOfSomeSize()
{
    const QString large = write(u"large.json"_s, QByteArray(1024 * 1024 + 1, ' '));
    const LocalSettings settings =
        read({{u"SSL_CERT_FILE"_s, u"/dev/zero"_s}, {u"NODE_EXTRA_CA_CERTS"_s, m_directory.path()}},
             {large, u"/dev/zero"_s, m_directory.filePath(u"absent.json"_s)});
    QCOMPARE(settings.settingsFiles.at(0).problem, std::optional(u"too_large"_s));
    QCOMPARE(settings.settingsFiles.at(1).problem, std::optional(u"unreadable"_s));
    QVERIFY(!settings.settingsFiles.at(2).exists);
    QVERIFY(!settings.settingsFiles.at(2).problem);
    QCOMPARE(settings.caFiles.at(0).variable, u"NODE_EXTRA_CA_CERTS"_s);
    QCOMPARE(settings.caFiles.at(0).problem, std::optional(u"directory"_s));
    QCOMPARE(settings.caFiles.at(1).problem, std::optional(u"unreadable"_s));
}

void TestLocalSettings::seesWhoMayWrite()
{
    const QString path = write(u"shared.json"_s, "{}");
    QVERIFY(!read({}, {path}).settingsFiles.constFirst().worldWritable);
    QVERIFY(QFile::setPermissions(path, QFile::permissions(path) | QFile::WriteOther));
    QVERIFY(read({}, {path}).settingsFiles.constFirst().worldWritable);
}

void TestLocalSettings::countsCertificates_data()
{
    QTest::addColumn<QByteArray>("pem");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("problem");
    const QByteArray one(certificate);
    QTest::newRow("one") << one << 1 << QString();
    QTest::newRow("two, with words between") << one + "# another one\n" + one << 2 << QString();
    QTest::newRow("empty") << QByteArray() << 0 << u"empty"_s;
    QTest::newRow("no PEM") << QByteArray("\x30\x82\x01\x00 a DER certificate") << 0 << u"not_pem"_s;
    QTest::newRow("a lie") << QByteArray("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
                           << 0 << u"not_pem"_s;
}

void TestLocalSettings::countsCertificates()
{
    QFETCH(QByteArray, pem);
    QFETCH(int, count);
    QFETCH(QString, problem);
    const QString path = write(u"ca.pem"_s, pem);
    const CaFileEvidence file = read({{u"SSL_CERT_FILE"_s, path}}).caFiles.constFirst();
    QVERIFY(file.exists && file.readable);
    QCOMPARE(file.certificates, std::optional(count));
    QCOMPARE(file.problem.value_or(QString()), problem);
    const CaFileEvidence absent = read({{u"SSL_CERT_FILE"_s, path + u".gone"_s}}).caFiles.constFirst();
    QVERIFY(!absent.exists && !absent.certificates);
    QCOMPARE(absent.problem, std::optional(u"missing"_s));
}

void TestLocalSettings::judgesTheEndpoint_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<bool>("isTarget");
    QTest::newRow("the target") << u"https://api.lab.example"_s << QString() << true;
    QTest::newRow("the target, its port") << u"https://API.lab.example:443/"_s << QString() << true;
    QTest::newRow("another port") << u"https://api.lab.example:8443"_s << QString() << false;
    QTest::newRow("a gateway") << u"http://127.0.0.1:8787/api"_s << QString() << false;
    QTest::newRow("doubled") << u"https://api.lab.example/v1"_s << u"doubled_path"_s << true;
    QTest::newRow("doubled, whole") << u"https://api.lab.example/v1/messages/"_s << u"doubled_path"_s << true;
    QTest::newRow("no scheme") << u"api.lab.example"_s << u"malformed"_s << false;
    QTest::newRow("no host") << u"https://"_s << u"malformed"_s << false;
    QTest::newRow("spaces") << u"https://api lab example"_s << u"malformed"_s << false;
    QTest::newRow("another scheme") << u"ftp://api.lab.example"_s << u"scheme"_s << false;
}

void TestLocalSettings::judgesTheEndpoint()
{
    QFETCH(QString, value);
    QFETCH(QString, problem);
    QFETCH(bool, isTarget);
    const auto endpoint = read({{u"ANTHROPIC_BASE_URL"_s, value}}).endpoint;
    QVERIFY(endpoint);
    QCOMPARE(endpoint->problem.value_or(QString()), problem);
    QCOMPARE(endpoint->isTarget, isTarget);
    QVERIFY(!endpoint->listens);
}

QTEST_GUILESS_MAIN(TestLocalSettings)
#include "tst_localsettings.moc"
