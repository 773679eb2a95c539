// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/replaybar.h"

#include "ui/graphics/ink.h"
#include "ui/tr.h"
#include "ui/walksource.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr std::array speeds{0.25, 0.5, 1.0, 2.0, 4.0, 10.0};

} // namespace

ReplayBar::ReplayBar(QWidget* parent)
    : QWidget(parent),
      m_playButton(new QPushButton),
      m_speedComboBox(new QComboBox),
      m_position(new QProgressBar),
      m_endButton(new QPushButton)
{
    setObjectName(u"replayBar"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_playButton->setObjectName(u"playPushButton"_s);
    m_speedComboBox->setObjectName(u"speedComboBox"_s);
    m_position->setObjectName(u"replayProgressBar"_s);
    m_endButton->setObjectName(u"toTheEndPushButton"_s);
    m_position->setTextVisible(false);
    m_position->setFixedSize(140, 8);
    for (const double speed : speeds)
        m_speedComboBox->addItem(u"%1×"_s.arg(speed), speed);
    for (QWidget* const each : {static_cast<QWidget*>(m_position), static_cast<QWidget*>(m_speedComboBox),
                                static_cast<QWidget*>(m_playButton), static_cast<QWidget*>(m_endButton)}) {
        row->addWidget(each);
    }
    connect(m_playButton, &QPushButton::clicked, this, &ReplayBar::togglePlaying);
    connect(m_speedComboBox, &QComboBox::activated, this, &ReplayBar::chooseSpeed);
    connect(m_endButton, &QPushButton::clicked, this, [this] {
        if (m_replay) m_replay->setSpeed(0);
    });
    retranslate();
    hide();
}

void ReplayBar::retranslate()
{
    m_speedComboBox->setAccessibleName(Tr::tr("Speed"));
    m_position->setAccessibleName(Tr::tr("Position in the journal"));
    m_endButton->setText(Tr::tr("To the &end"));
    const bool playing = m_replay && m_replay->isPlaying();
    m_playButton->setText(playing ? Tr::tr("&Pause") : Tr::tr("&Play"));
}

void ReplayBar::follow(ReplaySource* replay)
{
    m_replay = replay;
    const bool atOnce = !replay || replay->speed() <= 0 || replay->atMs() >= replay->totalMs();
    setVisible(!atOnce);
    if (atOnce) return;
    m_position->setRange(0, 1000);
    m_position->setValue(static_cast<int>(1000 * replay->atMs() / std::max(1.0, replay->totalMs())));
    m_position->setToolTip(durationText(replay->atMs()) + u" / "_s + durationText(replay->totalMs()));
    const int index = m_speedComboBox->findData(replay->speed());
    if (index >= 0) m_speedComboBox->setCurrentIndex(index);
    retranslate();
}

void ReplayBar::togglePlaying()
{
    if (!m_replay) return;
    m_replay->setPlaying(!m_replay->isPlaying());
    retranslate();
}

void ReplayBar::chooseSpeed(int index)
{
    if (m_replay) m_replay->setSpeed(m_speedComboBox->itemData(index).toDouble());
}

} // namespace pathlight
