// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/textlabel.h"

#include "ui/appearance.h"
#include "ui/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>

namespace pathlight {

namespace {

/// While a window is dragged wider each of its widths is asked for once.
constexpr qsizetype mostWidths = 64;

double sizeFactor(TextRole role)
{
    switch (role) {
    case TextRole::Small:
        return 0.9;
    case TextRole::Heading:
        return 1.15;
    case TextRole::Title:
        return 1.5;
    case TextRole::Sentence:
        return 1.7;
    default:
        return 1.0;
    }
}

bool isBold(TextRole role)
{
    return role == TextRole::Strong || role == TextRole::Heading || role == TextRole::Title;
}

QFont fontFor(TextRole role)
{
    QFont font = QApplication::font();
    if (role == TextRole::Fixed) font.setFamilies(fixedFont(12).families());
    font.setPointSizeF(font.pointSizeF() * sizeFactor(role));
    if (isBold(role)) font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

TextLabel::TextLabel(TextRole role, QWidget* parent) : QLabel(parent), m_role(role)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    applyRole();
}

TextLabel::TextLabel(TextRole role, const QString& text, QWidget* parent) : TextLabel(role, parent)
{
    setText(text);
}

TextLabel::Measures& TextLabel::measures() const
{
    const bool isSame =
        m_measures.text == text() && m_measures.font == font() && m_measures.wraps == wordWrap();
    if (!isSame) m_measures = {text(), font(), wordWrap(), {}, {}, {}};
    return m_measures;
}

int TextLabel::heightForWidth(int width) const
{
    QHash<int, int>& heights = measures().heights;
    const auto known = heights.constFind(width);
    if (known != heights.cend()) return *known;
    if (heights.size() >= mostWidths) heights.clear();
    return *heights.insert(width, QLabel::heightForWidth(width));
}

QSize TextLabel::sizeHint() const
{
    QSize& most = measures().most;
    if (!most.isValid()) most = QLabel::sizeHint();
    return most;
}

QSize TextLabel::minimumSizeHint() const
{
    QSize& least = measures().least;
    if (!least.isValid()) least = QLabel::minimumSizeHint();
    return least;
}

void TextLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::PaletteChange) applyRole();
}

void TextLabel::applyRole()
{
    const QFont wanted = fontFor(m_role);
    if (font() != wanted) setFont(wanted);
    const bool quiet = m_role == TextRole::Quiet || m_role == TextRole::Small;
    const Palette& colours = coloursOf(this);
    const QColor colour = quiet ? colours.quiet : colours.text;
    if (palette().color(foregroundRole()) == colour) return;
    QPalette own = palette();
    own.setColor(foregroundRole(), colour);
    setPalette(own);
}

} // namespace pathlight
