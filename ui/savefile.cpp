// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/savefile.h"

#include <QSaveFile>

namespace pathlight {

QString saveFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return file.errorString();
    file.write(bytes);
    return file.commit() ? QString() : file.errorString();
}

} // namespace pathlight
