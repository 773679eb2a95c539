// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace pathlight {

/// Writes a file whole or not at all. Gives the system's words on what went wrong; empty: nothing. A disk may
/// not answer, so it is for a worker's thread wherever one is at hand.
[[nodiscard]] QString saveFile(const QString& path, const QByteArray& bytes);

} // namespace pathlight
