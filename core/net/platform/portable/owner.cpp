// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"

#include <QFileInfo>

namespace pathlight::platform {

/// Qt cannot give a file away; below the user's own folder it is theirs already where the system tells owners
/// by number at all.
bool giveOwnerOf(const QString& path, int)
{
    const QFileInfo file(path);
    return file.ownerId() == QFileInfo(file.absolutePath()).ownerId();
}

} // namespace pathlight::platform
