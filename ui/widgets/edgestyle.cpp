// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/edgestyle.h"

#include "ui/theme.h"

#include <QApplication>
#include <QStyleOption>
#include <QWidget>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr double share = 0.45;    ///< of the text's colour in an edge's
constexpr int styleDarkens = 140; ///< percent, from the window's colour to an edge

bool isDark(const QPalette& palette)
{
    return palette.window().color().lightness() < palette.windowText().color().lightness();
}

/// The style takes its edges from the window's colour, so what it is told of that is what makes the edge.
QPalette withEdges(const QPalette& palette)
{
    const QColor edge = mixed(palette.windowText().color(), palette.window().color(), share);
    QPalette told = palette;
    told.setColor(QPalette::Window, edge.lighter(styleDarkens));
    return told;
}

/// Null: the option is of another kind, or the ground is a light one.
template <typename Option>
std::optional<Option> edged(const QStyleOption* option)
{
    const auto* const own = qstyleoption_cast<const Option*>(option);
    if (!own || !isDark(own->palette)) return std::nullopt;
    Option copy = *own;
    copy.palette = withEdges(own->palette);
    return copy;
}

/// Lists and tables are framed too; there the card around them is edge enough.
bool isTyped(const QWidget* widget)
{
    return widget && (widget->inherits("QPlainTextEdit") || widget->inherits("QTextEdit"));
}

} // namespace

EdgeStyle::EdgeStyle() : QProxyStyle(u"fusion"_s) {}

bool EdgeStyle::isWanted()
{
    return QApplication::style()->name() == "fusion"_L1;
}

void EdgeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const
{
    if (element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton) {
        if (const auto button = edged<QStyleOptionButton>(option))
            return QProxyStyle::drawPrimitive(element, &*button, painter, widget);
    }
    if (element == PE_FrameLineEdit || (element == PE_Frame && isTyped(widget))) {
        if (const auto frame = edged<QStyleOptionFrame>(option))
            return QProxyStyle::drawPrimitive(element, &*frame, painter, widget);
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void EdgeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                   QPainter* painter, const QWidget* widget) const
{
    if (control == CC_SpinBox) {
        if (const auto spin = edged<QStyleOptionSpinBox>(option))
            return QProxyStyle::drawComplexControl(control, &*spin, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace pathlight
