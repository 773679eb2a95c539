// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/practicelesson.h"

#include "ui/tr.h"
#include "ui/widgets/textlabel.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

PracticeLesson::PracticeLesson(const Words* words, QWidget* parent) : QWidget(parent), m_words(words)
{
    setObjectName(u"practiceLesson"_s);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(2);
    for (const QString& id : {u"about"_s, u"seen"_s, u"help"_s}) {
        const Part part{id, new TextLabel(TextRole::Small), new TextLabel(TextRole::Body)};
        part.heading->setObjectName(id + u"PracticeHeadingLabel"_s);
        part.text->setObjectName(id + u"PracticeLabel"_s);
        if (!m_parts.isEmpty()) box->addSpacing(6);
        box->addWidget(part.heading);
        box->addWidget(part.text);
        m_parts.append(part);
    }
    retranslate();
}

void PracticeLesson::setScenario(const QString& id)
{
    m_scenario = id;
    setVisible(m_words->texts().has(u"practice.%1.about"_s.arg(id)));
    for (const Part& each : std::as_const(m_parts))
        each.text->setText(m_words->texts()(u"practice.%1.%2"_s.arg(id, each.id)));
}

void PracticeLesson::retranslate()
{
    const QStringList headings{Tr::tr("What happens"), Tr::tr("How you recognise it"),
                               Tr::tr("On a real network")};
    for (qsizetype index = 0; index < m_parts.size(); ++index)
        m_parts.at(index).heading->setText(headings.at(index));
    setAccessibleName(Tr::tr("What the simulated fault teaches"));
    setScenario(m_scenario);
}

} // namespace pathlight
