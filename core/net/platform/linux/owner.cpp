// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"

#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

namespace pathlight::platform {

bool giveOwnerOf(const QString& path, int descriptor)
{
    struct stat wanted
    {};
    struct stat present
    {};
    const QByteArray name = QFile::encodeName(path);
    if (stat(name.constData(), &wanted) != 0 || fstat(descriptor, &present) != 0) return false;
    if (wanted.st_uid == present.st_uid && wanted.st_gid == present.st_gid) return true;
    // Giving a file away clears no mode bit that such a file has: set-user-ID is none of them.
    return fchown(descriptor, wanted.st_uid, wanted.st_gid) == 0;
}

} // namespace pathlight::platform
