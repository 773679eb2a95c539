// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/evidencerowsview.h"

#include "ui/widgets/textlabel.h"

#include <QGridLayout>
#include <QResizeEvent>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

EvidenceRowsView::EvidenceRowsView(const QList<EvidenceRow>& rows, QWidget* parent)
    : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(14);
    m_grid->setVerticalSpacing(6);
    for (const EvidenceRow& row : rows) {
        auto* label = new TextLabel(TextRole::Quiet, row.label);
        auto* value = new TextLabel(TextRole::Body, row.value);
        value->setObjectName(row.key + u"ValueLabel"_s);
        value->setAccessibleName(row.label + u": "_s + row.value);
        // Fonts of two scripts differ in height: a pair on one line is centred on it.
        const bool oneLine = row.value.size() < 50 && !row.value.contains(u'\n');
        const Qt::Alignment vertical = oneLine ? Qt::AlignVCenter : Qt::AlignTop;
        label->setAlignment(Qt::AlignLeft | vertical);
        value->setAlignment(Qt::AlignLeft | vertical);
        m_pairs.emplaceBack(label, value);
    }
    arrange(1);
}

void EvidenceRowsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int needed = fontMetrics().averageCharWidth() * 110;
    arrange(event->size().width() >= needed && m_pairs.size() > 3 ? 2 : 1);
}

void EvidenceRowsView::arrange(int pairsInALine)
{
    if (pairsInALine == m_pairsInALine) return;
    m_pairsInALine = pairsInALine;
    const auto lines = static_cast<int>((m_pairs.size() + pairsInALine - 1) / pairsInALine);
    for (int index = 0; index < m_pairs.size(); ++index) {
        // Columns are read downwards first, as the reports list them.
        const int column = index / lines * 2;
        m_grid->addWidget(m_pairs.at(index).first, index % lines, column);
        m_grid->addWidget(m_pairs.at(index).second, index % lines, column + 1);
    }
    for (int pair = 0; pair < 2; ++pair) {
        const int used = pair < pairsInALine ? 1 : 0;
        m_grid->setColumnStretch(pair * 2, 2 * used);
        m_grid->setColumnStretch(pair * 2 + 1, 3 * used);
    }
}

} // namespace pathlight
