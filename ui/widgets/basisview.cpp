// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/basisview.h"

#include "ui/graphics/pictureview.h"
#include "ui/tr.h"
#include "ui/widgets/evidencerowsview.h"
#include "ui/widgets/evidencetableview.h"
#include "ui/widgets/remedylist.h"
#include "ui/widgets/textlabel.h"

#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

BasisView::BasisView(QWidget* parent)
    : QWidget(parent),
      m_button(new QToolButton),
      m_content(new QWidget),
      m_box(new QVBoxLayout(m_content)),
      m_texts(defaultTexts())
{
    m_button->setObjectName(u"basisToolButton"_s);
    m_button->setCheckable(true);
    m_button->setAutoRaise(true);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_box->setContentsMargins(0, 0, 0, 0);
    m_box->setSpacing(6);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(6);
    page->addWidget(m_button, 0, Qt::AlignLeft);
    page->addWidget(m_content);
    connect(m_button, &QToolButton::toggled, this, &BasisView::open);
    open(false);
}

void BasisView::setBasis(const QList<Basis>& basis, const Texts& texts)
{
    m_basis = basis;
    m_texts = texts;
    m_button->setText(Tr::tr("What was measured"));
    setVisible(!basis.isEmpty());
    open(m_button->isChecked());
}

void BasisView::open(bool isOpen)
{
    m_button->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    clearLayout(m_box);
    if (isOpen) fill();
    m_content->setVisible(isOpen);
}

void BasisView::fill()
{
    for (const Basis& each : m_basis) {
        m_box->addWidget(new TextLabel(TextRole::Strong, m_texts(u"step.%1.name"_s.arg(each.step))));
        if (!each.rows.isEmpty()) m_box->addWidget(new EvidenceRowsView(each.rows));
        for (const EvidenceTable& table : each.tables)
            addTable(table);
    }
}

void BasisView::addTable(const EvidenceTable& table)
{
    m_box->addWidget(new TextLabel(TextRole::Small, table.title));
    m_box->addWidget(new EvidenceTableView(table));
}

} // namespace pathlight
