// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QList>
#include <QRectF>
#include <QString>

#include <optional>

class QPainter;

/// A table as plain data and a painter, for the window and for paper.
namespace pathlight {

/// Lowest, middle and highest of a few values, drawn as a small bar.
struct SmallBar
{
    double lowest = 0;
    double median = 0;
    double highest = 0;
    double end = 1; ///< where the scale ends; the same for a whole column
};

struct TableCell
{
    QString text;
    QString detail; ///< smaller, under the text
    std::optional<Standing> mark;
    std::optional<SmallBar> bar; ///< in place of text
    bool strong = false;
};

struct TableColumn
{
    QString title;
    Qt::Alignment alignment = Qt::AlignLeft;
    double least = 30; ///< never narrower
    double most = 300; ///< what the widest cell may ask for
};

struct TableRow
{
    QList<TableCell> cells;
    std::optional<Standing> tint; ///< the whole row in the tint of a standing
    bool spansAll = false; ///< the second cell's text runs on to the right end, for rows that say something
};

struct Table
{
    QList<TableColumn> columns;
    QList<TableRow> rows;
};

/// Where the columns stand. Widths add up to the width given.
struct TableLayout
{
    QList<double> widths;
    double headHeight = 0;
    QList<double> rowHeights;
    [[nodiscard]] double height() const;
    [[nodiscard]] std::optional<qsizetype> rowAt(double y) const;
};

[[nodiscard]] TableLayout layoutTable(const Table& table, double width);
/// Head and rows apart, so that a page break can stand between two rows and the head be drawn again.
void paintTableHead(QPainter& painter, const QPointF& at, const Table& table, const TableLayout& layout,
                    const Palette& palette);
void paintTableRow(QPainter& painter, const QPointF& at, const Table& table, const TableLayout& layout,
                   qsizetype row, const Palette& palette);
void paintTable(QPainter& painter, const QRectF& box, const Table& table, const Palette& palette);

/// Tab-separated lines.
[[nodiscard]] QString inWords(const Table& table);

} // namespace pathlight
