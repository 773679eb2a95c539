// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report.h"
#include "tests/gui/samplewalks.h"
#include "ui/steps/changedialog.h"
#include "ui/steps/clientcard.h"
#include "ui/steps/clientsview.h"
#include "ui/widgets/commandbox.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

/// The table of clients, on the walk through a company's gateway.
class TestClientsView final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneCardAClient();
    void saysWhy();
    void showsWhatWasStarted();
    void opensWithMouseAndKeys();
    void staysOpenWhenDrawnAnew();
    void givesSettingsForEachPlace();
    void speaksChinese();
    void takesAnUnknownClient();
    void writesAndUndoesFromTheDialog();
    void saysWhyAFileIsNotWritten();
    void offersNothingAfterPractice();
};

namespace {

Report gateway()
{
    return foldReport(samplewalks::walk(u"company_gateway"_s));
}

/// Shows a walk; a layout shows its new widgets when events are next looked at.
void show(ClientsView& view, const Report& report)
{
    view.show();
    view.setEvidence(report);
    QCoreApplication::processEvents();
}

/// Cards that are not on their way out.
QList<ClientCard*> cardsOf(const ClientsView& view)
{
    QList<ClientCard*> cards = view.findChildren<ClientCard*>();
    cards.removeIf([](const ClientCard* card) { return card->isHidden(); });
    return cards;
}

ClientCard* cardOf(const ClientsView& view, const QString& client)
{
    for (ClientCard* card : cardsOf(view)) {
        if (card->objectName() == client + u"ClientCard"_s) return card;
    }
    return nullptr;
}

QString textOf(const ClientCard* card, const QString& label)
{
    return card->findChild<QLabel*>(label)->text();
}

} // namespace

void TestClientsView::oneCardAClient()
{
    ClientsView view;
    show(view, gateway());
    QStringList names;
    for (const ClientCard* card : cardsOf(view))
        names.append(card->objectName().chopped(10));
    const QStringList contract{u"claude-code"_s,          u"claude-code-npm"_s, u"anthropic-python"_s,
                               u"anthropic-typescript"_s, u"python-requests"_s, u"curl"_s};
    QCOMPARE(names, contract);
    QVERIFY(view.hasSomething());
    view.reset();
    QVERIFY(cardsOf(view).isEmpty());
}

void TestClientsView::saysWhy()
{
    ClientsView view;
    view.setTexts(Texts(u"en"_s));
    show(view, gateway());
    const ClientCard* const python = cardOf(view, u"anthropic-python"_s);
    QCOMPARE(textOf(python, u"clientOutcomeLabel"_s), u"would fail · tls.intercepted"_s);
    QVERIFY(textOf(python, u"clientReasonLabel"_s).contains(u"does not accept the certificate"_s));
    QVERIFY(python->accessibleName().endsWith(u": would fail"_s));
    QCOMPARE(textOf(cardOf(view, u"curl"_s), u"clientOutcomeLabel"_s), u"works"_s);
}

void TestClientsView::showsWhatWasStarted()
{
    ClientsView view;
    view.setTexts(Texts(u"en"_s));
    Report report = gateway();
    show(view, report);
    QCOMPARE(textOf(cardOf(view, u"curl"_s), u"clientTrialLabel"_s),
             u"Started here once (curl 8.5.0): the API answered, with status 401 (as predicted)."_s);
    QVERIFY(
        textOf(cardOf(view, u"anthropic-python"_s), u"clientTrialLabel"_s).contains("not as predicted"_L1));
    QVERIFY(!cardOf(view, u"claude-code"_s)->findChild<QLabel*>(u"clientTrialLabel"_s));
    // What a program said stays text, whatever it says.
    for (ClientEvidence& each : report.evidence.clients->clients) {
        if (!each.trial) continue;
        each.trial->outcome = TrialOutcome::Failed;
        each.trial->error = u"<img src=x> \u202eConnection refused"_s;
    }
    show(view, report);
    auto* const label = cardOf(view, u"curl"_s)->findChild<QLabel*>(u"clientTrialLabel"_s);
    QCOMPARE(label->textFormat(), Qt::PlainText);
    QVERIFY(label->text().contains("<img src=x>"_L1) && !label->text().contains(u'\u202e'));
    QVERIFY(label->text().contains("speaks of the step"_L1));
}

void TestClientsView::opensWithMouseAndKeys()
{
    ClientsView view;
    show(view, gateway());
    ClientCard* const card = cardOf(view, u"anthropic-python"_s);
    auto* const toggle = card->findChild<QToolButton*>(u"clientDetailsToolButton"_s);
    const auto* const box = card->findChild<CommandBox*>();
    QVERIFY(!box->isVisible());
    toggle->click();
    QVERIFY(box->isVisible());
    toggle->setFocus();
    QTest::keyClick(toggle, Qt::Key_Space);
    QVERIFY(!box->isVisible());
}

void TestClientsView::staysOpenWhenDrawnAnew()
{
    ClientsView view;
    show(view, gateway());
    cardOf(view, u"curl"_s)->findChild<QToolButton*>(u"clientDetailsToolButton"_s)->click();
    show(view, gateway());
    QVERIFY(cardOf(view, u"curl"_s)->findChild<QToolButton*>(u"clientDetailsToolButton"_s)->isChecked());
    QVERIFY(
        !cardOf(view, u"claude-code"_s)->findChild<QToolButton*>(u"clientDetailsToolButton"_s)->isChecked());
}

void TestClientsView::givesSettingsForEachPlace()
{
    ClientsView view;
    view.setTexts(Texts(u"en"_s));
    show(view, gateway());
    QVERIFY(!cardOf(view, u"curl"_s)->findChild<QComboBox*>());
    ClientCard* const card = cardOf(view, u"claude-code-npm"_s);
    auto* const places = card->findChild<QComboBox*>(u"clientPlaceComboBox"_s);
    QStringList copied;
    for (int place = 0; place < places->count(); ++place) {
        places->setCurrentIndex(place);
        QCoreApplication::processEvents();
        QList<CommandBox*> boxes = card->findChildren<CommandBox*>();
        boxes.removeIf([](const CommandBox* box) { return box->isHidden(); });
        QCOMPARE(boxes.size(), 1);
        boxes.first()->findChild<QToolButton*>(u"copyToolButton"_s)->click();
        copied.append(QGuiApplication::clipboard()->text());
    }
    copied.removeDuplicates();
    QCOMPARE(copied.size(), places->count());
    QCOMPARE(copied.first(), u"export NODE_EXTRA_CA_CERTS='/etc/ssl/certs/ca-certificates.crt'"_s);
}

void TestClientsView::speaksChinese()
{
    ClientsView view;
    view.setTexts(Texts(u"zh_CN"_s));
    show(view, gateway());
    QVERIFY(textOf(cardOf(view, u"curl"_s), u"clientOutcomeLabel"_s) == u"可用");
}

/// From the journal of a newer version, or of somebody who means no good.
void TestClientsView::takesAnUnknownClient()
{
    Report report = gateway();
    report.evidence.clients->clients[0].id = u"<b>netcat\u202e"_s;
    report.evidence.clients->clients[1].reason = u"of another version"_s;
    ClientsView view;
    show(view, report);
    QCOMPARE(cardsOf(view).size(), 6);
    QVERIFY(!cardsOf(view).first()->accessibleName().contains(QChar(0x202e)));
}

namespace {

/// The home of this test alone, in which Claude's settings are.
class OwnHome
{
public:
    OwnHome()
    {
        for (const char* name : {"HOME", "XDG_DATA_HOME", "CLAUDE_CONFIG_DIR"})
            qputenv(name, QFile::encodeName(m_folder.path()));
    }
    ~OwnHome() { qunsetenv("CLAUDE_CONFIG_DIR"); }
    [[nodiscard]] QString settings() const { return m_folder.filePath(u"settings.json"_s); }
    [[nodiscard]] QByteArray read() const
    {
        QFile file(settings());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
    }
    void write(const QByteArray& bytes) const
    {
        QFile file(settings());
        if (file.open(QIODevice::WriteOnly)) file.write(bytes);
    }

private:
    QTemporaryDir m_folder;
};

/// Opens the dialog of Claude Code's settings file, and waits until it has read.
ChangeDialog* openDialog(ClientsView& view)
{
    ClientCard* const card = cardOf(view, u"claude-code-npm"_s);
    auto* const places = card->findChild<QComboBox*>(u"clientPlaceComboBox"_s);
    places->setCurrentIndex(places->findData(static_cast<int>(ConfigPlace::ClaudeSettings)));
    card->findChild<QPushButton*>(u"clientDifferencePushButton"_s)->click();
    auto* const dialog = view.findChild<ChangeDialog*>();
    const auto* const head = dialog->findChild<QLabel*>(u"changeHeadLabel"_s);
    if (!QTest::qWaitFor([head] { return head->text().contains("settings.json"_L1); })) return nullptr;
    return dialog;
}

} // namespace

void TestClientsView::writesAndUndoesFromTheDialog()
{
    const OwnHome home;
    const QByteArray before = "{\n  \"env\": {\n    \"ANTHROPIC_AUTH_TOKEN\": \"hunter22\"\n  }\n}\n";
    home.write(before);
    ClientsView view;
    view.setTexts(Texts(u"en"_s));
    show(view, gateway());
    ChangeDialog* const dialog = openDialog(view);
    QVERIFY(dialog);
    auto* const apply = dialog->findChild<QPushButton*>(u"changeApplyPushButton"_s);
    auto* const undo = dialog->findChild<QPushButton*>(u"changeUndoPushButton"_s);
    const QString shown =
        dialog->findChild<QPlainTextEdit*>(u"changeDifferencePlainTextEdit"_s)->toPlainText();
    QVERIFY(shown.contains(u"+    \"NODE_EXTRA_CA_CERTS\""_s));
    QVERIFY(!shown.contains(u"hunter22"_s));
    QVERIFY(!undo->isEnabled());
    QCOMPARE(home.read(), before);
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY(undo->isEnabled());
    QVERIFY(home.read().contains("NODE_EXTRA_CA_CERTS"));
    QVERIFY(home.read().contains("hunter22"));
    QVERIFY(!apply->isEnabled());
    QTest::mouseClick(undo, Qt::LeftButton);
    QTRY_VERIFY(apply->isEnabled());
    QCOMPARE(home.read(), before);
    QVERIFY(!undo->isEnabled());
    // Enter closes, and writes nothing.
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(home.read(), before);
    QVERIFY(!dialog->isVisible());
}

void TestClientsView::saysWhyAFileIsNotWritten()
{
    const OwnHome home;
    home.write("{\n oops");
    ClientsView view;
    view.setTexts(Texts(u"en"_s));
    show(view, gateway());
    ChangeDialog* const dialog = openDialog(view);
    QVERIFY(dialog);
    QVERIFY(dialog->findChild<QLabel*>(u"changeHeadLabel"_s)->text().contains(u"line 2"_s));
    QVERIFY(!dialog->findChild<QPushButton*>(u"changeApplyPushButton"_s)->isEnabled());
    QVERIFY(dialog->findChild<QPlainTextEdit*>()->toPlainText().contains(u"NODE_EXTRA_CA_CERTS"_s));
}

void TestClientsView::offersNothingAfterPractice()
{
    Report report = gateway();
    report.header.practice = true;
    ClientsView view;
    show(view, report);
    QVERIFY(cardOf(view, u"claude-code-npm"_s)->findChild<QPushButton*>()->isHidden());
}

QTEST_MAIN(TestClientsView)
#include "tst_clientsview.moc"
