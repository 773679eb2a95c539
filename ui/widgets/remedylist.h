// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/texts.h"

#include <QWidget>

class QVBoxLayout;

namespace pathlight {

/// What to do: remedies with their numbers, each with its command and the way back.
class RemedyList final : public QWidget
{
    Q_OBJECT
public:
    explicit RemedyList(QWidget* parent = nullptr);

    /// At most `count` of them; 0: all.
    void setRemedies(const QList<Remedy>& remedies, const Texts& texts, int count = 0);

private:
    void addRemedy(int number, const Remedy& remedy, const Texts& texts);

    QVBoxLayout* m_box;
};

/// Takes everything out of a layout and deletes it.
void clearLayout(QLayout* layout);

} // namespace pathlight
