// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <optional>

namespace pathlight {

/// Private, loopback, link-local or otherwise not of the public internet (RFC 6890). Text that is no address
/// is not.
[[nodiscard]] bool isBogon(const QString& address);

/// The port that a web address names, or its scheme's own.
[[nodiscard]] int portOf(const QUrl& url);

/// A path, or an address, to which another path can be appended.
[[nodiscard]] QString withoutEndSlashes(QString path);

/// What is wrong with an address that clients are to use as their endpoint: "malformed", "scheme", or
/// "doubled_path", where it holds what clients append themselves (case 3); null: nothing.
[[nodiscard]] std::optional<QString> endpointProblem(const QUrl& url);

} // namespace pathlight
