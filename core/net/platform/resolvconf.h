// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/platform/platform.h"

#include <QByteArray>

namespace pathlight::platform {

/// Reads the text of a resolv.conf as glibc does (resolv.conf(5)): at most three name servers and six search
/// domains, the last `search` or `domain` line wins, a keyword counts only at a line's beginning, and what
/// follows the address on a `nameserver` line is ignored. A server that is no address is left out.
[[nodiscard]] ResolverSettings readResolvConf(const QByteArray& text);

/// The servers of a resolv.conf whose lines have words behind the address, which resolv.conf(5) does not
/// know.
[[nodiscard]] QStringList serversWithRemarks(const QByteArray& text);

/// The same of this computer's own resolv.conf; empty where there is none.
[[nodiscard]] QStringList nameServersWithRemarks();

} // namespace pathlight::platform
