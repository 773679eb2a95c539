// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/evidencetableview.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QProxyStyle>
#include <QScrollBar>
#include <QStyleOptionHeader>
#include <QWheelEvent>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// More rows than this are scrolled.
constexpr int rowsShown = 16;
/// A list from the network may be long; nobody reads more than this here, the journal has it all.
constexpr qsizetype rowsAtMost = 500;
/// On both sides of a cell's text, so that a number does not touch the words of the next column.
constexpr int cellPadding = 8;

/// The style of the application, with padded cells.
class CellStyle final : public QProxyStyle
{
public:
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option,
                                  const QWidget* widget) const override
    {
        // An item's text stands one pixel inside its focus frame.
        if (metric == PM_FocusFrameHMargin) return cellPadding - 1;
        return QProxyStyle::pixelMetric(metric, option, widget);
    }

    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override
    {
        const auto* const header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        if (element != CE_HeaderLabel || !header) {
            QProxyStyle::drawControl(element, option, painter, widget);
            return;
        }
        QStyleOptionHeader padded = *header;
        const int missing = cellPadding - pixelMetric(PM_HeaderMargin, option, widget);
        padded.rect.adjust(missing, 0, -missing, 0);
        QProxyStyle::drawControl(element, &padded, painter, widget);
    }
};

} // namespace

EvidenceTableView::EvidenceTableView(const EvidenceTable& table, QWidget* parent) : QTableWidget(parent)
{
    setObjectName(table.key + u"TableWidget"_s);
    setAccessibleName(table.title);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::ContiguousSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    verticalHeader()->hide();
    auto* const cells = new CellStyle;
    cells->setParent(this);
    setStyle(cells);
    horizontalHeader()->setStyle(cells);
    // The room that is left goes to the last column of text, so that numbers stand beside what they count.
    m_stretched = static_cast<int>(std::max<qsizetype>(0, table.numericColumns.lastIndexOf(false)));
    fill(table);
    fitRows();
}

void EvidenceTableView::fill(const EvidenceTable& table)
{
    setColumnCount(static_cast<int>(table.columns.size()));
    setRowCount(static_cast<int>(std::min(table.rows.size(), rowsAtMost)));
    setHorizontalHeaderLabels(table.columns);
    for (int column = 0; column < columnCount(); ++column) {
        const bool numeric = table.numericColumns.value(column);
        const Qt::Alignment alignment = (numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
        horizontalHeaderItem(column)->setTextAlignment(alignment);
        for (int row = 0; row < rowCount(); ++row) {
            auto* item = new QTableWidgetItem(table.rows.at(row).value(column));
            item->setTextAlignment(alignment);
            item->setToolTip(item->text().toHtmlEscaped());
            setItem(row, column, item);
        }
    }
}

void EvidenceTableView::fitRows()
{
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    resizeColumnsToContents();
    for (int column = 0; column < columnCount(); ++column) {
        const int widest = fontMetrics().averageCharWidth() * 48;
        setColumnWidth(column, std::min(columnWidth(column) + 2 * cellPadding, widest));
    }
    horizontalHeader()->setSectionResizeMode(m_stretched, QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    updateGeometry();
}

QSize EvidenceTableView::sizeHint() const
{
    const int rows = std::min(rowCount(), rowsShown);
    const int bar = horizontalScrollBar()->isVisible() ? horizontalScrollBar()->height() : 0;
    return {400, horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() +
                     bar + 4};
}

QSize EvidenceTableView::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void EvidenceTableView::changeEvent(QEvent* event)
{
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitRows();
}

void EvidenceTableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyChosen();
        return;
    }
    QTableWidget::keyPressEvent(event);
}

void EvidenceTableView::wheelEvent(QWheelEvent* event)
{
    // A table whose rows are all shown lets the page scroll.
    if (rowCount() <= rowsShown && event->angleDelta().y() != 0)
        event->ignore();
    else
        QTableWidget::wheelEvent(event);
}

void EvidenceTableView::copyChosen() const
{
    QStringList lines;
    for (const QTableWidgetSelectionRange& range : selectedRanges()) {
        for (int row = range.topRow(); row <= range.bottomRow(); ++row) {
            QStringList cells;
            for (int column = range.leftColumn(); column <= range.rightColumn(); ++column) {
                cells.append(item(row, column)->text());
            }
            lines.append(cells.join(u'\t'));
        }
    }
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace pathlight
