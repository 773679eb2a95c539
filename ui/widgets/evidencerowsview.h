// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/evidencerows.h"

#include <QWidget>

class QGridLayout;

namespace pathlight {

/// Label and value pairs of evidence in two columns, or four where there is room.
class EvidenceRowsView final : public QWidget
{
    Q_OBJECT
public:
    explicit EvidenceRowsView(const QList<EvidenceRow>& rows, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange(int pairsInALine);

    QGridLayout* m_grid;
    QList<std::pair<QWidget*, QWidget*>> m_pairs;
    int m_pairsInALine = 0;
};

} // namespace pathlight
