// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace pathlight {

/// Bytes from a stranger as text that may be shown: invalid and control characters replaced, cut to `most`.
[[nodiscard]] QString printable(const QByteArray& bytes, qsizetype most);

} // namespace pathlight
