// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/wait.h"
#include "core/steps/loginshell.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// The login shell asked for its variables: real shells, whose start-up files are this test's own.
class TestLoginShell final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void findsTheMarks_data();
    void findsTheMarks();
    void readsWhatTheStartUpFileSets();
    void asksOtherShells_data();
    void asksOtherShells();
    void endsOtherShellsThatHang_data();
    void endsOtherShellsThatHang();
    void takesOddValues();
    void tellsNoise();
    void endsAShellThatHangs_data();
    void endsAShellThatHangs();
    void boundsWhatItReads();
    void saysWhyThereIsNoAnswer();

private:
    LoginShellEvidence ask(const QByteArray& startUpFile, const QMap<QString, QString>& more = {},
                           const QString& shell = QStringLiteral("/bin/bash"),
                           const QString& name = QStringLiteral(".bash_profile"));
    void checkNothingIsLeft();

    std::unique_ptr<QTemporaryDir> m_home;
};

namespace {

QStringList namesIn(const LoginShellEvidence& seen)
{
    QStringList names;
    for (const VariableEvidence& each : seen.variables)
        names.append(each.name + u'=' + each.value + u'@' + each.source);
    return names;
}

} // namespace

void TestLoginShell::init()
{
    m_home = std::make_unique<QTemporaryDir>();
}

LoginShellEvidence TestLoginShell::ask(const QByteArray& startUpFile, const QMap<QString, QString>& more,
                                       const QString& shell, const QString& name)
{
    const QString path = m_home->filePath(name);
    if (!QDir().mkpath(QFileInfo(path).path())) qFatal("cannot make a folder");
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) file.write(startUpFile);
    file.close();
    LoginShellQuestion question;
    question.shell = shell;
    question.time = std::chrono::seconds(20);
    question.credentials = {u"ANTHROPIC_API_KEY"_s};
    question.environment.insert(u"HOME"_s, m_home->path());
    question.environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    for (auto each = more.begin(); each != more.end(); ++each)
        question.environment.insert(each.key(), each.value());
    if (more.contains(u"TEST_TIME"_s)) question.time = std::chrono::seconds(1);
    std::optional<LoginShellEvidence> seen;
    const auto run = [&]() -> QCoro::Task<void> {
        QCoro::Task<LoginShellEvidence> reading =
            readLoginShell(Scope::lasting(std::chrono::seconds(30)), question);
        seen = co_await reading;
    };
    const QCoro::Task<void> running = run();
    if (!QTest::qWaitFor([&] { return seen.has_value(); }, 30'000)) qFatal("the shell was not given up");
    return *seen;
}

void TestLoginShell::findsTheMarks_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<bool>("found");
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<bool>("noise");
    const auto row = [](const char* name, const QByteArray& output, bool found, const QByteArray& block,
                        bool noise) { QTest::newRow(name) << output << found << block << noise; };
    row("plain", "MARKA=bMARK", true, "A=b", false);
    row("blank lines around", "\nMARKA=bMARK\n", true, "A=b", false);
    row("a greeting", "Welcome!\nMARKA=bMARK", true, "A=b", true);
    row("a goodbye", "MARKA=bMARKlogout", true, "A=b", true);
    row("nothing", "", false, "", false);
    row("rubbish alone", "command not found", false, "", true);
    row("cut", "MARKA=b", false, "", true);
}

void TestLoginShell::findsTheMarks()
{
    QFETCH(QByteArray, output);
    bool noise = false;
    const auto block = betweenMarks(output, "MARK", &noise);
    QTEST(block.has_value(), "found");
    QTEST(block.value_or(QByteArray()), "block");
    QTEST(noise, "noise");
}

void TestLoginShell::readsWhatTheStartUpFileSets()
{
    const LoginShellEvidence seen =
        ask("export HTTPS_PROXY=http://me:secret@p.example:1\nexport ANTHROPIC_API_KEY=hunter22\n"
            "export OTHER=1\nunset NO_PROXY\n",
            {{u"HTTPS_PROXY"_s, u"http://old.example:1"_s},
             {u"NO_PROXY"_s, u"x"_s},
             {u"SSL_CERT_FILE"_s, u"/same"_s},
             {u"ANTHROPIC_API_KEY"_s, u"hunter33"_s}});
    QCOMPARE(seen.outcome, u"read"_s);
    QVERIFY(!seen.noise);
    QCOMPARE(namesIn(seen), (QStringList{u"ANTHROPIC_API_KEY=set, 8 characters@login shell"_s,
                                         u"HTTPS_PROXY=http://p.example:1@login shell"_s,
                                         u"SSL_CERT_FILE=/same@login shell"_s}));
    // Two keys of one length are still two keys.
    QCOMPARE(seen.differing, (QStringList{u"ANTHROPIC_API_KEY"_s, u"HTTPS_PROXY"_s, u"NO_PROXY"_s}));
}

void TestLoginShell::asksOtherShells_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("noise");
    const auto row = [](const char* name, const QString& shell, const QString& file, const QByteArray& text,
                        bool noise) { QTest::newRow(name) << shell << file << text << noise; };
    const QByteArray set = "export HTTPS_PROXY=http://me:secret@p.example:1\nunset NO_PROXY\n";
    row("zsh, .zprofile", u"zsh"_s, u".zprofile"_s, set, false);
    row("zsh, .zshrc", u"zsh"_s, u".zshrc"_s, set, false);
    row("zsh, .zshenv", u"zsh"_s, u".zshenv"_s, set, false);
    row("zsh that greets", u"zsh"_s, u".zshrc"_s, "echo hello\n" + set, true);
    const QByteArray fish = "set -gx HTTPS_PROXY http://me:secret@p.example:1\nset -e NO_PROXY\n";
    const QString config = u".config/fish/config.fish"_s;
    row("fish", u"fish"_s, config, fish, false);
    row("fish, a file of its own", u"fish"_s, u".config/fish/conf.d/proxy.fish"_s, fish, false);
    row("fish, for a login alone", u"fish"_s, config,
        "if status is-login; and status is-interactive\n" + fish + "end\n", false);
    row("fish that greets", u"fish"_s, config, "echo hello\n" + fish, true);
    row("fish with an unknown command", u"fish"_s, config, "no-such-command\n" + fish, false);
}

void TestLoginShell::asksOtherShells()
{
    QFETCH(QString, shell);
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    const QString program = QStandardPaths::findExecutable(shell);
    if (program.isEmpty()) QSKIP("this shell is not installed");
    const LoginShellEvidence seen = ask(text, {{u"NO_PROXY"_s, u"x"_s}}, program, file);
    QCOMPARE(seen.outcome, u"read"_s);
    QTEST(seen.noise, "noise");
    QCOMPARE(namesIn(seen), QStringList{u"HTTPS_PROXY=http://p.example:1@login shell"_s});
    QCOMPARE(seen.differing, (QStringList{u"HTTPS_PROXY"_s, u"NO_PROXY"_s}));
}

void TestLoginShell::endsOtherShellsThatHang_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("zsh") << u"zsh"_s << u".zshrc"_s << QByteArray("echo $$ > $HOME/pid\nsleep 4242\n");
    QTest::newRow("fish") << u"fish"_s << u".config/fish/config.fish"_s
                          << QByteArray("echo $fish_pid > $HOME/pid\nsleep 4242\n");
}

void TestLoginShell::endsOtherShellsThatHang()
{
    QFETCH(QString, shell);
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    const QString program = QStandardPaths::findExecutable(shell);
    if (program.isEmpty()) QSKIP("this shell is not installed");
    QCOMPARE(ask(text, {{u"TEST_TIME"_s, u"short"_s}}, program, file).outcome, u"timed_out"_s);
    checkNothingIsLeft();
}

void TestLoginShell::takesOddValues()
{
    const LoginShellEvidence seen = ask("export NODE_OPTIONS=$'one\\ntwo=\\e[2J'\n"
                                        "export CURL_CA_BUNDLE=$'\\xff'\nexport ANTHROPIC_BASE_URL=\n");
    QCOMPARE(seen.outcome, u"read"_s);
    QCOMPARE(namesIn(seen),
             (QStringList{u"ANTHROPIC_BASE_URL=@login shell"_s, u"CURL_CA_BUNDLE=\ufffd@login shell"_s,
                          u"NODE_OPTIONS=one\ntwo=\u001b[2J@login shell"_s}));
}

void TestLoginShell::tellsNoise()
{
    const LoginShellEvidence seen = ask("echo pathlight-0; echo HTTPS_PROXY=http://liar.example\n"
                                        "export HTTPS_PROXY=http://true.example:1\n");
    QCOMPARE(seen.outcome, u"read"_s);
    QVERIFY(seen.noise);
    QCOMPARE(namesIn(seen), QStringList{u"HTTPS_PROXY=http://true.example:1@login shell"_s});
}

void TestLoginShell::endsAShellThatHangs_data()
{
    QTest::addColumn<QByteArray>("startUpFile");
    QTest::newRow("a child that waits") << QByteArray("sleep 4242\n");
    QTest::newRow("a shell that ignores signals") << QByteArray("trap '' TERM HUP INT\nsleep 4242\n");
    QTest::newRow("a question") << QByteArray("mkfifo \"$HOME/f\"; read -r answer < \"$HOME/f\"\n");
}

void TestLoginShell::endsAShellThatHangs()
{
    QFETCH(QByteArray, startUpFile);
    QElapsedTimer clock;
    clock.start();
    // Told where it runs, so that what is left of it could be found.
    const LoginShellEvidence seen =
        ask("echo $$ > \"$HOME/pid\"\n" + startUpFile, {{u"TEST_TIME"_s, u"short"_s}});
    QCOMPARE(seen.outcome, u"timed_out"_s);
    QVERIFY(seen.variables.isEmpty());
    QVERIFY(clock.elapsed() < 15'000);
    checkNothingIsLeft();
}

/// The shell and all that it started are gone: it is the first of a session and of a group.
void TestLoginShell::checkNothingIsLeft()
{
    QFile file(m_home->filePath(u"pid"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString session = QString::fromLatin1(file.readAll().trimmed());
    QVERIFY(!session.isEmpty());
    const QString question = u"! kill -0 -- -%1 2>/dev/null && test -z \"$(ps -o pid= -s %1)\""_s;
    QTRY_COMPARE(QProcess::execute(u"sh"_s, {u"-c"_s, question.arg(session)}), 0);
}

void TestLoginShell::boundsWhatItReads()
{
    const LoginShellEvidence seen = ask("yes rubbish\n");
    QCOMPARE(seen.outcome, u"too_large"_s);
    QVERIFY(seen.noise);
}

void TestLoginShell::saysWhyThereIsNoAnswer()
{
    QCOMPARE(ask("exit 3\n").outcome, u"no_answer"_s);
    QCOMPARE(ask({}, {}, QString()).outcome, u"no_shell"_s);
    QCOMPARE(ask({}, {}, u"/usr/sbin/nologin"_s).outcome, u"unsupported"_s);
    QCOMPARE(ask({}, {}, u"/nowhere/bash"_s).outcome, u"not_started"_s);
}

QTEST_GUILESS_MAIN(TestLoginShell)
#include "tst_loginshell.moc"
