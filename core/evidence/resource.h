// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

#include <QFile>
#include <QJsonDocument>

namespace pathlight {

/// The JSON object of a file that ships with the program. The files are checked by tests, so a damaged one
/// reads as an empty object here.
[[nodiscard]] inline QJsonObject readResource(const QString& resource)
{
    QFile file(resource);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// Reads a table that ships with the program: the list of described structs under `key`.
template <Described Row>
[[nodiscard]] QList<Row> readTable(const QString& resource, const QString& key)
{
    QList<Row> rows;
    readJson(readResource(resource).value(key), rows);
    return rows;
}

} // namespace pathlight
