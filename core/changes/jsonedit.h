// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

/// Changes one member of a JSON text and leaves every other byte as it is: the order of the keys, the blanks,
/// the way line ends are written. Pure.
namespace pathlight {

struct JsonEdit
{
    QByteArray text; ///< unchanged where there is a problem
    /// Empty; or "not_json", "not_an_object" (what should hold the member is none), "duplicate_key" (which of
    /// the two counts differs by program).
    QString problem;
    int line = 0; ///< where the JSON breaks, counted from 1; 0: it does not
    int column = 0;
};

/// Sets the string member `key` of the object at `path` (made where it is missing), or takes it away where
/// `value` is null. A text of blanks alone counts as an empty object.
[[nodiscard]] JsonEdit withJsonMember(const QByteArray& text, const QStringList& path, const QString& key,
                                      const std::optional<QString>& value);

} // namespace pathlight
