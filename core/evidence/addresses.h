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

/// What is wrong with an address that clients are to use as their endpoint: "malformed", "scheme", or
/// "doubled_path", where it holds what clients append themselves (case 3); null: nothing.
[[nodiscard]] std::optional<QString> endpointProblem(const QUrl& url);

} // namespace pathlight
