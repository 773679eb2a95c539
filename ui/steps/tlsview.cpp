// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/tlsview.h"

#include "ui/graphics/certificatetree.h"
#include "ui/steps/authoritydialog.h"
#include "ui/tr.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

TlsView::TlsView(QWidget* parent)
    : StepView(u"tls"_s, parent), m_picture(new CertificateTree), m_authority(new QPushButton)
{
    m_picture->setObjectName(u"certificateTree"_s);
    addPicture(m_picture);
    auto* const row = new QWidget;
    auto* const line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    m_authority->setObjectName(u"saveAuthorityPushButton"_s);
    m_authority->hide();
    line->addWidget(m_authority);
    line->addStretch(1);
    addPicture(row);
    connect(m_authority, &QPushButton::clicked, this, [this] {
        auto* const dialog = new AuthorityDialog(m_exported, texts(), window());
        dialog->open();
    });
}

void TlsView::showPicture(const Report& report)
{
    if (report.evidence.tls) m_picture->setEvidence(*report.evidence.tls);
    m_exported = exportedAuthority(report);
    // Where the certificate cannot be had the dialog says why.
    m_authority->setVisible(m_exported.problem != "public"_L1);
    m_authority->setText(Tr::tr("Save this authority's &certificate…"));
}

void TlsView::clearPicture()
{
    m_picture->reset();
    m_authority->hide();
}

void TlsView::wordPicture()
{
    m_picture->setTexts(texts());
}

} // namespace pathlight
