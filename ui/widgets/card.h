// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QFrame>

#include <optional>

class QVBoxLayout;

namespace pathlight {

/// A box with a soft frame that holds what belongs together; tinted where it has a standing.
class Card : public QFrame
{
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);

    [[nodiscard]] QVBoxLayout* box() const { return m_box; }
    void setStanding(std::optional<Standing> standing);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* m_box;
    std::optional<Standing> m_standing;
};

} // namespace pathlight
