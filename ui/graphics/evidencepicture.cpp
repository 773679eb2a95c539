// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/evidencepicture.h"

#include "ui/graphics/ink.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

EvidencePicture::EvidencePicture(const QString& part, QWidget* parent)
    : PictureView(parent), m_part(u"view."_s + part)
{}

void EvidencePicture::paintPicture(QPainter& painter, const QRectF& box, const Palette& palette)
{
    if (!isEmpty()) return paintEvidence(painter, box, palette);
    drawWrapped(painter, box.adjusted(14, 14, -14, 0), emptyWords(), pictureFont(13), palette.quiet);
}

QString EvidencePicture::inWords() const
{
    return isEmpty() ? emptyWords() : evidenceInWords();
}

QString EvidencePicture::title() const
{
    return texts()(m_part + u".title"_s);
}

QString EvidencePicture::emptyWords() const
{
    return texts()(m_part + u".empty"_s);
}

} // namespace pathlight
