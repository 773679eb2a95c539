// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/tlsview.h"

#include "ui/graphics/certificatetree.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

TlsView::TlsView(QWidget* parent) : StepView(u"tls"_s, parent), m_picture(new CertificateTree)
{
    m_picture->setObjectName(u"certificateTree"_s);
    addPicture(m_picture);
}

void TlsView::showPicture(const Report& report)
{
    if (report.evidence.tls) m_picture->setEvidence(*report.evidence.tls);
}

void TlsView::clearPicture()
{
    m_picture->reset();
}

void TlsView::wordPicture()
{
    m_picture->setTexts(texts());
}

} // namespace pathlight
