// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"
#include "core/walk/journal.h"
#include "tests/replay/flatten.h"

#include <QDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

/// Every journal here, judged with today's rules, gives the report that stands beside it.
class TestReplay final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void journals_data();
    void journals();
    void judgingTwiceChangesNothing_data() { journals_data(); }
    void judgingTwiceChangesNothing();
    void thereAreJournals();

private:
    static QDir folder() { return QDir(QStringLiteral(PATHLIGHT_JOURNALS)); }
    static QStringList names() { return folder().entryList({u"*.pathlight"_s}, QDir::Files); }
};

void TestReplay::thereAreJournals()
{
    QVERIFY(names().size() >= 8);
}

void TestReplay::journals_data()
{
    QTest::addColumn<QString>("path");
    for (const QString& name : names())
        QTest::newRow(qPrintable(name)) << folder().filePath(name);
}

void TestReplay::journals()
{
    QFETCH(QString, path);
    const JournalRead read = readJournalFile(path);
    QCOMPARE(read.error, QString());
    const QString flat = flatten(foldReport(rejudge(read.events)));
    QFile expected(path.chopped(10) + u".expected.txt"_s);
    if (qEnvironmentVariableIsSet("PATHLIGHT_UPDATE_EXPECTED")) {
        QVERIFY(expected.open(QIODevice::WriteOnly));
        expected.write(flat.toUtf8());
        return;
    }
    QVERIFY2(expected.open(QIODevice::ReadOnly), qPrintable(expected.fileName() + u" is missing"_s));
    const QStringList wanted = QString::fromUtf8(expected.readAll()).split(u'\n');
    const QStringList got = flat.split(u'\n');
    for (qsizetype index = 0; index < std::min(wanted.size(), got.size()); ++index)
        QCOMPARE(got.at(index), wanted.at(index));
    QCOMPARE(got.size(), wanted.size());
}

/// A report that was judged with today's rules and saved must read the same when it is opened again.
void TestReplay::judgingTwiceChangesNothing()
{
    QFETCH(QString, path);
    const QList<Event> once = rejudge(readJournalFile(path).events);
    const QList<Event> twice = rejudge(once);
    QCOMPARE(flatten(foldReport(twice)), flatten(foldReport(once)));
    QCOMPARE(twice.size(), once.size());
}

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
