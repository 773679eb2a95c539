// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/texts.h"
#include "ui/charts/retrymodel.h"

#include <QRectF>

class QPainter;

namespace pathlight {

/// Where the parts of a retry chart stand in a box. Pure, so that a test can check it.
struct RetryLayout
{
    QRectF head;
    QRectF band; ///< of the breaker; empty where there is none
    QRectF plot; ///< rows stand in it, time runs through it
    QRectF axis;
    double rowHeight = 0;
    qsizetype firstRow = 0; ///< earlier ones have no room
    double untilMs = 1;

    [[nodiscard]] double xAt(double ms) const { return plot.left() + plot.width() * ms / untilMs; }
    [[nodiscard]] QRectF row(qsizetype index) const;
    /// The row at a height; null where there is none.
    [[nodiscard]] std::optional<qsizetype> rowAt(double y, qsizetype rows) const;
};

[[nodiscard]] RetryLayout layoutRetries(const RetryPicture& picture, const QRectF& box);
/// The height at which every row is well readable.
[[nodiscard]] double comfortableHeight(const RetryPicture& picture);

void paintRetries(QPainter& painter, const QRectF& box, const RetryPicture& picture, const Palette& palette,
                  const Texts& texts);

/// "503", "timed out", "no answer".
[[nodiscard]] QString wordsFor(const RetryTry& each, const Texts& texts);
/// One request in words: "Request 3: 503, wait 510 ms, 401".
[[nodiscard]] QString wordsFor(const RetryRow& row, const Texts& texts);

} // namespace pathlight
