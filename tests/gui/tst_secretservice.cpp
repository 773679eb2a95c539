// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The real keychain of a desktop, as gnome-keyring-daemon makes it: a session bus, a home
// and a keyring of the test's own. What is kept is seen and taken away with no other key in reach.
#include "ui/systemkeystore.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <optional>

#include <sys/prctl.h>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

class tst_SecretService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void withoutAServiceItSaysSo();
    void keepsReadsAndForgets();

private:
    QTemporaryDir m_home;
    QProcess m_keyring;
};

namespace {

constexpr int withinMs = 20000;
const auto place = u"api.anthropic.com:443"_s;
const QByteArray key = "sk-ant-sample-0123456789";

/// One question, and its answer; none where it did not come.
std::optional<KeyAnswer> answerTo(const std::function<void(KeyStore::Done)>& question)
{
    auto answer = std::make_shared<std::optional<KeyAnswer>>();
    question([answer](const KeyAnswer& given) { *answer = given; });
    (void)QTest::qWaitFor([answer] { return answer->has_value(); }, withinMs);
    return *answer;
}

} // namespace

void tst_SecretService::initTestCase()
{
    for (const QString& program : {u"dbus-daemon"_s, u"gnome-keyring-daemon"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            QSKIP(qPrintable(u"not installed: "_s + program));
    }
    const QByteArray home = m_home.path().toUtf8();
    for (const char* const name :
         {"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        qputenv(name, home);
    for (const char* const name : {"DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "KDE_FULL_SESSION"})
        qunsetenv(name);
    qputenv("XDG_CURRENT_DESKTOP", "GNOME");
    // It starts no service by itself, so that there is none before the test starts one.
    QFile config(m_home.filePath(u"bus.conf"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("<busconfig><type>session</type><listen>unix:tmpdir=" + home +
                 "</listen><policy context=\"default\"><allow send_destination=\"*\" "
                 "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>"
                 "</policy></busconfig>");
    config.close();
    // It ends with this program and not before: what is connected to a bus that goes, goes too.
    static auto* const bus = new QProcess;
    bus->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
    bus->start(u"dbus-daemon"_s,
               {u"--config-file="_s + config.fileName(), u"--nofork"_s, u"--print-address"_s});
    QVERIFY(bus->waitForReadyRead(withinMs));
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus->readLine().trimmed());
}

void tst_SecretService::cleanupTestCase()
{
    if (m_keyring.state() == QProcess::NotRunning) return;
    m_keyring.terminate();
    if (!m_keyring.waitForFinished(withinMs)) m_keyring.kill();
    m_keyring.waitForFinished(withinMs);
}

void tst_SecretService::keepsReadsAndForgets()
{
    m_keyring.setStandardErrorFile(QProcess::nullDevice());
    m_keyring.start(u"gnome-keyring-daemon"_s, {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
    QVERIFY(m_keyring.waitForStarted(withinMs));
    m_keyring.write("a password of the test's own\n");
    m_keyring.closeWriteChannel();
    const auto ready = [] {
        return QDBusConnection::sessionBus().interface()->isServiceRegistered(u"org.freedesktop.secrets"_s);
    };
    QVERIFY(QTest::qWaitFor(ready, withinMs));
    const std::unique_ptr<KeyStore> store = makeSystemKeyStore();
    const auto read = [&store](const QString& where) {
        return answerTo([&](KeyStore::Done done) { store->read(where, std::move(done)); });
    };
    std::optional<KeyAnswer> answer = read(place);
    QVERIFY(answer);
    QCOMPARE(answer->trouble, KeyTrouble::NoKey);

    answer = answerTo([&](KeyStore::Done done) { store->store(place, key, std::move(done)); });
    QVERIFY(answer);
    QCOMPARE(answer->trouble, KeyTrouble::None);
    // Another window finds it, and only for its place.
    const std::unique_ptr<KeyStore> other = makeSystemKeyStore();
    answer = answerTo([&](KeyStore::Done done) { other->read(place, std::move(done)); });
    QVERIFY(answer);
    QCOMPARE(answer->trouble, KeyTrouble::None);
    QCOMPARE(answer->key.forHeader(), key);
    answer = read(u"gateway.example.com:443"_s);
    QVERIFY(answer);
    QCOMPARE(answer->trouble, KeyTrouble::NoKey);
    QVERIFY(!answer->key.isSet());

    answer = answerTo([&](KeyStore::Done done) { store->forget(std::move(done)); });
    QVERIFY(answer);
    QCOMPARE(answer->trouble, KeyTrouble::None);
    answer = read(place);
    QVERIFY(answer);
    QCOMPARE(answer->trouble, KeyTrouble::NoKey);
}

void tst_SecretService::withoutAServiceItSaysSo()
{
    const std::unique_ptr<KeyStore> store = makeSystemKeyStore();
    const auto answer = answerTo([&](KeyStore::Done done) { store->store(place, key, std::move(done)); });
    QVERIFY(answer);
    QCOMPARE(answer->trouble, KeyTrouble::NoAnswer);
}

QTEST_GUILESS_MAIN(tst_SecretService)
#include "tst_secretservice.moc"
