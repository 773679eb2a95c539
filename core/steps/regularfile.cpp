// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/regularfile.h"

#include <QFile>
#include <QFileInfo>

namespace pathlight {

std::optional<QByteArray> regularFile(const QString& path, qint64 limit)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) return std::nullopt;
    return file.read(limit);
}

} // namespace pathlight
