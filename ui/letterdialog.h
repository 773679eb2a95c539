// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/letter.h"
#include "ui/workers.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace pathlight {

class TextLabel;

/// The letter to whoever runs the network, to be read, changed, copied, saved or opened in the mail program.
/// Its language is chosen here, whatever the window speaks: those who run the network may read another one.
class LetterDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `report`: of redacted events. `language`: what the letter begins in.
    LetterDialog(Report report, const QString& language, QWidget* parent = nullptr);

    /// The text as it stands now.
    [[nodiscard]] Letter letter() const;
    /// Writes it as UTF-8, whole or not at all, beside the window's thread.
    void saveTo(const QString& path);

Q_SIGNALS:
    /// Where to save it is to be asked.
    void placeWanted();

private:
    void setupWidgets();
    void setupButtons();
    void write();
    void copy();
    void openMail();

    Report m_report;
    QComboBox* m_languages;
    QLineEdit* m_subject;
    QPlainTextEdit* m_body;
    TextLabel* m_said;
    Workers m_workers;
};

} // namespace pathlight
