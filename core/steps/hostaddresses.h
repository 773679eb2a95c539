// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"

#include <QCoroTask>
#include <QHostAddress>
#include <QList>
#include <QString>

namespace pathlight {

/// A host's addresses: the one that it is, or what the system's own look-up gives before the scope is over,
/// in its order. Empty: it gave none.
[[nodiscard]] QCoro::Task<QList<QHostAddress>> addressesOf(Scope scope, QString host);

} // namespace pathlight
