// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/evidencerows.h"

#include <QTableWidget>

namespace pathlight {

/// A table of evidence, as high as its rows where they are few. Copy puts the chosen cells on the clipboard.
class EvidenceTableView final : public QTableWidget
{
    Q_OBJECT
public:
    explicit EvidenceTableView(const EvidenceTable& table, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void fill(const EvidenceTable& table);
    void fitRows();
    void copyChosen() const;

    int m_stretched = 0;
};

} // namespace pathlight
