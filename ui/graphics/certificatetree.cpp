// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/certificatetree.h"

#include "ui/graphics/ink.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double headingHeight = 30;

} // namespace

CertificateTree::CertificateTree(QWidget* parent) : PictureView(parent)
{
    setObjectName(u"chainCertificateTree"_s);
    pictureChanged();
}

void CertificateTree::setEvidence(const TlsEvidence& tls)
{
    m_tls = tls;
    retranslate();
    pictureChanged();
}

void CertificateTree::retranslate()
{
    m_cards = chainCards(m_tls, texts());
    m_stores = storeTable(m_tls, texts());
}

void CertificateTree::paintPicture(QPainter& painter, const QRectF& box, const Palette& palette)
{
    if (m_cards.isEmpty()) {
        drawWrapped(painter, box.adjusted(14, 14, -14, 0), texts()(u"view.chain.empty"_s), pictureFont(13),
                    palette.quiet);
        return;
    }
    QRectF rest = box.adjusted(1, 1, -1, -1);
    paintChain(painter, rest, m_cards, palette);
    if (m_stores.rows.isEmpty()) return;
    rest.setTop(rest.top() + chainHeight(m_cards, rest.width()));
    drawLine(painter, QRectF(rest.left() + 8, rest.top(), rest.width() - 8, headingHeight),
             texts()(u"view.stores.title"_s), pictureFont(13, QFont::DemiBold), palette.text);
    rest.setTop(rest.top() + headingHeight);
    paintTable(painter, rest, m_stores, palette);
}

double CertificateTree::heightAt(double width) const
{
    if (m_cards.isEmpty()) return 48;
    const double inner = width - 2;
    const double stores =
        m_stores.rows.isEmpty() ? 0 : headingHeight + layoutTable(m_stores, inner).height() + 2;
    return chainHeight(m_cards, inner) + stores + 2;
}

QString CertificateTree::inWords() const
{
    if (m_cards.isEmpty()) return texts()(u"view.chain.empty"_s);
    return pathlight::inWords(m_cards) + u"\n\n"_s + texts()(u"view.stores.title"_s) + u'\n' +
           pathlight::inWords(m_stores);
}

QString CertificateTree::title() const
{
    return texts()(u"view.chain.title"_s);
}

} // namespace pathlight
