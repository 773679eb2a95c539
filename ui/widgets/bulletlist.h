// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;

namespace pathlight {

/// Sentences one below the other, each with a point before it.
class BulletList final : public QWidget
{
    Q_OBJECT
public:
    explicit BulletList(QWidget* parent = nullptr);

    void setLines(const QStringList& lines);

private:
    QGridLayout* m_grid;
    QStringList m_lines;
};

} // namespace pathlight
