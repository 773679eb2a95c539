// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowfixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

/// The key on the start page and the system's keychain, here a made-up one.
class tst_Keychain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsKeptByDefault();
    void keptWhenTicked();
    void keptKeyIsUsedAfterARestart();
    void keptKeyGoesToItsTargetAlone();
    void unticking();
    void forgetting();
    void troubleIsTold_data();
    void troubleIsTold();
    void walkGoesWithoutAKeyThatIsMissed();
    void silentKeychainHoldsNothingUp();
    void failedForgettingIsTold();
};

namespace {

const QByteArray key = "sk-ant-sample-0123456789";

void type(const WindowFixture& fixture)
{
    auto* const field = fixture.find<QLineEdit>("keyLineEdit");
    field->setFocus();
    QTest::keyClicks(field, QString::fromLatin1(key));
    QTest::keyClick(field, Qt::Key_Tab);
}

QCheckBox* tick(const WindowFixture& fixture)
{
    return fixture.find<QCheckBox>("rememberKeyCheckBox");
}

/// Opens the part of the page where the key is, ticks, types, and waits until it is kept.
void keepKey(const WindowFixture& fixture)
{
    fixture.click("advancedToolButton");
    tick(fixture)->click();
    type(fixture);
    QTRY_VERIFY(fixture.textOf("keyNoticeLabel").contains(u"api.anthropic.com:443 alone"_s));
}

/// Is the key in any file that the window wrote?
bool keyIsInAFile(const WindowFixture& fixture)
{
    QDirIterator files(fixture.path({}), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    int read = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(file.fileName()));
        if (file.readAll().contains(key)) return true;
        ++read;
    }
    if (read == 0) qFatal("no file was written");
    return false;
}

} // namespace

void tst_Keychain::nothingIsKeptByDefault()
{
    WindowFixture fixture(u"healthy"_s);
    fixture.click("advancedToolButton");
    QVERIFY(!tick(fixture)->isChecked());
    QVERIFY(!fixture.sees("forgetKeyPushButton"));
    type(fixture);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(fixture.requests().first().key.forHeader(), key);
    fixture.reopen();
    QCOMPARE(fixture.keychain()->asked, QStringList());
    QVERIFY(!keyIsInAFile(fixture));
}

void tst_Keychain::keptWhenTicked()
{
    const WindowFixture fixture(u"healthy"_s);
    fixture.click("advancedToolButton");
    type(fixture);
    QVERIFY(fixture.keychain()->asked.isEmpty());
    tick(fixture)->click();
    QTRY_VERIFY(fixture.sees("keyNoticeLabel"));
    QCOMPARE(fixture.keychain()->key, key);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(fixture.requests().first().key.forHeader(), key);
    QCOMPARE(fixture.keychain()->asked, QStringList{u"store"_s});
}

void tst_Keychain::keptKeyIsUsedAfterARestart()
{
    WindowFixture fixture(u"healthy"_s);
    keepKey(fixture);
    fixture.reopen();
    fixture.keychain()->asked.clear();
    fixture.click("advancedToolButton");
    QVERIFY(tick(fixture)->isChecked());
    auto* const field = fixture.find<QLineEdit>("keyLineEdit");
    QVERIFY(field->text().isEmpty());
    QVERIFY(field->placeholderText().startsWith(u"••••"_s));
    QCOMPARE(fixture.keychain()->asked, QStringList()); // not before it is needed
    fixture.click("startPushButton");
    QTRY_COMPARE(fixture.requests().size(), 1);
    QCOMPARE(fixture.requests().first().key.forHeader(), key);
    QCOMPARE(fixture.keychain()->asked, QStringList{u"read"_s});
    QVERIFY(fixture.waitForEnd());
    QVERIFY(field->text().isEmpty());
    QVERIFY(!keyIsInAFile(fixture));
}

void tst_Keychain::keptKeyGoesToItsTargetAlone()
{
    WindowFixture fixture(u"healthy"_s);
    keepKey(fixture);
    fixture.reopen();
    auto* const choice = fixture.find<QComboBox>("targetComboBox");
    choice->setCurrentIndex(choice->findData(u"<address>"_s));
    QTest::keyClicks(fixture.find<QLineEdit>("addressLineEdit"), u"https://gateway.example.com"_s);
    QVERIFY(!fixture.find<QLineEdit>("keyLineEdit")->placeholderText().contains(u"••"_s));
    fixture.click("startPushButton");
    QCOMPARE(fixture.requests().size(), 1);
    QVERIFY(!fixture.requests().first().key.isSet());
    QCOMPARE(fixture.keychain()->asked, QStringList{u"store"_s});
}

void tst_Keychain::unticking()
{
    const WindowFixture fixture(u"healthy"_s);
    keepKey(fixture);
    tick(fixture)->click();
    QTRY_VERIFY(fixture.textOf("keyNoticeLabel").contains(u"was removed"_s));
    QVERIFY(fixture.keychain()->key.isEmpty());
    QVERIFY(!fixture.sees("forgetKeyPushButton"));
    // What stands in the field is still the user's.
    QCOMPARE(fixture.find<QLineEdit>("keyLineEdit")->text(), QString::fromLatin1(key));
}

void tst_Keychain::forgetting()
{
    WindowFixture fixture(u"healthy"_s);
    keepKey(fixture);
    fixture.click("forgetKeyPushButton");
    QTRY_VERIFY(fixture.textOf("keyNoticeLabel").contains(u"was removed"_s));
    QVERIFY(fixture.keychain()->key.isEmpty());
    QVERIFY(fixture.find<QLineEdit>("keyLineEdit")->text().isEmpty());
    fixture.reopen();
    QVERIFY(!tick(fixture)->isChecked());
    fixture.click("startPushButton");
    QCOMPARE(fixture.requests().size(), 1);
    QVERIFY(!fixture.requests().first().key.isSet());
}

void tst_Keychain::troubleIsTold_data()
{
    QTest::addColumn<KeyTrouble>("trouble");
    QTest::addColumn<QString>("words");
    QTest::newRow("locked or denied") << KeyTrouble::Denied << u"Unlock it and try again"_s;
    QTest::newRow("none here") << KeyTrouble::NoAnswer << u"Start one (GNOME Keyring or KWallet)"_s;
}

void tst_Keychain::troubleIsTold()
{
    QFETCH(const KeyTrouble, trouble);
    QFETCH(const QString, words);
    const WindowFixture fixture(u"healthy"_s);
    fixture.keychain()->trouble = trouble;
    fixture.click("advancedToolButton");
    tick(fixture)->click();
    type(fixture);
    QTRY_VERIFY(fixture.textOf("keyNoticeLabel").contains(words));
    QVERIFY(fixture.sees("keyNoticeLabel"));
    QVERIFY(!fixture.textOf("keyNoticeLabel").contains(QString::fromLatin1(key)));
    QVERIFY(!fixture.sees("forgetKeyPushButton"));
    // The typed key works all the same, and is not written elsewhere instead.
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(fixture.requests().first().key.forHeader(), key);
    QVERIFY(!keyIsInAFile(fixture));
}

void tst_Keychain::walkGoesWithoutAKeyThatIsMissed()
{
    WindowFixture fixture(u"healthy"_s);
    keepKey(fixture);
    fixture.reopen();
    fixture.keychain()->trouble = KeyTrouble::Denied;
    fixture.click("startPushButton");
    QTRY_COMPARE(fixture.requests().size(), 1);
    QVERIFY(!fixture.requests().first().key.isSet());
    QVERIFY(fixture.sees("troubleBanner"));
    bool told = false;
    for (const QLabel* const label : fixture.find<QWidget>("troubleBanner")->findChildren<QLabel*>())
        told = told || label->text().contains(u"goes without the key"_s);
    QVERIFY(told);
}

void tst_Keychain::silentKeychainHoldsNothingUp()
{
    WindowFixture fixture(u"healthy"_s);
    keepKey(fixture);
    fixture.reopen();
    fixture.keychain()->silent = true;
    fixture.click("startPushButton");
    QVERIFY(fixture.requests().isEmpty());
    QVERIFY(fixture.textOf("keyNoticeLabel").contains(u"Start again"_s));
    fixture.click("startPushButton");
    QCOMPARE(fixture.requests().size(), 1);
    QVERIFY(!fixture.requests().first().key.isSet());
}

void tst_Keychain::failedForgettingIsTold()
{
    const WindowFixture fixture(u"healthy"_s);
    keepKey(fixture);
    fixture.keychain()->trouble = KeyTrouble::Denied;
    fixture.click("forgetKeyPushButton");
    QTRY_VERIFY(fixture.textOf("keyNoticeLabel").contains(u"could not be removed"_s));
    QVERIFY(fixture.sees("forgetKeyPushButton"));
    fixture.keychain()->trouble = KeyTrouble::None;
    fixture.click("forgetKeyPushButton");
    QTRY_VERIFY(!fixture.sees("forgetKeyPushButton"));
    QVERIFY(fixture.keychain()->key.isEmpty());
}

QTEST_MAIN(tst_Keychain)
#include "tst_keychain.moc"
