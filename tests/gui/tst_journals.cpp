// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walk/journal.h"
#include "tests/gui/windowfixture.h"
#include "ui/steplist.h"
#include "ui/widgets/banner.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFileDialog>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

/// Journals in and reports out, through the window's own dialogs.
class tst_Journals : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void wholeJournalOpens();
    void cutJournalOpensToItsLastLine();
    void brokenJournalIsRefused_data();
    void brokenJournalIsRefused();
    void openedByTheDialog();
    void openedByDropping();
    void playsAtItsOwnPace();
    void openingAgainRetiresTheFirst();
    void liveWalkIsKept();
    void recentWalksAreListed();
    void exports_data();
    void exports();
    void unwritableExportIsTold();
};

namespace {

/// Answers the file dialog that the window has opened.
void answerDialog(const WindowFixture& fixture, const QString& path)
{
    QTRY_VERIFY(fixture.window()->findChild<QFileDialog*>(u"fileDialog"_s));
    auto* const dialog = fixture.window()->findChild<QFileDialog*>(u"fileDialog"_s);
    QTRY_VERIFY(dialog->isVisible());
    auto* const name = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
    QVERIFY(name);
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(!fixture.window()->findChild<QFileDialog*>(u"fileDialog"_s));
}

QString message(const WindowFixture& fixture)
{
    return fixture.find<Banner>("troubleBanner")->message();
}

} // namespace

void tst_Journals::initTestCase()
{
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
}

void tst_Journals::wholeJournalOpens()
{
    const WindowFixture fixture;
    fixture.window()->openJournal(
        fixture.write(u"whole.pathlight"_s, samplewalks::journal(u"certificate_expired"_s)));
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(fixture.model()->kind(), WalkKind::Replay);
    QVERIFY(fixture.sees("kindBanner"));
    QVERIFY(fixture.find<Banner>("kindBanner")->message().contains(u"whole.pathlight"_s));
    QVERIFY(message(fixture).isEmpty());
    QVERIFY(fixture.model()->report().step(u"tls"_s)->started);
    QVERIFY(fixture.model()->report().ended());
    // A journal that was opened is not kept a second time.
    QVERIFY(fixture.model()->journalPath().isEmpty());
}

void tst_Journals::cutJournalOpensToItsLastLine()
{
    const WindowFixture fixture;
    QByteArray bytes = samplewalks::journal(u"tcp_timed_out"_s);
    bytes.truncate(bytes.indexOf("\"step\":\"route\"") + 5);
    fixture.window()->openJournal(fixture.write(u"cut.pathlight"_s, bytes));
    QVERIFY(fixture.waitForEnd());
    QVERIFY(fixture.sees("troubleBanner"));
    QVERIFY(!message(fixture).isEmpty());
    QVERIFY(fixture.model()->report().step(u"tcp"_s)->started);
    fixture.click("closeTroubleToolButton");
    QVERIFY(!fixture.sees("troubleBanner"));
}

void tst_Journals::brokenJournalIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("this is no journal\n");
    QTest::newRow("other JSON") << QByteArray("{\"name\": 1}\n[]\n");
    QTest::newRow("binary") << QByteArray(4096, '\0');
}

void tst_Journals::brokenJournalIsRefused()
{
    QFETCH(const QByteArray, bytes);
    const WindowFixture fixture;
    fixture.window()->openJournal(fixture.write(u"broken.pathlight"_s, bytes));
    QTRY_VERIFY(fixture.sees("troubleBanner"));
    QVERIFY(message(fixture).contains(u"broken.pathlight"_s));
    QCOMPARE(fixture.model()->kind(), WalkKind::None);
    QVERIFY(fixture.sees("startPage"));
}

void tst_Journals::openedByTheDialog()
{
    const WindowFixture fixture;
    const QString path = fixture.write(u"by-dialog.pathlight"_s, samplewalks::journal(u"healthy"_s));
    fixture.click("openJournalPushButton");
    answerDialog(fixture, path);
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(fixture.model()->origin(), u"by-dialog.pathlight"_s);
}

void tst_Journals::openedByDropping()
{
    const WindowFixture fixture;
    const QString path = fixture.write(u"dropped.pathlight"_s, samplewalks::journal(u"healthy"_s));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(fixture.window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(fixture.window(), &drop);
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(fixture.model()->origin(), u"dropped.pathlight"_s);

    data.setUrls({QUrl::fromLocalFile(fixture.write(u"other.txt"_s, "text"))});
    QDragEnterEvent other(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    other.ignore();
    QCoreApplication::sendEvent(fixture.window(), &other);
    QVERIFY(!other.isAccepted());
}

void tst_Journals::playsAtItsOwnPace()
{
    const WindowFixture fixture;
    const QString path = fixture.write(u"played.pathlight"_s, samplewalks::journal(u"tcp_timed_out"_s));
    fixture.window()->openJournal(path, true);
    QTRY_VERIFY(fixture.model()->isRunning());
    QTRY_VERIFY(fixture.sees("replayBar"));
    fixture.click("playPushButton");
    QVERIFY(!fixture.model()->replay()->isPlaying());
    const qsizetype shown = fixture.model()->events().size();
    const double at = fixture.model()->replay()->atMs();
    fixture.click("playPushButton");
    QTRY_VERIFY(fixture.model()->replay()->atMs() > at);
    QVERIFY(fixture.model()->isRunning());
    QVERIFY(shown < samplewalks::walk(u"tcp_timed_out"_s).size());
    fixture.click("toTheEndPushButton");
    QVERIFY(fixture.waitForEnd());
    QVERIFY(fixture.model()->report().ended());
    QTRY_VERIFY(!fixture.sees("replayBar"));
}

void tst_Journals::openingAgainRetiresTheFirst()
{
    const WindowFixture fixture;
    fixture.window()->openJournal(fixture.write(u"first.pathlight"_s, samplewalks::journal(u"healthy"_s)));
    fixture.window()->openJournal(fixture.write(u"second.pathlight"_s, samplewalks::journal(u"healthy"_s)));
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(fixture.model()->origin(), u"second.pathlight"_s);
}

void tst_Journals::liveWalkIsKept()
{
    const WindowFixture fixture(u"intermittent"_s);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    const JournalRead read = readJournalFile(fixture.model()->journalPath());
    QVERIFY(read.error.isEmpty());
    QVERIFY(!read.cut);
    QCOMPARE(read.events.size(), samplewalks::walk(u"intermittent"_s).size());
    const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(fixture.model()->journalPath()) & others));
}

void tst_Journals::recentWalksAreListed()
{
    const WindowFixture fixture(u"certificate_expired"_s);
    const auto* const list = fixture.find<QListWidget>("recentWalksListWidget");
    QCOMPARE(list->count(), 0);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    fixture.trigger("startPageAction");
    QCOMPARE(list->count(), 1);
    QVERIFY(list->item(0)->text().startsWith(u"✗"_s));
    Q_EMIT fixture.find<QListWidget>("recentWalksListWidget")->itemActivated(list->item(0));
    QTRY_COMPARE(fixture.model()->kind(), WalkKind::Replay);
    QVERIFY(fixture.waitForEnd());
}

void tst_Journals::exports_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("suffix");
    QTest::newRow("PDF") << QByteArray("exportPdfAction") << u"pdf"_s;
    QTest::newRow("HTML") << QByteArray("exportHtmlAction") << u"html"_s;
    QTest::newRow("Markdown") << QByteArray("exportMarkdownAction") << u"md"_s;
    QTest::newRow("text") << QByteArray("exportTextAction") << u"txt"_s;
    QTest::newRow("JSON") << QByteArray("exportJsonAction") << u"json"_s;
    QTest::newRow("journal") << QByteArray("saveJournalAction") << u"pathlight"_s;
}

void tst_Journals::exports()
{
    QFETCH(const QByteArray, action);
    QFETCH(const QString, suffix);
    const WindowFixture fixture(u"tcp_timed_out"_s);
    QVERIFY(!fixture.find<QAction>(action.constData())->isEnabled());
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    fixture.trigger(action.constData());
    const QString path = fixture.path(u"report."_s + suffix);
    answerDialog(fixture, path);
    QTRY_VERIFY(QFile::exists(path));
    QTRY_VERIFY(message(fixture).isEmpty() && QFileInfo(path).size() > 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY2(!bytes.contains("reading-room-4"), "the machine's name is left out");
    if (suffix == u"pdf") {
        QVERIFY(bytes.startsWith("%PDF-"));
    } else if (suffix == u"json") {
        const QJsonObject report = QJsonDocument::fromJson(bytes).object();
        QCOMPARE(report.value(u"schema"_s).toString(), u"pathlight.report/1"_s);
        QCOMPARE(report.value(u"verdict"_s).toObject().value(u"code"_s).toString(), u"tcp.timed_out"_s);
    } else if (suffix == u"pathlight") {
        QCOMPARE(readJournalFile(path).events.size(), fixture.model()->events().size());
    } else {
        QVERIFY(bytes.contains(fixture.model()->report().verdict.helpCode.toUtf8()));
    }
}

void tst_Journals::unwritableExportIsTold()
{
    const WindowFixture fixture(u"healthy"_s);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    // A folder stands where the file should go.
    QVERIFY(QDir().mkpath(fixture.path(u"taken.json"_s)));
    Exporter exporter;
    QString told;
    connect(&exporter, &Exporter::failed, this,
            [&told](const QString&, const QString& error) { told = error; });
    exporter.write(ExportFormat::Json, fixture.model()->events(), fixture.window()->words()->texts(),
                   fixture.path(u"taken.json"_s));
    QTRY_VERIFY(!told.isEmpty());
}

QTEST_MAIN(tst_Journals)
#include "tst_journals.moc"
