// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clients/clientrules.h"
#include "core/evidence/clients.h"

namespace pathlight {

/// What started clients told of themselves: "Node 22.20.0", "httpx 0.23.3", each once.
[[nodiscard]] QStringList versionsTold(const QList<ClientEvidence>& clients);

/// What counts for the clients for Python of this computer, spelt as those tell it; "socksio none": it is not
/// there. A Python in which neither the client nor, as a started one told, httpx for it is installed is
/// somebody else's.
[[nodiscard]] QStringList installedFor(const QList<PythonPackageEvidence>& packages, const QStringList& told);

/// Is what is installed as new as `since`, such as "Node 22.15"? Null: nobody told the version of that
/// program.
[[nodiscard]] std::optional<bool> isAsNewAs(const QString& since, const QStringList& told);

/// The rules with what depends on a version decided by those that were told. What older versions do is known
/// of the system's list alone: they do not read it. A scheme that they may not speak stays open.
[[nodiscard]] ClientRules decidedBy(const QStringList& told, ClientRules rules);

} // namespace pathlight
