// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/changes/changes.h"
#include "core/changes/linediff.h"
#include "core/changes/newtext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// Changes to settings files: what they become, how they are shown, made and taken back.
class TestChanges final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void changesOneMember_data();
    void changesOneMember();
    void refusesJson_data();
    void refusesJson();
    void jsonStaysTheSameButForTheMember();
    void keepsOneBlock();
    void refusesWhatItMustNotWrite();
    void differenceIsWhatPatchTakes();
    void hidesSecrets_data();
    void hidesSecrets();
    void choosesTheFile();
    void changesOnlyWhereAFileIsKnown();
    void appliesAndUndoes_data();
    void appliesAndUndoes();
    void keepsTheMode();
    void followsLinksInTheHomeAlone();
    void refusesOddFiles();
    void refusesWhatChangedSince();
    void undoesInTurn();
    void keepsCopiesPrivate();

private:
    QString write(const QString& name, const QByteArray& bytes);
    [[nodiscard]] QByteArray read(const QString& name) const;
    [[nodiscard]] QString at(const QString& name) const { return m_home->path() + u'/' + name; }
    [[nodiscard]] SettingsFolders folders() const;
    [[nodiscard]] QString kept() const { return m_home->path() + u"/data/changes"_s; }

    std::unique_ptr<QTemporaryDir> m_home;
};

namespace {

const QDateTime& noon()
{
    static const QDateTime when(QDate(2026, 11, 26), QTime(12, 0), Qt::UTC);
    return when;
}

QList<ClientSetting> proxy(const QString& source = {})
{
    return {{u"HTTPS_PROXY"_s, {}, source, u"http://proxy.example:3128"_s, u"proxy"_s}};
}

QList<ClientSetting> bundle()
{
    return {{u"NODE_EXTRA_CA_CERTS"_s, {}, {}, u"/etc/ssl/certs/ca-certificates.crt"_s, u"trust"_s}};
}

/// What `patch` makes of the text.
QByteArray patched(const QByteArray& before, const QByteArray& difference)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"text"_s));
    if (!file.open(QIODevice::WriteOnly)) return "not opened";
    file.write(before);
    file.close();
    QProcess process;
    process.start(u"patch"_s, {u"--quiet"_s, u"--force"_s, u"--binary"_s, file.fileName()});
    process.write(difference);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitCode() != 0)
        return "patch: " + process.readAllStandardOutput() + process.readAllStandardError();
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestChanges::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(m_home->isValid());
}

QString TestChanges::write(const QString& name, const QByteArray& bytes)
{
    const QString path = at(name);
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) file.write(bytes);
    return path;
}

QByteArray TestChanges::read(const QString& name) const
{
    QFile file(at(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

SettingsFolders TestChanges::folders() const
{
    return {m_home->path(),   at(u".claude"_s), at(u"project/.claude"_s),
            at(u".config"_s), at(u".docker"_s), {}};
}

void TestChanges::changesOneMember_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<bool>("remove");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* name, const char* before, const char* after, bool remove = false) {
        QTest::newRow(name) << QByteArray(before) << remove << QByteArray(after);
    };
    row("nothing there", "", "{\n  \"env\": {\n    \"A\": \"x\"\n  }\n}\n");
    row("blanks", " \n", "{\n  \"env\": {\n    \"A\": \"x\"\n  }\n}\n");
    row("empty object", "{}", "{\n  \"env\": {\n    \"A\": \"x\"\n  }\n}");
    row("behind others, four blanks", "{\n    \"b\": 1\n}\n",
        "{\n    \"b\": 1,\n    \"env\": {\n        \"A\": \"x\"\n    }\n}\n");
    row("tabs", "{\n\t\"env\": {\n\t\t\"B\": \"y\"\n\t}\n}",
        "{\n\t\"env\": {\n\t\t\"B\": \"y\",\n\t\t\"A\": \"x\"\n\t}\n}");
    row("on one line", R"({"model":"m","env":{"B":"y"}})", R"({"model":"m","env":{"B":"y","A":"x"}})");
    row("on one line, spaced", R"({"env": {"B": "y"}})", R"({"env": {"B": "y", "A": "x"}})");
    row("in place", "{\"z\":1, \"env\" : {\"A\" :  3 , \"B\":\"}\"}}",
        "{\"z\":1, \"env\" : {\"A\" :  \"x\" , \"B\":\"}\"}}");
    row("line ends of Windows", "{\r\n  \"a\": []\r\n}\r\n",
        "{\r\n  \"a\": [],\r\n  \"env\": {\r\n    \"A\": \"x\"\r\n  }\r\n}\r\n");
    row("a byte order mark", "\xEF\xBB\xBF{\"env\":{}}", "\xEF\xBB\xBF{\"env\":{\"A\": \"x\"}}");
    row("an escaped key", R"({"env":{"\u0041":"y"}})", R"({"env":{"\u0041":"x"}})");
    row("a key within a value", R"({"t":"\"env\":{\"A\"","env":{"B":"A"}})",
        R"({"t":"\"env\":{\"A\"","env":{"B":"A","A":"x"}})");
    row("taken, first", "{\"env\":{\n \"A\": \"1\",\n \"B\": \"2\"}}", "{\"env\":{\n \"B\": \"2\"}}", true);
    row("taken, last", "{\"env\":{\n \"B\": \"2\",\n \"A\": \"1\"\n}}", "{\"env\":{\n \"B\": \"2\"\n}}",
        true);
    row("taken, only", R"({"env":{ "A":"1" },"q":2})", R"({"env":{},"q":2})", true);
    row("taken where it is not", R"({"q":2})", R"({"q":2})", true);
    row("taken from nothing", "", "", true);
}

void TestChanges::changesOneMember()
{
    QFETCH(QByteArray, before);
    QFETCH(bool, remove);
    QFETCH(QByteArray, after);
    const JsonEdit edit =
        withJsonMember(before, {u"env"_s}, u"A"_s, remove ? std::nullopt : std::optional(u"x"_s));
    QCOMPARE(edit.problem, QString());
    // Where the first colon of the text stands alone, so do the new ones.
    if (before.startsWith("\xEF\xBB\xBF")) after.replace(": ", ":");
    QCOMPARE(edit.text, after);
    // And again: what is so already stays as it is.
    QCOMPARE(
        withJsonMember(edit.text, {u"env"_s}, u"A"_s, remove ? std::nullopt : std::optional(u"x"_s)).text,
        after);
}

void TestChanges::refusesJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<int>("line");
    QTest::newRow("broken") << QByteArray("{\n  \"a\": 1,\n  b\n}") << u"not_json"_s << 3;
    QTest::newRow("a comment") << QByteArray("{\n// mine\n}") << u"not_json"_s << 2;
    QTest::newRow("a comma too many") << QByteArray("{\"a\": 1,\n}") << u"not_json"_s << 2;
    QTest::newRow("a list") << QByteArray("[1]") << u"not_an_object"_s << 0;
    QTest::newRow("env is a list") << QByteArray("{\"env\": []}") << u"not_an_object"_s << 0;
    QTest::newRow("env twice") << QByteArray(R"({"env":{},"env":{}})") << u"duplicate_key"_s << 0;
    QTest::newRow("A twice") << QByteArray(R"({"env":{"A":1,"\u0041":2}})") << u"duplicate_key"_s << 0;
    QTest::newRow("no UTF-8") << QByteArray("{\"a\": \"\xff\"}") << u"not_json"_s << 1;
    QTest::newRow("too deep") << QByteArray("{\"a\":") + QByteArray(5000, '[') << u"not_json"_s << 1;
}

void TestChanges::refusesJson()
{
    QFETCH(QByteArray, text);
    const JsonEdit edit = withJsonMember(text, {u"env"_s}, u"A"_s, u"x"_s);
    QTEST(edit.problem, "problem");
    QTEST(edit.line, "line");
    QCOMPARE(edit.text, text);
}

/// Against Qt's own object, over texts in many layouts.
void TestChanges::jsonStaysTheSameButForTheMember()
{
    QRandomGenerator random(7);
    const QStringList blanks{QString(), u" "_s, u"\n  "_s, u"\r\n\t"_s};
    const QStringList values{u"1"_s,    u"\"a\\\\\""_s,  u"[{\"A\":[]}]"_s, u"{\"env\":{}}"_s,
                             u"null"_s, u"\"证\\\"}\""_s};
    for (int round = 0; round < 2000; ++round) {
        const auto blank = [&] { return blanks.at(random.bounded(blanks.size())); };
        QStringList inside;
        for (int member = random.bounded(4); member > 0; --member)
            inside += blank() + u"\"%1\""_s.arg(QChar(u'A' + member - 1)) + blank() + u':' + blank() +
                      values.at(random.bounded(values.size())) + blank();
        QStringList outside{blank() + u"\"env\":{"_s + inside.join(u',') + blank() + u'}'};
        outside.insert(random.bounded(2), u"\"x\":"_s + values.at(random.bounded(values.size())));
        const QByteArray text = (u'{' + outside.join(u',') + blank() + u'}').toUtf8();
        QJsonObject expected = QJsonDocument::fromJson(text).object();
        QJsonObject env = expected.value("env"_L1).toObject();
        const bool remove = random.bounded(2) == 0;
        const QString key = QChar(u'A' + random.bounded(4));
        if (remove)
            env.remove(key);
        else
            env.insert(key, u"new"_s);
        expected.insert(u"env"_s, env);
        const JsonEdit edit =
            withJsonMember(text, {u"env"_s}, key, remove ? std::nullopt : std::optional(u"new"_s));
        QCOMPARE(edit.problem, QString());
        QVERIFY2(QJsonDocument::fromJson(edit.text).object() == expected,
                 QByteArray(text + " became " + edit.text).constData());
    }
}

void TestChanges::keepsOneBlock()
{
    const QByteArray mine = "PS1='$ '";
    const JsonEdit first = withSettings(mine, ConfigPlace::Bash, proxy());
    QCOMPARE(first.text, mine + "\n# >>> pathlight >>>\nexport HTTPS_PROXY='http://proxy.example:3128'\n"
                                "# <<< pathlight <<<\n");
    const JsonEdit second = withSettings(first.text + "umask 077\n", ConfigPlace::Bash, bundle());
    QCOMPARE(second.text,
             mine + "\n# >>> pathlight >>>\nexport HTTPS_PROXY='http://proxy.example:3128'\n"
                    "export NODE_EXTRA_CA_CERTS='/etc/ssl/certs/ca-certificates.crt'\n# <<< pathlight <<<\n"
                    "umask 077\n");
    const QList<ClientSetting> none{{u"HTTPS_PROXY"_s, u"x"_s, u"environment"_s, {}, u"no_proxy"_s}};
    const QByteArray third = withSettings(second.text, ConfigPlace::Bash, none).text;
    QVERIFY(!third.contains("export HTTPS_PROXY"));
    QVERIFY(third.contains("unset HTTPS_PROXY\n"));
    QCOMPARE(third.count("pathlight >>>"), 1);
    const QByteArray unit = withSettings({}, ConfigPlace::Systemd, proxy()).text;
    QCOMPARE(withSettings(unit, ConfigPlace::Systemd, bundle()).text,
             "# >>> pathlight >>>\n[Service]\nEnvironment=\"HTTPS_PROXY=http://proxy.example:3128\"\n"
             "Environment=\"NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt\"\n# <<< pathlight <<<\n");
}

void TestChanges::refusesWhatItMustNotWrite()
{
    const auto problem = [](const QByteArray& text, const QString& value) {
        const JsonEdit edit = withSettings(text, ConfigPlace::Bash, {{u"A"_s, {}, {}, value, u"proxy"_s}});
        return edit.text == text ? edit.problem : u"changed"_s;
    };
    QCOMPARE(problem({}, u"http://USER:PASSWORD@p:1"_s), u"password"_s);
    QCOMPARE(problem({}, u"a\nb"_s), u"unwritable"_s);
    QCOMPARE(problem({}, u"a\u001b[2J"_s), u"unwritable"_s);
    QCOMPARE(problem(QByteArray("a\0b", 3), u"a"_s), u"binary"_s);
    QCOMPARE(problem("# >>> pathlight >>>\n", u"a"_s), u"block_broken"_s);
    QCOMPARE(problem("# <<< pathlight <<<\n# >>> pathlight >>>\n", u"a"_s), u"block_broken"_s);
}

void TestChanges::differenceIsWhatPatchTakes()
{
    if (QStandardPaths::findExecutable(u"patch"_s).isEmpty()) QSKIP("patch is not installed");
    QRandomGenerator random(11);
    for (int round = 0; round < 60; ++round) {
        QByteArray before;
        QByteArray after;
        for (int line = random.bounded(40); line > 0; --line) {
            const QByteArray text =
                QByteArray::number(random.bounded(5)) + (random.bounded(9) ? "\n" : "\r\n");
            if (random.bounded(6) > 0) before += text;
            if (random.bounded(6) > 0) after += text;
        }
        if (random.bounded(2) == 0) before += "no end";
        if (random.bounded(2) == 0) after += "no end";
        const QByteArray difference = unifiedDifference(before, after, u"a"_s, u"b"_s);
        QCOMPARE(difference.isEmpty(), before == after);
        // patch takes an emptied file away unless it is told the name.
        if (!difference.isEmpty() && !after.isEmpty() && !before.isEmpty())
            QCOMPARE(patched(before, difference), after);
    }
    const QByteArray many = QByteArray("a\n").repeated(3000);
    QVERIFY(!unifiedDifference("x\n" + many + "y\n", "z\n" + many.mid(2) + "w\n", u"a"_s, u"b"_s).isEmpty());
}

void TestChanges::hidesSecrets_data()
{
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const QByteArray& line) { QTest::newRow(line.left(40)) << line; };
    row("export ANTHROPIC_API_KEY=hunter22");
    row("ANTHROPIC_AUTH_TOKEN = 'hunter22 and more'");
    row("set -gx ANTHROPIC_API_KEY hunter22");
    row("Environment=\"MY_PASSWORD=hunter22\"");
    row(R"(  "ANTHROPIC_AUTH_TOKEN": "hunter22\" hunter22",)");
    row(R"({"env":{"A_KEY":"hunter22","B":"seen"},"auth":"hunter22"})");
    row("export HTTPS_PROXY=http://me:hunter22@proxy:1");
    row("curl -H 'Authorization: Bearer hunter22hunter22'");
    row("echo sk-ant-hunter22");
    row("hunter22ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn==");
    row("export CUSTOM_HEADERS='x: hunter22'");
}

void TestChanges::hidesSecrets()
{
    QFETCH(QByteArray, line);
    QByteArray text = line + "\nexport PATH=/bin\n";
    const QStringList shown = shownDifference(unifiedDifference(text, text + "export A=b\n", u"a"_s, u"b"_s));
    QVERIFY2(!shown.join(u'\n').contains("hunter22"_L1), qPrintable(shown.join(u'\n')));
    QVERIFY(shown.contains(u"+export A=b"_s));
    QVERIFY(shown.contains(u" export PATH=/bin"_s));
    if (line.contains("seen")) QVERIFY(shown.join(u'\n').contains("seen"_L1));
}

void TestChanges::choosesTheFile()
{
    const auto path = [&](ConfigPlace place, const QList<ClientSetting>& settings) {
        const SettingsPath found = settingsPath(folders(), place, settings);
        return found.problem.isEmpty() ? QString(found.path).remove(m_home->path() + u'/') : found.problem;
    };
    QCOMPARE(path(ConfigPlace::Bash, proxy()), u".profile"_s);
    write(u".bash_login"_s, {});
    QCOMPARE(path(ConfigPlace::Bash, proxy()), u".bash_login"_s);
    QCOMPARE(path(ConfigPlace::Fish, proxy()), u".config/fish/config.fish"_s);
    QCOMPARE(path(ConfigPlace::Docker, proxy()), u".docker/config.json"_s);
    QCOMPARE(path(ConfigPlace::Docker, bundle()), u"docker_proxies_only"_s);
    QCOMPARE(path(ConfigPlace::ClaudeSettings, proxy()), u".claude/settings.json"_s);
    const QString project = at(u"project/.claude/settings.json"_s);
    QCOMPARE(path(ConfigPlace::ClaudeSettings, proxy(project)), u"project/.claude/settings.json"_s);
    QCOMPARE(path(ConfigPlace::Bash, proxy(project)), u"overridden"_s);
    QCOMPARE(path(ConfigPlace::ClaudeSettings, proxy(u"/etc/claude-code/managed-settings.json"_s)),
             u"managed"_s);
    // The name of a file that nothing reads, from a journal that somebody made up.
    QCOMPARE(path(ConfigPlace::ClaudeSettings, proxy(at(u".ssh/authorized_keys"_s))), u"managed"_s);
}

void TestChanges::changesOnlyWhereAFileIsKnown()
{
    const auto problem = [&](ConfigPlace place, const QString& unit = {}) {
        SettingsFolders where = folders();
        where.unit = unit;
        return settingsPath(where, place, proxy()).problem;
    };
    QCOMPARE(problem(ConfigPlace::PowerShell), u"no_file_powershell"_s);
    QCOMPARE(problem(ConfigPlace::Python), u"no_file_python"_s);
    QCOMPARE(problem(ConfigPlace::TypeScript), u"no_file_typescript"_s);
    QCOMPARE(problem(ConfigPlace::Systemd), u"no_unit"_s);
    QCOMPARE(problem(ConfigPlace::Systemd, u"../../x"_s), u"no_unit"_s);
    QCOMPARE(problem(ConfigPlace::Systemd, u".."_s), u"no_unit"_s);
    QCOMPARE(problem(ConfigPlace::Systemd, u"agent"_s), QString());
}

void TestChanges::appliesAndUndoes_data()
{
    QTest::addColumn<int>("place");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("there");
    QTest::addColumn<QByteArray>("before");
    const auto row = [](const char* name, ConfigPlace place, const QString& file, bool there,
                        const QByteArray& before) {
        QTest::newRow(name) << static_cast<int>(place) << file << there << before;
    };
    row("bash, none", ConfigPlace::Bash, u".profile"_s, false, {});
    row("bash, Latin-1", ConfigPlace::Bash, u".profile"_s, true, "# gr\xfc\xdf dich\nexport A=1");
    row("fish, none", ConfigPlace::Fish, u".config/fish/config.fish"_s, false, {});
    row("systemd", ConfigPlace::Systemd, u".config/systemd/user/agent.service.d/pathlight.conf"_s, false, {});
    row("claude", ConfigPlace::ClaudeSettings, u".claude/settings.json"_s, true,
        "{ \"model\": \"m\",\n  \"env\": { \"ANTHROPIC_AUTH_TOKEN\": \"t\" } }");
    row("claude, empty", ConfigPlace::ClaudeSettings, u".claude/settings.json"_s, true, {});
    row("docker", ConfigPlace::Docker, u".docker/config.json"_s, true,
        "{\n\t\"auths\": {\"r\": {\"auth\": \"c2VjcmV0\"}}\n}\n");
}

void TestChanges::appliesAndUndoes()
{
    QFETCH(int, place);
    QFETCH(QString, name);
    QFETCH(bool, there);
    QFETCH(QByteArray, before);
    if (there) write(name, before);
    SettingsFolders where = folders();
    where.unit = u"agent"_s;
    const ChangePlan plan = planChange(where, u"curl"_s, static_cast<ConfigPlace>(place), proxy());
    QCOMPARE(plan.problem, QString());
    // Planning and showing write nothing.
    QCOMPARE(QFileInfo::exists(at(name)), there);
    QVERIFY(shownChange(plan).join(u'\n').contains("proxy.example:3128"_L1));
    const ChangeOutcome done = applyChange(plan, kept(), noon());
    QCOMPARE(done.problem, QString());
    QCOMPARE(read(name), plan.after);
    QVERIFY(read(name).contains("http://proxy.example:3128"));
    QCOMPARE(planChange(where, u"curl"_s, static_cast<ConfigPlace>(place), proxy()).problem, u"nothing"_s);
    QCOMPARE(lastChange(kept())->path, QFileInfo(at(name)).canonicalFilePath());
    QCOMPARE(undoLastChange(kept()).problem, QString());
    QCOMPARE(QFileInfo::exists(at(name)), there);
    if (there) QCOMPARE(read(name), before);
    QCOMPARE(undoLastChange(kept()).problem, u"undo_nothing"_s);
    QVERIFY(QDir(kept()).isEmpty());
}

void TestChanges::keepsTheMode()
{
    const QString path = write(u".claude/settings.json"_s, "{}");
    const auto mode = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup;
    QVERIFY(QFile::setPermissions(path, mode));
    const auto modeNow = [&] {
        return QFileInfo(path).permissions() & ~(QFileDevice::ReadUser | QFileDevice::WriteUser);
    };
    const ChangePlan plan = planChange(folders(), {}, ConfigPlace::ClaudeSettings, proxy());
    QVERIFY(!plan.worldWritable);
    QCOMPARE(applyChange(plan, kept(), noon()).problem, QString());
    QCOMPARE(modeNow(), mode);
    QCOMPARE(undoLastChange(kept()).problem, QString());
    QCOMPARE(modeNow(), mode);
    QVERIFY(QFile::setPermissions(path, mode | QFileDevice::WriteOther));
    QVERIFY(planChange(folders(), {}, ConfigPlace::ClaudeSettings, proxy()).worldWritable);
}

void TestChanges::followsLinksInTheHomeAlone()
{
    const QTemporaryDir elsewhere;
    const auto problem = [&] {
        return planChange(folders(), {}, ConfigPlace::ClaudeSettings, proxy()).problem;
    };
    QDir().mkpath(at(u".claude"_s));
    const QString link = at(u".claude/settings.json"_s);
    write(u"dotfiles/claude.json"_s, "{}");
    QVERIFY(QFile::link(at(u"dotfiles/claude.json"_s), link));
    const ChangePlan plan = planChange(folders(), {}, ConfigPlace::ClaudeSettings, proxy());
    QCOMPARE(applyChange(plan, kept(), noon()).problem, QString());
    QVERIFY(QFileInfo(link).isSymLink());
    QVERIFY(read(u"dotfiles/claude.json"_s).contains("proxy.example"));
    QVERIFY(QFile::remove(link));
    QVERIFY(QFile::link(elsewhere.filePath(u"settings.json"_s), link));
    QCOMPARE(problem(), u"link_broken"_s);
    QFile file(elsewhere.filePath(u"settings.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(problem(), u"outside_home"_s);
    // A folder on the way leads out too.
    QVERIFY(QFile::remove(link));
    QVERIFY(QDir().rmdir(at(u".claude"_s)));
    QVERIFY(QFile::link(elsewhere.path(), at(u".claude"_s)));
    QCOMPARE(problem(), u"outside_home"_s);
    // And a circle.
    QVERIFY(QFile::remove(at(u".claude"_s)));
    QVERIFY(QFile::link(at(u"b"_s), at(u".claude"_s)));
    QVERIFY(QFile::link(at(u".claude"_s), at(u"b"_s)));
    QCOMPARE(problem(), u"link_broken"_s);
}

void TestChanges::refusesOddFiles()
{
    const auto problem = [&] {
        return planChange(folders(), {}, ConfigPlace::ClaudeSettings, proxy()).problem;
    };
    QDir().mkpath(at(u".claude/settings.json"_s));
    QCOMPARE(problem(), u"not_a_file"_s);
    QVERIFY(QDir().rmdir(at(u".claude/settings.json"_s)));
    QCOMPARE(QProcess::execute(u"mkfifo"_s, {at(u".claude/settings.json"_s)}), 0);
    QCOMPARE(problem(), u"not_a_file"_s);
    QVERIFY(QFile::remove(at(u".claude/settings.json"_s)));
    write(u".claude/settings.json"_s, QByteArray(1024 * 1024 + 1, ' '));
    QCOMPARE(problem(), u"too_large"_s);
    write(u".claude/settings.json"_s, "{\n \"env\": {,}}");
    const ChangePlan plan = planChange(folders(), {}, ConfigPlace::ClaudeSettings, proxy());
    QCOMPARE(plan.problem, u"not_json"_s);
    QCOMPARE(plan.arguments.value("line"_L1).toInt(), 2);
    QCOMPARE(applyChange(plan, kept(), noon()).problem, u"not_json"_s);
}

void TestChanges::refusesWhatChangedSince()
{
    write(u".profile"_s, "one\n");
    const ChangePlan plan = planChange(folders(), {}, ConfigPlace::Bash, proxy());
    write(u".profile"_s, "two\n");
    QCOMPARE(applyChange(plan, kept(), noon()).problem, u"changed_since"_s);
    QCOMPARE(read(u".profile"_s), "two\n");
    const ChangePlan again = planChange(folders(), {}, ConfigPlace::Bash, proxy());
    QCOMPARE(applyChange(again, kept(), noon()).problem, QString());
    write(u".profile"_s, read(u".profile"_s) + "three\n");
    const ChangeOutcome undone = undoLastChange(kept());
    QCOMPARE(undone.problem, u"undo_changed"_s);
    QVERIFY(read(u".profile"_s).endsWith("three\n"));
    QFile backup(undone.arguments.value("backup"_L1).toString());
    QVERIFY(backup.open(QIODevice::ReadOnly));
    QCOMPARE(backup.readAll(), "two\n");
}

void TestChanges::undoesInTurn()
{
    write(u".profile"_s, "mine\n");
    // At the same instant, and one later.
    for (const auto& settings : {proxy(), bundle()}) {
        const ChangePlan plan = planChange(folders(), {}, ConfigPlace::Bash, settings);
        QCOMPARE(applyChange(plan, kept(), noon()).problem, QString());
    }
    QCOMPARE(undoLastChange(kept()).problem, QString());
    QVERIFY(read(u".profile"_s).contains("HTTPS_PROXY"));
    QVERIFY(!read(u".profile"_s).contains("NODE_EXTRA"));
    QCOMPARE(undoLastChange(kept()).problem, QString());
    QCOMPARE(read(u".profile"_s), "mine\n");
}

void TestChanges::keepsCopiesPrivate()
{
    write(u".claude/settings.json"_s, "{\"env\":{\"ANTHROPIC_API_KEY\":\"k\"}}");
    const ChangePlan plan = planChange(folders(), {}, ConfigPlace::ClaudeSettings, proxy());
    const ChangeOutcome done = applyChange(plan, kept(), noon());
    const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::ExeGroup |
                        QFileDevice::ExeOther | QFileDevice::WriteGroup | QFileDevice::WriteOther;
    QVERIFY(!(QFileInfo(done.backup).permissions() & others));
    QVERIFY(!(QFileInfo(kept()).permissions() & others));
    // The record tells no value.
    for (const QString& name : QDir(kept()).entryList({u"*.json"_s})) {
        QFile file(kept() + u'/' + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("API_KEY"));
    }
}

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
