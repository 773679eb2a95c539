// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/truststore.h"
#include "core/steps/clientlists.h"
#include "core/steps/noderoots.h"

#include <QCoroTask>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include "testpki.h"

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// certifi's and Node's lists, in trees and programs of the test's own.
class TestClientLists final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void findsWhatPythonWouldImport_data();
    void findsWhatPythonWouldImport();
    void tellsWhoseListItIs_data();
    void tellsWhoseListItIs();
    void followsADistributionsChange();
    void countsAFileOnce();
    void namesWhatCannotBeRead_data();
    void namesWhatCannotBeRead();
    void bounds();
    void readsTheListInAProgram_data();
    void readsTheListInAProgram();
    void keepsWhatItFound();
    void followsNodeToItsLibrary();
    void knowsABuildThatReadsTheSystems();
    void waitsNoLongerThanItMay();
    void tellsWhatIsInstalled();

private:
    QString write(const QString& name, const QByteArray& bytes = {});
    void package(const QString& folder, const QString& name);
    void certifi(const QString& folder);
    void python(const QString& place, const QString& real);
    ListPlaces places() const;
    QStringList found(const ListPlaces& where) const;

    pki::Identity m_one = pki::make({"Root One", "Lab Trust", {}, true});
    pki::Identity m_other = pki::make({"Root Two", "Lab Trust", {}, true});
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestClientLists::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QString TestClientLists::write(const QString& name, const QByteArray& bytes)
{
    const QString path = m_folder->filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

void TestClientLists::package(const QString& folder, const QString& name)
{
    write(folder + u'/' + name + u"/__init__.py"_s);
}

void TestClientLists::certifi(const QString& folder)
{
    package(folder, u"certifi"_s);
    write(folder + u"/certifi/core.py"_s, "return os.path.join(os.path.dirname(__file__), 'cacert.pem')\n");
    write(folder + u"/certifi/cacert.pem"_s, m_one.pem());
}

/// A program, and a link to it in `place`.
void TestClientLists::python(const QString& place, const QString& real)
{
    const QString program = write(real, "#!/bin/false\n");
    QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner);
    QDir().mkpath(QFileInfo(m_folder->filePath(place)).path());
    if (place != real) QVERIFY(QFile::link(program, m_folder->filePath(place)));
}

ListPlaces TestClientLists::places() const
{
    ListPlaces places;
    places.programs = {m_folder->filePath(u"usr/bin"_s)};
    places.home = m_folder->filePath(u"home"_s);
    places.root = m_folder->path();
    return places;
}

/// "certifi usr/lib/… 1 python-requests" for each, the number being that of its roots.
QStringList TestClientLists::found(const ListPlaces& where) const
{
    QStringList flat;
    for (const ClientList& each : readClientLists(where)) {
        QStringList parts{each.store, QDir(m_folder->path()).relativeFilePath(each.path)};
        parts.append(each.roots ? QString::number(each.roots->count()) : u"unread"_s);
        flat.append((parts + each.usedBy).join(u' '));
    }
    return flat;
}

void TestClientLists::findsWhatPythonWouldImport_data()
{
    QTest::addColumn<QString>("pythons");
    QTest::addColumn<QStringList>("lists");
    QTest::addColumn<QString>("reads");
    const QString debian = u"usr/lib/python3/dist-packages"_s;
    const QString local = u"usr/local/lib/python3.11/dist-packages"_s;
    const QString users = u"home/.local/lib/python3.11/site-packages"_s;
    QTest::newRow("the distribution's") << u"usr"_s << QStringList{debian} << debian;
    QTest::newRow("the computer's own before it") << u"usr"_s << QStringList{debian, local} << local;
    QTest::newRow("the user's before both") << u"usr"_s << QStringList{debian, local, users} << users;
    QTest::newRow("not another version's")
        << u"usr"_s << QStringList{debian, u"home/.local/lib/python3.9/site-packages"_s} << debian;
    QTest::newRow("elsewhere") << u"opt/conda"_s
                               << QStringList{debian, u"opt/conda/lib/python3.11/site-packages"_s}
                               << u"opt/conda/lib/python3.11/site-packages"_s;
    QTest::newRow("a folder of PYTHONPATH before all")
        << u"usr"_s << QStringList{debian, users, u"extra"_s} << u"extra"_s;
}

void TestClientLists::findsWhatPythonWouldImport()
{
    QFETCH(QString, pythons);
    QFETCH(QStringList, lists);
    QFETCH(QString, reads);
    python(pythons + u"/bin/python3"_s, pythons + u"/bin/python3.11"_s);
    for (const QString& each : lists)
        certifi(each);
    package(lists.first(), u"requests"_s);
    package(reads, u"requests"_s);
    ListPlaces where = places();
    where.programs = {m_folder->filePath(pythons + u"/bin"_s)};
    where.pythonPath = {m_folder->filePath(u"extra"_s)};
    QCOMPARE(found(where).value(0), u"certifi %1/certifi/cacert.pem 1 python-requests"_s.arg(reads));
    // Any other is named, and belongs to nobody that is known.
    for (const QString& each : found(where).mid(1))
        QVERIFY2(each.endsWith("cacert.pem 1"_L1), qPrintable(each));
}

void TestClientLists::tellsWhoseListItIs_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QStringList>("packages");
    QTest::addColumn<QString>("expected");
    const QString systems = u"certifi usr/lib/python3/dist-packages/certifi/cacert.pem 1"_s;
    const QString own = u"certifi venv/lib/python3.11/site-packages/certifi/cacert.pem 1"_s;
    const QString site = u"venv/lib/python3.11/site-packages/"_s;
    const QString dist = u"usr/lib/python3/dist-packages/"_s;
    const QByteArray alone = "home = BASE/usr/bin\ninclude-system-site-packages = false\n";
    const QByteArray open = "home = BASE/usr/bin\ninclude-system-site-packages = true\n";
    QTest::newRow("no client is installed") << u"usr/bin"_s << QByteArray() << QStringList() << systems;
    QTest::newRow("requests") << u"usr/bin"_s << QByteArray() << QStringList{dist + u"requests"_s}
                              << systems + u" python-requests"_s;
    QTest::newRow("both") << u"usr/bin"_s << QByteArray()
                          << QStringList{dist + u"requests"_s, dist + u"anthropic"_s}
                          << systems + u" python-requests anthropic-python"_s;
    QTest::newRow("httpx is not yet the SDK")
        << u"usr/bin"_s << QByteArray() << QStringList{dist + u"httpx"_s} << systems;
    QTest::newRow("another package makes them read the system's")
        << u"usr/bin"_s << QByteArray() << QStringList{dist + u"requests"_s, dist + u"pip_system_certs"_s}
        << systems;
    QTest::newRow("a virtual environment")
        << u"venv/bin"_s << alone << QStringList{site + u"certifi"_s, site + u"requests"_s}
        << own + u" python-requests"_s;
    QTest::newRow("which does not see the system's requests")
        << u"venv/bin"_s << alone << QStringList{site + u"certifi"_s, dist + u"requests"_s} << own;
    QTest::newRow("which does see it")
        << u"venv/bin"_s << open << QStringList{site + u"certifi"_s, dist + u"requests"_s}
        << own + u" python-requests"_s;
    QTest::newRow("which sees the system's certifi")
        << u"venv/bin"_s << open << QStringList{site + u"requests"_s} << systems + u" python-requests"_s;
    QTest::newRow("a wrapper script hides which Python it is")
        << u"shims"_s << QByteArray() << QStringList{dist + u"requests"_s} << systems;
}

void TestClientLists::tellsWhoseListItIs()
{
    QFETCH(QString, program);
    QFETCH(QByteArray, config);
    QFETCH(QStringList, packages);
    QFETCH(QString, expected);
    python(u"usr/bin/python3"_s, u"usr/bin/python3.11"_s);
    QDir().mkpath(m_folder->filePath(u"venv/bin"_s));
    QFile::link(m_folder->filePath(u"usr/bin/python3"_s), m_folder->filePath(u"venv/bin/python3"_s));
    python(u"shims/python3"_s, u"shims/python3"_s);
    if (!config.isEmpty())
        write(u"venv/pyvenv.cfg"_s, QByteArray(config).replace("BASE", m_folder->path().toUtf8()));
    certifi(u"usr/lib/python3/dist-packages"_s);
    for (const QString& each : packages) {
        if (each.endsWith("certifi"_L1)) certifi(QFileInfo(each).path());
        package(QFileInfo(each).path(), QFileInfo(each).fileName());
    }
    ListPlaces where = places();
    where.programs = {m_folder->filePath(program)};
    where.environments = {m_folder->filePath(u"venv"_s)};
    QCOMPARE(found(where).value(0), expected);
}

/// Debian's package leaves a list of its own beside the code that gives the system's.
void TestClientLists::followsADistributionsChange()
{
    const QString folder = u"usr/lib/python3/dist-packages"_s;
    python(u"usr/bin/python3"_s, u"usr/bin/python3.11"_s);
    certifi(folder);
    package(folder, u"requests"_s);
    const QString system = pki::writeBundle(m_folder->filePath(u"system.crt"_s), {m_one, m_other});
    write(folder + u"/certifi/core.py"_s,
          "WHERE = '" + system.toUtf8() + "'\ndef where():\n    return WHERE\n");
    QCOMPARE(found(places()), QStringList{u"certifi system.crt 2 python-requests"_s});
}

void TestClientLists::countsAFileOnce()
{
    const QString first = u"usr/local/lib/python3.11/dist-packages"_s;
    python(u"usr/bin/python3"_s, u"usr/bin/python3.11"_s);
    QDir().mkpath(m_folder->filePath(u"usr/lib/python3/dist-packages"_s));
    certifi(first);
    QDir().mkpath(m_folder->filePath(u"home/.local/lib"_s));
    QVERIFY(QFile::link(m_folder->filePath(u"usr/local/lib/python3.11"_s),
                        m_folder->filePath(u"home/.local/lib/python3.11"_s)));
    package(u"usr/lib/python3/dist-packages"_s, u"certifi"_s);
    QVERIFY(QFile::link(m_folder->filePath(first + u"/certifi/cacert.pem"_s),
                        m_folder->filePath(u"usr/lib/python3/dist-packages/certifi/cacert.pem"_s)));
    QDir(m_folder->filePath(u"usr/local/lib/python3.11"_s)).rename(u"dist-packages"_s, u"site-packages"_s);
    QFile::link(m_folder->filePath(u"usr/local/lib/python3.11/site-packages"_s),
                m_folder->filePath(u"usr/local/lib/python3.11/dist-packages"_s));
    QCOMPARE(found(places()),
             QStringList{u"certifi usr/local/lib/python3.11/site-packages/certifi/cacert.pem 1"_s});
}

void TestClientLists::namesWhatCannotBeRead_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("expected");
    const QString unread = u"certifi usr/lib/python3/dist-packages/certifi/cacert.pem unread"_s;
    QTest::newRow("rubbish") << u"rubbish"_s << unread;
    QTest::newRow("empty") << u"empty"_s << unread;
    QTest::newRow("too large") << u"large"_s << unread;
    QTest::newRow("a pipe") << u"pipe"_s << unread;
    QTest::newRow("a folder") << u"folder"_s << unread;
    QTest::newRow("links in a circle") << u"loop"_s << unread;
    QTest::newRow("not there") << u"missing"_s << QString();
}

void TestClientLists::namesWhatCannotBeRead()
{
    QFETCH(QString, what);
    QFETCH(QString, expected);
    const QString folder = u"usr/lib/python3/dist-packages"_s;
    package(folder, u"certifi"_s);
    const QString name = folder + u"/certifi/cacert.pem"_s;
    const QString path = m_folder->filePath(name);
    if (what == "rubbish"_L1)
        write(name,
              "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n" + QByteArray(5000, '\0'));
    if (what == "empty"_L1) write(name);
    if (what == "large"_L1) {
        write(name, m_one.pem());
        QVERIFY(QFile::resize(path, 9LL * 1024 * 1024));
    }
    if (what == "pipe"_L1) QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    if (what == "folder"_L1) QVERIFY(QDir().mkpath(path));
    if (what == "loop"_L1) QVERIFY(QFile::link(path, path));
    QCOMPARE(found(places()).join(u'\n'), expected);
}

void TestClientLists::bounds()
{
    for (int version = 0; version < 40; ++version)
        certifi(u"home/.local/lib/python3.%1/site-packages"_s.arg(version));
    QCOMPARE(found(places()).size(), 4);
    // What is not absolute would mean wherever this program happens to stand.
    ListPlaces relative;
    relative.home = QDir::current().relativeFilePath(m_folder->filePath(u"home"_s));
    relative.root = m_folder->path();
    QCOMPARE(found(relative), QStringList());
}

void TestClientLists::readsTheListInAProgram_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("roots"); ///< -1: it has no list
    const QByteArray one = m_one.pem().trimmed() + '\0';
    const QByteArray both = one + QByteArray(3, '\0') + m_other.pem().trimmed() + '\0';
    const QByteArray filling(3 * 1024 * 1024 + 17, '\xC3');
    constexpr qsizetype block = 1024 * 1024;
    QTest::newRow("nothing") << QByteArray() << -1;
    QTest::newRow("no list") << filling << -1;
    QTest::newRow("a list in the middle") << filling + both + filling << 2;
    QTest::newRow("at the very end") << filling + both << 2;
    QTest::newRow("cut by the end of a block")
        << QByteArray(block - 300, 'x') + both + QByteArray(block, 'x') << 2;
    QTest::newRow("its first line cut by the end of a block")
        << QByteArray(block - 10, 'x') + both + QByteArray(block, 'x') << 2;
    QTest::newRow("one root twice") << one + filling + one << 1;
    QTest::newRow("rubbish between")
        << one + "-----BEGIN CERTIFICATE-----\nnothing of the kind\n-----END CERTIFICATE-----" + both << 2;
    QTest::newRow("a beginning without an end") << "-----BEGIN CERTIFICATE-----" + filling + both << 2;
    QTest::newRow("an end without a beginning") << "-----END CERTIFICATE-----" + both << 2;
    QTest::newRow("beginnings alone") << QByteArray("-----BEGIN CERTIFICATE-----").repeated(50'000) << -1;
    QTest::newRow("a text that is too long")
        << "-----BEGIN CERTIFICATE-----" + QByteArray(20'000, 'A') + "-----END CERTIFICATE-----" << -1;
}

void TestClientLists::readsTheListInAProgram()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, roots);
    const NodeRoots read = rootsInNode(write(u"node"_s, bytes));
    QCOMPARE(read.store ? read.store->count() : -1, roots);
    QVERIFY(!read.readsSystem);
    QCOMPARE(read.library, QString());
}

void TestClientLists::keepsWhatItFound()
{
    const QString path = write(u"node"_s, m_one.pem());
    const auto first = rootsInNode(path).store;
    QCOMPARE(rootsInNode(path).store, first);
    write(u"node"_s, m_one.pem() + m_other.pem());
    QCOMPARE(rootsInNode(path).store->count(), 2);
    QVERIFY(!rootsInNode(m_folder->filePath(u"absent"_s)).store);
    QVERIFY(!rootsInNode(u"/dev/zero"_s).store);
    QFile huge(m_folder->filePath(u"huge"_s));
    QVERIFY(huge.open(QIODevice::WriteOnly) && huge.write(m_one.pem()) > 0 && huge.resize(600LL << 20));
    QVERIFY(!rootsInNode(huge.fileName()).store);
}

/// As distributions build it: a small program, and its list in a library.
void TestClientLists::followsNodeToItsLibrary()
{
    python(u"usr/bin/node"_s, u"usr/bin/nodejs"_s);
    const QString library = u"usr/lib/x86_64-linux-gnu/libnode.so.108"_s;
    const QByteArray launcher = "\x7f"
                                "ELF" +
                                QByteArray(100, '\0') + "libnode.so.108" + QByteArray(1, '\0') + "libc.so.6";
    const QString program = m_folder->filePath(u"usr/bin/nodejs"_s);
    QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    write(u"usr/bin/nodejs"_s, launcher);
    QCOMPARE(rootsInNode(program).library, u"libnode.so.108"_s);
    const QString users = u" claude-code-npm anthropic-typescript"_s;
    QCOMPARE(found(places()), QStringList{u"node usr/bin/nodejs unread"_s + users});
    write(library, m_one.pem() + m_other.pem());
    QCOMPARE(found(places()), QStringList{u"node %1 2"_s.arg(library) + users});
    write(library, "libnode.so.108 and no list");
    QCOMPARE(found(places()), QStringList{u"node %1 unread"_s.arg(library) + users});
}

void TestClientLists::knowsABuildThatReadsTheSystems()
{
    const QByteArray config = R"({"target_defaults":{"defines":["NODE_OPENSSL_CERT_STORE"]}})";
    const QString path = write(u"node"_s, m_one.pem() + QByteArray(2 << 20, 'x') + config);
    const NodeRoots read = rootsInNode(path);
    QVERIFY(read.readsSystem);
    QVERIFY(!read.store);
}

void TestClientLists::waitsNoLongerThanItMay()
{
    certifi(u"usr/lib/python3/dist-packages"_s);
    ClientListReading reading(places());
    const auto past = Scope::lasting(std::chrono::milliseconds(0));
    QCOMPARE(QCoro::waitFor(reading.lists(past)).size(), 0);
    QCOMPARE(QCoro::waitFor(reading.lists(Scope::lasting(std::chrono::seconds(10)))).size(), 1);
}

/// By the notes that pip and distributions leave beside the packages.
void TestClientLists::tellsWhatIsInstalled()
{
    write(u"user/httpx-0.27.2.dist-info/METADATA"_s);
    write(u"system/httpx-0.23.3.dist-info/METADATA"_s);
    write(u"system/requests-2.28.1.egg-info"_s);
    write(u"system/PySocks-1.7.1-py3.11.egg-info/PKG-INFO"_s);
    write(u"system/requests_oauthlib-1.3.1.dist-info/METADATA"_s);
    const QStringList folders{m_folder->filePath(u"user"_s), m_folder->filePath(u"nowhere"_s),
                              m_folder->filePath(u"system"_s)};
    const QStringList names{u"httpx"_s, u"requests"_s, u"PySocks"_s, u"requests-oauthlib"_s, u"socksio"_s};
    QStringList seen;
    for (const PythonPackageEvidence& each : lookForPackages(names, folders))
        seen.append(each.name + u' ' + each.version.value_or(u"none"_s));
    QCOMPARE(seen, (QStringList{u"httpx 0.27.2"_s, u"requests 2.28.1"_s, u"PySocks 1.7.1"_s,
                                u"requests-oauthlib 1.3.1"_s, u"socksio none"_s}));
    QVERIFY(lookForPackages(names, {}).isEmpty());
}

QTEST_GUILESS_MAIN(TestClientLists)
#include "tst_clientlists.moc"
