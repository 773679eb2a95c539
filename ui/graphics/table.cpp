// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/table.h"

#include "ui/graphics/ink.h"

#include <algorithm>
#include <numeric>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double padding = 8;
constexpr double rowPadding = 5;
constexpr double markSide = 13;
constexpr double barWidth = 120;
constexpr int maximumLines = 12;

QFont headFont()
{
    return pictureFont(11, QFont::DemiBold);
}

QFont cellFont(const TableCell& cell)
{
    return pictureFont(12, cell.strong ? QFont::DemiBold : QFont::Normal);
}

QFont detailFont()
{
    return pictureFont(10.5);
}

double markRoom(const TableCell& cell)
{
    return cell.mark ? markSide + 6 : 0;
}

double wishOf(const TableCell& cell)
{
    if (cell.bar) return barWidth + 2 * padding;
    const double text = textWidth(cellFont(cell), cell.text) + markRoom(cell);
    return std::max(text, textWidth(detailFont(), cell.detail) + markRoom(cell)) + 2 * padding + 1;
}

double heightOf(const TableCell& cell, double width)
{
    const double inner = width - 2 * padding - markRoom(cell);
    double height = wrappedHeight(cellFont(cell), cell.text, inner, maximumLines);
    if (!cell.detail.isEmpty()) height += wrappedHeight(detailFont(), cell.detail, inner, maximumLines);
    return height + 2 * rowPadding - 2;
}

/// What each column would like to have.
QList<double> wishesOf(const Table& table)
{
    QList<double> wishes;
    for (qsizetype index = 0; index < table.columns.size(); ++index) {
        const TableColumn& column = table.columns[index];
        double wish = textWidth(headFont(), column.title) + 2 * padding + 1;
        for (const TableRow& row : table.rows) {
            if (index < row.cells.size() && !(row.spansAll && index > 0))
                wish = std::max(wish, wishOf(row.cells[index]));
        }
        wishes.append(std::clamp(wish, column.least, std::max(column.least, column.most)));
    }
    return wishes;
}

/// Too wide: the widest give way first, each down to its least. Too narrow: what is left over goes to the
/// columns in proportion.
QList<double> fitted(QList<double> widths, const Table& table, double width)
{
    const double wished = std::accumulate(widths.begin(), widths.end(), 0.0);
    if (wished <= 0) return widths;
    if (wished <= width) {
        for (double& each : widths)
            each *= width / wished;
        return widths;
    }
    double low = 0;
    double high = *std::max_element(widths.begin(), widths.end());
    const auto capped = [&](double cap) {
        QList<double> made;
        for (qsizetype index = 0; index < widths.size(); ++index)
            made.append(std::min(widths[index], std::max(cap, table.columns[index].least)));
        return made;
    };
    for (int round = 0; round < 30; ++round) {
        const double middle = (low + high) / 2;
        const QList<double> made = capped(middle);
        (std::accumulate(made.begin(), made.end(), 0.0) > width ? high : low) = middle;
    }
    QList<double> made = capped(low);
    const double sum = std::accumulate(made.begin(), made.end(), 0.0);
    for (double& each : made)
        each *= width / sum;
    return made;
}

/// The width of a cell: one that spans all takes in the columns to its right.
double widthOf(const Table& table, const TableRow& row, const QList<double>& widths, qsizetype column)
{
    if (!row.spansAll || column != std::min<qsizetype>(1, table.columns.size() - 1)) return widths[column];
    return std::accumulate(widths.begin() + column, widths.end(), 0.0);
}

} // namespace

double TableLayout::height() const
{
    return std::accumulate(rowHeights.begin(), rowHeights.end(), headHeight);
}

std::optional<qsizetype> TableLayout::rowAt(double y) const
{
    y -= headHeight;
    for (qsizetype row = 0; row < rowHeights.size() && y >= 0; ++row) {
        if (y < rowHeights[row]) return row;
        y -= rowHeights[row];
    }
    return std::nullopt;
}

TableLayout layoutTable(const Table& table, double width)
{
    TableLayout layout;
    layout.widths = fitted(wishesOf(table), table, width);
    layout.headHeight = lineHeight(headFont()) + 2 * rowPadding;
    for (const TableRow& row : table.rows) {
        double height = lineHeight(pictureFont(12)) + 2 * rowPadding - 2;
        for (qsizetype index = 0; index < std::min(row.cells.size(), layout.widths.size()); ++index)
            height = std::max(height, heightOf(row.cells[index], widthOf(table, row, layout.widths, index)));
        layout.rowHeights.append(height);
    }
    return layout;
}

void paintTableHead(QPainter& painter, const QPointF& at, const Table& table, const TableLayout& layout,
                    const Palette& palette)
{
    const PainterSaver saver(painter);
    const double width = std::accumulate(layout.widths.begin(), layout.widths.end(), 0.0);
    painter.fillRect(QRectF(at, QSizeF(width, layout.headHeight)), palette.panel);
    painter.setPen(QPen(palette.line, 1));
    painter.drawLine(at + QPointF(0, layout.headHeight), at + QPointF(width, layout.headHeight));
    double x = at.x();
    for (qsizetype index = 0; index < table.columns.size(); ++index) {
        const QRectF box(x + padding, at.y(), layout.widths[index] - 2 * padding, layout.headHeight);
        drawLine(painter, box, table.columns[index].title, headFont(), palette.quiet,
                 table.columns[index].alignment | Qt::AlignVCenter);
        x += layout.widths[index];
    }
}

namespace {

void paintBar(QPainter& painter, const QRectF& box, const SmallBar& bar, const Palette& palette)
{
    if (!(bar.end > 0)) return;
    const auto at = [&](double value) {
        return box.left() + box.width() * std::clamp(value / bar.end, 0.0, 1.0);
    };
    const double y = box.center().y();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.grid, 1));
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
    painter.setPen(QPen(mixed(palette.first, palette.page, 0.55), 5, Qt::SolidLine, Qt::FlatCap));
    const double right = std::max(at(bar.highest), at(bar.lowest) + 1.5);
    painter.drawLine(QPointF(at(bar.lowest), y), QPointF(right, y));
    painter.setPen(QPen(palette.text, 2));
    painter.drawLine(QPointF(at(bar.median), y - 6), QPointF(at(bar.median), y + 6));
}

void paintCell(QPainter& painter, const QRectF& box, const TableCell& cell, Qt::Alignment alignment,
               const Palette& palette)
{
    const QRectF inner = box.adjusted(padding, rowPadding - 1, -padding, 0);
    if (cell.bar) return paintBar(painter, inner.adjusted(0, 0, 0, -rowPadding + 1), *cell.bar, palette);
    QRectF text = inner.adjusted(markRoom(cell), 0, 0, 0);
    if (cell.mark)
        drawMark(painter, QRectF(inner.left(), inner.top() + 2, markSide, markSide), *cell.mark, palette);
    const double used =
        drawWrapped(painter, text, cell.text, cellFont(cell), palette.text, alignment, maximumLines);
    text.setTop(text.top() + used);
    if (!cell.detail.isEmpty())
        drawWrapped(painter, text, cell.detail, detailFont(), palette.quiet, alignment, maximumLines);
}

} // namespace

void paintTableRow(QPainter& painter, const QPointF& at, const Table& table, const TableLayout& layout,
                   qsizetype row, const Palette& palette)
{
    const PainterSaver saver(painter);
    const TableRow& shown = table.rows[row];
    const double height = layout.rowHeights[row];
    const double width = std::accumulate(layout.widths.begin(), layout.widths.end(), 0.0);
    if (shown.tint) painter.fillRect(QRectF(at, QSizeF(width, height)), tintOf(*shown.tint, palette));
    painter.setPen(QPen(palette.grid, 1));
    painter.drawLine(at + QPointF(0, height), at + QPointF(width, height));
    double x = at.x();
    for (qsizetype index = 0; index < std::min(shown.cells.size(), layout.widths.size()); ++index) {
        const double cellWidth = widthOf(table, shown, layout.widths, index);
        const Qt::Alignment alignment =
            shown.spansAll && index > 0 ? Qt::AlignLeft : table.columns[index].alignment;
        paintCell(painter, QRectF(x, at.y(), cellWidth, height), shown.cells[index], alignment, palette);
        x += cellWidth;
    }
}

void paintTable(QPainter& painter, const QRectF& box, const Table& table, const Palette& palette)
{
    const TableLayout layout = layoutTable(table, box.width());
    paintTableHead(painter, box.topLeft(), table, layout, palette);
    double y = box.top() + layout.headHeight;
    for (qsizetype row = 0; row < table.rows.size(); ++row) {
        paintTableRow(painter, QPointF(box.left(), y), table, layout, row, palette);
        y += layout.rowHeights[row];
    }
}

QString inWords(const Table& table)
{
    QStringList lines;
    for (const TableRow& row : table.rows) {
        QStringList parts;
        for (const TableCell& cell : row.cells) {
            if (cell.bar) continue;
            parts.append(cell.detail.isEmpty() ? cell.text : cell.text + u" ("_s + cell.detail + u')');
        }
        lines.append(parts.join(u'\t'));
    }
    return lines.join(u'\n');
}

} // namespace pathlight
