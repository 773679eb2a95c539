// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/authoritydialog.h"

#include "ui/savefile.h"
#include "ui/tr.h"
#include "ui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

AuthorityDialog::AuthorityDialog(ExportedAuthority authority, const Texts& texts, QWidget* parent)
    : QDialog(parent),
      m_authority(std::move(authority)),
      m_texts(texts),
      m_advice(new QPlainTextEdit),
      m_said(new TextLabel(TextRole::Body))
{
    setObjectName(u"authorityDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(Tr::tr("Authority of this connection"));
    m_advice->setObjectName(u"authorityAdvicePlainTextEdit"_s);
    m_advice->setReadOnly(true);
    m_advice->setTabChangesFocus(true);
    m_advice->setAccessibleName(Tr::tr("What to know about this authority"));
    m_advice->setPlainText(authorityAdvice(m_authority, u"authority.pem"_s, m_texts).join(u'\n'));
    m_said->setObjectName(u"authoritySaidLabel"_s);
    auto* const box = new QVBoxLayout(this);
    box->setSpacing(10);
    box->addWidget(m_advice, 1);
    box->addWidget(m_said);
    setupButtons();
    resize(90 * fontMetrics().averageCharWidth(), 26 * fontMetrics().lineSpacing());
}

void AuthorityDialog::setupButtons()
{
    auto* const buttons = new QDialogButtonBox;
    QPushButton* const save = buttons->addButton(Tr::tr("&Save…"), QDialogButtonBox::ActionRole);
    save->setObjectName(u"authoritySavePushButton"_s);
    save->setAutoDefault(false);
    save->setEnabled(m_authority.problem.isEmpty());
    QPushButton* const close = buttons->addButton(Tr::tr("Clos&e"), QDialogButtonBox::RejectRole);
    close->setDefault(true);
    connect(save, &QPushButton::clicked, this, &AuthorityDialog::askWhere);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout()->addWidget(buttons);
}

void AuthorityDialog::askWhere()
{
    auto* const dialog = new QFileDialog(this, Tr::tr("Save the certificate"));
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"pem"_s);
    dialog->selectFile(u"authority.pem"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &AuthorityDialog::saveTo);
    dialog->open();
}

void AuthorityDialog::saveTo(const QString& path)
{
    auto error = std::make_shared<QString>();
    m_workers.run(
        [error, path, bytes = authorityFile(m_authority, path, m_texts)] { *error = saveFile(path, bytes); },
        [this, error, path] {
            m_said->setText(error->isEmpty() ? Tr::tr("Saved: %1").arg(path)
                                             : Tr::tr("%1 could not be written: %2").arg(path, *error));
            if (error->isEmpty())
                m_advice->setPlainText(authorityAdvice(m_authority, path, m_texts).join(u'\n'));
        });
}

} // namespace pathlight
