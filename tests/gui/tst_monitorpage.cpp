// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/practiceserver.h"
#include "tests/gui/controls.h"
#include "tests/gui/fakemonitor.h"
#include "tests/gui/samplewalks.h"
#include "ui/charts/latencychart.h"
#include "ui/charts/latencyplot.h"
#include "ui/graphics/hoptable.h"
#include "ui/mainwindow.h"
#include "ui/monitor/outagenotices.h"
#include "ui/monitor/outagetext.h"
#include "ui/monitor/watchexport.h"
#include "ui/monitor/watchtray.h"
#include "ui/widgets/roomytable.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolBar>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;
using std::chrono::milliseconds;

/// Watching, in the window.
class tst_MonitorPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void isReachedFromEverywhere();
    void whatIsChosenIsWatched();
    void badTargetsAreRefused();
    void choiceIsRemembered();
    void outageIsShownWithItsCause();
    void outageOpensItsWalk();
    void lostRequestIsNoOutage();
    void journalShowsTheSame();
    void journalOfSeveralFilesIsReadWhole();
    void hostileJournalIsBounded();
    void wayIsTracedOnRequest();
    void wayIsShown();
    void wayIsExported();
    void hostileWayIsBounded();
    void interruptionIsNoOutage();
    void openingWhileWatchingIsRefused();
    void earlierWatchIsOpened();
    void exportsAndCopies();
    void formulasAreDefused();
    void sharesAreNotRoundedUp();
    void trayTellsTheState();
    void noticesAreFew();
    void sleepIsNoRecovery();
    void outageIsTold_data();
    void outageIsTold();
    void closingHidesToTheTray();
    void withoutTrayItAsks();
    void iconsDifferInShape();
    void isUsedByKeys_data();
    void isUsedByKeys();
    void speaksChinese();
    void fitsLargeType();
    void practiceEndpointIsWatched_data();
    void practiceEndpointIsWatched();
    void largeJournalHoldsUpNobody();
};

namespace {

const auto api = u"claude-api"_s;
const auto gateway = u"https://gateway.example.com"_s;
const auto began = u"2026-11-20T09:00:00Z"_s;

/// The window with a monitor and a tray of the test's own, in a folder of its own.
class WatchFixture
{
    QTemporaryDir m_folder;
    std::shared_ptr<FakeTray::Log> m_tray = std::make_shared<FakeTray::Log>();
    FakeMonitor* m_fake = nullptr;

public:
    WindowParts parts;
    std::unique_ptr<MainWindow> window;

    explicit WatchFixture(bool tray = true, MonitorMaker make = {})
    {
        m_tray->available = tray;
        parts.settingsFile = path(u"settings.ini"_s);
        parts.archiveFolder = path(u"walks"_s);
        parts.systemLocale = u"en_GB"_s;
        parts.makeTray = [log = m_tray] { return std::make_unique<FakeTray>(log); };
        parts.makeMonitor = make ? std::move(make) : [this](const MonitorRequest& request) {
            auto made = std::make_unique<FakeMonitor>(request);
            m_fake = made.get();
            return made;
        };
        openWindow();
    }

    void openWindow()
    {
        window.reset();
        window = std::make_unique<MainWindow>(parts);
        window->resize(1280, 800);
        window->show();
        if (!QTest::qWaitForWindowActive(window.get())) qFatal("the window did not come up");
    }

    template <typename T>
    [[nodiscard]] T* find(const char* name) const
    {
        T* const found = window->findChild<T*>(QString::fromLatin1(name));
        if (!found) qFatal("the window has no %s", name);
        return found;
    }
    void click(const char* name) const
    {
        auto* const button = find<QAbstractButton>(name);
        QVERIFY2(button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] bool sees(const char* name) const { return find<QWidget>(name)->isVisible(); }
    [[nodiscard]] QString textOf(const char* name) const { return find<QLabel>(name)->text(); }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString cell(const char* table, int row, int column) const
    {
        const QTableWidgetItem* const item = find<RoomyTable>(table)->item(row, column);
        return item ? item->text() : QString();
    }
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
        return file.fileName();
    }

    /// Goes to the page, adds the gateway, starts.
    void start()
    {
        find<QAction>("watchAction")->trigger();
        addAddress(gateway);
        click("startWatchPushButton");
        QVERIFY(m_fake && m_fake->isStarted());
    }
    void addAddress(const QString& address) const
    {
        auto* const chooser = find<QWidget>("watchTargetChooser");
        auto* const choice = chooser->findChild<QComboBox*>();
        auto* const field = chooser->findChild<QLineEdit*>();
        choice->setCurrentIndex(choice->count() - 2);
        QVERIFY(field->isVisible());
        field->setText(address);
        click("addTargetPushButton");
    }
    void give(MonitorScript* script) const { m_fake->give(script->take()); }
    [[nodiscard]] FakeMonitor* fake() const { return m_fake; }
    [[nodiscard]] Tray* trayItself() const { return window->findChild<WatchTray*>()->tray(); }
    [[nodiscard]] FakeTray::Log* tray() const { return m_tray.get(); }
    /// The page shows what was given.
    [[nodiscard]] bool settle() const
    {
        QSignalSpy changed(window->monitor(), &MonitorModel::changed);
        return changed.wait(2000);
    }
};

/// Two targets; the second goes down for three minutes, and a walk finds why.
MonitorScript outageScript()
{
    MonitorScript script(began, {api, gateway});
    script.probe(api, 110);
    script.probe(gateway, 40);
    script.wait(60);
    script.probe(api, 120);
    script.fail(gateway);
    script.wait(20);
    script.walk(gateway, samplewalks::walk(u"tcp_timed_out"_s));
    script.outageBegan(gateway, 20, u"tcp.timed_out"_s);
    script.wait(40);
    script.probe(api, 115);
    script.fail(gateway);
    return script;
}

/// The gateway's way is traced; the router at the second distance changes, then the target goes.
MonitorScript wayScript()
{
    const QString near = u"192.0.2.1"_s;
    const QString target = u"203.0.113.9"_s;
    MonitorScript script(began, {api, gateway}, 60, 0.99, 60);
    for (const char* const second : {"198.51.100.7", "198.51.100.7", "198.51.100.7", "198.51.100.8"}) {
        script.probe(gateway, 40);
        script.trace(gateway, traceOver({near, QString::fromLatin1(second), {}, target}, true));
        script.wait(60);
    }
    script.trace(gateway, traceOver({near, u"198.51.100.8"_s, {}, target}, true));
    script.wayChanged(gateway, {{2, {u"198.51.100.7"_s}, {u"198.51.100.8"_s}}});
    script.wait(60);
    script.fail(gateway);
    script.wait(60);
    script.fail(gateway);
    script.outageBegan(gateway, 60);
    BreakPlace place;
    place.distance = 2;
    place.after = u"198.51.100.8"_s;
    place.before = target;
    script.trace(gateway, traceOver({near, u"198.51.100.8"_s, {}, {}}, false), place);
    return script;
}

QStringList hopsShown(const HopTable* table)
{
    QStringList shown;
    for (const TableRow& row : table->table().rows)
        shown.append(row.cells.at(0).text + u' ' + row.cells.at(1).text);
    return shown;
}

void recover(MonitorScript* script)
{
    script->wait(120);
    script->probe(gateway, 42);
    script->outageEnded(gateway, 180, u"recovered"_s, u"tcp.timed_out"_s);
}

} // namespace

void tst_MonitorPage::initTestCase()
{
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
}

void tst_MonitorPage::isReachedFromEverywhere()
{
    const WatchFixture fixture;
    fixture.click("watchPushButton");
    QVERIFY(fixture.sees("watchPage"));
    QVERIFY(fixture.sees("watchSetup"));
    QVERIFY(!fixture.sees("watchView"));
    QTest::keyClick(fixture.window.get(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!fixture.sees("watchPage"));
    QTest::keyClick(fixture.window.get(), Qt::Key_M, Qt::ControlModifier);
    QTRY_VERIFY(fixture.sees("watchPage"));
}

void tst_MonitorPage::whatIsChosenIsWatched()
{
    WatchFixture fixture;
    fixture.find<QAction>("watchAction")->trigger();
    fixture.find<QSpinBox>("intervalSpinBox")->setValue(5);
    fixture.find<QDoubleSpinBox>("objectiveDoubleSpinBox")->setValue(99.5);
    fixture.start();
    const MonitorRequest& asked = fixture.fake()->request();
    QCOMPARE(asked.plan.labels, (QStringList{api, gateway}));
    QCOMPARE(asked.plan.interval, milliseconds(5000));
    QCOMPARE(asked.plan.objective, 0.995);
    QCOMPARE(asked.plan.count, 0);
    QCOMPARE(asked.targets.size(), 2);
    QCOMPARE(asked.targets.at(1).target.url, gateway);
    QVERIFY(!asked.targets.at(0).key.isSet());
    QVERIFY(asked.journal.startsWith(fixture.path(u"watches"_s)));
    QVERIFY(fixture.sees("watchView"));
    QVERIFY(!fixture.sees("watchSetup"));
    QVERIFY(fixture.sees("watchingToolButton"));
    // Stop is told once, however often it is pressed.
    fixture.click("stopWatchPushButton");
    QVERIFY(!fixture.find<QAbstractButton>("stopWatchPushButton")->isEnabled());
    QTRY_VERIFY(!fixture.window->monitor()->isRunning());
    QCOMPARE(fixture.fake()->stops(), 1);
    QVERIFY(!fixture.sees("watchingToolButton"));
    QVERIFY(fixture.sees("watchView"));
    fixture.click("newWatchPushButton");
    QVERIFY(fixture.sees("watchSetup"));
}

void tst_MonitorPage::badTargetsAreRefused()
{
    const WatchFixture fixture;
    fixture.find<QAction>("watchAction")->trigger();
    auto* const list = fixture.find<QListWidget>("watchedListWidget");
    QCOMPARE(list->count(), 1);
    fixture.addAddress(u"http://gateway.example.com"_s);
    QCOMPARE(list->count(), 1);
    QVERIFY(fixture.sees("watchErrorLabel"));
    fixture.addAddress(gateway);
    QCOMPARE(list->count(), 2);
    QVERIFY(!fixture.sees("watchErrorLabel"));
    fixture.addAddress(gateway);
    QCOMPARE(list->count(), 2);
    QVERIFY(fixture.textOf("watchErrorLabel").contains(u"already"_s));
    for (int number = 0; number < 10; ++number)
        fixture.addAddress(u"https://g%1.example.com"_s.arg(number));
    QCOMPARE(list->count(), 8);
    while (list->count() > 0)
        fixture.click("removeTargetPushButton");
    QVERIFY(!fixture.find<QAbstractButton>("removeTargetPushButton")->isEnabled());
    fixture.click("startWatchPushButton");
    QVERIFY(!fixture.window->monitor()->isRunning());
    QVERIFY(fixture.sees("watchErrorLabel"));
}

void tst_MonitorPage::choiceIsRemembered()
{
    WatchFixture fixture;
    fixture.find<QAction>("watchAction")->trigger();
    fixture.addAddress(gateway);
    fixture.find<QSpinBox>("intervalSpinBox")->setValue(15);
    fixture.find<QDoubleSpinBox>("objectiveDoubleSpinBox")->setValue(97.25);
    fixture.find<QCheckBox>("tellCheckBox")->setChecked(false);
    fixture.openWindow();
    fixture.find<QAction>("watchAction")->trigger();
    const auto* const list = fixture.find<QListWidget>("watchedListWidget");
    QCOMPARE(list->count(), 2);
    QCOMPARE(list->item(1)->text(), gateway);
    QCOMPARE(fixture.find<QSpinBox>("intervalSpinBox")->value(), 15);
    QCOMPARE(fixture.find<QDoubleSpinBox>("objectiveDoubleSpinBox")->value(), 97.25);
    QVERIFY(!fixture.find<QCheckBox>("tellCheckBox")->isChecked());
}

void tst_MonitorPage::outageIsShownWithItsCause()
{
    WatchFixture fixture;
    fixture.start();
    MonitorScript script = outageScript();
    fixture.give(&script);
    QVERIFY(fixture.settle());
    const QString cause = fixture.window->words()->texts().explain(u"tcp.timed_out"_s).title;
    QVERIFY(fixture.cell("watchedTableWidget", 0, 0).startsWith(u"✓"_s));
    QVERIFY(fixture.cell("watchedTableWidget", 1, 0).startsWith(u"✗"_s));
    QCOMPARE(fixture.cell("watchedTableWidget", 1, 2), u"1 of 3"_s);
    QCOMPARE(fixture.cell("watchedTableWidget", 1, 3), u"33.33 %"_s);
    QVERIFY(fixture.cell("watchedTableWidget", 1, 5).startsWith(u"✗ missed"_s));
    QVERIFY(fixture.cell("watchedTableWidget", 0, 5).startsWith(u"✓ met"_s));
    QCOMPARE(fixture.cell("outagesTableWidget", 0, 1), u"goes on"_s);
    QCOMPARE(fixture.cell("outagesTableWidget", 0, 3), gateway);
    QCOMPARE(fixture.cell("outagesTableWidget", 0, 4), cause);
    QVERIFY(fixture.textOf("watchSentenceLabel").contains(cause));
    recover(&script);
    fixture.give(&script);
    QVERIFY(fixture.settle());
    QVERIFY(fixture.cell("watchedTableWidget", 1, 0).startsWith(u"✓"_s));
    QCOMPARE(fixture.cell("watchedTableWidget", 1, 8), u"1 (3 min 0 s)"_s);
    QCOMPARE(fixture.cell("outagesTableWidget", 0, 2), u"3 min 0 s"_s);
    QVERIFY(!fixture.cell("outagesTableWidget", 0, 1).contains(u"goes on"_s));
    // The chart is of the chosen target, and its losses are marks of their own.
    fixture.find<RoomyTable>("watchedTableWidget")->setCurrentCell(1, 0);
    const LatencyPicture picture = fixture.find<LatencyChart>("watchLatencyChart")->plot().picture();
    QCOMPARE(picture.count, 2);
    QCOMPARE(picture.lost, 2);
    QCOMPARE(picture.series.first().lossesAt.size(), 2);
    QCOMPARE(picture.series.first().lossesAt.first(), 60.0);
}

void tst_MonitorPage::outageOpensItsWalk()
{
    WatchFixture fixture;
    fixture.start();
    MonitorScript script = outageScript();
    fixture.give(&script);
    QVERIFY(fixture.settle());
    fixture.click("openOutageWalkPushButton");
    QTRY_COMPARE(fixture.window->model()->kind(), WalkKind::Replay);
    QTRY_VERIFY(!fixture.window->model()->isRunning());
    QCOMPARE(fixture.window->model()->report().verdict.code.value_or(QString()), u"tcp.timed_out"_s);
    QTRY_VERIFY(fixture.sees("verdictPage"));
    // Watching went on meanwhile, and one click leads back.
    QVERIFY(fixture.window->monitor()->isRunning());
    fixture.click("watchingToolButton");
    QVERIFY(fixture.sees("watchView"));
    auto* const outages = fixture.find<RoomyTable>("outagesTableWidget");
    outages->setFocus();
    QTest::keyClick(outages, Qt::Key_Return);
    QTRY_VERIFY(!fixture.sees("watchPage"));
}

void tst_MonitorPage::lostRequestIsNoOutage()
{
    WatchFixture fixture;
    fixture.start();
    MonitorScript script(began, {api, gateway});
    script.probe(api, 100);
    script.fail(gateway);
    fixture.give(&script);
    QVERIFY(fixture.settle());
    QVERIFY(fixture.cell("watchedTableWidget", 1, 0).startsWith(u"!"_s));
    QVERIFY(fixture.sees("noOutagesLabel"));
    QVERIFY(!fixture.sees("outagesTableWidget"));
    QVERIFY(!fixture.find<QAbstractButton>("exportCsvPushButton")->isEnabled());
}

void tst_MonitorPage::journalShowsTheSame()
{
    WatchFixture live;
    live.start();
    MonitorScript script = outageScript();
    recover(&script);
    live.give(&script);
    QVERIFY(live.settle());
    const WatchFixture saved;
    saved.window->openJournal(saved.write(u"watch.jsonl"_s, script.journal()));
    QTRY_COMPARE(saved.window->monitor()->kind(), MonitorKind::Replay);
    QVERIFY(saved.sees("watchView"));
    for (const char* const table : {"watchedTableWidget", "outagesTableWidget"}) {
        const auto* const seen = live.find<RoomyTable>(table);
        QCOMPARE(saved.find<RoomyTable>(table)->rowCount(), seen->rowCount());
        for (int row = 0; row < seen->rowCount(); ++row) {
            for (int column = 0; column < seen->columnCount(); ++column)
                QCOMPARE(saved.cell(table, row, column), live.cell(table, row, column));
        }
    }
    QVERIFY(saved.textOf("watchAboutLabel").contains(u"watch.jsonl"_s));
    saved.click("openOutageWalkPushButton");
    QTRY_COMPARE(saved.window->model()->kind(), WalkKind::Replay);
}

void tst_MonitorPage::journalOfSeveralFilesIsReadWhole()
{
    const WatchFixture fixture;
    MonitorScript script(began, {api});
    const QByteArray first = script.journal();
    script.probe(api, 10);
    script.wait(60);
    script.fail(api);
    script.wait(60);
    script.fail(api);
    script.outageBegan(api, 60);
    const QByteArray older = script.journal();
    const qsizetype olderEvents = script.events().size();
    script.wait(60);
    script.fail(api);
    // The monitor was killed and started again an hour later.
    script.wait(3600);
    script.startAgain();
    script.probe(api, 20);
    QByteArray newer = first;
    for (const MonitorEvent& each : script.events().mid(olderEvents))
        newer += QJsonDocument(toObject(each)).toJson(QJsonDocument::Compact) + '\n';
    QVERIFY(!fixture.write(u"watch.jsonl.1"_s, older).isEmpty());
    const QString path = fixture.write(u"watch.jsonl"_s, newer + "{\"event\":\"probe\",\"at\":\"20");
    fixture.window->openJournal(path);
    QTRY_COMPARE(fixture.window->monitor()->kind(), MonitorKind::Replay);
    const SeenTarget* const target = fixture.window->monitor()->record().target(api);
    QVERIFY(target);
    QCOMPARE(target->total.total(), 5);
    QCOMPARE(target->total.succeeded(), 2);
    QCOMPARE(target->outages.size(), 1);
    // Nobody saw it end, and the hour in which nobody watched is not part of it.
    QCOMPARE(target->outages.first().end, OutageEnd::Unwatched);
    QCOMPARE(target->outages.first().seconds, 120.0);
    QCOMPARE(target->outages.first().failures, 3);
}

void tst_MonitorPage::hostileJournalIsBounded()
{
    QStringList labels;
    for (int number = 0; number < 5000; ++number)
        labels.append(u"t%1"_s.arg(number));
    labels.first() = u"\u202Eevil"_s;
    MonitorScript script(began, labels);
    for (int number = 0; number < 1500; ++number) {
        script.wait(1);
        script.outageBegan(labels.first(), 1, u"=cmd()"_s);
        script.outageEnded(labels.first(), 1, u"still_on"_s);
        script.walk(labels.at(1), samplewalks::walk(u"cancelled"_s).mid(0, 2));
    }
    MonitorRecord record;
    for (const MonitorEvent& each : script.events())
        record.add(each);
    record.add({u"not a time"_s, MonitorEventKind::Probe, labels.first(), {}});
    record.add({began, MonitorEventKind::Probe, labels.first(), {{u"ok"_s, true}, {u"ms"_s, -1e300}}});
    QCOMPARE(record.targets().size(), MonitorRecord::mostTargets);
    const SeenTarget& target = record.targets().first();
    QCOMPARE(target.outages.size(), SeenTarget::mostOutages);
    QCOMPARE(target.outageCount, 1500);
    QCOMPARE(target.total.total(), 1);
    QVERIFY(!target.lastMs);
    QVERIFY(record.walk(1).isEmpty());
    QVERIFY(!targetName(target.label).contains(QChar(0x202E)));
}

void tst_MonitorPage::wayIsTracedOnRequest()
{
    WatchFixture fixture;
    fixture.start();
    QCOMPARE(fixture.fake()->request().plan.routeEvery, milliseconds(0));
    QVERIFY(!fixture.sees("watchWay"));
    fixture.click("stopWatchPushButton");
    QTRY_VERIFY(!fixture.window->monitor()->isRunning());
    fixture.click("newWatchPushButton");
    auto* const choice = fixture.find<QComboBox>("wayComboBox");
    choice->setCurrentIndex(choice->findData(300));
    fixture.openWindow();
    fixture.find<QAction>("watchAction")->trigger();
    QCOMPARE(fixture.find<QComboBox>("wayComboBox")->currentData().toInt(), 300);
    fixture.click("startWatchPushButton");
    const bool able = fixture.find<QComboBox>("wayComboBox")->isEnabled();
    QCOMPARE(fixture.fake()->request().plan.routeEvery, milliseconds(able ? 300'000 : 0));
}

void tst_MonitorPage::wayIsShown()
{
    WatchFixture live;
    live.start();
    MonitorScript script = wayScript();
    live.give(&script);
    QVERIFY(live.settle());
    const auto* const hops = live.find<HopTable>("wayHopTable");
    QVERIFY(live.textOf("waySummaryLabel").contains(u"No trace yet"_s)); // The first target is not traced.
    live.find<RoomyTable>("watchedTableWidget")->setCurrentCell(1, 0);
    // While it is down the newest trace is shown, and where it ends comes first.
    QCOMPARE(hopsShown(hops).mid(1), (QStringList{u"2 198.51.100.8"_s, u"1 192.0.2.1"_s,
                                                  u"3–4 silent: nobody answered at this distance"_s}));
    QCOMPARE(hops->table().rows.at(1).tint, Standing::Failed);
    QVERIFY(live.textOf("waySummaryLabel").contains(u"In the outage that is on: A trace ends after"_s));
    QCOMPARE(live.find<RoomyTable>("wayChangesTableWidget")->rowCount(), 1);
    QCOMPARE(live.cell("wayChangesTableWidget", 0, 1), u"2"_s);
    QCOMPARE(live.cell("wayChangesTableWidget", 0, 2), u"198.51.100.7"_s);
    QCOMPARE(live.cell("wayChangesTableWidget", 0, 3), u"198.51.100.8"_s);
    // Up again, it is all traces together, and the outage's place stays on record.
    recover(&script);
    live.give(&script);
    QVERIFY(live.settle());
    QCOMPARE(hopsShown(hops).value(1), u"4 203.0.113.9"_s);
    QCOMPARE(hops->table().rows.at(1).tint, Standing::Passed);
    QVERIFY(live.textOf("waySummaryLabel").contains(u"In the outage of "_s));
    // A journal shows the same.
    const WatchFixture saved;
    saved.window->openJournal(saved.write(u"watch.jsonl"_s, script.journal()));
    QTRY_COMPARE(saved.window->monitor()->kind(), MonitorKind::Replay);
    saved.find<RoomyTable>("watchedTableWidget")->setCurrentCell(1, 0);
    QCOMPARE(hopsShown(saved.find<HopTable>("wayHopTable")), hopsShown(hops));
    QCOMPARE(saved.textOf("waySummaryLabel"), live.textOf("waySummaryLabel"));
    QCOMPARE(saved.cell("wayChangesTableWidget", 0, 3), u"198.51.100.8"_s);
}

void tst_MonitorPage::wayIsExported()
{
    WatchFixture fixture;
    fixture.start();
    MonitorScript script = wayScript();
    fixture.give(&script);
    QVERIFY(fixture.settle());
    const Texts texts(u"en"_s);
    const QList<QByteArray> lines = outagesCsv(fixture.window->monitor()->record(), texts).split('\n');
    QVERIFY(lines.at(1).contains("when the way was whole, 203.0.113.9 came next"));
    QVERIFY(lines.at(1).endsWith(",outage\r"));
    QCOMPARE(lines.at(2), "\"https://gateway.example.com\",2026-11-20T09:04:00Z,,,,,,\"The way changed at "
                          "distance 2: 198.51.100.7 -> 198.51.100.8\",,route_changed\r");
    const QString markdown = outagesMarkdown(*fixture.window->monitor(), texts);
    QVERIFY(markdown.contains(u"## The way to https://gateway.example.com"_s));
    QVERIFY(markdown.contains(u"| 4 | 203.0.113.9 | 10 / 10 |"_s));
    QVERIFY(markdown.indexOf(u"| 4 | 203"_s) < markdown.indexOf(u"| 1 | 192"_s));
    QVERIFY(markdown.contains(u"distance 2: 198.51.100.7 -\\> 198.51.100.8"_s));
    fixture.click("copyOutagesPushButton");
    QCOMPARE(QGuiApplication::clipboard()->text(), markdown);
}

void tst_MonitorPage::hostileWayIsBounded()
{
    MonitorScript script(began, {api});
    TraceEvidence evil = traceOver({u"192.0.2.1"_s, u"203.0.113.9"_s}, true);
    evil.hops[0].sent = std::numeric_limits<int>::max();
    evil.hops[0].received = std::numeric_limits<int>::min();
    evil.hops[1].received = std::numeric_limits<int>::max();
    evil.hops[1].medianMs = -1;
    for (int number = 0; number < 5000; ++number)
        evil.hops[1].alternatives.append(u"198.51.100.%1"_s.arg(number % 250));
    evil.hops.append(evil.hops.at(0));
    HopEvidence far;
    far.ttl = 4'000'000;
    far.address = u"not an address"_s;
    evil.hops.append(far);
    QList<RouteChange> changes;
    for (int number = 0; number < 200; ++number)
        changes.append({number % 40, {u"\u202E"_s, u"198.51.100.1"_s}, QStringList(20, u"192.0.2.9"_s)});
    for (int number = 0; number < 100; ++number) {
        script.trace(api, evil);
        script.wayChanged(api, changes);
    }
    MonitorRecord record;
    for (const MonitorEvent& each : script.events())
        record.add(each);
    const SeenWay& way = record.targets().first().way;
    QCOMPARE(way.record().hops().size(), std::size_t(2));
    QCOMPARE(way.record().hops().at(1).sent, 100 * 100);
    QCOMPARE(way.record().hops().at(1).received, 0);
    QVERIFY(way.record().hops().at(2).received <= way.record().hops().at(2).sent);
    QVERIFY(!way.record().hops().at(2).medians.percentile(50));
    QCOMPARE(way.changes().size(), SeenWay::mostChanges);
    QCOMPARE(way.changes().first().change.from, QStringList{u"198.51.100.1"_s});
    QCOMPARE(way.changes().first().change.to.size(), RouteRecord::mostAddresses);
    QCOMPARE(way.changeCount(), 100);
}

void tst_MonitorPage::interruptionIsNoOutage()
{
    WatchFixture fixture;
    fixture.start();
    MonitorScript script(began, {api, gateway});
    script.probe(api, 100);
    script.wait(10);
    for (const double ms : {4100.0, 3100.0, 2100.0})
        script.probe(api, ms, 2);
    script.interruption(api, 4.1, 3);
    script.wait(60);
    script.interruption(api, 9, 4, 2);
    // No monitor tells these.
    script.interruption(api, -1, 4);
    script.interruption(api, 1, 0);
    script.outageBegan(gateway, 5);
    script.interruption(gateway, 3, 4);
    fixture.give(&script);
    QVERIFY(fixture.settle());
    const SeenTarget& target = *fixture.window->monitor()->record().target(api);
    QCOMPARE(target.outageCount, 0);
    QCOMPARE(target.interruptionCount, 2);
    QCOMPARE(target.sentAgain, 3);
    QCOMPARE(target.state(), WatchState::Up);
    QCOMPARE(fixture.cell("watchedTableWidget", 0, 8), u"0"_s);
    QCOMPARE(fixture.cell("watchedTableWidget", 0, 3), u"100 %"_s);
    QCOMPARE(fixture.find<RoomyTable>("outagesTableWidget")->rowCount(), 3);
    QCOMPARE(fixture.cell("outagesTableWidget", 2, 2), u"4.10 s"_s);
    QCOMPARE(fixture.cell("outagesTableWidget", 2, 4), u"Packets vanished: 3 requests came late but came"_s);
    QVERIFY(
        fixture.cell("outagesTableWidget", 1, 4).endsWith(u"4 requests came late but came, 2 timed out"_s));
    const LatencyPicture picture = fixture.find<LatencyChart>("watchLatencyChart")->plot().picture();
    QCOMPARE(picture.sentAgain, 3);
    QCOMPARE(picture.lost, 0);
    QCOMPARE(picture.series.first().againAt, QList<double>{10.0});
    QVERIFY(fixture.find<LatencyChart>("watchLatencyChart")
                ->accessibleDescription()
                .contains(u"For 3 of them something was sent again."_s));
    const QByteArray csv = outagesCsv(fixture.window->monitor()->record(), Texts(u"en"_s));
    QCOMPARE(csv.count(",interruption\r\n"), 2);
    QCOMPARE(csv.count(",outage\r\n"), 1);
    QCOMPARE(fixture.tray()->titles.join(u"|"_s).count(api), 0);
}

void tst_MonitorPage::openingWhileWatchingIsRefused()
{
    WatchFixture fixture;
    fixture.start();
    const MonitorScript script(began, {u"another"_s});
    fixture.window->openJournal(fixture.write(u"watch.jsonl"_s, script.journal()));
    QTRY_VERIFY(fixture.sees("troubleBanner"));
    QCOMPARE(fixture.window->monitor()->kind(), MonitorKind::Live);
    QVERIFY(fixture.window->monitor()->isRunning());
}

void tst_MonitorPage::earlierWatchIsOpened()
{
    WatchFixture fixture;
    const MonitorArchive archive(fixture.path(u"watches"_s));
    QFile file(archive.beginWatch(QDateTime::fromString(began, Qt::ISODate)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    MonitorScript script = outageScript();
    file.write(script.journal());
    file.close();
    fixture.find<QAction>("watchAction")->trigger();
    auto* const list = fixture.find<QListWidget>("earlierWatchesListWidget");
    QCOMPARE(list->count(), 1);
    QVERIFY(list->item(0)->text().contains(gateway));
    list->setCurrentRow(0);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(fixture.window->monitor()->kind(), MonitorKind::Replay);
    QVERIFY(fixture.sees("watchView"));
    // The record ends while it is down: nobody knows when that ended.
    QVERIFY(fixture.cell("outagesTableWidget", 0, 1).startsWith(u"not seen"_s));
}

void tst_MonitorPage::exportsAndCopies()
{
    WatchFixture fixture;
    fixture.start();
    MonitorScript script = outageScript();
    recover(&script);
    fixture.give(&script);
    QVERIFY(fixture.settle());
    fixture.click("copyOutagesPushButton");
    const QString cause = fixture.window->words()->texts().explain(u"tcp.timed_out"_s).title;
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"(tcp.timed\\_out)"_s));
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"| Began | Ended |"_s));
    fixture.click("copyStatePushButton");
    QVERIFY(QGuiApplication::clipboard()->text().contains(gateway + u": 2 of 4 requests succeeded, 50 %"_s));
    fixture.click("exportCsvPushButton");
    auto* const dialog = fixture.find<QFileDialog>("fileDialog");
    const QString path = fixture.path(u"outages.csv"_s);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QCOMPARE(lines.at(0), QByteArray("target,began,ended,end,seconds,probes_failed,code,cause,way,kind\r"));
    QCOMPARE(lines.at(1),
             "\"https://gateway.example.com\",2026-11-20T09:01:00Z,2026-11-20T09:04:00Z,recovered,"
             "180.000,2,\"tcp.timed_out\",\"" +
                 cause.toUtf8() + "\",,outage\r");
}

void tst_MonitorPage::formulasAreDefused()
{
    MonitorScript script(began, {u"=HYPERLINK(\"x\")"_s});
    script.outageBegan(u"=HYPERLINK(\"x\")"_s, 0, u"@x|\\y"_s);
    MonitorRecord record;
    for (const MonitorEvent& each : script.events())
        record.add(each);
    const QString csv = QString::fromUtf8(outagesCsv(record, Texts(u"en"_s)));
    QVERIFY(csv.contains(u"\"'=HYPERLINK(\"\"x\"\")\""_s));
    QVERIFY(csv.contains(u"\"'@x|\\y\""_s));
}

void tst_MonitorPage::sharesAreNotRoundedUp()
{
    QCOMPARE(shareText(std::nullopt), u"–"_s);
    QCOMPARE(shareText(1.0), u"100 %"_s);
    QCOMPARE(shareText(0.999999), u"99.99 %"_s);
    QCOMPARE(shareText(0.989999), u"98.99 %"_s);
    QCOMPARE(shareText(0.99), u"99 %"_s);
    QCOMPARE(shareText(0.0), u"0 %"_s);
    QCOMPARE(lengthText(4 * 60 + 5), u"4 min 5 s"_s);
    QCOMPARE(lengthText(3 * 3600 + 720), u"3 h 12 min"_s);
    QCOMPARE(lengthText(51 * 3600), u"2 d 3 h"_s);
}

void tst_MonitorPage::trayTellsTheState()
{
    WatchFixture fixture;
    fixture.start();
    QVERIFY(fixture.tray()->shown);
    MonitorScript script = outageScript();
    fixture.give(&script);
    QVERIFY(fixture.settle());
    QCOMPARE(fixture.tray()->standing, Standing::Failed);
    QVERIFY(fixture.tray()->tip.contains(fixture.textOf("watchSentenceLabel")));
    recover(&script);
    fixture.give(&script);
    QVERIFY(fixture.settle());
    QCOMPARE(fixture.tray()->standing, Standing::Passed);
    QCOMPARE(fixture.tray()->words.stop, u"Stop watching"_s);
    Q_EMIT fixture.trayItself()->stopWanted();
    QTRY_VERIFY(!fixture.window->monitor()->isRunning());
    QVERIFY(!fixture.tray()->shown);
    QCOMPARE(fixture.fake()->stops(), 1);
}

void tst_MonitorPage::noticesAreFew()
{
    OutageNotices notices;
    milliseconds now{0};
    // A network that goes takes everything with it: one notice.
    notices.change(api, true, now);
    notices.change(gateway, true, now + milliseconds(500));
    QVERIFY(!notices.take(now + milliseconds(1000)));
    now = *notices.dueAt();
    const auto both = notices.take(now);
    QVERIFY(both);
    QCOMPARE(both->down, (QStringList{api, gateway}));
    QVERIFY(!notices.dueAt());
    // One that flaps every half minute for an hour is told of a few times, not 120.
    int told = 0;
    bool down = true;
    for (int flap = 0; flap < 120; ++flap) {
        down = !down;
        notices.change(api, down, now);
        for (int second = 0; second < 30; ++second) {
            now += milliseconds(1000);
            if (notices.take(now)) ++told;
        }
    }
    QVERIFY2(told >= 4, qPrintable(QString::number(told)));
    QVERIFY2(told <= 6 * static_cast<int>(OutageNotices::mostInSpan) + 4, qPrintable(QString::number(told)));
    // What the user believes in the end is true.
    notices.change(api, false, now);
    now += OutageNotices::span;
    while (notices.dueAt())
        QVERIFY(notices.take(*notices.dueAt()));
    notices.change(api, true, now);
    now += OutageNotices::span;
    const auto last = notices.take(now);
    QVERIFY(last);
    QCOMPARE(last->down, QStringList{api});
    // A flap that is over before it is told is no news.
    notices.change(gateway, false, now);
    notices.change(gateway, true, now + milliseconds(100));
    QVERIFY(!notices.dueAt());
}

void tst_MonitorPage::sleepIsNoRecovery()
{
    OutageNotices notices;
    notices.change(api, true, milliseconds(0));
    QVERIFY(notices.take(milliseconds(5000)));
    notices.forget(api);
    QVERIFY(!notices.dueAt());
    notices.change(api, true, milliseconds(9000));
    const auto again = notices.take(milliseconds(20'000));
    QVERIFY(again);
    QCOMPARE(again->down, QStringList{api});
}

void tst_MonitorPage::outageIsTold_data()
{
    QTest::addColumn<bool>("wanted");
    QTest::newRow("told") << true;
    QTest::newRow("switched off") << false;
}

void tst_MonitorPage::outageIsTold()
{
    QFETCH(const bool, wanted);
    WatchFixture fixture;
    fixture.find<QAction>("watchAction")->trigger();
    fixture.find<QCheckBox>("tellCheckBox")->setChecked(wanted);
    fixture.start();
    MonitorScript script = outageScript();
    fixture.give(&script);
    QTest::qWait(static_cast<int>(OutageNotices::gathering.count()) + 500);
    QCOMPARE(fixture.tray()->titles, wanted ? QStringList{u"An outage has begun"_s} : QStringList());
    if (!wanted) return;
    QVERIFY(fixture.tray()->texts.first().startsWith(gateway + u": "_s));
    recover(&script);
    fixture.give(&script);
    QTRY_COMPARE(fixture.tray()->titles.size(), 2);
    QCOMPARE(fixture.tray()->titles.last(), u"An outage is over"_s);
}

void tst_MonitorPage::closingHidesToTheTray()
{
    WatchFixture fixture;
    fixture.start();
    MonitorScript script = outageScript();
    fixture.give(&script);
    QVERIFY(!fixture.window->close());
    QVERIFY(!fixture.window->isVisible());
    QVERIFY(fixture.window->monitor()->isRunning());
    QCOMPARE(fixture.tray()->titles, QStringList{u"Pathlight goes on watching"_s});
    QVERIFY(fixture.settle());
    QCOMPARE(fixture.tray()->standing, Standing::Failed);
    Q_EMIT fixture.trayItself()->openWanted();
    QTRY_VERIFY(fixture.window->isVisible());
    QVERIFY(fixture.sees("watchView"));
    // A tray that goes away gives the window back.
    QVERIFY(!fixture.window->close());
    fixture.tray()->available = false;
    recover(&script);
    fixture.give(&script);
    QTRY_VERIFY(fixture.window->isVisible());
    fixture.tray()->available = true;
    // Stopping from its menu does not leave a program that nobody sees.
    QVERIFY(!fixture.window->close());
    Q_EMIT fixture.trayItself()->stopWanted();
    QTRY_VERIFY(fixture.window->isVisible());
    QTRY_VERIFY(!fixture.window->monitor()->isRunning());
    QVERIFY(fixture.window->close());
}

void tst_MonitorPage::withoutTrayItAsks()
{
    WatchFixture fixture(false);
    fixture.find<QAction>("watchAction")->trigger();
    QVERIFY(fixture.textOf("trayNoteLabel").contains(u"no tray"_s));
    QVERIFY(!fixture.find<QCheckBox>("tellCheckBox")->isEnabled());
    fixture.start();
    MonitorScript script = outageScript();
    fixture.give(&script);
    QVERIFY(fixture.settle());
    QVERIFY(!fixture.tray()->shown);
    QVERIFY(!fixture.window->close());
    QVERIFY(fixture.window->isVisible());
    QTRY_VERIFY(fixture.sees("watchMessageBox"));
    fixture.click("keepWatchingPushButton");
    QTRY_VERIFY(!fixture.window->findChild<QMessageBox*>(u"watchMessageBox"_s));
    QVERIFY(fixture.window->monitor()->isRunning());
    // Quit asks as well.
    fixture.find<QAction>("quitAction")->trigger();
    QTRY_VERIFY(fixture.sees("watchMessageBox"));
    fixture.click("stopAndClosePushButton");
    QTRY_VERIFY(!fixture.window->isVisible());
    QCOMPARE(fixture.fake()->stops(), 1);
    QTRY_VERIFY(!fixture.window->monitor()->isRunning());
}

void tst_MonitorPage::iconsDifferInShape()
{
    QList<QImage> shapes;
    for (const Standing each : {Standing::Passed, Standing::Warned, Standing::Failed, Standing::Running}) {
        // Without its colours.
        const QImage grey =
            trayIcon(each).pixmap(22, 22).toImage().convertToFormat(QImage::Format_Grayscale8);
        QVERIFY(!grey.isNull());
        for (const QImage& other : std::as_const(shapes)) {
            int different = 0;
            for (int y = 0; y < grey.height(); ++y) {
                for (int x = 0; x < grey.width(); ++x)
                    different += std::abs(qGray(grey.pixel(x, y)) - qGray(other.pixel(x, y))) > 60 ? 1 : 0;
            }
            QVERIFY2(different >= 12, qPrintable(QString::number(different)));
        }
        shapes.append(grey);
    }
}

void tst_MonitorPage::isUsedByKeys_data()
{
    QTest::addColumn<bool>("running");
    QTest::newRow("choosing") << false;
    QTest::newRow("watching") << true;
}

void tst_MonitorPage::isUsedByKeys()
{
    QFETCH(const bool, running);
    WatchFixture fixture;
    fixture.find<QAction>("watchAction")->trigger();
    if (running) {
        fixture.start();
        MonitorScript script = outageScript();
        fixture.give(&script);
        QVERIFY(fixture.settle());
    }
    const QList<QWidget*> controls = controlsOf(fixture.window.get());
    QVERIFY(controls.size() > 8);
    controls.first()->setFocus();
    QSet<QWidget*> reached{fixture.window->focusWidget()};
    for (int press = 0; press < 2 * controls.size() + 10; ++press) {
        QTest::keyClick(fixture.window->focusWidget(), Qt::Key_Tab);
        reached.insert(fixture.window->focusWidget());
    }
    QHash<QKeySequence, QString> taken;
    for (QWidget* const control : controls) {
        const QString who =
            control->objectName() + u' ' + QString::fromLatin1(control->metaObject()->className());
        QVERIFY2(reached.contains(control), qPrintable(who));
        if (qobject_cast<QMenuBar*>(control) || qobject_cast<QToolBar*>(control)) continue;
        QAccessibleInterface* const interface = QAccessible::queryAccessibleInterface(control);
        QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(), qPrintable(who));
        QVERIFY2(!control->objectName().isEmpty(), qPrintable(who));
    }
    QStringList texts;
    for (const QAction* const menu : fixture.window->menuBar()->actions())
        texts.append(menu->text());
    for (const QAbstractButton* const button : fixture.window->findChildren<QAbstractButton*>()) {
        if (button->isVisible()) texts.append(button->text());
    }
    for (const QLabel* const label : fixture.window->findChildren<QLabel*>()) {
        if (label->isVisible() && label->buddy()) texts.append(label->text());
    }
    for (const QString& text : std::as_const(texts)) {
        const QKeySequence key = QKeySequence::mnemonic(text);
        if (key.isEmpty()) continue;
        QVERIFY2(!taken.contains(key), qPrintable(text + u" / "_s + taken.value(key)));
        taken.insert(key, text);
    }
}

void tst_MonitorPage::speaksChinese()
{
    WatchFixture fixture;
    fixture.start();
    MonitorScript script = outageScript();
    fixture.give(&script);
    QVERIFY(fixture.settle());
    fixture.find<QAction>("zh_CNChoiceAction")->trigger();
    QVERIFY(hasHan(fixture.textOf("watchSentenceLabel")));
    QVERIFY(hasHan(fixture.cell("outagesTableWidget", 0, 1)));
    QVERIFY(hasHan(fixture.cell("outagesTableWidget", 0, 4)));
    QVERIFY(hasHan(fixture.tray()->words.quit));
    for (const QAbstractButton* const button :
         fixture.find<QWidget>("watchPage")->findChildren<QAbstractButton*>()) {
        if (!button->text().isEmpty() && button->isVisible())
            QVERIFY2(hasHan(button->text()), qPrintable(button->objectName()));
    }
    fixture.find<QAction>("enChoiceAction")->trigger();
    QVERIFY(!hasHan(fixture.textOf("watchSentenceLabel")));
}

void tst_MonitorPage::fitsLargeType()
{
    WatchFixture fixture;
    for (int step = 0; step < 10; ++step)
        fixture.find<QAction>("zoomInAction")->trigger();
    fixture.find<QAction>("watchAction")->trigger();
    QCoreApplication::processEvents();
    const auto fits = [&] {
        auto* const page = fixture.find<QScrollArea>("watchPage");
        const int wanted = page->widget()->minimumSizeHint().width();
        if (wanted > page->viewport()->width()) {
            for (const QWidget* const each : page->widget()->findChildren<QWidget*>()) {
                if (each->isVisible() && each->minimumSizeHint().width() > page->viewport()->width() / 2)
                    qWarning("%s wants %d", qPrintable(each->objectName()), each->minimumSizeHint().width());
            }
        }
        return wanted <= page->viewport()->width();
    };
    QVERIFY(fits());
    fixture.start();
    MonitorScript script = outageScript();
    fixture.give(&script);
    QVERIFY(fixture.settle());
    QVERIFY(fits());
    fixture.find<QAction>("zoomResetAction")->trigger();
}

void tst_MonitorPage::practiceEndpointIsWatched_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<bool>("answers");
    QTest::newRow("healthy") << u"healthy"_s << true;
    QTest::newRow("refused") << u"refused"_s << false;
}

/// The real monitor on its own thread, against an endpoint on loopback.
void tst_MonitorPage::practiceEndpointIsWatched()
{
    QFETCH(const QString, scenario);
    QFETCH(const bool, answers);
    PracticeServer server(*practiceScenario(scenario));
    QSignalSpy ready(&server, &PracticeServer::ready);
    server.start();
    QVERIFY(ready.wait(10'000));
    const auto make = [&server](MonitorRequest request) {
        request.plan.interval = milliseconds(200);
        request.plan.settleTime = milliseconds(0);
        DiagnosisRequest& only = request.targets.first();
        only.target = server.target();
        only.options.caFile = server.caFile();
        only.options.proxy = u"none"_s;
        only.options.resolvers.clear();
        return makeMonitor(request);
    };
    WatchFixture fixture(true, make);
    fixture.find<QAction>("watchAction")->trigger();
    fixture.click("startWatchPushButton");
    const MonitorModel* const monitor = fixture.window->monitor();
    const auto probes = [&] {
        const SeenTarget* const target = monitor->record().target(api);
        return target ? target->total.total() : 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(probes() >= 3, 40'000);
    const WatchState wanted = answers ? WatchState::Up : WatchState::Down;
    QTRY_COMPARE_WITH_TIMEOUT(monitor->record().target(api)->state(), wanted, 20'000);
    const QString journal = monitor->journalPath();
    fixture.click("stopWatchPushButton");
    QTRY_VERIFY_WITH_TIMEOUT(!monitor->isRunning(), 20'000);
    const SeenTarget* const target = monitor->record().target(api);
    QCOMPARE(target->outages.isEmpty(), answers);
    if (!answers) {
        QCOMPARE(target->outages.first().code, u"tcp.refused"_s);
        QCOMPARE(target->outages.first().end, OutageEnd::Unwatched);
        QVERIFY(!monitor->record().walk(target->outages.first().walk).isEmpty());
    }
    // What was written says the same as what was shown.
    const auto read = readMonitorJournal(journal);
    QVERIFY(read);
    QCOMPARE(read->target(api)->total.total(), target->total.total());
    QCOMPARE(read->target(api)->total.succeeded(), target->total.succeeded());
    QCOMPARE(read->target(api)->outages.size(), target->outages.size());
    QCOMPARE(QFile::permissions(journal) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void tst_MonitorPage::largeJournalHoldsUpNobody()
{
    MonitorScript script(began, {api});
    for (int index = 0; index < 60'000; ++index) {
        script.wait(1);
        if (index % 500 == 0)
            script.fail(api);
        else
            script.probe(api, 30 + index % 80);
    }
    const WatchFixture fixture;
    const QString path = fixture.write(u"large.jsonl"_s, script.journal());
    double worst = 0;
    QElapsedTimer clock;
    QTimer tick;
    tick.setTimerType(Qt::PreciseTimer);
    connect(&tick, &QTimer::timeout, &tick,
            [&] { worst = std::max(worst, static_cast<double>(clock.restart()) - 5); });
    fixture.find<QAction>("watchAction")->trigger();
    QCoreApplication::processEvents();
    clock.start();
    tick.start(5);
    fixture.window->openJournal(path);
    QVERIFY(
        QTest::qWaitFor([&] { return fixture.window->monitor()->kind() == MonitorKind::Replay; }, 60'000));
    QTest::qWait(100);
    tick.stop();
    qInfo("60,000 probes opened, longest turn %.0f ms", worst);
    QCOMPARE(fixture.window->monitor()->record().target(api)->total.total(), 60'000);
    QVERIFY(worst < 400);
}

QTEST_MAIN(tst_MonitorPage)
#include "tst_monitorpage.moc"
