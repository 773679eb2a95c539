// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/http.h"
#include "core/report/texts.h"
#include "ui/theme.h"

class QPainter;

/// Where the time of one exchange went: name, connection, TLS, first byte, body, one under another.
namespace pathlight {

struct WaterfallRow
{
    QString label;
    double startMs = 0;
    std::optional<double> ms; ///< null: it was not measured
    QString time;             ///< `ms` in words
};

struct Waterfall
{
    QList<WaterfallRow> rows;
    double endMs = 1; ///< of the axis
    QString total;    ///< label and time; empty where unknown
    [[nodiscard]] bool isEmpty() const;
};

[[nodiscard]] Waterfall waterfallOf(const HttpEvidence& http, const Texts& texts);
[[nodiscard]] double waterfallHeight(const Waterfall& waterfall);
void paintWaterfall(QPainter& painter, const QRectF& box, const Waterfall& waterfall, const Palette& palette);
[[nodiscard]] QString inWords(const Waterfall& waterfall);

} // namespace pathlight
