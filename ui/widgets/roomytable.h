// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QTableWidget>

namespace pathlight {

/// A row of a RoomyTable. The standing colours its first cell, which says in words what the colour says.
struct RoomyRow
{
    QStringList cells;
    std::optional<Standing> standing;
};

/// A table whose rows change while somebody reads it: the row that is chosen stays chosen, and only cells
/// that differ are touched. One row is chosen at a time; Enter or a double click opens it.
class RoomyTable final : public QTableWidget
{
    Q_OBJECT
public:
    explicit RoomyTable(QWidget* parent = nullptr);

    /// The last column takes the room that is left.
    void setColumns(const QStringList& titles);
    /// `keys` tell rows apart, so that the chosen one is found again when others come before it.
    void setRows(const QList<RoomyRow>& rows, const QStringList& keys);
    [[nodiscard]] QString currentKey() const { return m_keys.value(currentRow()); }
    /// More rows than this are scrolled.
    void setRowsShown(int rows);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void opened(const QString& key);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setCell(int row, int column, const QString& text, const QColor& colour);
    void fit();

    QStringList m_keys;
    QList<RoomyRow> m_rows;
    int m_rowsShown = 6;
};

} // namespace pathlight
