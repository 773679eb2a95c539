// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/environment.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace pathlight {

/// Does a variable of this name change how a Claude client connects? `credentials` names the variables that
/// the target's profile reads a key from.
[[nodiscard]] bool matters(const QString& name, const QStringList& credentials);

/// Is its value a secret, by its name?
[[nodiscard]] bool isSecret(const QString& name, const QStringList& credentials);

/// What is recorded of a variable: of a secret only how long it is, of a URL neither user, password nor
/// query, of anything at most 1,000 characters. `problem` is found from the value itself: "empty",
/// "control_character", "quotes", "not_ascii", "wrong_header".
[[nodiscard]] VariableEvidence describeVariable(const QString& name, const QString& value,
                                                const QString& source, const QStringList& credentials);

/// Where a user's settings stand: XDG_CONFIG_HOME, else ~/.config (XDG Base Directory Specification).
[[nodiscard]] QString configFolder(const QProcessEnvironment& environment, const QString& home);

/// A URL as it may be shown: without user name, password and query.
[[nodiscard]] QString withoutCredentials(const QString& url);

} // namespace pathlight
