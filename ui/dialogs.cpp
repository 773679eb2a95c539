// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's dialogs and what comes from outside it: every dialog is opened, none is executed.
#include "ui/actions.h"
#include "ui/letterdialog.h"
#include "ui/mainwindow.h"
#include "ui/monitor/watchexport.h"
#include "ui/pages/advancedoptions.h"
#include "ui/pages/startpage.h"
#include "ui/pages/targetchooser.h"
#include "ui/tr.h"
#include "ui/walkview.h"

#include <QCloseEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QFileDialog* fileDialog(QWidget* parent, const QString& title, Settings* settings)
{
    auto* dialog = new QFileDialog(parent, title, settings->lastFolder());
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [settings](const QString& path) {
        settings->setLastFolder(QFileInfo(path).absolutePath());
    });
    return dialog;
}

QString droppedJournal(const QMimeData* data)
{
    const QList<QUrl> urls = data->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile()) return {};
    const QString path = urls.first().toLocalFile();
    const bool ours = path.endsWith(u".pathlight"_s, Qt::CaseInsensitive) ||
                      path.endsWith(u".jsonl"_s, Qt::CaseInsensitive);
    return ours ? path : QString();
}

} // namespace

void MainWindow::askForJournal(bool atItsPace)
{
    QFileDialog* const dialog = fileDialog(this, Tr::tr("Open a journal"), &m_settings);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({Tr::tr("Pathlight journals (*.pathlight *.jsonl)"), Tr::tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, atItsPace](const QString& path) { openJournal(path, atItsPace); });
    dialog->open();
}

void MainWindow::askForProfile(TargetChooser* into)
{
    QFileDialog* const dialog = fileDialog(this, Tr::tr("Choose a target profile"), &m_settings);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({Tr::tr("Target profiles (*.json)"), Tr::tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, into, &TargetChooser::chooseFile);
    dialog->open();
}

void MainWindow::askForCaFile()
{
    QFileDialog* const dialog = fileDialog(this, Tr::tr("Choose a PEM file"), &m_settings);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({Tr::tr("Certificates (*.pem *.crt *.cer)"), Tr::tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_startPage->options(), &AdvancedOptions::setCaFile);
    dialog->open();
}

void MainWindow::askWhereTo(ExportFormat format)
{
    if (!hasWalk() || m_model->isRunning()) return;
    QFileDialog* const dialog = fileDialog(this, Tr::tr("Save the report"), &m_settings);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffixOf(format));
    dialog->setNameFilters({u"*."_s + suffixOf(format)});
    const QDateTime when = QDateTime::fromString(m_model->report().header.startedAt, Qt::ISODateWithMs);
    dialog->selectFile(u"pathlight-"_s + when.toLocalTime().toString(u"yyyy-MM-dd-HHmm"_s) + u"."_s +
                       suffixOf(format));
    // The walk as it is now: another may have begun by the time the dialog is answered.
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format, events = m_model->events()](const QString& path) {
                m_exporter.write(format, events, m_words->texts(), path);
            });
    dialog->open();
}

void MainWindow::askWhereToOutages(bool csv)
{
    const QString suffix = csv ? u"csv"_s : u"md"_s;
    QFileDialog* const dialog = fileDialog(this, Tr::tr("Save the outages"), &m_settings);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilters({u"*."_s + suffix});
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(m_monitor->record().startedMs());
    dialog->selectFile(u"pathlight-outages-"_s + when.toString(u"yyyy-MM-dd-HHmm"_s) + u'.' + suffix);
    // The outages as they are now: more may have come by the time the dialog is answered.
    const QByteArray bytes = csv ? outagesCsv(m_monitor->record(), m_words->texts())
                                 : outagesMarkdown(*m_monitor, m_words->texts()).toUtf8();
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, bytes](const QString& path) { m_exporter.writeBytes(bytes, path); });
    dialog->open();
}

/// Without a tray nothing would show that the program still runs.
void MainWindow::askAboutWatch()
{
    if (auto* const open = findChild<QMessageBox*>(u"watchMessageBox"_s)) {
        open->raise();
        return;
    }
    auto* box = new QMessageBox(this);
    box->setObjectName(u"watchMessageBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(Tr::tr("Still watching"));
    box->setTextFormat(Qt::PlainText);
    box->setText(Tr::tr("Something is being watched. It ends with the window; what was seen is kept."));
    auto* const keep = box->addButton(Tr::tr("&Keep watching"), QMessageBox::RejectRole);
    auto* const leave = box->addButton(Tr::tr("&Stop and close"), QMessageBox::AcceptRole);
    keep->setObjectName(u"keepWatchingPushButton"_s);
    leave->setObjectName(u"stopAndClosePushButton"_s);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(leave, &QAbstractButton::clicked, this, &MainWindow::stopAndClose, Qt::QueuedConnection);
    box->open();
}

void MainWindow::showLetter()
{
    if (!hasWalk() || m_model->isRunning()) return;
    Redactor redactor(Redaction::Standard, {{QDir::homePath()}, {}});
    auto* const dialog =
        new LetterDialog(foldReport(redactor.events(m_model->events())), m_words->language(), this);
    connect(dialog, &LetterDialog::placeWanted, dialog, [this, dialog] {
        QFileDialog* const place = fileDialog(dialog, Tr::tr("Save the letter"), &m_settings);
        place->setAcceptMode(QFileDialog::AcceptSave);
        place->setDefaultSuffix(u"txt"_s);
        place->selectFile(u"pathlight-letter.txt"_s);
        connect(place, &QFileDialog::fileSelected, dialog, &LetterDialog::saveTo);
        place->open();
    });
    dialog->open();
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(this);
    box->setObjectName(u"aboutMessageBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(Tr::tr("About Pathlight"));
    box->setTextFormat(Qt::PlainText);
    box->setText(Tr::tr("Pathlight %1").arg(QStringLiteral(PATHLIGHT_VERSION)));
    box->setInformativeText(
        Tr::tr("Finds out why a computer cannot reach the Claude API.\n\nFree software under the GNU "
               "General Public License, version 3 or later. Built with Qt %1.")
            .arg(QString::fromLatin1(qVersion())));
    box->open();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_monitor->isRunning() && !m_leaving) {
        event->ignore();
        leaveWhileWatching();
        return;
    }
    m_settings.setPlace(objectName(), saveGeometry());
    if (m_walkView) m_walkView->savePlaces();
    m_model->stop();
    m_monitor->stop();
    event->accept();
}

bool MainWindow::event(QEvent* event)
{
    const bool done = QMainWindow::event(event);
    // By a timer: what is posted would come before the picture is handed to the screen.
    if (event->type() == QEvent::Paint && !m_walkView)
        QTimer::singleShot(0, this, &MainWindow::prepareWalkView);
    return done;
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ThemeChange)
        m_appearance.apply(m_settings.theme(), m_settings.fontPercent());
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedJournal(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = droppedJournal(event->mimeData());
    if (!path.isEmpty()) openJournal(path);
}

} // namespace pathlight
