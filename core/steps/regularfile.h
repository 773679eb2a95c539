// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pathlight {

/// At most `limit` bytes of a regular file; a pipe or a device would be read for ever. Null: it is none, or
/// cannot be read.
[[nodiscard]] std::optional<QByteArray> regularFile(const QString& path, qint64 limit);

} // namespace pathlight
