// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

#include <QFile>
#include <QJsonDocument>

namespace pathlight {

/// Reads a table that ships with the program: the list of described structs under `key`. The files are
/// checked by tests, so a damaged one reads as an empty list here.
template <Described Row>
QList<Row> readTable(const QString& resource, const QString& key)
{
    QFile file(resource);
    QList<Row> rows;
    if (file.open(QIODevice::ReadOnly))
        readJson(QJsonDocument::fromJson(file.readAll()).object().value(key), rows);
    return rows;
}

} // namespace pathlight
