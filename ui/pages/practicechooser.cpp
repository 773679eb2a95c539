// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/practicechooser.h"

#include "core/practice/scenario.h"
#include "ui/pages/practicelesson.h"
#include "ui/tr.h"
#include "ui/widgets/roomybutton.h"
#include "ui/widgets/roomydelegate.h"
#include "ui/widgets/shortlist.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

PracticeChooser::PracticeChooser(const Words* words, QWidget* parent)
    : QWidget(parent),
      m_words(words),
      m_list(new ShortList(110)),
      m_lesson(new PracticeLesson(words)),
      m_startButton(new RoomyButton)
{
    setObjectName(u"practiceChooser"_s);
    m_list->setObjectName(u"practiceListWidget"_s);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new RoomyDelegate(m_list));
    m_startButton->setObjectName(u"practicePushButton"_s);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_list, 1);
    box->addWidget(m_lesson);
    box->addSpacing(4);
    box->addWidget(m_startButton, 0, Qt::AlignLeft);
    for (const PracticeScenario& each : practiceScenarios()) {
        auto* item = new QListWidgetItem(m_list);
        item->setData(Qt::UserRole, each.id);
    }
    m_list->setCurrentRow(0);
    connect(m_list, &QListWidget::currentRowChanged, this, &PracticeChooser::showLesson);
    connect(m_list, &QListWidget::itemActivated, this, [this] { Q_EMIT practiceWanted(scenario()); });
    connect(m_startButton, &QPushButton::clicked, this, [this] { Q_EMIT practiceWanted(scenario()); });
    retranslate();
}

QString PracticeChooser::scenario() const
{
    return m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
}

void PracticeChooser::retranslate()
{
    m_list->setAccessibleName(Tr::tr("Simulated faults"));
    m_startButton->setText(Tr::tr("Prac&tise"));
    for (int row = 0; row < m_list->count(); ++row) {
        const QString id = m_list->item(row)->data(Qt::UserRole).toString();
        m_list->item(row)->setText(m_words->texts()(u"practice."_s + id + u".name"_s));
        m_list->item(row)->setData(Qt::AccessibleDescriptionRole,
                                   m_words->texts()(u"practice."_s + id + u".about"_s));
    }
    m_lesson->retranslate();
    showLesson();
}

void PracticeChooser::showLesson()
{
    m_lesson->setScenario(scenario());
    m_startButton->setEnabled(!scenario().isEmpty());
}

} // namespace pathlight
