// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/changes/jsonedit.h"
#include "core/clients/clientconfig.h"

/// What a settings file's text becomes when settings are put into it. Pure.
namespace pathlight {

/// Docker's name of a proxy variable in the "proxies" of its config.json; empty: it has none.
[[nodiscard]] QString dockerKey(const QString& variable);

/// The file's new text. JSON keeps every other byte; files of lines get a block of their own between two
/// marks, at their end, and one that is there is brought up to date. Problems besides those of
/// withJsonMember(): "binary" (no text), "block_broken" (a mark without the other), "password" (the proxy
/// wants one, and Pathlight writes none), "unwritable" (a value with a control character).
[[nodiscard]] JsonEdit withSettings(const QByteArray& text, ConfigPlace place,
                                    const QList<ClientSetting>& settings);

} // namespace pathlight
