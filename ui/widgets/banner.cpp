// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/appearance.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

Banner::Banner(QWidget* parent) : QWidget(parent), m_text(new TextLabel(TextRole::Strong))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 12, 6);
    row->setSpacing(8);
    m_text->setObjectName(u"bannerLabel"_s);
    row->addWidget(m_text, 1, Qt::AlignVCenter);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

void Banner::setMessage(const QString& text, Standing standing)
{
    m_standing = standing;
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    update();
}

QString Banner::message() const
{
    return m_text->text();
}

void Banner::addControl(QWidget* control)
{
    layout()->addWidget(control);
}

void Banner::paintEvent(QPaintEvent*)
{
    const Palette& colours = coloursOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), tintOf(m_standing, colours));
    painter.fillRect(QRect(0, 0, 4, height()), colourOf(m_standing, colours));
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.grid);
}

} // namespace pathlight
