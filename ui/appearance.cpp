// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance.h"

#include "ui/theme.h"
#include "ui/widgets/edgestyle.h"

#include <QApplication>
#include <QPalette>
#include <QWidget>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QPalette paletteFrom(const Palette& colours)
{
    const QColor raised = colours.dark ? mixed(colours.text, colours.panel, 0.08) : colours.page;
    QPalette palette(raised, colours.panel);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::Base, colours.page);
    palette.setColor(QPalette::AlternateBase, colours.panel);
    palette.setColor(QPalette::ToolTipBase, colours.page);
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.quiet);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.page);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, mixed(colours.text, colours.panel, 0.45));
    }
    return palette;
}

} // namespace

const Palette& coloursOf(const QWidget* widget)
{
    return paletteOf(themeFor(widget->palette()));
}

Appearance::Appearance() : m_systemFont(QApplication::font())
{
    if (EdgeStyle::isWanted()) QApplication::setStyle(new EdgeStyle);
}

void Appearance::apply(const QString& theme, int fontPercent)
{
    Theme chosen = theme == u"dark" ? Theme::Dark : Theme::Light;
    if (theme == u"system") {
        // An empty palette gives the application back to the system, so that its own can be looked at.
        QApplication::setPalette(QPalette());
        chosen = themeFor(QApplication::palette());
    }
    QApplication::setPalette(paletteFrom(paletteOf(chosen)));
    QFont font = m_systemFont;
    font.setPointSizeF(m_systemFont.pointSizeF() * fontPercent / 100.0);
    QApplication::setFont(font);
}

} // namespace pathlight
