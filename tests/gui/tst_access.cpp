// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/controls.h"
#include "tests/gui/windowfixture.h"
#include "ui/appearance.h"
#include "ui/letter.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

/// Who sees no picture, uses no mouse, reads another language or a dark theme.
class tst_Access : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void walkByKeysAlone();
    void everythingIsReachedByTab_data();
    void everythingIsReachedByTab();
    void noTwoControlsShareAMnemonic_data();
    void noTwoControlsShareAMnemonic();
    void everyControlHasAName_data();
    void everyControlHasAName();
    void scenariosAreReadWithWhatHappens();
    void languageSwitchesWhileOpen();
    void nothingIsLeftUntranslated();
    void languageIsRemembered();
    void themeSwitches();
    void textHasContrast_data();
    void textHasContrast();
    void edgesAreSeenInTheDark();
};

namespace {

/// Shows the start page, or a walk's page.
void showPage(const WindowFixture& fixture, const QString& page)
{
    if (page == u"start") return;
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    if (page == u"flowchart") fixture.trigger("showFlowchartAction");
}

void addPages()
{
    QTest::addColumn<QString>("page");
    QTest::newRow("start page") << u"start"_s;
    QTest::newRow("verdict") << u"verdict"_s;
    QTest::newRow("flowchart") << u"flowchart"_s;
}

void chooseLanguage(const WindowFixture& fixture, const QString& language)
{
    fixture.find<QAction>(qPrintable(language + u"ChoiceAction"_s))->trigger();
}

} // namespace

void tst_Access::walkByKeysAlone()
{
    const WindowFixture fixture(u"tcp_timed_out"_s);
    QTest::keyClick(fixture.window(), Qt::Key_F5);
    QVERIFY(fixture.waitForEnd());
    QTRY_VERIFY(fixture.sees("verdictPage"));
    QTest::keyClick(fixture.window(), Qt::Key_F9);
    QTRY_VERIFY(fixture.sees("largeFlowchartView"));
    QTest::keyClick(fixture.window(), Qt::Key_F10);
    QTRY_VERIFY(fixture.sees("verdictPage"));
    QTest::keyClick(fixture.window(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(fixture.sees("startPage"));
    QTest::keyClick(fixture.window(), Qt::Key_F6);
    QTRY_VERIFY(fixture.model()->waitsForNext());
    QTRY_VERIFY(fixture.find<QAction>("nextAction")->isEnabled());
    QTest::keyClick(fixture.window(), Qt::Key_F7);
    QTRY_VERIFY(fixture.model()->report().step(u"environment"_s)->status);
    QTest::keyClick(fixture.window(), Qt::Key_F5, Qt::ShiftModifier);
    QVERIFY(fixture.waitForEnd());
    QCOMPARE(fixture.model()->report().ending, u"cancelled"_s);
}

void tst_Access::everythingIsReachedByTab_data()
{
    addPages();
}

void tst_Access::everythingIsReachedByTab()
{
    QFETCH(const QString, page);
    const WindowFixture fixture;
    showPage(fixture, page);
    const QList<QWidget*> controls = controlsOf(fixture.window());
    QVERIFY(controls.size() > 5);
    controls.first()->setFocus();
    QSet<QWidget*> reached{fixture.window()->focusWidget()};
    for (int press = 0; press < 2 * controls.size() + 10; ++press) {
        QTest::keyClick(fixture.window()->focusWidget(), Qt::Key_Tab);
        reached.insert(fixture.window()->focusWidget());
    }
    for (QWidget* const control : controls) {
        QVERIFY2(reached.contains(control),
                 qPrintable(control->objectName() + u' ' +
                            QString::fromLatin1(control->metaObject()->className())));
    }
}

void tst_Access::noTwoControlsShareAMnemonic_data()
{
    addPages();
}

void tst_Access::noTwoControlsShareAMnemonic()
{
    QFETCH(const QString, page);
    const WindowFixture fixture;
    if (page == u"start") fixture.click("advancedToolButton");
    showPage(fixture, page);
    QStringList texts;
    for (const QAction* const menu : fixture.window()->menuBar()->actions())
        texts.append(menu->text());
    for (const QAbstractButton* const button : fixture.window()->findChildren<QAbstractButton*>()) {
        if (button->isVisible()) texts.append(button->text());
    }
    for (const QLabel* const label : fixture.window()->findChildren<QLabel*>()) {
        if (label->isVisible() && label->buddy()) texts.append(label->text());
    }
    QHash<QKeySequence, QString> taken;
    for (const QString& text : std::as_const(texts)) {
        const QKeySequence key = QKeySequence::mnemonic(text);
        if (key.isEmpty()) continue;
        QVERIFY2(!taken.contains(key), qPrintable(text + u" / "_s + taken.value(key)));
        taken.insert(key, text);
    }
}

void tst_Access::everyControlHasAName_data()
{
    addPages();
}

void tst_Access::everyControlHasAName()
{
    QFETCH(const QString, page);
    const WindowFixture fixture;
    showPage(fixture, page);
    for (QWidget* const control : controlsOf(fixture.window())) {
        if (qobject_cast<QMenuBar*>(control) || qobject_cast<QToolBar*>(control)) continue;
        QAccessibleInterface* const interface = QAccessible::queryAccessibleInterface(control);
        QVERIFY(interface);
        const QString name = interface->text(QAccessible::Name);
        const QString who =
            control->objectName() + u' ' + QString::fromLatin1(control->metaObject()->className());
        QVERIFY2(!name.isEmpty(), qPrintable(who));
        QVERIFY2(!control->objectName().isEmpty(), qPrintable(who));
    }
}

void tst_Access::scenariosAreReadWithWhatHappens()
{
    const WindowFixture fixture;
    chooseLanguage(fixture, u"zh_CN"_s);
    QAccessibleInterface* const list =
        QAccessible::queryAccessibleInterface(fixture.find<QListWidget>("practiceListWidget"));
    QVERIFY(list && list->childCount() > 1);
    const QAccessibleInterface* const second = list->child(1);
    const Texts chinese(u"zh_CN"_s);
    QCOMPARE(second->text(QAccessible::Name), chinese(u"practice.refused.name"_s));
    QCOMPARE(second->text(QAccessible::Description), chinese(u"practice.refused.about"_s));
    QCOMPARE(fixture.find<QWidget>("practiceChooser")->findChild<QLabel*>(u"seenPracticeLabel"_s)->text(),
             chinese(u"practice.healthy.seen"_s));
}

void tst_Access::languageSwitchesWhileOpen()
{
    const WindowFixture fixture(u"tcp_timed_out"_s);
    fixture.click("startPushButton");
    QVERIFY(fixture.waitForEnd());
    const QString english = fixture.textOf("verdictSentenceLabel");
    chooseLanguage(fixture, u"zh_CN"_s);
    const Texts chinese(u"zh_CN"_s);
    QCOMPARE(fixture.textOf("verdictSentenceLabel"),
             explanationOf(fixture.model()->report().verdict, chinese).summary);
    QVERIFY(hasHan(fixture.find<QPushButton>("exportPdfPushButton")->text()));
    QVERIFY(hasHan(fixture.find<QAction>("startAction")->text()));
    chooseLanguage(fixture, u"en"_s);
    QCOMPARE(fixture.textOf("verdictSentenceLabel"), english);
    QVERIFY(!hasHan(fixture.find<QPushButton>("exportPdfPushButton")->text()));
}

void tst_Access::nothingIsLeftUntranslated()
{
    const WindowFixture fixture(u"tcp_timed_out"_s);
    chooseLanguage(fixture, u"zh_CN"_s);
    const QSet<QString> sameInBoth{u"englishChoice"_s, u"enChoiceAction"_s, u"languageToolButton"_s,
                                   u"closeTroubleToolButton"_s};
    for (const QAction* const action : fixture.window()->findChildren<QAction*>()) {
        if (action->text().isEmpty() || !action->objectName().endsWith(u"Action"_s)) continue;
        if (sameInBoth.contains(action->objectName())) continue;
        QVERIFY2(hasHan(action->text()), qPrintable(action->objectName()));
    }
    for (const QAbstractButton* const button : fixture.window()->findChildren<QAbstractButton*>()) {
        if (button->text().isEmpty() || !button->isVisible() || sameInBoth.contains(button->objectName()))
            continue;
        if (button->objectName() == u"targetToolButton") continue; // a name is a name
        QVERIFY2(hasHan(button->text()), qPrintable(button->objectName() + u' ' + button->text()));
    }
}

void tst_Access::languageIsRemembered()
{
    const QTemporaryDir folder;
    WindowParts parts;
    parts.settingsFile = folder.filePath(u"settings.ini"_s);
    parts.archiveFolder = folder.filePath(u"walks"_s);
    parts.systemLocale = u"zh_Hans_CN"_s;
    {
        MainWindow window(parts);
        QCOMPARE(window.words()->language(), u"zh_CN"_s);
        window.findChild<QAction*>(u"enChoiceAction"_s)->trigger();
        window.close();
    }
    const MainWindow window(parts);
    QCOMPARE(window.words()->language(), u"en"_s);
}

void tst_Access::themeSwitches()
{
    const WindowFixture fixture;
    fixture.find<QAction>("darkChoiceAction")->trigger();
    // A new palette reaches the widgets with the next turn of the event loop.
    QTRY_VERIFY(coloursOf(fixture.window()).dark);
    fixture.find<QAction>("lightChoiceAction")->trigger();
    QTRY_VERIFY(!coloursOf(fixture.window()).dark);
}

void tst_Access::edgesAreSeenInTheDark()
{
    Appearance().apply(u"dark"_s, 100);
    QCheckBox tick;
    QLineEdit field;
    const QColor ground = tick.palette().color(QPalette::Window);
    for (QWidget* widget : {static_cast<QWidget*>(&tick), static_cast<QWidget*>(&field)}) {
        widget->resize(80, 30);
        const QImage picture = widget->grab().toImage();
        double most = 0;
        // Down through the middle of a tick's box, and of an empty field.
        for (int y = 0; y < picture.height(); ++y)
            most = std::max(most, contrastRatio(picture.pixelColor(8, y), ground));
        QVERIFY2(most >= 3, qPrintable(QString::number(most)));
    }
    Appearance().apply(u"light"_s, 100);
}

void tst_Access::textHasContrast_data()
{
    QTest::addColumn<QString>("theme");
    QTest::newRow("light") << u"light"_s;
    QTest::newRow("dark") << u"dark"_s;
}

void tst_Access::textHasContrast()
{
    QFETCH(const QString, theme);
    const WindowFixture fixture;
    fixture.find<QAction>(qPrintable(theme + u"ChoiceAction"_s))->trigger();
    const QPalette palette = QApplication::palette();
    const QList<std::pair<QPalette::ColorRole, QPalette::ColorRole>> pairs{
        {QPalette::WindowText, QPalette::Window},
        {QPalette::Text, QPalette::Base},
        {QPalette::ButtonText, QPalette::Button},
        {QPalette::HighlightedText, QPalette::Highlight},
        {QPalette::Link, QPalette::Base},
        {QPalette::PlaceholderText, QPalette::Base},
        {QPalette::ToolTipText, QPalette::ToolTipBase}};
    for (const auto& [ink, paper] : pairs) {
        // WCAG 2.1, success criterion 1.4.3.
        QVERIFY(contrastRatio(palette.color(ink), palette.color(paper)) >= 4.5);
    }
}

QTEST_MAIN(tst_Access)
#include "tst_access.moc"
