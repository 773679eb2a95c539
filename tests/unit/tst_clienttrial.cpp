// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/trialcompare.h"
#include "core/steps/clienttrial.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// Programs started in a client's place: shell scripts of this test's own, that each behave in one way.
class TestClientTrial final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readsAnswers_data();
    void readsAnswers();
    void takesNoKeyAlong();
    void endsWhatHangs_data();
    void endsWhatHangs();
    void stopsAtOnceWithTheWalk();
    void boundsWhatItReads();
    void tellsASignalApart();
    void leavesOutWhatIsNotInstalled_data();
    void leavesOutWhatIsNotInstalled();
    void saysThatAProgramCannotBeStarted();
    void keepsNoSecretOfWhatIsSaid();
    void knowsAddressesThatMayBeGiven_data();
    void knowsAddressesThatMayBeGiven();
    void compares_data();
    void compares();
    void comparesWhatCannotBeDecidedAsOpen();

private:
    void install(const QString& program, const QByteArray& script);
    [[nodiscard]] TrialQuestion question(const QString& client = QStringLiteral("curl")) const;
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr auto key = "sk-ant-api03-not-a-real-key"_L1;

std::optional<ClientTrialEvidence> start(const TrialQuestion& question,
                                         Scope scope = Scope::lasting(std::chrono::seconds(30)))
{
    std::optional<ClientTrialEvidence> seen;
    bool ended = false;
    const auto run = [&]() -> QCoro::Task<void> {
        QCoro::Task<std::optional<ClientTrialEvidence>> starting = startClient(scope, question);
        seen = co_await starting;
        ended = true;
    };
    const QCoro::Task<void> running = run();
    if (!QTest::qWaitFor([&] { return ended; }, 30'000)) qFatal("the program was not given up");
    return seen;
}

bool runs(const QByteArray& pid)
{
    return QProcess::execute(u"/bin/sh"_s, {u"-c"_s, u"kill -0 "_s + QString::fromLatin1(pid.trimmed()) +
                                                         u" 2>/dev/null"_s}) == 0;
}

} // namespace

void TestClientTrial::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestClientTrial::install(const QString& program, const QByteArray& script)
{
    QFile file(m_folder->filePath(program));
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write a stand-in");
    file.write("#!/bin/sh\nHERE='" + m_folder->path().toUtf8() + "'\n" + script);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

TrialQuestion TestClientTrial::question(const QString& client) const
{
    TrialQuestion asked;
    asked.client = client;
    asked.url = QUrl(u"https://api.lab.example/v1/models"_s);
    asked.environment.insert(u"PATH"_s, m_folder->path());
    asked.credentials = {u"LAB_CREDENTIAL"_s};
    asked.time = std::chrono::seconds(20);
    return asked;
}

void TestClientTrial::readsAnswers_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("flat");
    const auto row = [](const char* name, const char* client, const char* program, const QByteArray& script,
                        const char* flat) {
        QTest::newRow(name) << QString::fromLatin1(client) << QString::fromLatin1(program) << script
                            << QString::fromUtf8(flat);
    };
    const QByteArray json = "printf '\\npathlight-trial {\"curl_version\": \"libcurl/8.1.0 X/1\"}\\n'\n";
    row("curl, the API", "curl", "curl",
        "printf 'HTTP/2 401 \\r\\nrequest-id: r\\r\\n\\r\\n{\"a\": 1}'\n" + json,
        "answered 401 [curl 8.1.0] ");
    row("curl, an answer that was changed on the way", "curl", "curl",
        "printf 'HTTP/2 401 \\r\\nrequest-id: r\\r\\n\\r\\n\\037\\213garbled'\n" + json,
        "answered_by_other 401 [curl 8.1.0] ");
    row("curl, the API's error without its number", "curl", "curl",
        "printf 'HTTP/1.1 401 No\\r\\na: b\\r\\n\\r\\n"
        "{\"error\": {\"type\": \"authentication_error\", \"message\": \"no\"}}'\n" +
            json,
        "answered 401 [curl 8.1.0] ");
    row("curl, an answer whose first mark alone is that of a packed one", "curl", "curl",
        "printf 'HTTP/2 401 \\r\\nrequest-id: r\\r\\n\\r\\n\\037garbled'\n" + json,
        "answered_by_other 401 [curl 8.1.0] ");
    row("curl, behind a proxy's answer", "curl", "curl",
        "printf 'HTTP/1.1 200 Connection established\\r\\n\\r\\nHTTP/1.1 100 Continue\\r\\n\\r\\n"
        "HTTP/1.1 403 No\\r\\nServer: filter\\r\\n\\r\\n<html>'\n" +
            json,
        "answered_by_other 403 [curl 8.1.0] ");
    row("curl, a server that writes the mark", "curl", "curl",
        "printf 'HTTP/1.1 200 OK\\r\\n\\r\\npathlight-trial {\"missing\": true}\\n'\n" + json,
        "answered_by_other 200 [curl 8.1.0] ");
    row("curl, no answer", "curl", "curl",
        "echo 'curl: (6) Could not resolve host: api' >&2\n" + json + "exit 6\n",
        "failed 0 [curl 8.1.0] curl: (6) Could not resolve host: api");
    row("curl, cut within the body", "curl", "curl",
        "printf 'HTTP/1.1 200 OK\\r\\nrequest-id: r\\r\\n\\r\\n{'\n" + json +
            "echo 'curl: (18) transfer closed' >&2\nexit 18\n",
        "failed 200 [curl 8.1.0] curl: (18) transfer closed");
    row("curl, too old to tell its version", "curl", "curl",
        "printf 'HTTP/1.1 401 No\\r\\nRequest-Id: r\\r\\n\\r\\n{}\\npathlight-trial \\n'\n",
        "answered 401 [] ");
    row("Node", "anthropic-typescript", "node",
        "echo 'pathlight-trial {\"version\":\"Node 20\",\"status\":401,\"requestId\":true,\"body\":\"\"}'\n",
        "answered 401 [Node 20] ");
    row("Python", "python-requests", "python3",
        "echo 'pathlight-trial {\"version\":\"requests "
        "2\",\"status\":200,\"requestId\":false,\"body\":\"<p>\"}'\n",
        "answered_by_other 200 [requests 2] ");
    row("Python, an error", "anthropic-python", "python3",
        "echo 'pathlight-trial {\"version\":\"httpx 0\",\"error\":\"ConnectError: no\"}'\n",
        "failed 0 [httpx 0] ConnectError: no");
    row("an interpreter that breaks", "anthropic-python", "python3",
        "echo 'No module named encodings' >&2\nexit 1\n", "no_answer 0 [] No module named encodings");
    row("no JSON", "anthropic-typescript", "node", "echo 'pathlight-trial {{{'\n", "no_answer 0 [] ");
}

void TestClientTrial::readsAnswers()
{
    QFETCH(QString, client);
    QFETCH(QString, program);
    QFETCH(QByteArray, script);
    install(program, script);
    const auto seen = start(question(client));
    QVERIFY(seen);
    const QString flat = u"%1 %2 [%3] %4"_s.arg(nameOf(seen->outcome))
                             .arg(seen->status.value_or(0))
                             .arg(seen->version.value_or(QString()), seen->error.value_or(QString()));
    QTEST(flat, "flat");
    QCOMPARE(seen->program, m_folder->filePath(program));
    QCOMPARE(seen->url, u"https://api.lab.example/v1/models"_s);
    QVERIFY(seen->ms.value_or(-1) >= 0);
}

void TestClientTrial::takesNoKeyAlong()
{
    // What it was started with, as it sees it itself.
    install(u"curl"_s, "/usr/bin/env > \"$HERE/environment\"\nprintf '%s\\n' \"$@\" > \"$HERE/arguments\"\n");
    TrialQuestion asked = question();
    asked.key = QByteArray("the walk's own key");
    const QStringList secret{u"ANTHROPIC_API_KEY"_s,        u"ANTHROPIC_AUTH_TOKEN"_s,
                             u"ANTHROPIC_CUSTOM_HEADERS"_s, u"CLAUDE_CODE_OAUTH_TOKEN"_s,
                             u"AWS_SECRET_ACCESS_KEY"_s,    u"LAB_CREDENTIAL"_s};
    for (const QString& name : secret)
        asked.environment.insert(name, u"hidden"_s);
    asked.environment.insert(u"MINE"_s, u"Bearer the walk's own key"_s);
    asked.environment.insert(u"ELSE"_s, key);
    asked.environment.insert(u"HTTPS_PROXY"_s, u"http://proxy.lab.example:3128"_s);
    QVERIFY(start(asked));
    QFile environment(m_folder->filePath(u"environment"_s));
    QVERIFY(environment.open(QIODevice::ReadOnly));
    const QByteArray told = environment.readAll();
    QVERIFY2(told.contains("HTTPS_PROXY=http://proxy.lab.example:3128"), told.constData());
    for (const QByteArray part : {"hidden", "own key", "sk-ant", "ANTHROPIC", "AUTH_TOKEN", "CREDENTIAL"})
        QVERIFY2(!told.contains(part), told.constData());
    QFile arguments(m_folder->filePath(u"arguments"_s));
    QVERIFY(arguments.open(QIODevice::ReadOnly));
    const QByteArray given = arguments.readAll();
    QVERIFY2(given.endsWith("--url\nhttps://api.lab.example/v1/models\n"), given.constData());
    QVERIFY(!given.contains("key") && !given.contains("hidden"));
}

void TestClientTrial::endsWhatHangs_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("it waits") << QByteArray("/bin/sleep 4242\n");
    QTest::newRow("it ignores signals") << QByteArray("trap '' TERM HUP INT\n/bin/sleep 4242\n");
    QTest::newRow("it asks") << QByteArray("read -r answer < \"$HERE\" || /bin/sleep 4242\n");
}

void TestClientTrial::endsWhatHangs()
{
    QFETCH(QByteArray, script);
    install(u"curl"_s, "echo $$ > \"$HERE/pid\"\n" + script);
    TrialQuestion asked = question();
    asked.time = std::chrono::seconds(1);
    QElapsedTimer clock;
    clock.start();
    const auto seen = start(asked);
    QVERIFY(seen && clock.elapsed() < 15'000);
    QCOMPARE(seen->outcome, TrialOutcome::TimedOut);
    QFile file(m_folder->filePath(u"pid"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray pid = file.readAll();
    QVERIFY(!pid.isEmpty());
    QVERIFY2(!runs(pid), "it still runs");
}

void TestClientTrial::stopsAtOnceWithTheWalk()
{
    install(u"curl"_s, "exec /bin/sleep 4242\n");
    const auto seen = start(question(), Scope::lasting(std::chrono::milliseconds(300)));
    QVERIFY(seen);
    QCOMPARE(seen->outcome, TrialOutcome::CutShort);
}

void TestClientTrial::boundsWhatItReads()
{
    // Endless on both outputs: what came first still counts.
    install(u"curl"_s,
            "printf 'HTTP/1.1 200 OK\\r\\n\\r\\n'\n"
            "while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; echo b >&2; done\n");
    QElapsedTimer clock;
    clock.start();
    const auto seen = start(question());
    QVERIFY(seen && clock.elapsed() < 15'000);
    QCOMPARE(seen->outcome, TrialOutcome::AnsweredByOther);
    QVERIFY(seen->error.value_or(QString()).size() <= 400);
    install(u"node"_s, "while :; do echo no end; done\n");
    const auto other = start(question(u"anthropic-typescript"_s));
    QVERIFY(other);
    QCOMPARE(other->outcome, TrialOutcome::NoAnswer);
}

void TestClientTrial::tellsASignalApart()
{
    install(u"curl"_s, "kill -SEGV $$\n");
    const auto seen = start(question());
    QVERIFY(seen);
    QCOMPARE(seen->outcome, TrialOutcome::Crashed);
}

void TestClientTrial::leavesOutWhatIsNotInstalled_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("path");
    QTest::newRow("no program of this name") << u"curl"_s << m_folder->path();
    QTest::newRow("no PATH") << u"curl"_s << QString();
    QTest::newRow("a folder that is not absolute") << u"anthropic-typescript"_s << u".:here"_s;
    QTest::newRow("the library is missing") << u"python-requests"_s << QString();
    QTest::newRow("a client that nothing stands for") << u"claude-code"_s << m_folder->path();
}

void TestClientTrial::leavesOutWhatIsNotInstalled()
{
    QFETCH(QString, client);
    QFETCH(QString, path);
    install(u"python3"_s, "echo 'pathlight-trial {\"missing\": true}'\n");
    install(u"node"_s, "echo no\n");
    TrialQuestion asked = question(client);
    if (client != "python-requests"_L1) asked.environment.insert(u"PATH"_s, path);
    if (path.startsWith(u'.')) QVERIFY(QDir::setCurrent(m_folder->path()));
    const auto seen = start(asked);
    QDir::setCurrent(QDir::rootPath());
    QVERIFY(!seen);
}

void TestClientTrial::saysThatAProgramCannotBeStarted()
{
    install(u"curl"_s, {});
    QFile file(m_folder->filePath(u"curl"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/nowhere/interpreter\n");
    file.close();
    const auto seen = start(question());
    QVERIFY(seen);
    QCOMPARE(seen->outcome, TrialOutcome::NotStarted);
}

void TestClientTrial::keepsNoSecretOfWhatIsSaid()
{
    TrialQuestion asked = question();
    asked.key = QByteArray("walk-key-123");
    asked.environment.insert(u"ANTHROPIC_AUTH_TOKEN"_s, u"token-456"_s);
    asked.environment.insert(u"https_proxy"_s, u"http://me:pass%40word@proxy.lab.example:1"_s);
    const QString said = saidWithoutSecrets(
        u"\x1b[31mred\x07 walk-key-123 token-456 pass@word pass%40word sk-ant-oat01-abc http://u:p@h:1/ "
        "X-Api-Key: abcdef Authorization: Bearer ghijkl \u202egnol\nend"_s,
        asked);
    for (const QString& part : {u"\x1b"_s, u"\x07"_s, u"walk-key"_s, u"token-456"_s, u"word"_s, u"oat01"_s,
                                u"u:p"_s, u"abcdef"_s, u"ghijkl"_s, u"\u202e"_s, u"\n"_s})
        QVERIFY2(!said.contains(part), qPrintable(said));
    QVERIFY2(said.contains("red"_L1) && said.contains("http://h:1/"_L1) && said.endsWith("end"_L1),
             qPrintable(said));
    QCOMPARE(saidWithoutSecrets(QString(5000, u'x'), asked).size(), 400);
    // The same through a program's own output.
    install(u"curl"_s, "printf 'curl: (7) \\033[2Jtoken-456 sk-ant-api03-zzzzzz\\n' >&2\nexit 7\n");
    const auto seen = start(asked);
    QVERIFY(seen);
    QCOMPARE(seen->outcome, TrialOutcome::Failed);
    QVERIFY2(!toJson(*seen).toObject().value("error"_L1).toString().contains("zzzz"_L1),
             qPrintable(*seen->error));
    QVERIFY(!seen->error->contains("token"_L1) && !seen->error->contains(u'\x1b'));
}

void TestClientTrial::knowsAddressesThatMayBeGiven_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("url");
    const auto row = [](const char* base, const char* url) {
        QTest::newRow(base) << QString::fromLatin1(base) << QString::fromLatin1(url);
    };
    row("https://api.lab.example", "https://api.lab.example/v1/models");
    row("https://api.lab.example:8443/", "https://api.lab.example:8443/v1/models");
    row("http://[::1]:8080/a//", "http://[::1]:8080/a/v1/models");
    row("file:///etc/passwd", "");
    row("-K/etc/passwd", "");
    row("api.lab.example", "");
    row("https://user:pass@api.lab.example", "");
    row("https://api.lab.example/a b", "");
    row("https://", "");
    row("", "");
}

void TestClientTrial::knowsAddressesThatMayBeGiven()
{
    QFETCH(QString, base);
    ClientEvidence client;
    client.baseUrl = base;
    ProbeRequest probe;
    probe.path = u"/v1/models"_s;
    QTEST(trialUrl(client, probe).value_or(QUrl()).toString(), "url");
    probe.method = u"POST"_s;
    QVERIFY(!trialUrl(client, probe));
}

void TestClientTrial::compares_data()
{
    QTest::addColumn<QString>("predicted");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("agrees");
    const auto row = [](const char* predicted, const char* outcome, int status, const char* agrees) {
        QTest::addRow("%s, %s %d", predicted, outcome, status)
            << QString::fromLatin1(predicted) << QString::fromLatin1(outcome) << status
            << QString::fromLatin1(agrees);
    };
    row("works", "answered", 401, "yes");
    row("works", "answered", 200, "yes");
    row("works", "answered", 404, "yes");
    row("works", "answered", 403, "no");
    row("works", "answered", 429, "open"); // of the moment
    row("works", "answered", 529, "open");
    row("works", "answered_by_other", 200, "no");
    row("works", "failed", 0, "no");
    row("works", "timed_out", 0, "open"); // it might have come
    row("works", "crashed", 0, "open");   // not the network's doing
    row("would_fail", "answered", 401, "no");
    row("would_fail", "answered", 403, "yes");
    row("would_fail", "answered_by_other", 200, "yes");
    row("would_fail", "failed", 0, "yes");
    row("would_fail", "timed_out", 0, "yes");
    row("would_fail", "not_started", 0, "open");
    row("would_fail", "cut_short", 0, "open");
    row("would_fail", "no_answer", 0, "open");
    row("unknown", "answered", 401, "open");
    row("unknown", "failed", 0, "open");
}

void TestClientTrial::compares()
{
    QFETCH(QString, predicted);
    QFETCH(QString, outcome);
    QFETCH(int, status);
    ClientEvidence client;
    client.outcome = namedValue<ClientOutcome>(predicted).value();
    client.wouldFail = u"tls.intercepted"_s;
    ClientTrialEvidence trial;
    trial.outcome = namedValue<TrialOutcome>(outcome).value();
    if (status > 0) trial.status = status;
    const ClientTrialEvidence seen = compared(trial, client, ClientQuestion());
    QTEST(!seen.agrees ? u"open"_s : *seen.agrees ? u"yes"_s : u"no"_s, "agrees");
    QCOMPARE(seen.predicted, client.outcome);
    // What it does with nothing set in its code is what a program started here does.
    client.byItself = ClientOutcome::Unknown;
    QVERIFY(!compared(trial, client, ClientQuestion()).agrees);
}

void TestClientTrial::comparesWhatCannotBeDecidedAsOpen()
{
    ClientEvidence client;
    client.outcome = ClientOutcome::WouldFail;
    client.wouldFail = u"api.authentication_error"_s;
    ClientTrialEvidence trial;
    trial.outcome = TrialOutcome::Answered;
    trial.status = 401;
    ClientQuestion question;
    question.evidence.api = ApiEvidence();
    QCOMPARE(compared(trial, client, question).agrees, std::optional(false));
    question.evidence.api->keySent = true;
    QVERIFY(!compared(trial, client, question).agrees);
    client.wouldFail = u"env.credential_conflict"_s;
    QVERIFY(!compared(trial, client, ClientQuestion()).agrees);
    client.wouldFail = u"env.endpoint_invalid"_s;
    trial.status = 404;
    QVERIFY(!compared(trial, client, ClientQuestion()).agrees);
    client.wouldFail = u"tls.reset"_s;
    QCOMPARE(compared(trial, client, ClientQuestion()).agrees, std::optional(false));
    question = ClientQuestion();
    question.path.codes = {u"path.loss"_s};
    QVERIFY(!compared(trial, client, question).agrees);
    question.path.codes.clear();
    question.standIn = true;
    QVERIFY(!compared(trial, client, question).agrees);
}

QTEST_GUILESS_MAIN(TestClientTrial)
#include "tst_clienttrial.moc"
