// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/packetsizesview.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

PacketSizesView::PacketSizesView(QWidget* parent) : EvidencePicture(u"sizes"_s, parent)
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

void PacketSizesView::paintEvidence(QPainter& painter, const QRectF& box, const Palette& palette)
{
    paintPacketSizes(painter, box, m_sizes, palette);
}

double PacketSizesView::heightAt(double) const
{
    return packetSizesHeight(m_sizes);
}

QString PacketSizesView::evidenceInWords() const
{
    return pathlight::inWords(m_sizes, texts());
}

} // namespace pathlight
