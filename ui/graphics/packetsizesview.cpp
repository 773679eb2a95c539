// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/packetsizesview.h"

#include "ui/graphics/ink.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

PacketSizesView::PacketSizesView(QWidget* parent) : PictureView(parent)
{
    setObjectName(u"packetSizesView"_s);
    pictureChanged();
}

void PacketSizesView::setEvidence(const MtuEvidence& mtu)
{
    m_mtu = mtu;
    retranslate();
    pictureChanged();
}

void PacketSizesView::retranslate()
{
    m_sizes = packetSizesOf(m_mtu, texts());
}

void PacketSizesView::paintPicture(QPainter& painter, const QRectF& box, const Palette& palette)
{
    if (m_sizes.rows.isEmpty()) {
        drawWrapped(painter, box.adjusted(14, 14, -14, 0), texts()(u"view.sizes.empty"_s), pictureFont(13),
                    palette.quiet);
        return;
    }
    paintPacketSizes(painter, box, m_sizes, palette);
}

double PacketSizesView::heightAt(double) const
{
    return packetSizesHeight(m_sizes);
}

QString PacketSizesView::inWords() const
{
    return m_sizes.rows.isEmpty() ? texts()(u"view.sizes.empty"_s) : pathlight::inWords(m_sizes, texts());
}

QString PacketSizesView::title() const
{
    return texts()(u"view.sizes.title"_s);
}

} // namespace pathlight
