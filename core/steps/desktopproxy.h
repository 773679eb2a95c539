// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/steps/proxysettings.h"

#include <QProcessEnvironment>

namespace pathlight {

/// The proxy that KDE's settings name for https (kioslaverc, "Proxy Settings"), where this session is KDE's:
/// another desktop's programs do not read them. Null: no such session, no such file, or no proxy. A set-up
/// script (PAC), or looking for one in the network (WPAD), is told and never fetched or run. What an empty
/// ProxyType 4 leaves to the variables is the variables' own matter.
///
/// Reads one file of at most 256 KiB, which may stand on a disk that does not answer.
[[nodiscard]] std::optional<SystemProxy> kdeProxy(const QProcessEnvironment& environment,
                                                  const QString& home);

} // namespace pathlight
