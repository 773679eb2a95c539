// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/remedylist.h"

#include "ui/tr.h"
#include "ui/widgets/commandbox.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

void clearLayout(QLayout* layout)
{
    while (QLayoutItem* const item = layout->takeAt(0)) {
        if (QWidget* const widget = item->widget()) {
            // Hidden at once, deleted when its own event has returned.
            widget->hide();
            widget->deleteLater();
        }
        if (QLayout* const inner = item->layout()) clearLayout(inner);
        delete item;
    }
}

RemedyList::RemedyList(QWidget* parent) : QWidget(parent), m_box(new QVBoxLayout(this))
{
    setObjectName(u"remedyList"_s);
    m_box->setContentsMargins(0, 0, 0, 0);
    m_box->setSpacing(12);
}

void RemedyList::setRemedies(const QList<Remedy>& remedies, const Texts& texts, int count)
{
    clearLayout(m_box);
    const qsizetype shown = count > 0 ? std::min<qsizetype>(count, remedies.size()) : remedies.size();
    for (qsizetype index = 0; index < shown; ++index) {
        addRemedy(static_cast<int>(index) + 1, remedies.at(index), texts);
    }
}

void RemedyList::addRemedy(int number, const Remedy& remedy, const Texts& texts)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    auto* mark = new TextLabel(TextRole::Strong, u"%1."_s.arg(number));
    mark->setWordWrap(false);
    row->addWidget(mark, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(5);
    column->addWidget(new TextLabel(TextRole::Body, remedy.text));
    if (!remedy.command.isEmpty()) column->addWidget(new CommandBox(Tr::tr("Command"), remedy.command));
    if (!remedy.undo.isEmpty()) column->addWidget(new CommandBox(Tr::tr("Undo"), remedy.undo));
    QStringList notes;
    if (!remedy.risk.isEmpty()) notes.append(texts(u"risk."_s + remedy.risk));
    if (!remedy.scope.isEmpty()) notes.append(texts(u"scope."_s + remedy.scope));
    if (!notes.isEmpty()) column->addWidget(new TextLabel(TextRole::Small, notes.join(u" · "_s)));
    row->addLayout(column, 1);
    m_box->addLayout(row);
}

} // namespace pathlight
