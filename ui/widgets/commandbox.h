// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QToolButton;

namespace pathlight {

/// A command to be typed, with a button that copies it.
class CommandBox final : public QFrame
{
    Q_OBJECT
public:
    /// `label`: what it is, "Command" or "Undo".
    CommandBox(const QString& label, const QString& command, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void copy();

    QString m_command;
    QToolButton* m_copyButton;
};

} // namespace pathlight
