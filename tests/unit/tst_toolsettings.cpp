// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/toolparsers.h"
#include "core/steps/toolsettings.h"

#include <QDir>
#include <QFile>
#include <QStringEncoder>
#include <QTemporaryDir>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// The settings of npm, git, pip and curl, from files of the test's own.
class TestToolSettings final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readsEachToolsLines_data();
    void readsEachToolsLines();
    void keepsWhatMatters_data();
    void keepsWhatMatters();
    void recordsNoSecret();
    void variablesComeFirst();
    void theLaterLineCounts();
    void readsOtherEncodings();
    void saysWhyAFileCannotBeRead();
    void followsWhatGitIncludes();
    void boundsWhatItReads();
    void looksWhereTheToolsLook();
    void seesWhoMayWrite();

private:
    QString write(const QString& name, const QByteArray& bytes);
    QStringList read(const QString& tool, const QByteArray& bytes);

    std::unique_ptr<QTemporaryDir> m_home;
};

namespace {

/// "12 http.proxy=http://p:1" for each line, "3 !" for one that cannot be read.
QStringList flat(const QList<ToolLine>& lines)
{
    QStringList out;
    for (const ToolLine& each : lines)
        out.append(QString::number(each.number) + u' ' +
                   (each.broken ? u"!"_s : QString(each.name + u'=' + each.value)));
    return out;
}

/// "npm 2 https-proxy proxy http://p:1 !malformed"
QStringList flat(const QList<ToolHintEvidence>& hints)
{
    QStringList out;
    for (const ToolHintEvidence& each : hints) {
        QStringList parts{each.tool, each.line ? QString::number(*each.line) : u"-"_s};
        parts += {each.name, each.kind, each.value};
        if (each.problem) parts += u'!' + *each.problem;
        out.append(parts.join(u' '));
    }
    return out;
}

QList<ToolLine> linesOf(const QString& tool, const QString& text)
{
    if (tool == "npm"_L1) return npmLines(text);
    if (tool == "git"_L1) return gitLines(text);
    return tool == "pip"_L1 ? pipLines(text) : curlLines(text);
}

} // namespace

void TestToolSettings::init()
{
    m_home = std::make_unique<QTemporaryDir>();
}

QString TestToolSettings::write(const QString& name, const QByteArray& bytes)
{
    QFile file(m_home->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
    return file.fileName();
}

QStringList TestToolSettings::read(const QString& tool, const QByteArray& bytes)
{
    return flat(readToolSettings({}, {{tool, write(u"settings"_s, bytes)}}, m_home->path()));
}

void TestToolSettings::readsEachToolsLines_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const QString& tool, const QString& text,
                        const QStringList& expected) { QTest::newRow(name) << tool << text << expected; };
    row("npm", u"npm"_s, u"; a remark\n\nHTTPS-Proxy = \"http://p:1\" \r\nproxy=http://q:2 # old\nalone\n"_s,
        {u"3 https-proxy=http://p:1"_s, u"4 proxy=http://q:2"_s, u"5 alone="_s});
    row("npm, below a section", u"npm"_s, u"[x]\nproxy=http://p:1\n"_s, {});
    row("git", u"git"_s,
        u"[core]\n\tbare\n[HTTP]\n  Proxy = \"http://p:1\" ; why\n  sslVerify=false#x\n"
        "[http \"https://A.example/]\"] proxy = http://q:2\n"_s,
        {u"2 core.bare="_s, u"4 http.proxy=http://p:1"_s, u"5 http.sslverify=false"_s,
         u"6 http.https://A.example/].proxy=http://q:2"_s});
    row("git, broken lines", u"git"_s,
        u"proxy=before any section\n[http\n[http]\nproxy = \"open\n9x = 1\nproxy = a\\\nb\nlast = 1"_s,
        {u"1 !"_s, u"2 !"_s, u"4 !"_s, u"5 !"_s, u"6 http.proxy=ab"_s, u"8 http.last=1"_s});
    row("pip", u"pip"_s,
        u"[global]\nproxy: http://p:1\ntrusted-host =\n    a.example\n    b = c\n# x\nCert=/a b.pem\n[list]\nx=1\n"_s,
        {u"2 global.proxy=http://p:1"_s, u"3 global.trusted-host="_s, u"7 global.cert=/a b.pem"_s,
         u"9 list.x=1"_s});
    row("pip, broken lines", u"pip"_s, u"proxy=http://p:1\n[global]\nproxy\nextra_index = 1\n"_s,
        {u"1 !"_s, u"3 !"_s, u"4 global.extra-index=1"_s});
    row("curl", u"curl"_s,
        u"# x\n--proxy \"http://p:1\"\nproxy=http://q:2 rest\n-x http://r:3\ninsecure\ncacert: /a.pem\n"_s,
        {u"2 proxy=http://p:1"_s, u"3 proxy=http://q:2"_s, u"4 -x=http://r:3"_s, u"5 insecure="_s,
         u"6 cacert=/a.pem"_s});
}

void TestToolSettings::readsEachToolsLines()
{
    QFETCH(QString, tool);
    QFETCH(QString, text);
    QTEST(flat(linesOf(tool, text)), "expected");
}

void TestToolSettings::keepsWhatMatters_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const QString& tool, const QByteArray& text,
                        const QStringList& expected) { QTest::newRow(name) << tool << text << expected; };
    row("npm", u"npm"_s,
        "registry=https://r.example/\nhttps-proxy=http://p.example:3128\nproxy=null\ncafile=/gone.pem\n"
        "strict-ssl=false\nnoproxy=localhost\n",
        {u"npm 2 https-proxy proxy http://p.example:3128"_s, u"npm 3 proxy proxy null"_s,
         u"npm 4 cafile ca_file /gone.pem !missing"_s, u"npm 5 strict-ssl checking false"_s,
         u"npm 6 noproxy no_proxy localhost"_s});
    row("npm, all is well checked", u"npm"_s, "strict-ssl=true\n", {});
    row("git", u"git"_s,
        "[http]\nproxy=socks5h://s.example\nsslVerify=no\nsslCAInfo=/etc\n"
        "[http \"https://token@a.example\"]\nproxy=q.example:8080\n",
        {u"git 2 http.proxy proxy socks5h://s.example:1080"_s, u"git 3 http.sslverify checking no"_s,
         u"git 4 http.sslcainfo ca_file /etc !unreadable"_s,
         u"git 6 http.<url>.proxy proxy_for_url http://q.example:8080"_s});
    row("pip", u"pip"_s, "[global]\nproxy = ftp://p.example\nindex-url=https://u:p@i.example\n",
        {u"pip 2 global.proxy proxy ftp://p.example !scheme"_s});
    row("curl", u"curl"_s, "-k\nproxy = http://\nuser = me:hunter2\n",
        {u"curl 1 -k checking "_s, u"curl 2 proxy proxy http:// !malformed"_s});
    row("a line that cannot be read", u"pip"_s, "[global]\nhunter2\n", {u"pip 2  file  !line"_s});
}

void TestToolSettings::keepsWhatMatters()
{
    QFETCH(QString, tool);
    QFETCH(QByteArray, text);
    QTEST(read(tool, text), "expected");
}

void TestToolSettings::recordsNoSecret()
{
    const QStringList hints =
        read(u"npm"_s,
             "//registry.example/:_authToken=hunter2\nhunter2\n_password=hunter2\n"
             "proxy=http://me:hunter2@p.example:1\nhttps-proxy=hunter2@\nhttp-proxy=a:hunter2@q r\n") +
        read(u"git"_s, "[http \"https://me:hunter2@a.example\"]\nproxy=http://u:hunter2@p.example:1\n"
                       "[http]\nextraHeader = hunter2\n\"hunter2\n") +
        read(u"curl"_s, "proxy-user hunter2\nproxy http://u:hunter2@p.example:1\n");
    QCOMPARE(hints.size(), 6);
    for (const QString& hint : hints)
        QVERIFY2(!hint.contains(u"hunter2"_s), qPrintable(hint));
}

void TestToolSettings::variablesComeFirst()
{
    QProcessEnvironment environment;
    environment.insert(u"NPM_CONFIG_HTTPS_PROXY"_s, u"http://u:hunter2@v.example:1"_s);
    environment.insert(u"PIP_CERT"_s, u"/gone.pem"_s);
    environment.insert(u"OFFICE"_s, u"office.example"_s);
    const QString file = write(u".npmrc"_s, "https-proxy=http://${OFFICE}:3128\nproxy=http://${NONE}:1\n");
    QCOMPARE(flat(readToolSettings(environment, {{u"npm"_s, file}}, m_home->path())),
             (QStringList{u"npm - NPM_CONFIG_HTTPS_PROXY proxy http://v.example:1"_s,
                          u"pip - PIP_CERT ca_file /gone.pem !missing"_s,
                          u"npm 1 https-proxy proxy http://office.example:3128"_s,
                          u"npm 2 proxy proxy http://${NONE}:1 !malformed"_s}));
}

void TestToolSettings::theLaterLineCounts()
{
    QCOMPARE(read(u"npm"_s, "proxy=http://a.example:1\nproxy=http://b.example:1\n"),
             QStringList{u"npm 2 proxy proxy http://b.example:1"_s});
}

void TestToolSettings::readsOtherEncodings()
{
    const QString text = u"proxy=http://p.example:1\n"_s;
    QStringEncoder utf16(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
    const QStringList expected{u"npm 1 proxy proxy http://p.example:1"_s};
    QCOMPARE(read(u"npm"_s, QByteArray(utf16(text))), expected);
    QCOMPARE(read(u"npm"_s, "\xef\xbb\xbf" + text.toUtf8()), expected);
    QCOMPARE(read(u"npm"_s, "; na\xefve\n" + text.toUtf8()),
             QStringList{u"npm 2 proxy proxy http://p.example:1"_s});
}

void TestToolSettings::saysWhyAFileCannotBeRead()
{
    const auto problem = [this](const QString& path) {
        const auto hints = readToolSettings({}, {{u"npm"_s, path}}, m_home->path());
        return hints.size() == 1 ? hints.first().problem.value_or(QString()) : u"-"_s;
    };
    QCOMPARE(problem(m_home->filePath(u"absent"_s)), u"-"_s);
    QCOMPARE(problem(write(u"binary"_s, QByteArray("proxy=\0\n", 8))), u"not_text"_s);
    QCOMPARE(problem(write(u"huge"_s, QByteArray(300 * 1024, '\n'))), u"too_large"_s);
    QCOMPARE(problem(m_home->path()), u"unreadable"_s);
    QVERIFY(QFile::link(m_home->filePath(u"one"_s), m_home->filePath(u"two"_s)));
    QVERIFY(QFile::link(m_home->filePath(u"two"_s), m_home->filePath(u"one"_s)));
    QCOMPARE(problem(m_home->filePath(u"one"_s)), u"unreadable"_s);
    QCOMPARE(problem(u"/dev/zero"_s), u"unreadable"_s);
}

void TestToolSettings::followsWhatGitIncludes()
{
    write(u"company"_s, "[http]\nproxy = http://company.example:3128\nsslVerify = no\n");
    write(u"round"_s, "[include]\npath = round\n[http]\nsslCAInfo = /etc\n");
    const QStringList after = read(u"git"_s, "[include]\npath = company\n[http]\nproxy = own.example\n");
    QCOMPARE(after, (QStringList{u"git 3 http.sslverify checking no"_s,
                                 u"git 4 http.proxy proxy http://own.example:80"_s}));
    const QStringList before = read(u"git"_s, "[http]\nproxy = own.example\n[include]\npath = ~/company\n");
    QCOMPARE(before, (QStringList{u"git 2 http.proxy proxy http://company.example:3128"_s,
                                  u"git 3 http.sslverify checking no"_s}));
    QCOMPARE(read(u"git"_s, "[include]\npath = round\n"),
             QStringList(u"git 4 http.sslcainfo ca_file /etc !unreadable"_s));
    QCOMPARE(read(u"git"_s, "[include]\npath = absent\npath =\n"), QStringList());
    QCOMPARE(read(u"git"_s, "[includeIf \"gitdir:~/project/\"]\npath = company\n"), QStringList());
}

void TestToolSettings::boundsWhatItReads()
{
    QByteArray many = "[http]\n";
    for (int number = 0; number < 300; ++number)
        many += "[http \"https://" + QByteArray::number(number) + "\"] proxy = http://p.example:1\n";
    QCOMPARE(read(u"git"_s, many).size(), 100);
    QCOMPARE(npmLines(u"a=1\n"_s.repeated(9000)).size(), 5000);
    const QString longest = npmLines(u"a="_s + QString(100'000, u'x')).first().value;
    QCOMPARE(longest.size(), 3998);
    const QStringList one = read(u"npm"_s, "noproxy=" + QByteArray(3000, 'x'));
    QCOMPARE(one.first().size(), u"npm 1 noproxy no_proxy "_s.size() + 1000);
}

void TestToolSettings::looksWhereTheToolsLook()
{
    const auto paths = [](const QProcessEnvironment& environment) {
        QStringList out;
        for (const ToolFile& each : toolFiles(environment, u"/h"_s))
            out.append(each.tool + u' ' + each.path);
        return out;
    };
    QCOMPARE(paths({}), (QStringList{u"npm /h/.npmrc"_s, u"npm /etc/npmrc"_s, u"git /h/.gitconfig"_s,
                                     u"git /h/.config/git/config"_s, u"git /etc/gitconfig"_s,
                                     u"pip /h/.config/pip/pip.conf"_s, u"pip /h/.pip/pip.conf"_s,
                                     u"pip /etc/pip.conf"_s, u"curl /h/.curlrc"_s}));
    QProcessEnvironment environment;
    environment.insert(u"NPM_CONFIG_USERCONFIG"_s, u"/n"_s);
    environment.insert(u"XDG_CONFIG_HOME"_s, u"/x"_s);
    environment.insert(u"PIP_CONFIG_FILE"_s, u"/p"_s);
    environment.insert(u"GIT_CONFIG_GLOBAL"_s, u"/g"_s);
    environment.insert(u"CURL_HOME"_s, u"/c"_s);
    QCOMPARE(paths(environment),
             (QStringList{u"npm /n"_s, u"npm /etc/npmrc"_s, u"git /g"_s, u"git /etc/gitconfig"_s, u"pip /p"_s,
                          u"pip /x/pip/pip.conf"_s, u"pip /h/.pip/pip.conf"_s, u"pip /etc/pip.conf"_s,
                          u"curl /c/.curlrc"_s}));
}

void TestToolSettings::seesWhoMayWrite()
{
    const QString path = write(u".npmrc"_s, "proxy=http://p.example:1\n");
    const auto open = [&] {
        return readToolSettings({}, {{u"npm"_s, path}}, m_home->path()).first().worldWritable;
    };
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(!open());
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::WriteOther));
    QVERIFY(open());
}

QTEST_GUILESS_MAIN(TestToolSettings)
#include "tst_toolsettings.moc"
