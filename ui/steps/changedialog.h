// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/changes/changes.h"
#include "core/report/texts.h"
#include "ui/workers.h"

#include <QDialog>

class QDialogButtonBox;
class QPlainTextEdit;
class QPushButton;

namespace pathlight {

class TextLabel;

/// One file that would be changed, as the difference from what it is, to be written or taken back. Nothing is
/// written before the button is pressed, and files are read and written beside the window's thread.
///
///     ~/.claude/settings.json would become:
///     ┌──────────────────────────────┐
///     │ @@ -1,3 +1,4 @@ …            │
///     └──────────────────────────────┘
///     [Write to the file]  [Undo the last change]                    [Close]
class ChangeDialog final : public QDialog
{
    Q_OBJECT
public:
    /// What is to be put where. `folders` and `records` as for planChange() and applyChange().
    struct Wanted
    {
        QString client;
        QString clientName;
        ConfigPlace place = ConfigPlace::Bash;
        QList<ClientSetting> settings;
        SettingsFolders folders;
        QString records;
    };
    ChangeDialog(const Wanted& wanted, const Texts& texts, QWidget* parent = nullptr);

private:
    void setupWidgets();
    void look();
    void show(const ChangePlan& plan);
    void apply();
    void undo();
    void tellApplied(const ChangeOutcome& outcome);
    void tellUndone(const ChangeOutcome& outcome);
    void setBusy();
    [[nodiscard]] QString problemText(const QString& problem, const QJsonObject& arguments) const;

    Wanted m_wanted;
    Texts m_texts;
    ChangePlan m_plan;
    TextLabel* m_head;
    QPlainTextEdit* m_difference;
    TextLabel* m_said;
    QDialogButtonBox* m_buttons;
    QPushButton* m_apply;
    QPushButton* m_undo;
    Workers m_workers;
};

} // namespace pathlight
