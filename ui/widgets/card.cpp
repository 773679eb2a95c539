// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

#include "ui/appearance.h"

#include <QPainter>
#include <QVBoxLayout>

namespace pathlight {

Card::Card(QWidget* parent) : QFrame(parent), m_box(new QVBoxLayout(this))
{
    m_box->setContentsMargins(16, 14, 16, 14);
    m_box->setSpacing(8);
}

void Card::setStanding(std::optional<Standing> standing)
{
    m_standing = standing;
    update();
}

void Card::paintEvent(QPaintEvent*)
{
    const Palette& colours = coloursOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor edge = m_standing ? mixed(colourOf(*m_standing, colours), colours.page, 0.45) : colours.grid;
    painter.setPen(QPen(edge, 1));
    painter.setBrush(m_standing ? tintOf(*m_standing, colours) : colours.page);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace pathlight
