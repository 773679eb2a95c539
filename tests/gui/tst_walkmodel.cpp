// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walk/journal.h"
#include "tests/gui/fakesource.h"
#include "tests/gui/samplewalks.h"
#include "ui/walkmodel.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

/// The model of the walk on the screen, and the archive of walks.
class tst_WalkModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endsOnceHoweverItEnds_data();
    void endsOnceHoweverItEnds();
    void newWalkDropsTheOld();
    void reportIsAnnouncedAtMostThirtyTimesASecond();
    void replayAtOnceKeepsTurnsShort();
    void replayKeepsOrderAndTimes();
    void archiveKeepsFifty();
    void archiveThatCannotBeMadeIsTold();
    void savedWalkSaysWhatItHolds();
};

namespace {

SourceMaker fake(const QString& walk, const QString& holdBefore = {})
{
    return [=](const DiagnosisRequest& request) {
        return std::make_unique<FakeSource>(samplewalks::walk(walk), request.pace, holdBefore);
    };
}

/// Many samples in a walk of one step, a millisecond apart.
QList<Event> longWalk(int samples)
{
    samplewalks::Recorder recorder;
    recorder.start(u"stability"_s);
    for (int index = 0; index < samples; ++index) {
        recorder.wait(1);
        recorder.sample(u"stability"_s, sample::latency,
                        {{u"ms"_s, 20 + index % 7}, {u"phase"_s, u"http"_s}});
    }
    recorder.end(u"stability"_s, StepStatus::Passed);
    recorder.finish(u"completed"_s);
    return recorder.events();
}

} // namespace

void tst_WalkModel::endsOnceHoweverItEnds_data()
{
    QTest::addColumn<QString>("actions");
    // Every order of these, up to three of them, while a walk is held in its middle.
    for (const QString& first : {u"stop"_s, u"next"_s, u"rest"_s}) {
        for (const QString& second : {u"stop"_s, u"next"_s, u"rest"_s}) {
            const QString actions = first + u' ' + second + u" stop"_s;
            QTest::newRow(qPrintable(actions)) << actions;
        }
    }
}

void tst_WalkModel::endsOnceHoweverItEnds()
{
    QFETCH(const QString, actions);
    const QTemporaryDir folder;
    WalkModel model(fake(u"healthy"_s, u"tls"_s), WalkArchive(folder.path()));
    QSignalSpy ended(&model, &WalkModel::walkEnded);
    DiagnosisRequest request;
    request.pace = Pace::StepByStep;
    model.startWalk(request);
    QVERIFY(model.isRunning());
    QTRY_VERIFY(model.waitsForNext());
    for (const QString& action : actions.split(u' ')) {
        if (action == u"stop") model.stop();
        if (action == u"next") model.next();
        if (action == u"rest") model.runAll();
    }
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(!model.isRunning());
    model.stop();
    QCoreApplication::processEvents();
    QCOMPARE(ended.size(), 1);
}

void tst_WalkModel::newWalkDropsTheOld()
{
    const QTemporaryDir folder;
    WalkModel model(fake(u"healthy"_s, u"tls"_s), WalkArchive(folder.path()));
    model.startWalk({});
    QTRY_VERIFY(model.report().step(u"tls"_s)->started);
    model.openEvents(samplewalks::walk(u"captive_portal"_s), u"other"_s, 0);
    QTRY_VERIFY(!model.isRunning());
    QCOMPARE(model.events().size(), samplewalks::walk(u"captive_portal"_s).size());
    QCOMPARE(model.report().verdict.code, u"http.captive_portal"_s);
}

void tst_WalkModel::reportIsAnnouncedAtMostThirtyTimesASecond()
{
    const QTemporaryDir folder;
    WalkModel model(fake(u"healthy"_s), WalkArchive(folder.path()));
    QSignalSpy changed(&model, &WalkModel::reportChanged);
    QSignalSpy added(&model, &WalkModel::eventAdded);
    QElapsedTimer clock;
    clock.start();
    model.openEvents(longWalk(20000), u"long"_s, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!model.isRunning(), 30000);
    QCOMPARE(added.size(), 20004);
    const double seconds = static_cast<double>(clock.elapsed()) / 1000;
    QVERIFY(changed.size() >= 1);
    QVERIFY2(static_cast<double>(changed.size()) <= seconds * 31 + 2,
             qPrintable(QString::number(changed.size())));
}

void tst_WalkModel::replayAtOnceKeepsTurnsShort()
{
    // Given out at once, a long journal still lets the event loop turn in between.
    ReplaySource source(longWalk(200000), 0);
    int turns = 0;
    QTimer other;
    connect(&other, &QTimer::timeout, this, [&turns] { ++turns; });
    qint64 work = 0;
    connect(&source, &WalkSource::event, this, [&work](const Event& event) { work += event.sequence % 3; });
    QSignalSpy finished(&source, &WalkSource::finished);
    other.start(0);
    source.start();
    QVERIFY(finished.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30000);
    QVERIFY(work > 0);
    QVERIFY(turns >= 2);
}

void tst_WalkModel::replayKeepsOrderAndTimes()
{
    const QList<Event> events = samplewalks::walk(u"healthy"_s);
    ReplaySource source(events, 10);
    QList<qint64> order;
    double latest = 0;
    connect(&source, &WalkSource::event, this, [&](const Event& event) {
        order.append(event.sequence);
        // Nothing comes before its time.
        QVERIFY(event.atMs <= source.atMs() + 0.001);
        QVERIFY(event.atMs >= latest);
        latest = event.atMs;
    });
    QSignalSpy finished(&source, &WalkSource::finished);
    source.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
    QCOMPARE(order.size(), events.size());
    QVERIFY(std::is_sorted(order.cbegin(), order.cend()));
}

void tst_WalkModel::archiveKeepsFifty()
{
    const QTemporaryDir folder;
    const WalkArchive archive(folder.path());
    QDateTime when = QDateTime::fromString(u"2026-11-20T09:41:07Z"_s, Qt::ISODate);
    QString newest;
    for (int walk = 0; walk < 60; ++walk) {
        newest = archive.beginWalk(when);
        QFile file(newest);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(samplewalks::journal(u"captive_portal"_s));
        when = when.addSecs(61);
    }
    const QStringList kept = QDir(folder.path()).entryList({u"*.pathlight"_s});
    QCOMPARE(kept.size(), 50);
    QVERIFY(kept.contains(QFileInfo(newest).fileName()));
    QCOMPARE(archive.recent(8).size(), 8);
    QCOMPARE(archive.recent(8).first().path, newest);
}

void tst_WalkModel::archiveThatCannotBeMadeIsTold()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"taken"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    WalkModel model(fake(u"healthy"_s), WalkArchive(folder.filePath(u"taken/walks"_s)));
    QSignalSpy trouble(&model, &WalkModel::trouble);
    model.startWalk({});
    QCOMPARE(trouble.size(), 1);
    // The walk itself goes on all the same.
    QTRY_VERIFY(!model.isRunning());
    QVERIFY(model.report().ended());
}

void tst_WalkModel::savedWalkSaysWhatItHolds()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"one.pathlight"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(samplewalks::journal(u"certificate_expired"_s));
    file.close();
    const std::optional<SavedWalk> walk = readSavedWalk(path);
    QVERIFY(walk);
    QCOMPARE(walk->target, u"Claude API"_s);
    QVERIFY(!walk->practice);
    QCOMPARE(walk->startedAt.toUTC(),
             QDateTime::fromString(u"2026-11-20T09:41:07.204Z"_s, Qt::ISODateWithMs));
    QVERIFY(walk->verdict);
    QCOMPARE(walk->verdict->code, u"tls.cert.date_invalid"_s);
    QVERIFY(!readSavedWalk(folder.filePath(u"missing"_s)));
}

QTEST_MAIN(tst_WalkModel)
#include "tst_walkmodel.moc"
