// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/target.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace pathlight {

class TextLabel;

/// The target that a remembered choice stands for: a built-in profile's id, an https address, or "file:" and
/// the path of a profile.
[[nodiscard]] TargetOrError targetOf(const QString& reference);

/// What to reach: a profile that ships with the program, any https address, or a profile from a file.
class TargetChooser final : public QWidget
{
    Q_OBJECT
public:
    explicit TargetChooser(QWidget* parent = nullptr);

    /// The chosen target, or why there is none: a sentence for the user.
    [[nodiscard]] TargetOrError target() const;
    /// What to remember of it, for targetOf(); empty: there is no target.
    [[nodiscard]] QString reference() const;
    void choose(const QString& profile);
    /// Goes to the field for an address.
    void chooseAddress();
    /// Reads a profile file and chooses it; what is wrong with it is shown.
    void chooseFile(const QString& path);
    void retranslate();

Q_SIGNALS:
    void targetChanged();
    /// The user wants a profile from a file; the window asks for its name.
    void fileWanted();

private:
    void setupWidgets();
    void showChoice();
    void showError();

    QComboBox* m_choice;
    TextLabel* m_label;
    QLineEdit* m_address;
    QPushButton* m_fileButton;
    TextLabel* m_error;
    TargetOrError m_fromFile;
    QString m_filePath;
};

} // namespace pathlight
