// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/scenario.h"
#include "tests/gui/windowfixture.h"
#include "ui/letter.h"
#include "ui/letterdialog.h"
#include "ui/pages/advancedoptions.h"
#include "ui/steplist.h"
#include "ui/walkview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basisview.h"
#include "ui/widgets/evidencetableview.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QDropEvent>
#include <QFileDialog>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

/// The window driven by clicks and keys: starting, stopping, going step by step, choosing.
class tst_Window : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startWalksToTheVerdict();
    void noOtherWindowComesUp_data();
    void noOtherWindowComesUp();
    void verdictOpensToItsMeasurements();
    void anotherWalkBringsItsOwnMeasurements();
    void pastedMessageIsExplained();
    void eachSwitchIsAnOptionOfItsOwn();
    void stopEndsTheWalk();
    void stepByStepWaitsForNext();
    void nextShowsItsQuestion();
    void theRestCanBeRunAtOnce();
    void wrongTargetIsRefused_data();
    void wrongTargetIsRefused();
    void wrongOptionIsRefused_data();
    void wrongOptionIsRefused();
    void choicesReachTheWalk();
    void keyIsNeverStored();
    void stepListShowsPages();
    void flowchartShowsPages();
    void verdictButtons();
    void letterInEitherLanguage();
    void practiceIsMarked();
    void everyPracticeScenarioIsListed();
    void whatAScenarioTeachesHasItsPlace_data();
    void whatAScenarioTeachesHasItsPlace();
    void whatWasPractisedStandsBesideTheVerdict();
    void placesAreRemembered();
    void zoomChangesTheType();
    void hostileTextIsShownAsText();
};

namespace {

/// Notes every window that shows itself: a widget shown before it has a parent flashes up as one, and takes
/// the keyboard from the window.
class WindowNote : public QObject
{
public:
    WindowNote() { qApp->installEventFilter(this); }
    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (event->type() == QEvent::Show && object->isWidgetType() &&
            static_cast<QWidget*>(object)->isWindow())
            shown.append(QString::fromLatin1(object->metaObject()->className()));
        return false;
    }
    QStringList shown;
};

/// The three texts of a lesson that are on show.
QStringList lessonIn(const QWidget* place)
{
    QStringList texts;
    for (const QString& part : {u"about"_s, u"seen"_s, u"help"_s}) {
        const auto* const label = place->findChild<QLabel*>(part + u"PracticeLabel"_s);
        if (label && label->isVisible()) texts.append(label->text());
    }
    return texts;
}

/// The list of scenarios and what stands below it, from top to bottom.
QList<const QWidget*> columnOf(const QWidget* chooser)
{
    QList<const QWidget*> column{chooser->findChild<QListWidget*>()};
    for (const QString& part : {u"about"_s, u"seen"_s, u"help"_s}) {
        column.append(chooser->findChild<QLabel*>(part + u"PracticeHeadingLabel"_s));
        column.append(chooser->findChild<QLabel*>(part + u"PracticeLabel"_s));
    }
    column.append(chooser->findChild<QPushButton*>());
    return column;
}

/// Which of the column is hidden, empty, cut off, drawn over what is above it, or out of reach of the page's
/// scroll bar; empty: none.
QString misplacedIn(const QWidget* chooser)
{
    const QWidget* const page = chooser->window()->findChild<QScrollArea*>(u"startPage"_s)->widget();
    int end = 0;
    for (const QWidget* const each : columnOf(chooser)) {
        if (!each || !each->isVisible()) return u"a part is missing"_s;
        const auto* const label = qobject_cast<const QLabel*>(each);
        const int wanted = label ? label->heightForWidth(label->width()) : each->minimumSizeHint().height();
        const int top = each->mapTo(page, QPoint()).y();
        if (label && label->text().isEmpty()) return each->objectName() + u" is empty"_s;
        if (top < end) return each->objectName() + u" is drawn over what is above it"_s;
        if (each->height() < wanted) return each->objectName() + u" is cut off"_s;
        end = top + each->height();
    }
    return end <= page->height() ? QString() : u"the page ends too early"_s;
}

} // namespace

void tst_Window::noOtherWindowComesUp_data()
{
    QTest::addColumn<QString>("walk");
    for (const QString& walk : samplewalks::names())
        QTest::newRow(qPrintable(walk)) << walk;
}

void tst_Window::noOtherWindowComesUp()
{
    QFETCH(const QString, walk);
    const WindowNote note;
    const WindowFixture fixture(walk);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    auto* const view = fixture.find<WalkView>("walkView");
    for (const StepReport& step : fixture.model()->report().steps)
        view->showPage(step.id);
    view->showPage(u"verdict"_s);
    fixture.find<QToolButton>("basisToolButton")->click();
    view->showPage(u"flowchart"_s);
    QCOMPARE(note.shown, QStringList{u"pathlight::MainWindow"_s});
}

void tst_Window::startWalksToTheVerdict()
{
    const WindowFixture fixture;
    QVERIFY(fixture.sees("startPage"));
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    QVERIFY(fixture.sees("verdictPage"));
    const Explanation expected =
        explanationOf(fixture.model()->report().verdict, fixture.window()->words()->texts());
    QCOMPARE(fixture.textOf("verdictSentenceLabel"), expected.summary);
    QCOMPARE(fixture.textOf("helpCodeLabel"), fixture.model()->report().verdict.helpCode);
    QCOMPARE(fixture.requests().size(), 1);
    QCOMPARE(fixture.requests().first().target.id, u"claude-api"_s);
    QCOMPARE(fixture.requests().first().pace, Pace::RunAll);
}

void tst_Window::verdictOpensToItsMeasurements()
{
    const WindowFixture fixture(u"tcp_timed_out"_s);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    auto* const basis = fixture.find<BasisView>("verdictBasisView");
    auto* const button = basis->findChild<QToolButton*>();
    QVERIFY(button->isVisible());
    QVERIFY(basis->findChildren<EvidenceTableView*>().isEmpty());
    button->click();
    const auto tables = basis->findChildren<EvidenceTableView*>();
    QCOMPARE(tables.size(), 1); // the one attempt that the verdict names
    QCOMPARE(tables.first()->rowCount(), 1);
    QVERIFY(tables.first()->item(0, 0)->text().contains(u"160.79.104.10"_s));
    button->click();
    QTRY_VERIFY(basis->findChildren<EvidenceTableView*>().isEmpty());
}

void tst_Window::anotherWalkBringsItsOwnMeasurements()
{
    const WindowFixture fixture(u"tcp_timed_out"_s);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    auto* const basis = fixture.find<BasisView>("verdictBasisView");
    basis->findChild<QToolButton*>()->click();
    // The very same verdict, from another day and another address.
    QList<Event> events = samplewalks::walk(u"tcp_timed_out"_s);
    events.first().data.insert(u"startedAt"_s, u"2026-11-05T08:15:00.000Z"_s);
    for (Event& event : events) {
        if (event.kind != EventKind::Evidence) continue;
        QByteArray text = QJsonDocument(event.data).toJson();
        event.data = QJsonDocument::fromJson(text.replace("160.79.104.10", "203.0.113.77")).object();
    }
    const QJsonObject before = toObject(fixture.model()->report().verdict);
    fixture.model()->openEvents(events, u"other.pathlight"_s, 0);
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(toObject(fixture.model()->report().verdict), before);
    const auto tables = basis->findChildren<EvidenceTableView*>();
    QVERIFY(!tables.isEmpty());
    QTRY_VERIFY(
        basis->findChildren<EvidenceTableView*>().last()->item(0, 0)->text().contains(u"203.0.113.77"_s));
}

void tst_Window::pastedMessageIsExplained()
{
    const WindowFixture fixture(u"tcp_timed_out"_s);
    auto* const edit = fixture.find<QPlainTextEdit>("clientMessageEdit");
    edit->setPlainText(u"sk-ant-SECRET Error: connect ETIMEDOUT 160.79.104.10:443"_s);
    QVERIFY(fixture.textOf("clientMessageMeaningLabel").contains(u"Port 443"_s));
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    const WalkOptions options = fixture.requests().first().options;
    QCOMPARE(options.clientMessages, QStringList{u"connect_timeout"_s}); // the text itself stays here
    edit->setPlainText(u"the cat sat on the mat"_s);
    QVERIFY(fixture.textOf("clientMessageMeaningLabel").contains(u"does not know"_s));
    edit->clear();
    QVERIFY(!fixture.sees("clientMessageMeaningLabel"));
}

void tst_Window::eachSwitchIsAnOptionOfItsOwn()
{
    const WindowFixture fixture;
    fixture.click("advancedToolButton");
    const auto* const options = fixture.find<AdvancedOptions>("advancedOptions");
    const QJsonObject before = toObject(options->read().options);
    QList<QCheckBox*> switches = options->findChildren<QCheckBox*>();
    switches.removeOne(fixture.find<QCheckBox>("rememberKeyCheckBox"));
    QVERIFY(switches.size() >= 5);
    QStringList changed;
    for (QCheckBox* const each : switches) {
        QVERIFY(!each->text().isEmpty() && !each->toolTip().isEmpty() && !each->objectName().isEmpty());
        const QSignalSpy told(options, &AdvancedOptions::changed);
        each->click();
        QCOMPARE(told.size(), 1);
        const QJsonObject after = toObject(options->read().options);
        for (const QString& key : after.keys()) {
            if (after[key] != before[key]) changed.append(key);
        }
        each->click();
    }
    QCOMPARE(changed.size(), switches.size());
    QCOMPARE(changed.removeDuplicates(), 0);
    QCOMPARE(toObject(options->read().options), before);
}

void tst_Window::stopEndsTheWalk()
{
    const WindowFixture fixture(u"tcp_timed_out"_s, u"tcp"_s);
    fixture.click("startPushButton");
    QTRY_VERIFY(fixture.model()->report().step(u"tcp"_s)->started);
    QVERIFY(fixture.model()->isRunning());
    // What is waited for stands in the status bar.
    QTRY_COMPARE(fixture.textOf("waitingLabel"),
                 fixture.window()->words()->waitingFor(*fixture.model()->report().step(u"tcp"_s)));
    fixture.trigger("stopAction");
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(fixture.model()->report().ending, u"cancelled"_s);
    QVERIFY(!fixture.find<QAction>("stopAction")->isEnabled());
    QVERIFY(fixture.find<QAction>("startAction")->isEnabled());
}

void tst_Window::nextShowsItsQuestion()
{
    const WindowFixture fixture(u"healthy"_s);
    fixture.click("stepByStepPushButton");
    for (const char* const page : {"environmentStepPage", "proxyStepPage", "dnsStepPage"}) {
        QTRY_VERIFY(fixture.model()->waitsForNext() &&
                    fixture.find<QPushButton>("nextPushButton")->isEnabled());
        // Also from another page, which the user looked at meanwhile.
        fixture.trigger("showVerdictAction");
        fixture.click("nextPushButton");
        QTRY_VERIFY2(fixture.sees(page), page);
    }
}

void tst_Window::stepByStepWaitsForNext()
{
    const WindowFixture fixture(u"healthy"_s);
    fixture.click("stepByStepPushButton");
    QTRY_VERIFY(fixture.model()->waitsForNext());
    QTRY_VERIFY(fixture.find<QPushButton>("nextPushButton")->isEnabled());
    QVERIFY(!fixture.model()->report().step(u"environment"_s)->started);
    int asked = 0;
    while (fixture.model()->isRunning() && asked < 20) {
        QTRY_VERIFY(fixture.model()->waitsForNext() || !fixture.model()->isRunning());
        QTRY_VERIFY(fixture.find<QPushButton>("nextPushButton")->isEnabled() ||
                    !fixture.model()->isRunning());
        if (!fixture.model()->isRunning()) break;
        fixture.click("nextPushButton");
        ++asked;
        // Pressed again at once, it does not reach the step after.
        fixture.model()->next();
        QVERIFY(!fixture.model()->waitsForNext());
    }
    QCOMPARE(fixture.source()->nextCalls(), asked);
    QVERIFY(!fixture.model()->isRunning());
    const auto started =
        std::count_if(fixture.model()->report().steps.cbegin(), fixture.model()->report().steps.cend(),
                      [](const StepReport& step) { return step.started; });
    QCOMPARE(asked, static_cast<int>(started));
    QVERIFY(!fixture.sees("paceBanner"));
}

void tst_Window::theRestCanBeRunAtOnce()
{
    const WindowFixture fixture(u"healthy"_s);
    fixture.click("stepByStepPushButton");
    QTRY_VERIFY(fixture.model()->waitsForNext());
    fixture.trigger("runRestAction");
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(fixture.model()->report().ending, u"completed"_s);
}

void tst_Window::wrongTargetIsRefused_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("empty") << QString();
    QTest::newRow("plain http") << u"http://gateway.example.com"_s;
    QTest::newRow("no scheme") << u"gateway.example.com"_s;
    QTest::newRow("no host") << u"https://"_s;
    QTest::newRow("user name") << u"https://me:secret@gateway.example.com"_s;
    QTest::newRow("nonsense") << u"https://exa mple/%%"_s;
}

void tst_Window::wrongTargetIsRefused()
{
    QFETCH(const QString, address);
    const WindowFixture fixture;
    auto* const choice = fixture.find<QComboBox>("targetComboBox");
    choice->setCurrentIndex(choice->findData(u"<address>"_s));
    QTest::keyClicks(fixture.find<QLineEdit>("addressLineEdit"), address);
    fixture.click("startPushButton");
    QVERIFY(fixture.requests().isEmpty());
    QVERIFY(fixture.sees("startErrorLabel"));
    QVERIFY(!fixture.textOf("startErrorLabel").contains(u"secret"_s));
}

void tst_Window::wrongOptionIsRefused_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("text");
    QTest::newRow("resolver") << QByteArray("resolversLineEdit") << u"192.0.2.53, example"_s;
    QTest::newRow("CA file missing") << QByteArray("caFileLineEdit") << u"/nowhere/at/all.pem"_s;
    QTest::newRow("CA file is no PEM") << QByteArray("caFileLineEdit") << u"plain.txt"_s;
    QTest::newRow("proxy scheme") << QByteArray("proxyUrlLineEdit") << u"ftp://proxy.example.com"_s;
    QTest::newRow("proxy password") << QByteArray("proxyUrlLineEdit")
                                    << u"http://me:secret@proxy.example.com:3128"_s;
    QTest::newRow("key") << QByteArray("keyLineEdit") << u"sk ant"_s;
}

void tst_Window::wrongOptionIsRefused()
{
    QFETCH(const QByteArray, field);
    QFETCH(QString, text);
    const WindowFixture fixture;
    if (text == u"plain.txt"_s) text = fixture.write(text, "no certificate here\n");
    fixture.click("advancedToolButton");
    if (field.startsWith("proxy")) {
        auto* const mode = fixture.find<QComboBox>("proxyModeComboBox");
        mode->setCurrentIndex(mode->findData(u"url"_s));
    }
    fixture.find<QLineEdit>(field.constData())->setText(text);
    fixture.click("startPushButton");
    QVERIFY(fixture.requests().isEmpty());
    QVERIFY(fixture.sees("startErrorLabel"));
    QVERIFY(!fixture.textOf("startErrorLabel").contains(u"secret"_s));
}

void tst_Window::choicesReachTheWalk()
{
    const WindowFixture fixture;
    auto* const choice = fixture.find<QComboBox>("targetComboBox");
    choice->setCurrentIndex(choice->findData(u"<address>"_s));
    QTest::keyClicks(fixture.find<QLineEdit>("addressLineEdit"), u"https://gateway.example.com:8443"_s);
    fixture.click("advancedToolButton");
    QTest::keyClicks(fixture.find<QLineEdit>("resolversLineEdit"), u"192.0.2.53 2001:db8::53"_s);
    fixture.find<QSpinBox>("attemptsSpinBox")->setValue(25);
    auto* const proxy = fixture.find<QComboBox>("proxyModeComboBox");
    proxy->setCurrentIndex(proxy->findData(u"none"_s));
    fixture.click("startPushButton");
    QCOMPARE(fixture.requests().size(), 1);
    const DiagnosisRequest& request = fixture.requests().first();
    QCOMPARE(request.target.host(), u"gateway.example.com"_s);
    QCOMPARE(request.target.port(), 8443);
    QCOMPARE(request.options.resolvers, (QStringList{u"192.0.2.53"_s, u"2001:db8::53"_s}));
    QCOMPARE(request.options.attempts, 25);
    QCOMPARE(request.options.proxy, u"none"_s);
    QVERIFY(!request.key.isSet());
}

void tst_Window::keyIsNeverStored()
{
    const QByteArray key = "sk-ant-sample-0123456789";
    const WindowFixture fixture(u"healthy"_s);
    fixture.click("advancedToolButton");
    auto* const field = fixture.find<QLineEdit>("keyLineEdit");
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QTest::keyClicks(field, QString::fromLatin1(key));
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(fixture.requests().first().key.forHeader(), key);
    fixture.window()->close();
    QSettings(fixture.path(u"settings.ini"_s), QSettings::IniFormat).sync();
    QFile settings(fixture.path(u"settings.ini"_s));
    QVERIFY(settings.open(QIODevice::ReadOnly));
    QVERIFY(!settings.readAll().contains(key));
    QFile journal(fixture.model()->journalPath());
    QVERIFY(journal.open(QIODevice::ReadOnly));
    const QByteArray bytes = journal.readAll();
    QVERIFY(!bytes.isEmpty());
    QVERIFY(!bytes.contains(key));
}

void tst_Window::stepListShowsPages()
{
    const WindowFixture fixture(u"healthy"_s);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    auto* const list = fixture.find<StepList>("stepList");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Home);
    QTRY_VERIFY(fixture.sees("environmentStepPage"));
    for (const char* const page :
         {"proxyStepPage", "dnsStepPage", "tcpStepPage", "mtuStepPage", "tlsStepPage"}) {
        QTest::keyClick(list, Qt::Key_Down);
        QVERIFY2(fixture.sees(page), page);
    }
    QTest::keyClick(list, Qt::Key_End);
    QVERIFY(fixture.sees("verdictPage"));
}

void tst_Window::flowchartShowsPages()
{
    const WindowFixture fixture(u"healthy"_s);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    fixture.trigger("showFlowchartAction");
    auto* const chart = fixture.find<QWidget>("largeFlowchartView");
    QVERIFY(chart->isVisible());
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_Home);
    QTest::keyClick(chart, Qt::Key_Down);
    QTest::keyClick(chart, Qt::Key_Return);
    QVERIFY(fixture.sees("environmentStepPage"));
}

namespace {

/// Stands in for the mail program.
class MailCatcher final : public QObject
{
    Q_OBJECT
public:
    MailCatcher() { QDesktopServices::setUrlHandler(u"mailto"_s, this, "take"); }
    ~MailCatcher() override { QDesktopServices::unsetUrlHandler(u"mailto"_s); }
    QList<QUrl> taken;
public Q_SLOTS:
    void take(const QUrl& url) { taken.append(url); }
};

} // namespace

void tst_Window::letterInEitherLanguage()
{
    const WindowFixture fixture;
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    fixture.click("letterPushButton");
    const auto* const dialog = fixture.find<LetterDialog>("letterDialog");
    const QString english = dialog->letter().body;
    QVERIFY(english.startsWith(u"Hello,"_s));
    auto* const languages = fixture.find<QComboBox>("letterLanguageComboBox");
    languages->setCurrentIndex(languages->findData(u"zh_CN"_s));
    // The letter's language is its own: the window's stays.
    QVERIFY(dialog->letter().body.startsWith(QStringLiteral(u"您好")));
    QCOMPARE(fixture.window()->words()->language(), u"en"_s);
    MailCatcher mail;
    fixture.click("letterMailPushButton");
    QCOMPARE(mail.taken.size(), 1);
    QVERIFY(mail.taken.first().toEncoded().size() <= 2000);
    QCOMPARE(QGuiApplication::clipboard()->text(), letterText(dialog->letter()));
    fixture.find<QPlainTextEdit>("letterPlainTextEdit")->setPlainText(u"My own words"_s);
    fixture.click("letterSavePushButton");
    auto* const place = fixture.find<QFileDialog>("fileDialog");
    const QString path = fixture.path(u"letter.txt"_s);
    Q_EMIT place->fileSelected(path);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().endsWith("My own words"));
}

void tst_Window::verdictButtons()
{
    const WindowFixture fixture;
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    const Report& report = fixture.model()->report();
    fixture.click("copySummaryPushButton");
    QVERIFY(QGuiApplication::clipboard()->text().contains(report.verdict.helpCode));
    fixture.click("letterPushButton");
    fixture.click("letterCopyPushButton");
    const QString letter = QGuiApplication::clipboard()->text();
    QVERIFY(letter.contains(explanationOf(report.verdict, fixture.window()->words()->texts()).summary));
    QVERIFY(!letter.contains(report.header.machine));
    fixture.click("showDetailsPushButton");
    QVERIFY(fixture.sees("tcpStepPage"));
    fixture.trigger("showVerdictAction");
    fixture.click("testAgainPushButton");
    QCOMPARE(fixture.requests().size(), 2);
    QVERIFY(fixture.waitForEnd());
}

void tst_Window::practiceIsMarked()
{
    const WindowFixture fixture(u"practice"_s);
    fixture.find<QListWidget>("practiceListWidget")->setCurrentRow(0);
    fixture.click("practicePushButton");
    QVERIFY(fixture.waitForEnd());
    QVERIFY(fixture.requests().first().practice);
    QCOMPARE(fixture.requests().first().scenario, u"healthy"_s);
    QVERIFY(fixture.sees("kindBanner"));
    QVERIFY(fixture.find<Banner>("kindBanner")->message().startsWith(u"Practice:"_s));
}

void tst_Window::everyPracticeScenarioIsListed()
{
    const WindowFixture fixture;
    const auto* const list = fixture.find<QListWidget>("practiceListWidget");
    QVERIFY(list->count() > 10);
    for (int row = 0; row < list->count(); ++row) {
        // A text that is missing is shown as its key.
        QVERIFY2(!list->item(row)->text().startsWith(u"practice."_s), qPrintable(list->item(row)->text()));
    }
}

void tst_Window::whatAScenarioTeachesHasItsPlace_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    // The smaller one is what is left of a screen of 1280 by 800 at 200 %.
    for (const char* language : {"en", "zh_CN"}) {
        QTest::addRow("%s", language) << QString::fromLatin1(language) << QSize(1280, 740);
        QTest::addRow("%s, small", language) << QString::fromLatin1(language) << QSize(640, 400);
    }
}

void tst_Window::whatAScenarioTeachesHasItsPlace()
{
    QFETCH(const QString, language);
    QFETCH(const QSize, size);
    const WindowFixture fixture;
    // With a saved walk the list of those takes its share of the column.
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    fixture.trigger("startPageAction");
    fixture.trigger(qPrintable(language + u"ChoiceAction"_s));
    fixture.window()->resize(size);
    const auto* const chooser = fixture.find<QWidget>("practiceChooser");
    auto* const list = chooser->findChild<QListWidget*>();
    const Texts texts(language);
    QCOMPARE(list->count(), practiceScenarios().size());
    for (int row = 0; row < list->count(); ++row) {
        list->setCurrentRow(row);
        const QString& id = practiceScenarios().at(row).id;
        const QStringList parts{texts(u"practice.%1.about"_s.arg(id)), texts(u"practice.%1.seen"_s.arg(id)),
                                texts(u"practice.%1.help"_s.arg(id))};
        QCOMPARE(lessonIn(chooser), parts);
        QTRY_VERIFY2(misplacedIn(chooser).isEmpty(), qPrintable(id + u": "_s + misplacedIn(chooser)));
    }
}

void tst_Window::whatWasPractisedStandsBesideTheVerdict()
{
    const WindowFixture fixture(u"practice"_s);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    const auto* const card = fixture.find<QWidget>("practiceLessonCard");
    const Texts texts(u"en"_s);
    QTRY_VERIFY(fixture.sees("practiceLessonCard"));
    QCOMPARE(lessonIn(card).value(1), texts(u"practice.healthy.seen"_s));
    // A journal can name any scenario; a walk of a network has none.
    QList<Event> events = samplewalks::walk(u"practice"_s);
    events.first().data.insert(u"scenario"_s, u"<b>no such</b>"_s);
    fixture.model()->openEvents(events, u"foreign.pathlight"_s, 0);
    QVERIFY(fixture.waitForEnd());
    QVERIFY(!fixture.sees("practiceLessonCard"));
    fixture.model()->openEvents(samplewalks::walk(u"practice"_s), u"practice.pathlight"_s, 0);
    QVERIFY(fixture.waitForEnd());
    QTRY_VERIFY(fixture.sees("practiceLessonCard"));
    fixture.model()->openEvents(samplewalks::walk(u"healthy"_s), u"healthy.pathlight"_s, 0);
    QVERIFY(fixture.waitForEnd());
    QVERIFY(!fixture.sees("practiceLessonCard"));
}

void tst_Window::placesAreRemembered()
{
    const QTemporaryDir folder;
    WindowParts parts;
    parts.settingsFile = folder.filePath(u"settings.ini"_s);
    parts.archiveFolder = folder.filePath(u"walks"_s);
    {
        MainWindow window(parts);
        window.resize(1111, 777);
        window.show();
        window.close();
    }
    MainWindow window(parts);
    QCOMPARE(window.size(), QSize(1111, 777));
}

void tst_Window::zoomChangesTheType()
{
    const WindowFixture fixture;
    const double before = QApplication::font().pointSizeF();
    fixture.trigger("zoomInAction");
    QVERIFY(QApplication::font().pointSizeF() > before);
    fixture.trigger("zoomResetAction");
    QCOMPARE(QApplication::font().pointSizeF(), before);
}

void tst_Window::hostileTextIsShownAsText()
{
    QList<Event> events = samplewalks::walk(u"captive_portal"_s);
    const QString hostile = u"<img src=x onerror=alert(1)><b>bold</b>"_s;
    for (Event& event : events) {
        if (event.kind != EventKind::Evidence || event.step != u"http"_s) continue;
        event.data.insert(u"title"_s, hostile);
        event.data.insert(u"serverHeader"_s, hostile);
    }
    const WindowFixture fixture;
    fixture.model()->openEvents(events, hostile, 0);
    QVERIFY(fixture.waitForEnd());
    fixture.find<WalkView>("walkView")->showPage(u"http"_s);
    int found = 0;
    for (const QLabel* const label : fixture.window()->findChildren<QLabel*>()) {
        if (!label->text().contains(u"onerror"_s)) continue;
        ++found;
        QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QVERIFY(found >= 2);
}

QTEST_MAIN(tst_Window)
#include "tst_window.moc"
