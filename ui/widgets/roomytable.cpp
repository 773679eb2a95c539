// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/roomytable.h"

#include "ui/appearance.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace pathlight {

namespace {

constexpr int padding = 18; ///< beside a cell's text, both sides together
constexpr int fewestRowsShown = 2;

} // namespace

RoomyTable::RoomyTable(QWidget* parent) : QTableWidget(parent)
{
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setStretchLastSection(true);
    connect(this, &QTableWidget::cellDoubleClicked, this,
            [this](int row) { Q_EMIT opened(m_keys.value(row)); });
}

void RoomyTable::setColumns(const QStringList& titles)
{
    setColumnCount(static_cast<int>(titles.size()));
    setHorizontalHeaderLabels(titles);
    fit();
}

void RoomyTable::setRows(const QList<RoomyRow>& rows, const QStringList& keys)
{
    const QString chosen = currentKey();
    const bool resized = rows.size() != m_rows.size();
    m_rows = rows;
    m_keys = keys;
    setRowCount(static_cast<int>(rows.size()));
    const Palette& colours = coloursOf(this);
    for (int row = 0; row < rowCount(); ++row) {
        const RoomyRow& each = rows.at(row);
        for (int column = 0; column < columnCount(); ++column) {
            const bool marked = column == 0 && each.standing;
            setCell(row, column, each.cells.value(column),
                    marked ? colourOf(*each.standing, colours) : colours.text);
        }
    }
    const auto again = static_cast<int>(keys.indexOf(chosen));
    if (again >= 0 && again != currentRow())
        setCurrentCell(again, 0);
    else if (again < 0 && !rows.isEmpty())
        setCurrentCell(0, 0);
    fit();
    if (resized) updateGeometry();
}

void RoomyTable::setCell(int row, int column, const QString& text, const QColor& colour)
{
    QTableWidgetItem* cell = item(row, column);
    if (!cell) {
        cell = new QTableWidgetItem;
        setItem(row, column, cell);
    }
    if (cell->text() != text) {
        cell->setText(text);
        cell->setToolTip(text.toHtmlEscaped());
    }
    if (cell->foreground().color() != colour) cell->setForeground(colour);
}

void RoomyTable::setRowsShown(int rows)
{
    m_rowsShown = rows;
    updateGeometry();
}

/// Columns grow with what stands in them and never shrink while it changes, so that nothing jumps.
void RoomyTable::fit()
{
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    const int widest = fontMetrics().averageCharWidth() * 48;
    for (int column = 0; column + 1 < columnCount(); ++column) {
        int wanted = horizontalHeader()->sectionSizeHint(column);
        for (const RoomyRow& row : std::as_const(m_rows))
            wanted = std::max(wanted, fontMetrics().horizontalAdvance(row.cells.value(column)) + padding);
        wanted = std::min(wanted, widest);
        if (wanted > columnWidth(column) || columnWidth(column) > widest) setColumnWidth(column, wanted);
    }
}

QSize RoomyTable::sizeHint() const
{
    const int rows = std::clamp(rowCount(), fewestRowsShown, std::max(fewestRowsShown, m_rowsShown));
    // Where not all columns fit, their scroll bar must not hide a row.
    const int bar =
        horizontalHeader()->length() > viewport()->width() ? horizontalScrollBar()->sizeHint().height() : 0;
    return {400, horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() +
                     2 * frameWidth() + bar + 2};
}

QSize RoomyTable::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void RoomyTable::changeEvent(QEvent* event)
{
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        for (int column = 0; column + 1 < columnCount(); ++column)
            setColumnWidth(column, horizontalHeader()->minimumSectionSize());
        fit();
    }
    if (event->type() == QEvent::PaletteChange) setRows(m_rows, m_keys);
}

void RoomyTable::resizeEvent(QResizeEvent* event)
{
    QTableWidget::resizeEvent(event);
    updateGeometry();
}

void RoomyTable::keyPressEvent(QKeyEvent* event)
{
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enters || currentRow() < 0) return QTableWidget::keyPressEvent(event);
    Q_EMIT opened(currentKey());
}

} // namespace pathlight
