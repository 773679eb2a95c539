// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

/// The difference of two texts. Pure.
namespace pathlight {

/// A unified difference with three lines of context: "--- name", "+++ name", then "@@ …" and lines that begin
/// with " ", "-" or "+"; empty where the texts are the same. What `patch` takes. `beforeName` and
/// `afterName` stand in its head.
[[nodiscard]] QByteArray unifiedDifference(const QByteArray& before, const QByteArray& after,
                                           const QString& beforeName, const QString& afterName);

/// The same as lines to be shown: the values of keys, tokens, passwords and headers, the user part of
/// addresses and whatever else looks like a credential are replaced by an ellipsis in brackets. It may still
/// hold control characters.
[[nodiscard]] QStringList shownDifference(const QByteArray& difference);

} // namespace pathlight
