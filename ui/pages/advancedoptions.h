// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "ui/keystore.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace pathlight {

class KeyField;
class Settings;

/// Options and key as read from the form, or the first thing that is wrong with them.
struct OptionsOrError
{
    WalkOptions options;
    ApiKey key;
    QString error;
};

/// What most people never need: proxy, trusted authority, resolvers, number of requests, a key.
class AdvancedOptions final : public QWidget
{
    Q_OBJECT
public:
    /// Does not own `settings`.
    AdvancedOptions(Settings* settings, KeyStoreMaker makeKeyStore, QWidget* parent = nullptr);

    [[nodiscard]] OptionsOrError read() const;
    [[nodiscard]] KeyField* keyField() const { return m_key; }
    void setCaFile(const QString& path);
    void retranslate();

Q_SIGNALS:
    void caFileWanted();
    void changed();

private:
    void setupWidgets();
    void showProxyField();
    [[nodiscard]] QString proxy(QString* error) const;
    [[nodiscard]] QString caFile(QString* error) const;
    [[nodiscard]] QStringList resolvers(QString* error) const;

    QFormLayout* m_form;
    QComboBox* m_proxyMode;
    QLineEdit* m_proxyUrl;
    QLineEdit* m_caFile;
    QPushButton* m_caFileButton;
    QLineEdit* m_resolvers;
    QSpinBox* m_attempts;
    QList<QCheckBox*> m_switches; ///< by row of the table in the source
    KeyField* m_key;
    QList<QLabel*> m_labels;
};

} // namespace pathlight
