// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/pictureview.h"

#include "core/report/plaintext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

const Texts& defaultTexts()
{
    static const Texts texts(Texts::languageFor(QLocale().name()));
    return texts;
}

PictureView::PictureView(QWidget* parent) : QWidget(parent), m_texts(defaultTexts())
{
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void PictureView::setTexts(const Texts& texts)
{
    m_texts = texts;
    retranslate();
    pictureChanged();
}

const Palette& PictureView::colours() const
{
    return paletteOf(themeFor(palette()));
}

int PictureView::heightForWidth(int width) const
{
    return static_cast<int>(std::ceil(heightAt(width)));
}

QSize PictureView::sizeHint() const
{
    constexpr int usualWidth = 620;
    return {usualWidth, heightForWidth(usualWidth)};
}

QSize PictureView::minimumSizeHint() const
{
    return {260, std::min(80, heightForWidth(260))};
}

/// Text from the network with what would control a terminal or reorder a line made visible.
QString PictureView::safeWords() const
{
    QStringList lines = inWords().split(u'\n');
    for (QString& line : lines) {
        QStringList cells = line.split(u'\t');
        for (QString& cell : cells)
            cell = visibleText(cell);
        line = cells.join(u'\t');
    }
    return lines.join(u'\n');
}

void PictureView::pictureChanged()
{
    setAccessibleName(title());
    setAccessibleDescription(safeWords());
    updateGeometry();
    update();
}

bool PictureView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tipAt(help->pos());
        // Text from the network must not become markup: a tip is escaped, always.
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), u"<p>"_s + visibleText(tip).toHtmlEscaped() + u"</p>"_s,
                               this);
        return true;
    }
    return QWidget::event(event);
}

void PictureView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(safeWords());
        return;
    }
    QWidget::keyPressEvent(event);
}

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colours().page);
    paintPicture(painter, rect(), colours());
    if (hasFocus()) {
        painter.setPen(QPen(colours().accent, 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

} // namespace pathlight
