// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keystore.h"
#include "ui/settings.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace pathlight {

/// The API key: typed here, and kept in the system's keychain if the user ticks so. The key lives in this
/// field, in the walk's memory and in that keychain, and nowhere else; a kept key is never put into the
/// field. The keychain is asked only when something is to be kept, used or forgotten.
class KeyField final : public QWidget
{
    Q_OBJECT
public:
    /// Does not own `settings`.
    KeyField(Settings* settings, KeyStoreMaker makeStore, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* field() const { return m_field; }
    /// The key as it was typed; what is wrong with it goes to `error`.
    [[nodiscard]] ApiKey typed(QString* error) const;
    /// The place that the key is for: host and port; empty: none is chosen.
    void setPlace(const QString& place);
    /// Would a walk to this place use the key in the keychain?
    [[nodiscard]] bool usesKept() const;
    /// Asks the keychain for the key; `done` comes within a minute, without a key where there was trouble,
    /// and with the sentence about it.
    void fetch(std::function<void(const ApiKey& key, const QString& trouble)> done);
    /// Puts a typed key into the keychain, if the user ticked so and it is not there.
    void keepTyped();
    void retranslate();

Q_SIGNALS:
    void changed();
    /// What became of the key; empty: there is nothing to tell any more.
    void told(const QString& sentence);

private:
    void setupWidgets();
    void connectParts();
    void toggle(bool remember);
    void forget();
    void forgetAndClear();
    void showState();
    void tell(const QString& sentence);
    /// Sends one question to the keychain, which makes an older one's answer void.
    void ask(const std::function<void(KeyStore*, KeyStore::Done)>& question, KeyStore::Done done);
    void answer(int question, const KeyAnswer& answer);
    [[nodiscard]] QByteArray typedBytes() const;

    Settings* m_settings;
    KeyStoreMaker m_makeStore;
    QLineEdit* m_field;
    QCheckBox* m_remember;
    QPushButton* m_forget;
    QString m_place;
    QByteArray m_keptBytes; ///< what was typed and is in the keychain, for m_keptPlace
    QString m_keptPlace;
    QTimer m_patience;
    int m_question = 0;
    KeyStore::Done m_done; ///< of the newest question, while it is open
    std::unique_ptr<KeyStore> m_store;
};

} // namespace pathlight
