// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace pathlight {

/// Qt's own style "fusion", with edges that are seen on a dark ground too: it draws the frames of fields and
/// the boxes of ticks in a darker tone of the window's, which a dark window has none of. WCAG 2.1, success
/// criterion 1.4.11, asks for a contrast of 3 to 1.
class EdgeStyle final : public QProxyStyle
{
    Q_OBJECT
public:
    EdgeStyle();
    /// Does the application draw itself by "fusion" as Qt ships it? Other styles have edges of their own.
    [[nodiscard]] static bool isWanted();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget = nullptr) const override;
};

} // namespace pathlight
