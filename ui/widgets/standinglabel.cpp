// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/standinglabel.h"

#include "ui/appearance.h"
#include "ui/graphics/ink.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace pathlight {

namespace {

constexpr int gap = 8;

} // namespace

StandingLabel::StandingLabel(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

QFont StandingLabel::wordsFont() const
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 1.1);
    font.setWeight(QFont::DemiBold);
    return font;
}

void StandingLabel::setStanding(Standing standing, const QString& words)
{
    m_standing = standing;
    m_words = words;
    setAccessibleName(words);
    updateGeometry();
    update();
}

QSize StandingLabel::sizeHint() const
{
    const QFontMetrics metrics(wordsFont());
    const int mark = metrics.height();
    return {mark + gap + metrics.horizontalAdvance(m_words) + 2, mark + 4};
}

void StandingLabel::paintEvent(QPaintEvent*)
{
    const Palette& colours = coloursOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double mark = QFontMetrics(wordsFont()).height();
    drawMark(painter, QRectF(0, (height() - mark) / 2, mark, mark), m_standing, colours);
    painter.setFont(wordsFont());
    painter.setPen(colourOf(m_standing, colours));
    painter.drawText(QRectF(mark + gap, 0, width() - mark - gap, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     m_words);
}

void StandingLabel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange) updateGeometry();
}

} // namespace pathlight
