// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bulletlist.h"

#include "ui/widgets/remedylist.h"
#include "ui/widgets/textlabel.h"

#include <QGridLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

BulletList::BulletList(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(5);
    m_grid->setColumnStretch(1, 1);
}

void BulletList::setLines(const QStringList& lines)
{
    if (lines == m_lines) return;
    m_lines = lines;
    clearLayout(m_grid);
    for (int row = 0; row < lines.size(); ++row) {
        auto* point = new TextLabel(TextRole::Quiet, u"•"_s);
        point->setWordWrap(false);
        m_grid->addWidget(point, row, 0, Qt::AlignTop);
        m_grid->addWidget(new TextLabel(TextRole::Body, lines.at(row)), row, 1);
    }
}

} // namespace pathlight
