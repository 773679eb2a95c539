// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/letterdialog.h"

#include "ui/savefile.h"
#include "ui/tr.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

LetterDialog::LetterDialog(Report report, const QString& language, QWidget* parent)
    : QDialog(parent),
      m_report(std::move(report)),
      m_languages(new QComboBox),
      m_subject(new QLineEdit),
      m_body(new QPlainTextEdit),
      m_said(new TextLabel(TextRole::Body))
{
    setObjectName(u"letterDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(Tr::tr("Letter to IT"));
    setupWidgets();
    m_languages->setCurrentIndex(m_languages->findData(language));
    connect(m_languages, &QComboBox::currentIndexChanged, this, &LetterDialog::write);
    write();
}

void LetterDialog::setupWidgets()
{
    m_languages->setObjectName(u"letterLanguageComboBox"_s);
    m_languages->addItem(u"English"_s, u"en"_s);
    m_languages->addItem(QStringLiteral(u"简体中文"), u"zh_CN"_s);
    m_subject->setObjectName(u"letterSubjectLineEdit"_s);
    m_body->setObjectName(u"letterPlainTextEdit"_s);
    m_body->setTabChangesFocus(true);
    m_body->setAccessibleName(Tr::tr("The letter"));
    m_said->setObjectName(u"letterSaidLabel"_s);
    auto* const form = new QFormLayout;
    form->addRow(Tr::tr("Language of the &letter:"), m_languages);
    form->addRow(Tr::tr("Su&bject:"), m_subject);
    auto* const box = new QVBoxLayout(this);
    box->setSpacing(10);
    box->addLayout(form);
    box->addWidget(m_body, 1);
    box->addWidget(m_said);
    setupButtons();
    resize(90 * fontMetrics().averageCharWidth(), 36 * fontMetrics().lineSpacing());
}

void LetterDialog::setupButtons()
{
    auto* const buttons = new QDialogButtonBox;
    const auto add = [&](const QString& name, const QString& text, auto slot) {
        QPushButton* const button = buttons->addButton(text, QDialogButtonBox::ActionRole);
        button->setObjectName(name);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, slot);
    };
    add(u"letterCopyPushButton"_s, Tr::tr("&Copy"), &LetterDialog::copy);
    add(u"letterSavePushButton"_s, Tr::tr("&Save…"), &LetterDialog::placeWanted);
    add(u"letterMailPushButton"_s, Tr::tr("Open in &mail program"), &LetterDialog::openMail);
    QPushButton* const close = buttons->addButton(Tr::tr("Clos&e"), QDialogButtonBox::RejectRole);
    close->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout()->addWidget(buttons);
}

void LetterDialog::write()
{
    const Letter made = letterToIt(m_report, Texts(m_languages->currentData().toString()));
    m_subject->setText(made.subject);
    m_body->setPlainText(made.body);
    m_said->clear();
}

Letter LetterDialog::letter() const
{
    return {m_subject->text(), m_body->toPlainText()};
}

void LetterDialog::copy()
{
    QGuiApplication::clipboard()->setText(letterText(letter()));
    m_said->setText(Tr::tr("The letter is on the clipboard."));
}

/// A mail program takes an address of some 2,000 bytes; the whole letter is on the clipboard besides.
void LetterDialog::openMail()
{
    copy();
    const Texts texts(m_languages->currentData().toString());
    const QUrl url = QUrl::fromEncoded(mailtoFor(letter(), texts(u"letter.shortened"_s)));
    if (!QDesktopServices::openUrl(url))
        m_said->setText(Tr::tr("No mail program could be opened. The letter is on the clipboard."));
}

void LetterDialog::saveTo(const QString& path)
{
    auto error = std::make_shared<QString>();
    m_workers.run([error, path, bytes = letterText(letter()).toUtf8()] { *error = saveFile(path, bytes); },
                  [this, error, path] {
                      m_said->setText(error->isEmpty()
                                          ? Tr::tr("Saved: %1").arg(path)
                                          : Tr::tr("%1 could not be written: %2").arg(path, *error));
                  });
}

} // namespace pathlight
