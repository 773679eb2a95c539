// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/words.h"

#include <QWidget>

class QPlainTextEdit;

namespace pathlight {

class TextLabel;

/// A place to paste what the failing client showed. It says at once which layer the message speaks of and
/// what it can come from. The text stays here: a walk is told the messages' ids alone.
class ClientMessage final : public QWidget
{
    Q_OBJECT
public:
    explicit ClientMessage(const Words* words, QWidget* parent = nullptr);

    /// The ids of the messages that were recognised, the likeliest first.
    [[nodiscard]] const QStringList& ids() const { return m_ids; }
    void retranslate();

private:
    void recognise();
    [[nodiscard]] QString meaning() const;

    const Words* m_words;
    TextLabel* m_label;
    QPlainTextEdit* m_edit;
    TextLabel* m_meaning;
    QStringList m_ids;
};

} // namespace pathlight
