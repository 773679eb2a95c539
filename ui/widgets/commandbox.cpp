// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/commandbox.h"

#include "ui/appearance.h"
#include "ui/theme.h"
#include "ui/tr.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace pathlight {

CommandBox::CommandBox(const QString& label, const QString& command, QWidget* parent)
    : QFrame(parent), m_command(command), m_copyButton(new QToolButton)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 4, 4);
    row->setSpacing(8);
    auto* name = new TextLabel(TextRole::Small, label);
    name->setWordWrap(false);
    auto* text = new TextLabel(TextRole::Fixed, command);
    text->setObjectName(u"commandLabel"_s);
    row->addWidget(name, 0, Qt::AlignVCenter);
    row->addWidget(text, 1, Qt::AlignVCenter);
    m_copyButton->setObjectName(u"copyToolButton"_s);
    m_copyButton->setText(Tr::tr("Copy"));
    m_copyButton->setAutoRaise(true);
    m_copyButton->setFocusPolicy(Qt::StrongFocus);
    m_copyButton->setAccessibleName(Tr::tr("Copy: %1").arg(command));
    row->addWidget(m_copyButton, 0, Qt::AlignTop);
    connect(m_copyButton, &QToolButton::clicked, this, &CommandBox::copy);
}

void CommandBox::copy()
{
    QGuiApplication::clipboard()->setText(m_command);
    m_copyButton->setText(Tr::tr("Copied"));
    QTimer::singleShot(2s, m_copyButton, [button = m_copyButton] { button->setText(Tr::tr("Copy")); });
}

void CommandBox::paintEvent(QPaintEvent*)
{
    const Palette& colours = coloursOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.grid, 1));
    painter.setBrush(colours.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

} // namespace pathlight
