// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keyfield.h"

#include "ui/tr.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int longestField = 2048;
/// Long enough to type the keychain's own password.
constexpr std::chrono::seconds patience{60};

/// Why the keychain gave or took nothing, and what to do about it.
QString troubleText(KeyTrouble trouble)
{
    switch (trouble) {
    case KeyTrouble::None:
        return {};
    case KeyTrouble::NoKey:
        return Tr::tr("The system's keychain showed no key for this target: it is gone, or the keychain "
                      "stayed locked. Unlock it, or type the key again.");
    case KeyTrouble::Denied:
        return Tr::tr("The system's keychain is locked or did not let Pathlight in. Unlock it and try again. "
                      "A key typed here works until the window is closed.");
    case KeyTrouble::NoAnswer:
        break;
    }
    return Tr::tr("No keychain of the system answers. Start one (GNOME Keyring or KWallet) and try again. A "
                  "key typed here works until the window is closed.");
}

} // namespace

KeyField::KeyField(Settings* settings, KeyStoreMaker makeStore, QWidget* parent)
    : QWidget(parent),
      m_settings(settings),
      m_makeStore(std::move(makeStore)),
      m_field(new QLineEdit),
      m_remember(new QCheckBox),
      m_forget(new QPushButton)
{
    setupWidgets();
    connectParts();
    retranslate();
}

void KeyField::setupWidgets()
{
    m_field->setObjectName(u"keyLineEdit"_s);
    m_field->setMaxLength(longestField);
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_remember->setObjectName(u"rememberKeyCheckBox"_s);
    m_remember->setChecked(m_settings->remembersKey());
    m_forget->setObjectName(u"forgetKeyPushButton"_s);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_field);
    auto* row = new QHBoxLayout;
    row->addWidget(m_remember, 1);
    row->addWidget(m_forget);
    box->addLayout(row);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
}

void KeyField::connectParts()
{
    connect(m_field, &QLineEdit::textChanged, this, &KeyField::changed);
    connect(m_field, &QLineEdit::editingFinished, this, &KeyField::keepTyped);
    connect(m_remember, &QCheckBox::toggled, this, &KeyField::toggle);
    connect(m_forget, &QPushButton::clicked, this, &KeyField::forgetAndClear);
    connect(&m_patience, &QTimer::timeout, this, [this] { answer(m_question, {KeyTrouble::NoAnswer, {}}); });
}

void KeyField::retranslate()
{
    m_remember->setText(Tr::tr("Remember i&n the system's keychain"));
    m_remember->setToolTip(Tr::tr("The key is then kept there, for this target alone, and nowhere else."));
    m_forget->setText(Tr::tr("Forg&et"));
    m_forget->setAccessibleName(Tr::tr("Forget the key in the system's keychain"));
    tell({});
    showState();
}

QByteArray KeyField::typedBytes() const
{
    return m_field->text().trimmed().toUtf8();
}

ApiKey KeyField::typed(QString* error) const
{
    const QByteArray bytes = typedBytes();
    if (bytes.isEmpty()) return {};
    if (!isKey(bytes)) *error = Tr::tr("The API key holds a character that no key has.");
    return ApiKey(bytes);
}

void KeyField::setPlace(const QString& place)
{
    if (std::exchange(m_place, place) != place) showState();
}

bool KeyField::usesKept() const
{
    return m_remember->isChecked() && m_field->text().isEmpty() && !m_place.isEmpty() &&
           m_settings->keyPlace() == m_place;
}

void KeyField::showState()
{
    m_forget->setVisible(!m_settings->keyPlace().isEmpty());
    if (!m_remember->isChecked())
        m_field->setPlaceholderText(Tr::tr("optional; kept in memory only, never stored"));
    else if (m_settings->keyPlace() == m_place && !m_place.isEmpty())
        m_field->setPlaceholderText(u"•••••••• "_s + Tr::tr("(kept in the system's keychain)"));
    else
        m_field->setPlaceholderText(Tr::tr("optional; goes into the system's keychain"));
}

void KeyField::tell(const QString& sentence)
{
    Q_EMIT told(sentence);
}

void KeyField::ask(const std::function<void(KeyStore*, KeyStore::Done)>& question, KeyStore::Done done)
{
    if (!m_store) m_store = m_makeStore();
    m_done = std::move(done);
    m_patience.start();
    question(m_store.get(), [this, id = ++m_question](const KeyAnswer& given) { answer(id, given); });
}

void KeyField::answer(int question, const KeyAnswer& answer)
{
    if (question != m_question || !m_done) return;
    m_patience.stop();
    const KeyStore::Done done = std::exchange(m_done, {});
    done(answer);
    showState();
    Q_EMIT changed();
}

void KeyField::fetch(std::function<void(const ApiKey& key, const QString& trouble)> done)
{
    tell(Tr::tr("The system's keychain is asked for the key, and may ask you to unlock it. Start again to go "
                "without the key."));
    ask([place = m_place](KeyStore* store, KeyStore::Done told) { store->read(place, std::move(told)); },
        [this, done = std::move(done)](const KeyAnswer& answer) {
            const QString trouble = troubleText(answer.trouble);
            tell(trouble);
            done(answer.key, trouble);
        });
}

void KeyField::keepTyped()
{
    const QByteArray bytes = typedBytes();
    if (!m_remember->isChecked() || m_place.isEmpty() || !isKey(bytes)) return;
    if (bytes == m_keptBytes && m_place == m_keptPlace) return;
    m_keptBytes = bytes;
    m_keptPlace = m_place;
    // Noted first: whatever happens now, the way to forget it is there.
    const QString before = m_settings->keyPlace();
    m_settings->setKeyPlace(m_place);
    ask([place = m_place, bytes](KeyStore* store,
                                 KeyStore::Done told) { store->store(place, bytes, std::move(told)); },
        [this, place = m_place, before](const KeyAnswer& answer) {
            if (answer.trouble == KeyTrouble::None) {
                tell(Tr::tr("The key is kept in the system's keychain, for %1 alone.").arg(place));
                return;
            }
            m_keptBytes.clear();
            m_settings->setKeyPlace(before);
            tell(Tr::tr("The key was not kept.") + u' ' + troubleText(answer.trouble));
        });
    showState();
}

void KeyField::toggle(bool remember)
{
    m_settings->setRemembersKey(remember);
    if (remember) {
        tell({});
        keepTyped();
    } else if (!m_settings->keyPlace().isEmpty()) {
        forget();
    }
    showState();
    Q_EMIT changed();
}

void KeyField::forget()
{
    m_keptBytes.clear();
    tell(Tr::tr("The key is being removed from the system's keychain…"));
    ask([](KeyStore* store, KeyStore::Done told) { store->forget(std::move(told)); },
        [this](const KeyAnswer& answer) {
            if (answer.trouble == KeyTrouble::None) {
                m_settings->setKeyPlace({});
                tell(Tr::tr("The key was removed from the system's keychain."));
            } else if (answer.trouble == KeyTrouble::NoKey) {
                tell(Tr::tr("The system's keychain showed no key to remove: it is gone, or the keychain "
                            "stayed locked. Unlock it and press Forget to be sure."));
            } else {
                tell(Tr::tr("The key could not be removed: the system's keychain is locked or does not "
                            "answer. Unlock or start it, and press Forget again."));
            }
        });
}

void KeyField::forgetAndClear()
{
    const QSignalBlocker quiet(m_remember);
    m_remember->setChecked(false);
    m_settings->setRemembersKey(false);
    m_field->clear();
    forget();
    showState();
    Q_EMIT changed();
}

} // namespace pathlight
