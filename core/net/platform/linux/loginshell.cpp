// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"

#include <QFile>

#include <csignal>
#include <vector>

#include <pwd.h>
#include <unistd.h>

namespace pathlight::platform {

QString loginShell()
{
    std::vector<char> buffer(16 * 1024);
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || !found) return {};
    return QFile::decodeName(found->pw_shell);
}

void leaveTerminal()
{
    setsid();
}

/// The leader of a session leads a process group of the same number, and what it starts without job control
/// stays in it.
bool endSession(qint64 leader)
{
    return leader > 1 && kill(-static_cast<pid_t>(leader), SIGKILL) == 0;
}

} // namespace pathlight::platform
