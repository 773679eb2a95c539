// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <functional>
#include <memory>

namespace pathlight {

/// Why a keychain did not do what it was asked. Its own words are never shown or kept.
enum class KeyTrouble { None, NoKey, Denied, NoAnswer };

struct KeyAnswer
{
    KeyTrouble trouble = KeyTrouble::None;
    ApiKey key; ///< of read(), where there was no trouble
};

/// Where one API key can be kept, bound to the one place that it is for, so that it is never sent elsewhere.
/// Nothing here waits: each answer comes once, later, in the window's thread, or never; never after the store
/// was destroyed.
class KeyStore
{
public:
    using Done = std::function<void(const KeyAnswer&)>;
    virtual ~KeyStore() = default;

    /// NoKey also where the key kept is for another place.
    virtual void read(const QString& place, Done done) = 0;
    /// Replaces the key kept so far, whatever place that was for.
    virtual void store(const QString& place, const QByteArray& key, Done done) = 0;
    virtual void forget(Done done) = 0;
};

/// Makes the store when it is first needed. Tests put in their own.
using KeyStoreMaker = std::function<std::unique_ptr<KeyStore>()>;
/// The desktop's keychain: the Secret Service (GNOME Keyring and others) or KWallet.
[[nodiscard]] std::unique_ptr<KeyStore> makeSystemKeyStore();

/// Has it the form of a key: printable ASCII without blanks, at most 2,048 characters?
[[nodiscard]] bool isKey(const QByteArray& bytes);

} // namespace pathlight
